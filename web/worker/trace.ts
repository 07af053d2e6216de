// Reduces the engine's trace slabs to what the page draws. The page's cost must depend on streams
// and pixels, never on events: a million records become a few kilobytes here, on this side.
import { batchPoints, batchRecords } from '../run/limits';
import type { TraceBatch } from '../run/protocol';
import { levelNumbers, recordBytes, RecordReader } from '../run/record';
import type { StreamNames } from './names';
import type { Slab } from './runtime';
import type { StreamStates } from './streams';

interface Bucket {
  stream: number;
  firstSeq: number;
  lastSeq: number;
  readable: [min: number, max: number, last: number];
  writable: [min: number, max: number, last: number];
}

export function reduce(
  slab: Slab,
  states: StreamStates,
  names: StreamNames,
): TraceBatch {
  const all = new RecordReader(slab.records);
  const from = Math.max(0, all.count - batchRecords) * recordBytes;
  const records = slab.records.slice(from);
  const { shown, streams } = states.read(slab);
  names.add(slab.labels);
  const spokenOf = new Set(shown);
  const kept = new RecordReader(records);
  for (let i = 0; i < kept.count; i += 1) spokenOf.add(kept.stream(i));
  for (const { pipedTo } of streams)
    if (pipedTo !== null) spokenOf.add(pipedTo);
  return {
    total: slab.total,
    records,
    levels: levels(all, new Set(shown)),
    shown,
    streams,
    made: names.made,
    labels: names.of(spokenOf),
  };
}

function levels(
  records: RecordReader,
  shown: ReadonlySet<number>,
): Float64Array {
  const { count } = records;
  const perStream = new Map<number, number>();
  for (let i = 0; i < count; i += 1) {
    const id = records.stream(i);
    if (shown.has(id)) perStream.set(id, (perStream.get(id) ?? 0) + 1);
  }
  const open = new Map<number, { bucket: Bucket; left: number }>();
  const buckets: Bucket[] = [];
  for (let i = 0; i < count; i += 1) {
    const stream = records.stream(i);
    const inSlab = perStream.get(stream);
    if (inSlab === undefined) continue;
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
      const left = Math.ceil(inSlab / batchPoints);
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
