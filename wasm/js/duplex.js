// Duplex: a Readable with a writable side of its own. Two sides, two buffers, two marks, one life.
// (Node doc: stream.Duplex.)
import { kBorder } from './border.js';
import { wasm, tables } from './engine.js';
import { addAbortSignal } from './abort.js';
import { Stream } from './legacy.js';
import { Readable, takeReadableOptions } from './readable.js';
import { attachSides, finishConstruction } from './sides.js';
import { ReadableState, WritableState } from './states.js';
import { takeWritableOptions, Writable, writableGetters } from './writable.js';

export function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  Stream.call(this, options);
  attachDuplex(this, options, 'duplex');
  takeReadableOptions(this, withoutSignal(options));
  takeWritableOptions(this, options);
  if (options?.signal) addAbortSignal(options.signal, this);
  finishConstruction(this, {
    ownRead: false,
    ownFinal: false,
    readReplaced: this.read !== Readable.prototype.read,
  });
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
  if (
    options &&
    typeof options.allowHalfOpen === 'boolean' &&
    !options.allowHalfOpen
  ) {
    allowHalfOpen.set.call(stream, false);
  }
}

const allowHalfOpen = {
  get() {
    return wasm.tc_get(this[kBorder].id, tables.field.allowHalfOpen) !== 0;
  },
  set(value) {
    wasm.tc_set(this[kBorder].id, tables.field.allowHalfOpen, value ? 1 : 0);
  },
};
Object.defineProperty(Duplex.prototype, 'allowHalfOpen', {
  configurable: true,
  enumerable: true,
  ...allowHalfOpen,
});

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
