// The layout of the engine's trace records, as read by worker and page; wasm/trace.cpp writes them.
// The one file to change when the layout does. Reading only.

/** Bytes of one record, little endian. */
export const recordBytes = 32;
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
    return this.ints[index * 8]!;
  }

  stream(index: number): number {
    return this.ints[index * 8 + 2]!;
  }

  readableLength(index: number): number {
    return this.floats[index * 8 + 5]!;
  }

  writableLength(index: number): number {
    return this.floats[index * 8 + 6]!;
  }

  read(index: number): TraceRecord {
    const at = index * 8;
    const result = this.bytes[at * 4 + 14]!;
    return {
      seq: this.ints[at]!,
      time: this.floats[at + 1]!,
      stream: this.ints[at + 2]!,
      kind: this.bytes[at * 4 + 12]!,
      side: this.bytes[at * 4 + 13]!,
      result: result === 2 ? null : result === 1,
      size: this.floats[at + 4]!,
      readableLength: this.floats[at + 5]!,
      writableLength: this.floats[at + 6]!,
      line: this.ints[at + 7]!,
    };
  }
}
