// The one place where the page's code meets the façade: what the run worker expects of it, and
// nothing the façade decides. Everything else in web/ uses these types.
import { createRuntime as create } from '../../wasm/js/index.js';

export interface RuntimeOptions {
  wasmBinary: ArrayBuffer;
  host: 'worker';
  onUncaught(error: unknown): void;
  trace: { records: number; onSlab(slab: ArrayBuffer): void };
  carrier: MessagePort;
}

type Timer = (callback: () => void, ms?: number, ...args: unknown[]) => unknown;

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

export interface Emitter {
  emit(event: string, ...args: unknown[]): boolean;
  listenerCount(event: string): number;
}

export interface Runtime {
  stream: StreamModule;
  streamPromises: object;
  net: object;
  events: { EventEmitter: new () => Emitter };
  Buffer: object;
  process: { nextTick: (...args: never[]) => void };
  setTimeout: Timer;
  setInterval: Timer;
  setImmediate: (callback: () => void, ...args: unknown[]) => unknown;
  clearTimeout(timer: unknown): void;
  clearInterval(timer: unknown): void;
  clearImmediate(immediate: unknown): void;
  queueMicrotask(callback: () => void): void;
  runMain(main: () => void): void;
  labels: { kinds: string[]; sides: string[] };
  snapshot(): unknown[];
}

export const createRuntime = create as unknown as (
  options: RuntimeOptions,
) => Runtime;
