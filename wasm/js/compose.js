// compose(): several streams as one Duplex, whose writable side is the first and whose readable side is
// the last of them. (Node doc: stream.compose, readable.compose.)
import { addAbortSignalNoValidate } from './abort.js';
import { destroyer } from './destroyer.js';
import { Duplex } from './duplex.js';
import { duplexFrom } from './duplex_from.js';
import {
  AbortError,
  invalidArgValue,
  missingArgs,
  validateAbortSignal,
  validateObject,
} from './errors.js';
import { finished } from './finished.js';
import { Joint } from './joint.js';
import { pipeline } from './pipeline.js';
import {
  isNodeStream,
  isReadable,
  isReadableStream,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableStream,
} from './queries.js';

const canRead = (stream) =>
  Boolean(
    isReadable(stream) || isReadableStream(stream) || isTransformStream(stream),
  );
const canWrite = (stream) =>
  Boolean(
    isWritable(stream) || isWritableStream(stream) || isTransformStream(stream),
  );

/** @param {any[]} given */
export function compose(...given) {
  if (given.length === 0) throw missingArgs('streams');
  if (given.length === 1) return duplexFrom(given[0]);
  const streams = given.slice();
  const last = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = duplexFrom(streams[0]);
  if (typeof streams[last] === 'function')
    streams[last] = duplexFrom(streams[last]);
  streams.forEach((stream, i) => {
    if (!isNodeStream(stream) && !isWebStream(stream)) return;
    if (i < last && !canRead(stream)) {
      throw invalidArgValue(`streams[${i}]`, given[i], 'must be readable');
    }
    if (i > 0 && !canWrite(stream)) {
      throw invalidArgValue(`streams[${i}]`, given[i], 'must be writable');
    }
  });

  let isOver = false;
  const tail = pipeline(streams, (error) => {
    isOver = true;
    if (joint.isWaiting('close')) joint.wake('close', error);
    else if (error) duplex.destroy(error);
    else if (!readable && !writable) duplex.destroy();
  });
  const head = streams[0];
  const writable = canWrite(head);
  const readable = canRead(tail);
  /** @type {any} */
  const duplex = new Duplex({
    writableObjectMode: Boolean(head?.writableObjectMode),
    readableObjectMode: Boolean(tail?.readableObjectMode),
    writable,
    readable,
  });
  const joint = new Joint(duplex);
  if (writable) {
    if (isNodeStream(head)) joint.writeTo(head);
    else joint.writeToWeb(isTransformStream(head) ? head.writable : head);
    finished(isTransformStream(tail) ? tail.readable : tail, () =>
      joint.wake('finish'),
    );
  }
  if (readable) {
    if (isNodeStream(tail)) joint.flowFrom(tail);
    else joint.readFromWeb(isTransformStream(tail) ? tail.readable : tail);
  }
  duplex._destroy = (error, callback) => {
    if (!error && !isOver) error = new AbortError();
    joint.forget();
    const wasOver = isOver;
    if (!wasOver) joint.await('close', callback);
    if (isNodeStream(tail)) destroyer(tail, error);
    if (wasOver) callback(error);
  };
  return duplex;
}

/** readable.compose() */
export function composeWith(source, stream, options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null)
    validateAbortSignal(options.signal, 'options.signal');
  const composed = compose(source, stream);
  if (options?.signal) addAbortSignalNoValidate(options.signal, composed);
  return composed;
}
