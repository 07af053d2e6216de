// What one tab tells another of its picture, as frames on a connection. What comes in is anybody's who is in the room:
// it is one of these within run/limits.ts, or the connection's end. Nothing is drawn or decided here.
import { isName, isStarted, isTrace } from '../run/check';
import {
  batchPoints,
  batchRare,
  batchRecords,
  shownStreams,
} from '../run/limits';
import type { TraceBatch } from '../run/protocol';
import { levelNumbers, recordBytes } from '../run/record';

/** How a run stands: what its session says. */
export const stands = [
  'ready',
  'running',
  'ended',
  'failed',
  'stopped',
] as const;

export type Told =
  /** First of all, each way; the key is the tab's, so that one tab is not met twice. */
  | { type: 'hello'; key: string }
  /** Another run, or another program: nothing of what was told before is so any more. */
  | { type: 'run'; filename: string }
  | { type: 'stands'; run: (typeof stands)[number] }
  | { type: 'started'; kinds: string[]; sides: string[]; flags: string[] }
  /** `notSent`: events of the run so far that this tab was to hear of and the connection had no room for. */
  | { type: 'trace'; batch: TraceBatch; notSent: number }
  /** All is as it was told last. */
  | { type: 'still' }
  /** The tab shares its picture no longer. */
  | { type: 'withdrawn' };

/** Two numbers of 32 bits, big endian: bytes of the JSON, and of the records and levels behind it. */
const headBytes = 8;
/** Names of a batch are what its JSON may be full of. */
const mostText = 1024 * 1024;
const mostBytes =
  (batchRecords + batchRare) * recordBytes +
  shownStreams * batchPoints * levelNumbers * 8;

/** Fields in which JSON has no word for a number. */
const unbounded = new Set(['length', 'highWaterMark', 'writeLength']);
const words = new Map([Infinity, -Infinity, NaN].map((n) => [String(n), n]));

export function frameOf(told: Told): Uint8Array {
  let tail = new Uint8Array(0);
  let plain: object = told;
  if (told.type === 'trace') {
    const { records, levels } = told.batch;
    tail = new Uint8Array(records.byteLength + levels.byteLength);
    tail.set(new Uint8Array(records));
    tail.set(
      new Uint8Array(levels.buffer, levels.byteOffset, levels.byteLength),
      records.byteLength,
    );
    const batch = { ...told.batch, records: records.byteLength, levels: 0 };
    plain = { ...told, batch };
  }
  const text = new TextEncoder().encode(
    JSON.stringify(plain, (name, value: unknown) =>
      unbounded.has(name) && !Number.isFinite(value) ? String(value) : value,
    ),
  );
  const frame = new Uint8Array(headBytes + text.length + tail.length);
  const head = new DataView(frame.buffer);
  head.setUint32(0, text.length);
  head.setUint32(4, tail.length);
  frame.set(text, headBytes);
  frame.set(tail, headBytes + text.length);
  return frame;
}

/** Frames out of chunks, whose borders mean nothing. */
export class ToldReader {
  private chunks: Uint8Array[] = [];
  private have = 0;

  push(chunk: Uint8Array): void {
    // A Buffer's slice() is no copy.
    const { buffer, byteOffset, length } = chunk;
    this.chunks.push(new Uint8Array(buffer, byteOffset, length));
    this.have += chunk.length;
  }

  /** @returns the next frame; null: it is not all there; false: it is none */
  next(): Told | null | false {
    if (this.have < headBytes) return null;
    const head = this.peek(headBytes);
    const view = new DataView(head.buffer, head.byteOffset);
    const text = view.getUint32(0);
    const tail = view.getUint32(4);
    if (text > mostText || tail > mostBytes) return false;
    const size = headBytes + text + tail;
    if (this.have < size) return null;
    const frame = this.take(size);
    return toldOf(
      frame.subarray(headBytes, headBytes + text),
      frame.slice(headBytes + text).buffer,
    );
  }

  /** The first bytes in one piece. */
  private peek(count: number): Uint8Array {
    if (this.chunks[0]!.length < count) this.chunks = [this.joined()];
    return this.chunks[0]!;
  }

  private take(count: number): Uint8Array {
    const all = this.peek(count);
    this.chunks[0] = all.subarray(count);
    if (all.length === count) this.chunks.shift();
    this.have -= count;
    return all.subarray(0, count);
  }

  private joined(): Uint8Array {
    const all = new Uint8Array(this.have);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;
const isCount = (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const checks: Record<Told['type'], (told: Fields) => boolean> = {
  hello: ({ key }) => typeof key === 'string' && /^[\w-]{22}$/.test(key),
  run: ({ filename }) => isName(filename),
  stands: ({ run }) => (stands as readonly unknown[]).includes(run),
  started: isStarted,
  trace: (told) => isCount(told['notSent']) && isTrace(told),
  still: () => true,
  withdrawn: () => true,
};

function toldOf(text: Uint8Array, tail: ArrayBuffer): Told | false {
  let told: unknown;
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(text);
    told = JSON.parse(json, (name, value: unknown) =>
      unbounded.has(name) ? (words.get(String(value)) ?? value) : value,
    );
  } catch {
    return false;
  }
  if (!isFields(told)) return false;
  const { type, batch } = told;
  if (typeof type !== 'string' || !Object.hasOwn(checks, type)) return false;
  if (type === 'trace') {
    if (!isFields(batch) || !isCount(batch['records'])) return false;
    const records = Number(batch['records']);
    if (records > tail.byteLength || (tail.byteLength - records) % 8 !== 0)
      return false;
    batch['records'] = tail.slice(0, records);
    batch['levels'] = new Float64Array(tail.slice(records));
  } else if (tail.byteLength > 0) {
    return false;
  }
  return checks[type as Told['type']](told) ? (told as Told) : false;
}
