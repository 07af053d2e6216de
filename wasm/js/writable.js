// Writable: Node's class over an engine id. Arguments are checked here; everything else is the
// engine's. (Node doc: stream.Writable.)
import { wasm, tables } from './engine.js';
import { Buffer, EventEmitter } from '#platform';
import { errorSlot, kBorder, rethrow, thrown } from './border.js';
import { setOwnMethods } from './callbacks.js';
import { writtenOf } from './chunks.js';
import { defaultEncodingOf } from './encodings.js';
import {
  AbortError,
  methodNotImplemented,
  nodeError,
  unknownEncoding,
} from './errors.js';
import { writableEvents } from './emitter_shape.js';
import { Stream } from './legacy.js';
import { attachSides, finishConstruction } from './sides.js';
import { erroredOf } from './readable_state.js';
import { WritableState } from './writable_state.js';
import { addAbortSignal } from './abort.js';
import { Readable, errorOrDestroy } from './readable.js';
import { finished } from './finished.js';

export function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  /** @type {any} */
  const stream = this;
  stream._events ??= writableEvents();
  attachSides(stream, options, 'writable');
  stream._writableState = new WritableState(stream);
  takeWritableOptions(stream, options);
  if (options) {
    if (typeof options.destroy === 'function')
      stream._destroy = options.destroy;
    if (typeof options.construct === 'function')
      stream._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, stream);
  }
  Stream.call(stream, options);
  finishConstruction(stream);
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;

/** A Duplex is a Writable too, although Readable is what it inherits from. */
Object.defineProperty(Writable, Symbol.hasInstance, {
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    if (this !== Writable) return false;
    return object?._writableState instanceof WritableState;
  },
});

/** The methods a Writable's options may bring. */
export function takeWritableOptions(stream, options) {
  if (!options) return;
  if (typeof options.write === 'function') stream._write = options.write;
  if (typeof options.writev === 'function') stream._writev = options.writev;
  if (typeof options.final === 'function') stream._final = options.final;
}

const id = (stream) => stream[kBorder].id;
const field = (stream, name) => wasm.tc_get(id(stream), tables.field[name]);

/** Otherwise people would pipe from what can only be written. */
Writable.prototype.pipe = function () {
  errorOrDestroy(
    this,
    nodeError('Error', 'ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'),
  );
};

/** Writes and says true, false, or the error that refused it. */
function writeChunk(stream, chunk, encoding, callback) {
  const border = stream[kBorder];
  const written = writtenOf(stream, chunk, encoding);
  const slot = typeof callback === 'function' ? border.slots.take(callback) : 0;
  const result = wasm.tc_write(
    border.id,
    written.slot,
    written.size,
    written.encoding,
    slot,
  );
  if (result > 1) {
    const error = border.slots.give(result >>> 2);
    if (thrown.has) rethrow();
    return error;
  }
  if (thrown.has) rethrow();
  return result === 1;
}

Writable.prototype.write = function (chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, callback) === true;
};

setOwnMethods({ write: Writable.prototype.write });

Writable.prototype.cork = function () {
  wasm.tc_cork(id(this));
};

Writable.prototype.uncork = function () {
  wasm.tc_uncork(id(this));
  if (thrown.has) rethrow();
};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw unknownEncoding(encoding);
  this[kBorder].writeEncoding = defaultEncodingOf(encoding);
  return this;
};

Writable.prototype._write = function (chunk, encoding, callback) {
  if (!this._writev) throw methodNotImplemented('_write()');
  this._writev([{ chunk, encoding }], callback);
};
Writable.prototype._writev = null;

Writable.prototype.end = function (chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  const border = this[kBorder];
  let error;
  if (chunk !== null && chunk !== undefined) {
    const result = writeChunk(this, chunk, encoding, undefined);
    if (typeof result !== 'boolean') error = result;
  }
  const slot = typeof callback === 'function' ? border.slots.take(callback) : 0;
  wasm.tc_end(border.id, slot, errorSlot(border, error));
  if (thrown.has) rethrow();
  return this;
};

const { destroy } = Readable.prototype;
Writable.prototype.destroy = function (error, callback) {
  return Reflect.apply(destroy, this, [error, callback]);
};
Writable.prototype._undestroy = Readable.prototype._undestroy;
Writable.prototype._destroy = function (error, callback) {
  callback(error);
};
Writable.prototype[
  EventEmitter.captureRejectionSymbol ?? Symbol.for('nodejs.rejection')
] = function (error) {
  this.destroy(error);
};
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');
/** @this {any} */
Writable.prototype[asyncDispose] = async function () {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new AbortError();
    this.destroy(error);
  }
  await new Promise((resolve, reject) => {
    finished(this, (failure) => {
      if (failure && failure.name !== 'AbortError') reject(failure);
      else resolve(undefined);
    });
  });
};

const state = (stream) => stream._writableState;

/** What can be asked of the writable side; duplex.js gives a Duplex the same. */
export const writableGetters = {
  writable: {
    get() {
      return (
        Boolean(state(this)) &&
        field(this, 'wWritable') !== 0 &&
        field(this, 'destroyed') === 0 &&
        field(this, 'hasErrored') === 0 &&
        field(this, 'wEnding') === 0 &&
        field(this, 'wEnded') === 0
      );
    },
    set(value) {
      if (state(this)) state(this).writable = Boolean(value);
    },
  },
  writableFinished: {
    get() {
      return state(this) ? state(this).finished : false;
    },
  },
  writableObjectMode: {
    get() {
      return state(this) ? state(this).objectMode : false;
    },
  },
  writableBuffer: {
    get() {
      return state(this) && state(this).getBuffer();
    },
  },
  writableEnded: {
    get() {
      return state(this) ? state(this).ending : false;
    },
  },
  writableNeedDrain: {
    get() {
      return (
        Boolean(state(this)) &&
        field(this, 'destroyed') === 0 &&
        field(this, 'wEnding') === 0 &&
        field(this, 'wNeedDrain') !== 0
      );
    },
  },
  writableHighWaterMark: {
    get() {
      return state(this)?.highWaterMark;
    },
  },
  writableCorked: {
    get() {
      return state(this) ? state(this).corked : 0;
    },
  },
  writableLength: {
    get() {
      return state(this)?.length;
    },
  },
  writableAborted: {
    get() {
      return (
        field(this, 'wWritable') !== 0 &&
        (field(this, 'destroyed') !== 0 || field(this, 'hasErrored') !== 0) &&
        field(this, 'wFinished') === 0
      );
    },
  },
};

const lifeGetters = {
  closed: {
    get() {
      return state(this) ? state(this).closed : false;
    },
  },
  destroyed: {
    get() {
      return state(this) ? state(this).destroyed : false;
    },
    set(value) {
      if (state(this)) state(this).destroyed = value;
    },
  },
  errored: {
    get() {
      return state(this) ? erroredOf(this) : null;
    },
  },
};

for (const [name, accessor] of Object.entries({
  ...writableGetters,
  ...lifeGetters,
})) {
  Object.defineProperty(Writable.prototype, name, {
    configurable: true,
    enumerable: false,
    ...accessor,
  });
}
