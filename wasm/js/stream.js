// The module object: what require('stream') gives. It is the old Stream class with everything on it.
import './engine.js';
import { Buffer } from '#platform';
import { addAbortSignal } from './abort.js';
import { compose, composeWith } from './compose.js';
import { destroyer } from './destroyer.js';
import { Duplex } from './duplex.js';
import { duplexFrom } from './duplex_from.js';
import { duplexPair } from './duplex_pair.js';
import { nodeError } from './errors.js';
import { finished } from './finished.js';
import { from } from './from.js';
import { Stream } from './legacy.js';
import { promiseOperators, streamOperators } from './operators.js';
import { pipeline } from './pipeline.js';
import {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
} from './queries.js';
import { Readable } from './readable.js';
import { shape } from './shape.js';
import { getDefaultHighWaterMark, setDefaultHighWaterMark } from './sides.js';
import { PassThrough, Transform } from './transform.js';
import { Writable } from './writable.js';
import { duplexFromWeb, duplexToWeb } from './web_duplex.js';
import { readableFromWeb, readableToWeb } from './web_readable.js';
import { writableFromWeb, writableToWeb } from './web_writable.js';
import { viewToBuffer } from './chunks.js';
import promises from './stream_promises.js';

/** What the functions gain as classes is not in their types. @type {any} */
const classes = { Readable, Writable, Duplex };
classes.Readable.from = function (iterable, options) {
  return from(Readable, iterable, options);
};
classes.Readable.fromWeb = function (readableStream, options) {
  return readableFromWeb(readableStream, options);
};
classes.Readable.toWeb = function (readable, options) {
  return readableToWeb(readable, options);
};
classes.Writable.fromWeb = function (writableStream, options) {
  return writableFromWeb(writableStream, options);
};
classes.Writable.toWeb = function (writable) {
  return writableToWeb(writable);
};
classes.Duplex.fromWeb = function (pair, options) {
  return duplexFromWeb(pair, options);
};
classes.Duplex.toWeb = function (duplex, options) {
  return duplexToWeb(duplex, options);
};
classes.Duplex.from = function (body) {
  return duplexFrom(body);
};
Readable.prototype.compose = function compose(stream, options) {
  return composeWith(this, stream, options);
};
const illegalConstructor = () =>
  nodeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
for (const [name, operator] of Object.entries(streamOperators)) {
  Readable.prototype[name] = function (...args) {
    if (new.target) throw illegalConstructor();
    return classes.Readable.from(Reflect.apply(operator, this, args));
  };
}
for (const [name, operator] of Object.entries(promiseOperators)) {
  Readable.prototype[name] = function (...args) {
    if (new.target) throw illegalConstructor();
    return Reflect.apply(operator, this, args);
  };
}

// Of an experiment that this version keeps behind a flag, all there is without the flag.
Readable.prototype[Symbol.for('Stream.toAsyncStreamable')] = function () {
  throw nodeError(
    'TypeError',
    'ERR_STREAM_ITER_MISSING_FLAG',
    'The stream/iter API requires the --experimental-stream-iter flag',
  );
};

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
for (const [callbackForm, promiseForm] of [
  [pipeline, promises.pipeline],
  [finished, promises.finished],
]) {
  Object.defineProperty(callbackForm, kCustomPromisify, {
    enumerable: true,
    get: () => promiseForm,
  });
}

function isUint8Array(value) {
  return value instanceof Uint8Array;
}
function _uint8ArrayToBuffer(chunk) {
  return chunk.buffer === undefined ? Buffer.alloc(0) : viewToBuffer(chunk);
}

const members = {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
  Readable,
  Writable,
  Duplex,
  Transform,
  PassThrough,
  duplexPair,
  pipeline,
  addAbortSignal,
  finished,
  destroy: destroyer,
  compose,
  setDefaultHighWaterMark,
  getDefaultHighWaterMark,
  get promises() {
    return promises;
  },
  Stream,
  _isArrayBufferView: ArrayBuffer.isView,
  _isUint8Array: isUint8Array,
  _uint8ArrayToBuffer,
};
Object.defineProperties(Stream, Object.getOwnPropertyDescriptors(members));

shape(Stream);

export {
  addAbortSignal,
  compose,
  destroyer as destroy,
  Duplex,
  duplexPair,
  finished,
  getDefaultHighWaterMark,
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
  PassThrough,
  pipeline,
  promises,
  Readable,
  setDefaultHighWaterMark,
  Stream,
  Transform,
  Writable,
};
export default Stream;
