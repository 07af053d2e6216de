// Writable.toWeb() and Writable.fromWeb(): a Writable as the host's WritableStream, and the other way
// round. The WHATWG side is always the host's own. (Node doc: stream.Writable.fromWeb, toWeb.)
import { Buffer } from '#platform';
import { destroyer } from './destroyer.js';
import {
  AbortError,
  invalidArgType,
  validateBoolean,
  validateObject,
} from './errors.js';
import { finished } from './finished.js';
import {
  isDestroyed,
  isWritable,
  isWritableEnded,
  isWritableStream,
} from './queries.js';
import { nextTick } from './ticks.js';
import { callOutside, webErrorOf } from './web_readable.js';
import { Writable } from './writable.js';

/** A WritableStream that takes nothing any more. */
export function closedWritableStream() {
  const stream = new WritableStream();
  stream.close();
  return stream;
}

/** @param {any} writable */
export function writableToWeb(writable) {
  if (
    typeof writable?.write !== 'function' ||
    typeof writable.on !== 'function'
  ) {
    throw invalidArgType('streamWritable', 'stream.Writable', writable);
  }
  if (isDestroyed(writable) || !isWritable(writable))
    return closedWritableStream();

  /** @type {any} */
  let controller;
  /** What the web side waits for: room, and the end. @type {any} */
  let drained = null;
  /** @type {any} */
  let closing;
  const sink = {
    start(given) {
      controller = given;
    },
    write(chunk) {
      // As on the oracle: while writes of somebody else need a drain, the chunk is not written.
      if (!writable.writableNeedDrain && writable.write(chunk))
        return undefined;
      drained = deferred();
      // Refused for good, not for want of room: nothing will drain.
      if (!writable.writableNeedDrain) drained.resolve();
      return finallyOf(drained.promise, () => {
        drained = null;
      });
    },
    abort(reason) {
      destroyer(writable, reason);
    },
    close() {
      // Ended already, by somebody else: its end is not this one's.
      if (isWritableEnded(writable)) return Promise.resolve();
      closing = deferred();
      writable.end();
      // As on the oracle: a foreign stream that closes within end() makes this a TypeError.
      return closing.promise;
    },
  };
  const web = new WritableStream(sink, strategyOf(writable));

  const cleanup = finished(writable, (error) => {
    cleanup();
    // Errors told twice must not bring the program down.
    writable.on('error', () => {});
    const failure = webErrorOf(error);
    if (failure != null) {
      drained?.reject(failure);
      closing?.reject(failure);
      controller.error(failure);
    } else if (closing) {
      closing.resolve();
    } else {
      // Ended by somebody else: to the web side that is no end of its own.
      controller.error(new AbortError());
    }
    closing = undefined;
  });
  writable.on('drain', function onDrain() {
    drained?.resolve();
  });
  return web;
}

/** Counts what the stream's own highWaterMark counts, as far as a chunk tells it. */
function strategyOf({
  writableObjectMode,
  writableHighWaterMark: highWaterMark,
}) {
  if (writableObjectMode) return new CountQueuingStrategy({ highWaterMark });
  return {
    highWaterMark,
    size: (chunk) => chunk?.byteLength ?? chunk?.length ?? 1,
  };
}

function deferred() {
  const it = {};
  it.promise = new Promise((resolve, reject) => {
    it.resolve = resolve;
    it.reject = reject;
  });
  return it;
}

/** `promise` with something done afterwards, settled as many microtasks later as the oracle's. */
const finallyOf = (promise, callback) =>
  new Promise((resolve, reject) => {
    new Promise((pass, fail) => promise.then(pass, fail))
      .finally(callback)
      .then(resolve, reject);
  });

/**
 * The `write`, `writev` and `final` of a stream that writes to `writer`.
 * @param {WritableStreamDefaultWriter} writer
 * @param {{decodes: boolean, isClosed: () => boolean, fail: (error: any) => void}} how
 */
export function writesTo(writer, { decodes, isClosed, fail }) {
  const decoded = (chunk, encoding) =>
    decodes && typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
  /** `callback` throws outside of the promises, and a throw ends the stream. */
  const settle = (callback) => (error) => {
    try {
      callback(error);
    } catch (failure) {
      nextTick(() => fail(failure));
    }
  };
  return {
    write(chunk, encoding, callback) {
      const done = settle(callback);
      const value = decoded(chunk, encoding);
      writer.ready.then(() => writer.write(value)).then(() => done(), done);
    },
    writev(chunks, callback) {
      const done = settle((error) =>
        callback(error?.filter ? error.find(Boolean) : error),
      );
      const write = ({ chunk, encoding }) =>
        writer.write(decoded(chunk, encoding));
      writer.ready
        .then(() => Promise.all(chunks.map(write)))
        .then(() => done(), done);
    },
    final(callback) {
      const done = settle(callback);
      if (!isClosed()) writer.close().then(() => done(), done);
    },
  };
}

/** @param {any} writableStream */
export function writableFromWeb(writableStream, options = {}) {
  if (!isWritableStream(writableStream)) {
    throw invalidArgType('writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const {
    highWaterMark,
    decodeStrings = true,
    objectMode = false,
    signal,
  } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');

  const writer = writableStream.getWriter();
  let closed = false;
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...writesTo(writer, {
      decodes: decodeStrings && !objectMode,
      isClosed: () => closed,
      fail: (error) => destroyer(writable, error),
    }),
    destroy(error, callback) {
      const done = () => callOutside(callback, error);
      if (closed) done();
      else if (error != null) writer.abort(error).then(done, done);
      else writer.close().then(done, done);
    },
  });
  writer.closed.then(
    () => {
      closed = true;
    },
    (error) => {
      closed = true;
      destroyer(writable, error);
    },
  );
  return writable;
}
