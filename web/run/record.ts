// The layout of the engine's trace records, as read by worker and page; wasm/trace.cpp writes them.
// The one file to change when the layout does. Reading only.

/** Bytes of one record, little endian. */
export const recordBytes = 44;
/** The same in numbers of 32 bits. */
const recordNumbers = recordBytes / 4;
/** Where a record's flags hold flowing, last push() and last write(), two bits each. */
const answersAt = 24;
/** Numbers of one level point; see TraceBatch.levels. */
export const levelNumbers = 9;

/** What a call in a record returned. */
export type Result = boolean | null;

export interface TraceRecord {
  seq: number;
  /** Milliseconds since the run began. */
  time: number;
  stream: number;
  /** Index into the runtime's kinds. */
  kind: number;
  /** Index into the runtime's sides. */
  side: number;
  result: Result;
  /** The chunk's size in the stream's unit; 0 where there is none. */
  size: number;
  readableLength: number;
  writableLength: number;
  /** Line of the user's program; 0 unknown. */
  line: number;
  /** What the stream was like then: bits in the order of the runtime's flags. */
  flags: number;
  /** true: flowing, false: paused, null: not yet decided. */
  flowing: Result;
  lastPush: Result;
  lastWrite: Result;
  corked: number;
  /** Where its first pipe led; 0 nowhere. */
  pipedTo: number;
  /** Size of the chunk in `_write`, if there was one. */
  writeLength: number;
}

/** 0, 1 or 2 as the engine writes a boolean that may be unknown. */
export function answerOf(value: number): Result {
  return value === 2 ? null : value === 1;
}

/** Flow in core: not asked yet, paused, flowing. */
const flows = [null, false, true] as const;

export function flowOf(value: number): Result {
  return flows[value] ?? null;
}

export class RecordReader {
  readonly count: number;
  private readonly ints: Uint32Array;
  private readonly floats: Float32Array;
  private readonly bytes: Uint8Array;

  constructor(buffer: ArrayBufferLike) {
    this.ints = new Uint32Array(buffer);
    this.floats = new Float32Array(buffer);
    this.bytes = new Uint8Array(buffer);
    this.count = Math.floor(buffer.byteLength / recordBytes);
  }

  seq(index: number): number {
    return this.ints[index * recordNumbers]!;
  }

  stream(index: number): number {
    return this.ints[index * recordNumbers + 2]!;
  }

  kind(index: number): number {
    return this.bytes[index * recordBytes + 12]!;
  }

  result(index: number): Result {
    return answerOf(this.bytes[index * recordBytes + 14]!);
  }

  line(index: number): number {
    return this.ints[index * recordNumbers + 7]!;
  }

  side(index: number): number {
    return this.bytes[index * recordBytes + 13]!;
  }

  /** Kind, side, result and line in one number: what makes two events of a stream the same. */
  essence(index: number): number {
    const at = index * recordBytes;
    const answer = this.bytes[at + 14]! * 1024;
    return (
      this.line(index) * 4096 +
      answer +
      this.side(index) * 256 +
      this.kind(index)
    );
  }

  readableLength(index: number): number {
    return this.floats[index * recordNumbers + 5]!;
  }

  writableLength(index: number): number {
    return this.floats[index * recordNumbers + 6]!;
  }

  read(index: number): TraceRecord {
    const at = index * recordNumbers;
    const result = this.bytes[at * 4 + 14]!;
    const flags = this.ints[at + 8]!;
    return {
      seq: this.ints[at]!,
      time: this.floats[at + 1]!,
      stream: this.ints[at + 2]!,
      kind: this.bytes[at * 4 + 12]!,
      side: this.bytes[at * 4 + 13]!,
      result: answerOf(result),
      size: this.floats[at + 4]!,
      readableLength: this.floats[at + 5]!,
      writableLength: this.floats[at + 6]!,
      line: this.ints[at + 7]!,
      flags,
      flowing: flowOf((flags >>> answersAt) & 3),
      lastPush: answerOf((flags >>> (answersAt + 2)) & 3),
      lastWrite: answerOf((flags >>> (answersAt + 4)) & 3),
      corked: this.bytes[at * 4 + 15]!,
      pipedTo: this.ints[at + 9]!,
      writeLength: this.floats[at + 10]!,
    };
  }
}
