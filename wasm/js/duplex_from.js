// Duplex.from(): a Duplex of whatever can be read, written, iterated, awaited or called. (Node doc:
// stream.Duplex.from.)
import { destroyer } from './destroyer.js';
import { Duplex } from './duplex.js';
import { AbortError, invalidArgType, invalidReturnValue } from './errors.js';
import { finished } from './finished.js';
import { from } from './from.js';
import { Joint } from './joint.js';
import {
  isDuplexNodeStream,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isWritable,
  isWritableNodeStream,
  isWritableStream,
} from './queries.js';
import { Readable } from './readable.js';
import { nextTick } from './ticks.js';
import { duplexFromWeb } from './web_duplex.js';
import { readableFromWeb } from './web_readable.js';
import { writableFromWeb } from './web_writable.js';

/** What Duplex.from() gives unless its argument was a Duplex already. */
class Duplexify extends Duplex {}

const isBlob = (value) => typeof Blob === 'function' && value instanceof Blob;

/**
 * @param {any} body
 * @param {string} [name] of the argument, for errors
 * @returns {any}
 */
export function duplexFrom(body, name = 'body') {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return joined({ readable: body });
  if (isWritableNodeStream(body)) return joined({ writable: body });
  if (isNodeStream(body)) return joined({});
  if (isReadableStream(body))
    return joined({ readable: readableFromWeb(body) });
  if (isWritableStream(body))
    return joined({ writable: writableFromWeb(body) });
  if (typeof body === 'function') return ofFunction(body, name);
  if (isBlob(body)) return duplexFrom(body.arrayBuffer());
  if (isIterable(body)) {
    return from(Duplexify, body, { objectMode: true, writable: false });
  }
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) {
    return duplexFromWeb(body);
  }
  if (
    typeof body?.readable === 'object' ||
    typeof body?.writable === 'object'
  ) {
    return joined({
      readable: sideOf(body.readable, isReadableNodeStream),
      writable: sideOf(body.writable, isWritableNodeStream),
    });
  }
  const then = body?.then;
  if (typeof then === 'function') return ofPromise(body, then);
  throw invalidArgType(
    name,
    [
      'Blob',
      'ReadableStream',
      'WritableStream',
      'Stream',
      'Iterable',
      'AsyncIterable',
      'Function',
      '{ readable, writable } pair',
      'Promise',
    ],
    body,
  );
}

function sideOf(side, isAlready) {
  if (!side) return undefined;
  return isAlready(side) ? side : duplexFrom(side);
}

/** The one value a promise gives, then the end. */
function ofPromise(body, then) {
  // A thenable that calls back at once finds no stream, and the oracle's words for it.
  /** @type {any} */
  let duplex = undefined;
  then.call(
    body,
    (value) => {
      if (value != null) duplex.push(value);
      duplex.push(null);
    },
    (error) => destroyer(duplex, error),
  );
  duplex = new Duplexify({ objectMode: true, writable: false, read() {} });
  return duplex;
}

/** A generator function transforms; an async function consumes. */
function ofFunction(body, name) {
  const written = new Written();
  const value = body(written.iterate(), { signal: written.controller.signal });
  const { write, final } = written.hooks();
  if (isIterable(value)) {
    const made = from(Duplexify, value, { objectMode: true, write, final });
    const close = made._destroy;
    made._destroy = (error, callback) => {
      written.stop(error);
      close(error, callback);
    };
    return made;
  }
  const then = value?.then;
  if (typeof then !== 'function') {
    throw invalidReturnValue(
      'Iterable, AsyncIterable or AsyncFunction',
      name,
      value,
    );
  }
  /** @type {any} */
  let duplex = undefined;
  const consumed = then.call(
    value,
    (result) => {
      if (result != null) throw invalidReturnValue('nully', name, result);
    },
    (error) => destroyer(duplex, error),
  );
  duplex = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(callback) {
      final(async () => {
        try {
          await consumed;
          nextTick(callback, null);
        } catch (error) {
          nextTick(callback, error);
        }
      });
    },
    destroy(error, callback) {
      written.stop(error);
      callback(error);
    },
  });
  return duplex;
}

/** What is written, one chunk at a time, as an iteration for a function. */
class Written {
  constructor() {
    /** @type {any} */
    this.give = null;
    this.controller = new AbortController();
    this.expectNext();
  }

  expectNext() {
    this.next = new Promise((resolve) => {
      this.give = resolve;
    });
  }

  async *iterate() {
    const { signal } = this.controller;
    while (true) {
      const { chunk, done, callback } = await this.next;
      nextTick(callback);
      if (done) return;
      if (signal.aborted)
        throw new AbortError(undefined, { cause: signal.reason });
      this.expectNext();
      yield chunk;
    }
  }

  hooks() {
    return {
      write: (chunk, encoding, callback) =>
        this.give({ chunk, done: false, callback }),
      final: (callback) => this.give({ done: true, callback }),
    };
  }

  /** Nothing more will be written: who waits for a chunk is told that there is none. */
  stop(error) {
    this.controller.abort(error);
    this.give({ done: true, callback() {} });
  }
}

/** One Duplex of a stream that is read and one that is written. */
function joined(/** @type {any} */ { readable, writable: sink }) {
  const source =
    readable && typeof readable.read !== 'function'
      ? Readable.wrap(readable)
      : readable;
  const canRead = Boolean(isReadable(source));
  const canWrite = Boolean(isWritable(sink));
  /** @type {any} */
  const duplex = new Duplexify({
    readableObjectMode: Boolean(source?.readableObjectMode),
    writableObjectMode: Boolean(sink?.writableObjectMode),
    readable: canRead,
    writable: canWrite,
  });
  const joint = new Joint(duplex);
  /** Once one side is over the Duplex may be destroyed without regard to the other. */
  let sideOver = false;

  function over(error) {
    sideOver = true;
    if (joint.isWaiting('close')) joint.wake('close', error);
    else if (error) duplex.destroy(error);
  }
  if (canWrite) {
    finished(sink, (error) => {
      if (error) destroyer(source, error);
      over(error);
    });
    joint.writeTo(sink);
    sink.on('finish', () => joint.wake('finish'));
  }
  if (canRead) {
    finished(source, (error) => {
      if (error) destroyer(sink, error);
      over(error);
    });
    joint.readFrom(source);
  }
  duplex._destroy = (error, callback) => {
    joint.forget();
    if (sideOver) {
      callback(error);
      return;
    }
    if (!error) error = new AbortError();
    joint.await('close', callback);
    destroyer(sink, error);
    destroyer(source, error);
  };
  return duplex;
}
