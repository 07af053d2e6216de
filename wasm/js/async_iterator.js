// `for await (const chunk of readable)`. (Node doc: readable[Symbol.asyncIterator], readable.iterator.)
import { aggregateTwoErrors, validateObject } from './errors.js';
import { finished } from './finished.js';
import { destroyer } from './destroyer.js';
import { isWritable } from './queries.js';
import { Readable } from './readable.js';

export function createAsyncIterator(stream, options) {
  if (options !== undefined) validateObject(options, 'options');
  // An old-style stream is read through a Readable around it.
  if (typeof stream.read !== 'function') {
    stream = Readable.wrap(stream, { objectMode: true });
  }
  /** @type {any} */
  const iterator = iterate(stream, options);
  iterator.stream = stream;
  return iterator;
}

async function* iterate(stream, options) {
  let wake = () => {};
  function next(resolve) {
    if (this === stream) {
      wake();
      wake = () => {};
    } else {
      wake = resolve;
    }
  }
  stream.on('readable', next);

  /** undefined while open, null when it ended well. */
  let error;
  const cleanup = finished(stream, { writable: false }, (failure) => {
    error = failure ? aggregateTwoErrors(error, failure) : null;
    wake();
    wake = () => {};
  });

  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error;
      else if (error === null) return;
      else await new Promise(next);
    }
  } catch (failure) {
    error = aggregateTwoErrors(error, failure);
    throw error;
  } finally {
    if (isGivenUp(stream, options, error)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', next);
      cleanup();
    }
  }
}

/** Whether the stream is to be destroyed now that nobody iterates; `error` as in iterate(). */
function isGivenUp(stream, options, error) {
  if (!error && options?.destroyOnReturn === false) return false;
  if (error === undefined) return true;
  // Read to the end there is nothing to break off: a Duplex may still be written.
  const mayBeWritten =
    error === null && isWritable(stream) && stream.allowHalfOpen;
  return stream._readableState.autoDestroy && !mayBeWritten;
}
