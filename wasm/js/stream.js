// The module object: what require('stream') gives. It is the old Stream class with everything on it.
import './engine.js';
import { addAbortSignal } from './abort.js';
import { destroyer } from './destroyer.js';
import { Duplex } from './duplex.js';
import { finished, finishedPromise } from './finished.js';
import { from } from './from.js';
import { Stream } from './legacy.js';
import { pipeline, pipelinePromise } from './pipeline.js';
import {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
} from './queries.js';
import { Readable } from './readable.js';
import { getDefaultHighWaterMark, setDefaultHighWaterMark } from './sides.js';
import { PassThrough, Transform } from './transform.js';
import { Writable } from './writable.js';
import { viewToBuffer } from './chunks.js';
import promises from './stream_promises.js';

Readable.from = (iterable, options) => from(Readable, iterable, options);

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
Object.defineProperty(pipeline, kCustomPromisify, {
  configurable: true,
  get: () => pipelinePromise,
});
Object.defineProperty(finished, kCustomPromisify, {
  configurable: true,
  get: () => finishedPromise,
});

Object.assign(Stream, {
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
  pipeline,
  addAbortSignal,
  finished,
  destroy: destroyer,
  setDefaultHighWaterMark,
  getDefaultHighWaterMark,
  promises,
  Stream,
  _isArrayBufferView: ArrayBuffer.isView,
  _isUint8Array: (value) => value instanceof Uint8Array,
  _uint8ArrayToBuffer: viewToBuffer,
});

export {
  addAbortSignal,
  destroyer as destroy,
  Duplex,
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
