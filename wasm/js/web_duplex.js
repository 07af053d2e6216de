// Duplex.toWeb() and Duplex.fromWeb(): a Duplex as a pair of the host's web streams, and the other way
// round. (Node doc: stream.Duplex.fromWeb, toWeb.)
import { destroyer } from './destroyer.js';
import { Duplex } from './duplex.js';
import { invalidArgType, validateBoolean, validateObject } from './errors.js';
import {
  isDestroyed,
  isReadable,
  isReadableStream,
  isWritable,
  isWritableStream,
} from './queries.js';
import {
  callOutside,
  closedReadableStream,
  readableToWeb,
  validateEncoding,
  validateReadableType,
} from './web_readable.js';
import {
  closedWritableStream,
  writableToWeb,
  writesTo,
} from './web_writable.js';

/** @param {any} duplex */
export function duplexToWeb(duplex, options = {}) {
  if (
    typeof duplex?._readableState !== 'object' ||
    typeof duplex?._writableState !== 'object'
  ) {
    throw invalidArgType('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  const type = options.readableType ?? options.type;
  validateReadableType(type);
  if (isDestroyed(duplex)) {
    return {
      readable: closedReadableStream(type),
      writable: closedWritableStream(),
    };
  }
  return {
    writable: isWritable(duplex)
      ? writableToWeb(duplex)
      : closedWritableStream(),
    readable: isReadable(duplex)
      ? readableToWeb(duplex, { type })
      : closedReadableStream(type),
  };
}

/** @param {any} pair */
export function duplexFromWeb(pair = {}, options = {}) {
  validateObject(pair, 'pair');
  const { readable, writable } = pair;
  if (!isReadableStream(readable)) {
    throw invalidArgType('pair.readable', 'ReadableStream', readable);
  }
  if (!isWritableStream(writable)) {
    throw invalidArgType('pair.writable', 'WritableStream', writable);
  }
  validateObject(options, 'options');
  const {
    allowHalfOpen = false,
    objectMode = false,
    encoding,
    decodeStrings = true,
  } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateEncoding(encoding);

  const writer = writable.getWriter();
  const reader = readable.getReader();
  let writableClosed = false;
  let readableClosed = false;
  /** @type {any} */
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark: options.highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal: options.signal,
    ...writesTo(writer, {
      decodes: decodeStrings && !objectMode,
      isClosed: () => writableClosed,
      fail: (error) => destroyer(duplex, error),
    }),
    read() {
      reader.read().then(
        ({ done, value }) => duplex.push(done ? null : value),
        (error) => destroyer(duplex, error),
      );
    },
    destroy(error, callback) {
      const done = () => callOutside(callback, error);
      if (writableClosed && readableClosed) {
        done();
        return;
      }
      const closeWriter = async () => {
        if (!writableClosed) await writer.abort(error);
      };
      const closeReader = async () => {
        if (!readableClosed) await reader.cancel(error);
      };
      Promise.all([closeWriter(), closeReader()]).then(done, done);
    },
  });
  writer.closed.then(
    () => {
      writableClosed = true;
    },
    (error) => {
      writableClosed = true;
      readableClosed = true;
      destroyer(duplex, error);
    },
  );
  reader.closed.then(
    () => {
      readableClosed = true;
    },
    (error) => {
      writableClosed = true;
      readableClosed = true;
      destroyer(duplex, error);
    },
  );
  return duplex;
}
