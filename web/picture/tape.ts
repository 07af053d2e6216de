// The records of a run, as many as are kept, and what every stream was like at each of them. A moment
// is a record's position, counted from the run's first record received; nothing is ever run again. The
// keyframe of its block and at most one block of records say what a moment was. No drawing here.
import { keptRecords, keptRecordsOfPhone } from '../run/limits';
import { recordBytes, RecordReader, type TraceRecord } from '../run/record';

/** Records from one keyframe to the next. */
const blockRecords = 4096;
/** Streams a keyframe speaks of: the last to have done anything. */
const keyframeStreams = 256;

/** By stream, the last record of it: a record holds the stream's whole state. */
export type LastRecords = ReadonlyMap<number, TraceRecord>;

interface Block {
  bytes: Uint8Array;
  reader: RecordReader;
  /** What had happened before the block's first record. */
  keyframe: LastRecords;
}

function phone(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

export class Tape {
  /** Position of the oldest record kept, and one past the newest. */
  first = 0;
  end = 0;
  private blocks: Block[] = [];
  private readonly mostBlocks: number;

  /** @param most records kept: a multiple of a block's, 4096 */
  constructor(most = phone() ? keptRecordsOfPhone : keptRecords) {
    this.mostBlocks = most / blockRecords;
  }

  clear(): void {
    this.first = 0;
    this.end = 0;
    this.blocks = [];
  }

  append(records: ArrayBuffer): void {
    const fresh = new Uint8Array(records);
    for (let at = 0; at < fresh.length;) {
      const place = (this.end % blockRecords) * recordBytes;
      if (place === 0) this.addBlock();
      const room = blockRecords * recordBytes - place;
      const part = fresh.subarray(at, at + room);
      this.blocks.at(-1)!.bytes.set(part, place);
      at += part.length;
      this.end += part.length / recordBytes;
    }
  }

  /** @param at a position that is kept */
  record(at: number): TraceRecord {
    return this.reader(at).read(at % blockRecords);
  }

  /** The record's own bytes. @param at a position that is kept */
  bytes(at: number): Uint8Array {
    const from = this.index(at) * recordBytes;
    return this.block(at).bytes.subarray(from, from + recordBytes);
  }

  /** The reader of the block with this position, where it is number `at % blockRecords`. */
  reader(at: number): RecordReader {
    return this.block(at).reader;
  }

  index(at: number): number {
    return at % blockRecords;
  }

  /** The number the engine gave the record: positions have no gaps, numbers may. */
  seq(at: number): number {
    return this.reader(at).seq(this.index(at));
  }

  /** The last record with this number or a lower one; `first` when there is none. */
  positionOf(seq: number): number {
    let low = this.first;
    let high = this.end - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.seq(middle) <= seq) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Every stream's last record up to and with this position. */
  lastRecords(at: number): LastRecords {
    const { reader, keyframe } = this.block(at);
    return lastOf(keyframe, reader, this.index(at) + 1);
  }

  /** The next position from `at` in a direction that the predicate likes; null when there is none. */
  find(
    at: number,
    step: 1 | -1,
    likes: (reader: RecordReader, index: number) => boolean,
  ): number | null {
    for (let to = at + step; to >= this.first && to < this.end; to += step)
      if (likes(this.reader(to), this.index(to))) return to;
    return null;
  }

  private block(at: number): Block {
    const oldest = Math.floor(this.first / blockRecords);
    return this.blocks[Math.floor(at / blockRecords) - oldest]!;
  }

  private addBlock(): void {
    const before = this.blocks.at(-1);
    const keyframe = before
      ? lastOf(before.keyframe, before.reader, blockRecords)
      : new Map<number, TraceRecord>();
    const bytes = new Uint8Array(blockRecords * recordBytes);
    const reader = new RecordReader(bytes.buffer);
    this.blocks.push({ bytes, reader, keyframe });
    if (this.blocks.length <= this.mostBlocks) return;
    this.blocks.shift();
    this.first += blockRecords;
  }
}

/** A keyframe, brought forward by the first `count` records after it. */
function lastOf(
  keyframe: LastRecords,
  reader: RecordReader,
  count: number,
): LastRecords {
  const places = new Map<number, number>();
  for (let i = 0; i < count; i += 1) places.set(reader.stream(i), i);
  const last = new Map(keyframe);
  const inOrder = [...places].sort((a, b) => a[1] - b[1]);
  for (const [stream, i] of inOrder.slice(-keyframeStreams)) {
    // Set anew, so that the order is that of the last record.
    last.delete(stream);
    last.set(stream, reader.read(i));
  }
  for (const stream of last.keys()) {
    if (last.size <= keyframeStreams) break;
    last.delete(stream);
  }
  return last;
}
