// Readable.toWeb() and Readable.fromWeb(): a Readable as the host's ReadableStream, and the other way
// round. The WHATWG side is always the host's own. (Node doc: stream.Readable.fromWeb, toWeb.)
import { Buffer } from '#platform';
import { destroyer } from './destroyer.js';
import {
  AbortError,
  invalidArgType,
  invalidArgValue,
  validateBoolean,
  validateObject,
} from './errors.js';
import { finished, kCallAtOnce } from './finished.js';
import { isReadable, isReadableStream } from './queries.js';
import { Readable } from './readable.js';
import { nextTick } from './ticks.js';

/** Throws on the outer loop what a callback threw: inside a promise it would pass for a rejection. */
export function callOutside(callback, error) {
  try {
    callback(error);
  } catch (failure) {
    nextTick(() => {
      throw failure;
    });
  }
}

/** A stream closed before its end is, to the web side, one that was aborted. */
export function webErrorOf(error) {
  if (error?.code !== 'ERR_STREAM_PREMATURE_CLOSE') return error;
  return new AbortError(undefined, { cause: error });
}

export function validateReadableType(type) {
  if (type === undefined || type === 'bytes') return;
  throw invalidArgValue(
    'options.type',
    type,
    "must be one of: 'bytes', undefined",
  );
}

/**
 * The queuing strategy asked for, or one that counts what the stream's own highWaterMark counts.
 * @param {any} readable
 * @param {{type?: any, strategy?: any}} options
 */
function strategyOf(readable, { type, strategy }) {
  const { readableHighWaterMark: highWaterMark } = readable;
  if (type === 'bytes') return { highWaterMark };
  if (strategy) return strategy;
  if (readable.readableObjectMode)
    return new CountQueuingStrategy({ highWaterMark });
  return new ByteLengthQueuingStrategy({ highWaterMark });
}

/** A ReadableStream of which nothing is to be had any more. */
export function closedReadableStream(type) {
  const stream = new ReadableStream(type === undefined ? {} : { type });
  stream.cancel();
  return stream;
}

const silenced = new WeakSet();
function noop() {}

/** Errors told twice must not bring the program down. Once for a stream, however many web streams it feeds. */
function silence(readable) {
  if (silenced.has(readable)) return;
  silenced.add(readable);
  readable.on('error', noop);
}

/**
 * @param {any} readable
 * @param {{type?: any, strategy?: any}} [options]
 */
export function readableToWeb(readable, options = {}) {
  if (typeof readable?._readableState !== 'object') {
    throw invalidArgType('streamReadable', 'stream.Readable', readable);
  }
  validateObject(options, 'options');
  const { type } = options;
  validateReadableType(type);

  const objectMode = readable.readableObjectMode;
  const isGone = !isReadable(readable);
  /** @type {any} */
  let controller;
  let isOver = false;
  let isCancelled = false;
  const web = new ReadableStream(
    {
      type,
      start(given) {
        controller = given;
      },
      pull() {
        if (!isGone) readable.resume();
      },
      cancel(reason) {
        isCancelled = true;
        destroyer(readable, reason);
      },
    },
    strategyOf(readable, options),
  );

  let cleanup = () => {};
  const waiting = { writable: false, [kCallAtOnce]: true };
  cleanup = finished(readable, waiting, (error) => {
    isOver = true;
    cleanup();
    silence(readable);
    // Nobody is left to be told.
    if (isCancelled) return;
    const failure = webErrorOf(error);
    if (failure) controller.error(failure);
    else controller.close();
  });
  if (isOver) cleanup();
  if (isOver || isGone) return web;

  readable.pause();
  readable.on('data', function onData(chunk) {
    // The web side gets memory of its own, and no subclass of Uint8Array.
    controller.enqueue(
      Buffer.isBuffer(chunk) && !objectMode ? new Uint8Array(chunk) : chunk,
    );
    if (controller.desiredSize <= 0) readable.pause();
  });
  return web;
}

export function validateEncoding(encoding) {
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw invalidArgValue('options.encoding', encoding);
  }
}

/** @param {any} readableStream */
export function readableFromWeb(readableStream, options = {}) {
  if (!isReadableStream(readableStream)) {
    throw invalidArgType('readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  validateEncoding(encoding);
  validateBoolean(objectMode, 'options.objectMode');

  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read() {
      reader.read().then(
        ({ done, value }) => readable.push(done ? null : value),
        (error) => destroyer(readable, error),
      );
    },
    destroy(error, callback) {
      const done = () => callOutside(callback, error);
      if (closed) done();
      else reader.cancel(error).then(done, done);
    },
  });
  reader.closed.then(
    () => {
      closed = true;
    },
    (error) => {
      closed = true;
      destroyer(readable, error);
    },
  );
  return readable;
}
