// Readable.from(): a stream of what an iterable gives. (Node doc: stream.Readable.from.)
import { Buffer } from '#platform';
import { aggregateTwoErrors, invalidArgType, nullValues } from './errors.js';
import { nextTick } from './ticks.js';

export function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let isAsync;
  let iterator;
  if (iterable?.[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable?.[Symbol.iterator]) {
    isAsync = false;
    iterator = iterable[Symbol.iterator]();
  } else {
    throw invalidArgType('iterable', ['Iterable'], iterable);
  }

  const readable = new Readable({
    objectMode: true,
    highWaterMark: 1,
    ...options,
  });
  let reading = false;
  let isAsyncValues = false;

  readable._read = function () {
    if (reading) return;
    reading = true;
    if (isAsync) nextAsync();
    else if (isAsyncValues) nextSyncWithAsyncValues();
    else nextSync();
  };

  readable._destroy = function (error, callback) {
    close(error).then(
      () => nextTick(callback, error),
      (failure) => nextTick(callback, aggregateTwoErrors(error, failure)),
    );
  };

  async function close(error) {
    const hadError = error !== undefined && error !== null;
    const hasThrow = typeof iterator.throw === 'function';
    if (hadError && hasThrow) {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  /** A synchronous iterator of plain values is drained without a promise in between. */
  function nextSync() {
    while (true) {
      try {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (typeof value?.then === 'function')
          return changeToAsyncValues(value);
        if (value === null) {
          reading = false;
          throw nullValues();
        }
        if (readable.push(value)) continue;
        reading = false;
      } catch (error) {
        readable.destroy(error);
      }
      break;
    }
  }

  async function changeToAsyncValues(value) {
    isAsyncValues = true;
    try {
      const resolved = await value;
      if (resolved === null) {
        reading = false;
        throw nullValues();
      }
      if (readable.push(resolved)) {
        nextSyncWithAsyncValues();
        return;
      }
      reading = false;
    } catch (error) {
      readable.destroy(error);
    }
  }

  async function nextSyncWithAsyncValues() {
    while (true) {
      try {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        const resolved =
          typeof value?.then === 'function' ? await value : value;
        if (resolved === null) {
          reading = false;
          throw nullValues();
        }
        if (readable.push(resolved)) continue;
        reading = false;
      } catch (error) {
        readable.destroy(error);
      }
      break;
    }
  }

  async function nextAsync() {
    while (true) {
      try {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (value === null) {
          reading = false;
          throw nullValues();
        }
        if (readable.push(value)) continue;
        reading = false;
      } catch (error) {
        readable.destroy(error);
      }
      break;
    }
  }
  return readable;
}
