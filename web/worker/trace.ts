// Reduces the engine's trace slabs to what the page draws. The page's cost must depend on streams
// and pixels, never on events: a million records become a few kilobytes here, on this side. The first of a run go whole.
import {
  batchPlaces,
  batchPoints,
  batchRare,
  batchRecords,
  wholeRecords,
} from '../run/limits';
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

/** What happens a few times in a stream's life, and is looked for afterwards. */
const rareNames = [
  'end()',
  'finish',
  'end',
  'error',
  'close',
  'connected',
  'FIN sent',
  'FIN received',
  'RST sent',
  'RST received',
];

/** Places of these kinds in the runtime's table. */
export function rareKinds(kinds: string[]): ReadonlySet<number> {
  return new Set(rareNames.map((name) => kinds.indexOf(name)));
}

/** @param rare kinds of records that are kept before others, see rareKinds() */
export function reduce(
  slab: Slab,
  states: StreamStates,
  names: StreamNames,
  rare: ReadonlySet<number>,
): TraceBatch {
  const all = new RecordReader(slab.records);
  const { shown, streams } = states.read(slab);
  // A whole log can be compared with Node's, and gone through from its beginning.
  const latest = slab.total <= wholeRecords ? wholeRecords : batchRecords;
  const records = chosen(slab.records, all, latest, new Set(shown), rare);
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
    places: slab.places.slice(-batchPlaces),
  };
}

/** The latest records, and of those before them the rare ones and the last of each stream shown. */
function chosen(
  bytes: ArrayBuffer,
  records: RecordReader,
  latest: number,
  shown: ReadonlySet<number>,
  rare: ReadonlySet<number>,
): ArrayBuffer {
  const whole = Math.max(0, records.count - latest);
  const before: number[] = [];
  const waiting = new Set(shown);
  for (let i = whole - 1; i >= 0 && before.length < batchRare; i -= 1) {
    const stream = records.stream(i);
    // There is always room left for the last record of every stream.
    const hasRoom = before.length + waiting.size < batchRare;
    const isRare = hasRoom && shown.has(stream) && rare.has(records.kind(i));
    if (waiting.delete(stream) || isRare) before.push(i);
  }
  const tail = new Uint8Array(bytes, whole * recordBytes);
  const out = new Uint8Array(before.length * recordBytes + tail.length);
  before.reverse().forEach((from, i) => {
    const record = new Uint8Array(bytes, from * recordBytes, recordBytes);
    out.set(record, i * recordBytes);
  });
  out.set(tail, before.length * recordBytes);
  return out.buffer;
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
