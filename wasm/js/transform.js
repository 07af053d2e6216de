// Transform: a Duplex whose output is made of its input. (Node doc: stream.Transform.)
import { kBorder, rethrow, thrown } from './border.js';
import { pipeIsAlone } from './callbacks.js';
import { kPipeAlone, pushedOf, pushIsOwn, setOwnFinal } from './chunks.js';
import { Duplex, attachDuplex } from './duplex.js';
import { wasm, tables } from './engine.js';
import { methodNotImplemented } from './errors.js';
import { addAbortSignal } from './abort.js';
import { duplexEvents } from './emitter_shape.js';
import { Stream } from './legacy.js';
import { takeReadableOptions } from './readable.js';
import {
  finishConstruction,
  getDefaultHighWaterMark,
  setOwnReading,
} from './sides.js';
import { takeWritableOptions } from './writable.js';

export function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  /** @type {any} */
  const stream = this;
  stream._events ??= duplexEvents();
  attachDuplex(stream, transformMarks(options), 'transform');
  if (options) {
    takeReadableOptions(stream, { ...options, signal: undefined });
    takeWritableOptions(stream, options);
  }
  Stream.call(stream, options);
  if (options) {
    if (typeof options.transform === 'function')
      stream._transform = options.transform;
    if (typeof options.flush === 'function') stream._flush = options.flush;
    if (options.signal) addAbortSignal(options.signal, stream);
  }
  // Somebody who replaced `_final` still gets `_flush`, before 'finish'.
  stream.on('prefinish', prefinish);
  finishConstruction(stream);
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

/**
 * readableHighWaterMark 0 would never ask for a chunk: Node then lets the writable side decide. Where none is given, the default it
 * looks at is that of bytes, in object mode too.
 */
function transformMarks(options) {
  if (!options) return options;
  const mark =
    options.highWaterMark ??
    options.readableHighWaterMark ??
    getDefaultHighWaterMark(false);
  if (mark !== 0) return options;
  return {
    ...options,
    highWaterMark: null,
    readableHighWaterMark: 0,
    writableHighWaterMark: options.writableHighWaterMark || 0,
  };
}

function final(callback) {
  if (typeof this._flush === 'function' && !this.destroyed) {
    this._flush((error, data) => {
      if (error) {
        if (callback) callback(error);
        else this.destroy(error);
        return;
      }
      if (data != null) this.push(data);
      this.push(null);
      if (callback) callback();
    });
  } else {
    this.push(null);
    if (callback) callback();
  }
}
Transform.prototype._final = final;
setOwnFinal(final);

function prefinish() {
  if (this._final !== final) final.call(this);
}

Transform.prototype._transform = function () {
  throw methodNotImplemented('_transform()');
};

/** The callback of `_transform` when everything about the write is the engine's own. */
function transformed(border) {
  // Of this very call: a later one may have begun before this callback is called again.
  const before = border.lengthBefore;
  return (error, value) => {
    if (error) {
      border.onwrite(error);
      return;
    }
    const { id } = border;
    const pushed =
      value == null ? null : pushedOf(border.object, value, undefined, 'push');
    if (pushed === null) wasm.tc_transform_done(id, 0, 0, 0, 0, before);
    else {
      const what = pipeIsAlone(border.object)
        ? pushed.what | kPipeAlone
        : pushed.what;
      wasm.tc_transform_done(id, pushed.slot, pushed.size, what, 1, before);
    }
    if (thrown.has) rethrow();
  };
}

/** The same when `_write`, `push` or the callback is somebody else's. */
function transformedByHand(stream, callback) {
  const border = stream[kBorder];
  const before = wasm.tc_get(border.id, tables.field.rLength);
  return (error, value) => {
    if (error) {
      callback(error);
      return;
    }
    if (value != null) stream.push(value);
    const slot = border.slots.take(callback);
    if (wasm.tc_transform_may_go_on(border.id, slot, before)) callback();
  };
}

/** @this {any} */
Transform.prototype._write = function (chunk, encoding, callback) {
  const border = this[kBorder];
  const isOwn =
    callback === border.onwrite &&
    this._write === Transform.prototype._write &&
    pushIsOwn(this);
  this._transform(
    chunk,
    encoding,
    isOwn ? transformed(border) : transformedByHand(this, callback),
  );
};

Transform.prototype._read = function () {
  wasm.tc_transform_read(this[kBorder].id);
  if (thrown.has) rethrow();
};
setOwnReading({ transformRead: Transform.prototype._read });

/** The simplest Transform: what comes in goes out. (Node doc: stream.PassThrough.) */
export function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);

PassThrough.prototype._transform = function (chunk, encoding, callback) {
  callback(null, chunk);
};
