// Reduces the engine's trace slabs to what the page draws. The page's cost must depend on streams
// and pixels, never on events: a million records become a few kilobytes here, on this side.
import type { StreamState, TraceBatch } from '../run/protocol';
import { recordBytes, RecordReader } from '../run/record';
import type { Slab } from './runtime';

/** Whole records kept of one slab: as many as the event log can show at once. */
const keptRecords = 1000;
/** Level points of one stream in one slab. */
const levelPoints = 64;
/** Numbers of one level point; see TraceBatch.levels. */
const levelNumbers = 9;

interface Bucket {
  stream: number;
  firstSeq: number;
  lastSeq: number;
  readable: [min: number, max: number, last: number];
  writable: [min: number, max: number, last: number];
}

export function reduce(slab: Slab, streams: StreamState[]): TraceBatch {
  const records = new RecordReader(slab.records);
  const { count } = records;
  const from = Math.max(0, count - keptRecords) * recordBytes;
  return {
    total: slab.total,
    records: slab.records.slice(from),
    levels: levels(records),
    streams,
    labels: slab.labels,
  };
}

function levels(records: RecordReader): Float64Array {
  const { count } = records;
  const perStream = new Map<number, number>();
  for (let i = 0; i < count; i += 1) {
    const id = records.stream(i);
    perStream.set(id, (perStream.get(id) ?? 0) + 1);
  }
  const open = new Map<number, { bucket: Bucket; left: number }>();
  const buckets: Bucket[] = [];
  for (let i = 0; i < count; i += 1) {
    const stream = records.stream(i);
    const seq = records.seq(i);
    const rl = records.readableLength(i);
    const wl = records.writableLength(i);
    let slot = open.get(stream);
    if (slot === undefined || slot.left === 0) {
      const bucket: Bucket = {
        stream,
        firstSeq: seq,
        lastSeq: seq,
        readable: [rl, rl, rl],
        writable: [wl, wl, wl],
      };
      buckets.push(bucket);
      const left = Math.ceil(perStream.get(stream)! / levelPoints);
      slot = { bucket, left };
      open.set(stream, slot);
    }
    slot.left -= 1;
    slot.bucket.lastSeq = seq;
    widen(slot.bucket.readable, rl);
    widen(slot.bucket.writable, wl);
  }
  const packed = new Float64Array(buckets.length * levelNumbers);
  buckets.forEach((bucket, i) => {
    packed.set(
      [
        bucket.stream,
        bucket.firstSeq,
        bucket.lastSeq,
        ...bucket.readable,
        ...bucket.writable,
      ],
      i * levelNumbers,
    );
  });
  return packed;
}

function widen(range: [number, number, number], value: number): void {
  if (value < range[0]) range[0] = value;
  if (value > range[1]) range[1] = value;
  range[2] = value;
}
