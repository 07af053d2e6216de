// The one place where the page's code meets the façade: what the run worker expects of it, and
// nothing the façade decides. Everything else in web/ uses these types. The network's half: network.ts.
import * as facade from '../../wasm/js/index_streams.js';

export interface Emitter {
  emit(event: string, ...args: unknown[]): boolean;
  listenerCount(event: string): number;
}

interface StreamOptions {
  decodeStrings?: boolean;
  read?(size: number): void;
  write?(chunk: unknown, encoding: string, callback: () => void): void;
}

/** The little the worker itself needs of `require('stream')`. */
interface StreamModule {
  Readable: new (options: StreamOptions) => { push(chunk: unknown): boolean };
  Writable: new (options: StreamOptions) => object;
}

/** What the trace hands out: see wasm/js/trace.js. */
export interface Slab {
  records: ArrayBuffer;
  total: number;
  /** The state of every stream that did something since the last slab. */
  states: ArrayBuffer;
  /** Id and class name of streams not named before. */
  labels: [number, string][];
  /** Sockets connected since the last slab, and where on the wire: carrier, counted from 1, and stream. */
  places: [number, number, number][];
}

/** Times are this program's clock's, in milliseconds. */
export interface LocalTurnOver {
  time: number;
  next: number | null;
  more: boolean;
  waits: boolean;
}

export interface RuntimeOptions {
  wasmBinary: ArrayBuffer;
  /** @param at where it was last thrown, not always by the program */
  onUncaught(
    error: unknown,
    at: { file: string; line: number; column: number },
  ): void;
  /** An 'error' without a listener, before it is thrown. */
  onUnheard(emitter: Emitter, error: unknown): void;
  /** Nothing can happen any more. */
  onIdle(): void;
  time: 'virtual' | 'wall';
  /** In lockstep with another program, in whose turns this one rests; see wasm/js/turns.js. */
  onTurnOver: ((over: LocalTurnOver) => void) | null;
  /** Another program takes part: time is no longer virtual. */
  onWall(): void;
  trace?: {
    records: number;
    onSlab(slab: Slab): void;
    interval(): number;
    lineOf(): number;
  };
}

/** Of the event loop: the host's, or a virtual one. See wasm/js/clock.js. */
export interface Clock {
  readonly virtual: boolean;
  /** Milliseconds. */
  now(): number;
  /** The same for a program's eyes: a look takes its time, if it is virtual. */
  advance(): number;
}

type Timer = (callback: () => void, ms?: number, ...args: unknown[]) => unknown;

export interface Runtime {
  EventEmitter: new () => Emitter;
  Buffer: object;
  StringDecoder: object;
  nextTick: (...args: never[]) => void;
  setTimeout: Timer;
  setInterval: Timer;
  setImmediate: (callback: () => void, ...args: unknown[]) => unknown;
  clearTimeout(timer: unknown): void;
  clearInterval(timer: unknown): void;
  clearImmediate(immediate: unknown): void;
  runMain(main: () => void): void;
  /** Keeps the program alive until what it gives is called: something is on its way that the loop knows nothing of. */
  hold(): () => void;
  /** In lockstep: the next turn, at this moment of the program's clock. */
  beginTurn(time: number): void;
  /** Hands out what the trace still holds, and every stream as it stands. */
  finishTrace(): void;
  clock: Clock;
  traceTables: { kinds: string[]; sides: string[]; flags: string[] };
}

interface Facade {
  createRuntime(options: RuntimeOptions): Runtime;
  stream: StreamModule;
  streamPromises: object;
  streamConsumers: object;
  streamWeb: object;
  stateBytes: number;
}

export const {
  createRuntime,
  stream,
  streamPromises,
  streamConsumers,
  streamWeb,
  stateBytes,
} = facade as unknown as Facade;
