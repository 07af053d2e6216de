// Readable: Node's class over an engine id. Arguments are checked here; everything else is the
// engine's. (Node doc: stream.Readable.)
import { wasm, tables } from './engine.js';
import { EventEmitter, StringDecoder, isStandardOutput } from '#platform';
import { borderOf, errorSlot, kBorder, rethrow, thrown } from './border.js';
import { joinPipe, pipeIsAlone, setOwnMethods } from './callbacks.js';
import { kPipeAlone, pushedOf, setOwnPush } from './chunks.js';
import { AbortError, methodNotImplemented, outOfRange } from './errors.js';
import { readableEvents } from './emitter_shape.js';
import { fromList } from './from_list.js';
import { Stream } from './legacy.js';
import {
  attachSides,
  finishConstruction,
  noticeReading,
  setOwnReading,
} from './sides.js';
import { erroredOf, ReadableState } from './readable_state.js';
import { addAbortSignal } from './abort.js';
import { destroyer } from './destroyer.js';
import { finished } from './finished.js';
import { createAsyncIterator } from './async_iterator.js';

const isObject = (value) =>
  typeof value === 'object' || typeof value === 'function';

const kMaxSize = 1024 * 1024 * 1024;
/** kNoValue in wasm/exports.cpp, as JavaScript sees it. */
const kNoValue = -1;

export function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  /** @type {any} */
  const stream = this;
  stream._events ??= readableEvents();
  attachSides(stream, options, 'readable');
  stream._readableState = new ReadableState(stream);
  takeReadableOptions(stream, options);
  Stream.call(stream, options);
  finishConstruction(stream);
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

/** The methods and settings a Readable's options may bring. */
export function takeReadableOptions(stream, options) {
  if (!options) return;
  if (typeof options.read === 'function') stream._read = options.read;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.construct === 'function')
    stream._construct = options.construct;
  if (options.signal) addAbortSignal(options.signal, stream);
  if (options.encoding) {
    setDecoder(stream, options.encoding);
    // The option keeps its spelling; setEncoding() shows the decoder's.
    stream[kBorder].encoding = options.encoding;
  }
}

const id = (stream) => stream[kBorder].id;
const field = (stream, name) => wasm.tc_get(id(stream), tables.field[name]);

// ---- life

/** @this {any} */
Readable.prototype.destroy = function (error, callback) {
  const border = this[kBorder];
  let slot = 0;
  if (typeof callback === 'function') {
    if (this.destroyed) {
      callback();
      return this;
    }
    // The callback gets exactly what `_destroy` gave its own: undefined is not null.
    slot = border.slots.take(() => callback(border.destroyedWith));
  }
  wasm.tc_destroy(border.id, errorSlot(border, error), slot);
  if (thrown.has) rethrow();
  return this;
};
Readable.prototype._undestroy = function () {
  wasm.tc_undestroy(id(this));
};
Readable.prototype._destroy = function (error, callback) {
  callback(error);
};
Readable.prototype[
  EventEmitter.captureRejectionSymbol ?? Symbol.for('nodejs.rejection')
] = function (error) {
  this.destroy(error);
};
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');
/** @this {any} */
Readable.prototype[asyncDispose] = async function () {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  await new Promise((resolve, reject) => {
    finished(this, (failure) => {
      if (failure && failure !== error) reject(failure);
      else resolve(undefined);
    });
  });
};

// ---- in

Readable.prototype.push = function (chunk, encoding) {
  noticeReading(this);
  const pushed = pushedOf(this, chunk, encoding, 'push');
  if (pushed === null) return false;
  const what = pipeIsAlone(this) ? pushed.what | kPipeAlone : pushed.what;
  const more = wasm.tc_push(id(this), pushed.slot, pushed.size, what);
  if (thrown.has) rethrow();
  return more === 1;
};
setOwnPush(Readable.prototype.push);
setOwnMethods({ emit: EventEmitter.prototype.emit });

Readable.prototype.unshift = function (chunk, encoding) {
  const pushed = pushedOf(this, chunk, encoding, 'unshift');
  if (pushed === null) return false;
  const more = wasm.tc_unshift(id(this), pushed.slot, pushed.size, pushed.what);
  if (thrown.has) rethrow();
  return more === 1;
};

// ---- out

Readable.prototype.read = function (n) {
  noticeReading(this);
  const border = this[kBorder];
  if (n === undefined) n = NaN;
  else if (!Number.isInteger(n)) n = Number.parseInt(n, 10);
  if (n > kMaxSize) throw outOfRange('size', '<= 1GiB', n);
  const slot = wasm.tc_read(border.id, n);
  if (thrown.has) rethrow();
  if (slot === 0) return null;
  // Counted, yet not there: see setEncoding() over buffered objects.
  return slot === kNoValue ? undefined : border.slots.give(slot);
};

setOwnReading({ read: Readable.prototype.read });

Readable.prototype._read = function () {
  throw methodNotImplemented('_read()');
};

function setDecoder(stream, encoding) {
  const border = stream[kBorder];
  border.decoder = new StringDecoder(encoding);
  border.encoding = border.decoder.encoding;
  wasm.tc_set_decoder(border.id, 1);
  if (field(stream, 'rLength') === 0) return;
  const buffered = stream._readableState.buffer;
  let text = '';
  for (const chunk of buffered) text += border.decoder.write(chunk);
  // Nothing more will come to complete what the decoder holds back.
  if (field(stream, 'rEnded') !== 0) text += border.decoder.end();
  const slot = text === '' ? 0 : border.slots.take(text);
  wasm.tc_replace_buffer(border.id, slot, text.length);
}

Readable.prototype.setEncoding = function (encoding) {
  setDecoder(this, encoding);
  return this;
};

// ---- flow

/** @this {any} */
Readable.prototype.isPaused = function () {
  const { paused, flowing } = this._readableState;
  return paused === true || flowing === false;
};

Readable.prototype.pause = function () {
  wasm.tc_pause(id(this));
  if (thrown.has) rethrow();
  return this;
};

Readable.prototype.resume = function () {
  noticeReading(this);
  wasm.tc_resume(id(this));
  if (thrown.has) rethrow();
  return this;
};

Readable.prototype.on = function (event, listener) {
  const result = Stream.prototype.on.call(this, event, listener);
  if (event === 'data') {
    noticeReading(this);
    wasm.tc_on_data(id(this));
    if (thrown.has) rethrow();
  } else if (event === 'readable') {
    noticeReading(this);
    wasm.tc_on_readable(id(this));
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

Readable.prototype.removeListener = function (event, listener) {
  const result = Stream.prototype.removeListener.call(this, event, listener);
  if (event === 'readable') wasm.tc_readable_listening(id(this));
  else if (event === 'data') wasm.tc_data_listener_gone(id(this));
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function (event) {
  const result = Stream.prototype.removeAllListeners.apply(this, arguments);
  if (event === 'readable' || event === undefined)
    wasm.tc_readable_listening(id(this));
  return result;
};

// ---- pipe

Readable.prototype.pipe = function (dest, options) {
  // What is no emitter fails here, with the words V8 has for it.
  if (typeof dest?.on !== 'function') dest.on('unpipe');
  const end = (!options || options.end !== false) && !isStandardOutput(dest);
  joinPipe(this, dest, () => {
    wasm.tc_pipe(id(this), borderOf(dest).id, end ? 1 : 0);
    if (thrown.has) rethrow();
  });
  return dest;
};

Readable.prototype.unpipe = function (destination) {
  if (destination && !isObject(destination)) return this;
  wasm.tc_unpipe(id(this), destination ? borderOf(destination).id : 0);
  if (thrown.has) rethrow();
  return this;
};

// ---- old and new ways in and out

/** @this {any} */
Readable.prototype.wrap = function (stream) {
  let paused = false;
  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => this.push(null));
  stream.on('error', (error) => errorOrDestroy(this, error));
  stream.on('close', () => this.destroy());
  stream.on('destroy', () => this.destroy());
  this._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };
  noticeReading(this);
  for (const name of Object.keys(stream)) {
    if (this[name] === undefined && typeof stream[name] === 'function') {
      this[name] = stream[name].bind(stream);
    }
  }
  return this;
};
Readable.wrap = function (source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      destroyer(source, error);
      callback(error);
    },
  }).wrap(source);
};

/** Node's errorOrDestroy, for a stream of the engine's. */
export function errorOrDestroy(stream, error) {
  const border = stream[kBorder];
  wasm.tc_error_or_destroy(border.id, errorSlot(border, error), 0);
  if (thrown.has) rethrow();
}

Readable.prototype[Symbol.asyncIterator] = function () {
  return createAsyncIterator(this);
};
Readable.prototype.iterator = function (options) {
  return createAsyncIterator(this, options);
};

Readable._fromList = fromList;

// ---- what can be asked

const getters = {
  readable: {
    get() {
      // An explicit false (`readable` assigned, or the Duplex option) wins over everything.
      return (
        Boolean(this[kBorder]) &&
        this._readableState != null &&
        field(this, 'rReadable') !== 0 &&
        field(this, 'destroyed') === 0 &&
        field(this, 'errorEmitted') === 0 &&
        field(this, 'rEndEmitted') === 0
      );
    },
    set(value) {
      if (this._readableState) this._readableState.readable = Boolean(value);
    },
  },
  readableDidRead: {
    get() {
      return this._readableState.dataEmitted;
    },
  },
  readableAborted: {
    get() {
      return (
        this._readableState.readable !== false &&
        (field(this, 'destroyed') !== 0 || field(this, 'hasErrored') !== 0) &&
        field(this, 'rEndEmitted') === 0
      );
    },
  },
  readableHighWaterMark: {
    get() {
      return this._readableState.highWaterMark;
    },
  },
  readableBuffer: {
    get() {
      return this._readableState?.buffer;
    },
  },
  readableFlowing: {
    get() {
      return this._readableState.flowing;
    },
    set(value) {
      if (this._readableState) this._readableState.flowing = value;
    },
  },
  readableLength: {
    get() {
      return this._readableState.length;
    },
  },
  readableObjectMode: {
    get() {
      return this._readableState ? this._readableState.objectMode : false;
    },
  },
  readableEncoding: {
    get() {
      return this._readableState ? this._readableState.encoding : null;
    },
  },
  errored: {
    get() {
      return this._readableState ? erroredOf(this) : null;
    },
  },
  closed: {
    get() {
      return this._readableState ? this._readableState.closed : false;
    },
  },
  destroyed: {
    get() {
      return this._readableState ? this._readableState.destroyed : false;
    },
    set(value) {
      if (this._readableState) this._readableState.destroyed = value;
    },
  },
  readableEnded: {
    get() {
      return this._readableState ? this._readableState.endEmitted : false;
    },
  },
};
for (const [name, accessor] of Object.entries(getters)) {
  Object.defineProperty(Readable.prototype, name, {
    configurable: true,
    enumerable: false,
    ...accessor,
  });
}
