// Duplex: a Readable with a writable side of its own. Two sides, two buffers, two marks, one life.
// (Node doc: stream.Duplex.)
import { addAbortSignal } from './abort.js';
import { duplexEvents } from './emitter_shape.js';
import { Stream } from './legacy.js';
import { Readable, takeReadableOptions } from './readable.js';
import { attachSides, finishConstruction } from './sides.js';
import { ReadableState } from './readable_state.js';
import { WritableState } from './writable_state.js';
import { takeWritableOptions, Writable, writableGetters } from './writable.js';

/**
 * @class
 * @param {any} [options]
 */
export function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  /** @type {any} */
  const stream = this;
  stream._events ??= duplexEvents();
  attachDuplex(stream, options, 'duplex');
  takeReadableOptions(stream, withoutSignal(options));
  takeWritableOptions(stream, options);
  if (options?.signal) addAbortSignal(options.signal, stream);
  Stream.call(stream, options);
  finishConstruction(stream);
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);

/** The signal is attached last, when both sides have their methods. */
const withoutSignal = (options) =>
  options?.signal ? { ...options, signal: undefined } : options;

/** Both sides' state, and `allowHalfOpen`, which half-open streams are about. */
export function attachDuplex(stream, options, kind) {
  attachSides(stream, options, kind);
  stream._readableState = new ReadableState(stream);
  stream._writableState = new WritableState(stream);
  // The user's own property; host.js shows it to the engine when it matters, at 'end'.
  stream.allowHalfOpen = options?.allowHalfOpen !== false;
}

for (const name of [
  'write',
  'cork',
  'uncork',
  'setDefaultEncoding',
  '_write',
  '_writev',
  'end',
  'destroy',
]) {
  Duplex.prototype[name] = Writable.prototype[name];
}
/** As on the oracle: a Duplex has no `writableAborted`, and its own `destroyed`. */
/** @type {Record<string, any>} */
const duplexGetters = {
  ...writableGetters,
  destroyed: {
    get() {
      if (
        this._readableState === undefined ||
        this._writableState === undefined
      )
        return false;
      return this._readableState.destroyed && this._writableState.destroyed;
    },
    set(value) {
      if (!this._readableState || !this._writableState) return;
      this._readableState.destroyed = value;
    },
  },
};
delete duplexGetters.writableAborted;
for (const [name, accessor] of Object.entries(duplexGetters)) {
  Object.defineProperty(Duplex.prototype, name, {
    configurable: true,
    enumerable: false,
    ...accessor,
  });
}
