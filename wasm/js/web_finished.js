// What finished() and addAbortSignal() know of web streams. Only Node's own web streams tell others of
// their end without being locked, under two registered symbols; of any other the host gives no sign.
import { AbortError, nodeError } from './errors.js';
import { isReadableStream } from './queries.js';
import { nextTick } from './ticks.js';

const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerError = Symbol.for('nodejs.webstream.controllerErrorFunction');

/** finished() of a web stream: its return value does nothing, as on the oracle. */
export function finishedWeb(stream, signal, callback) {
  let aborted = false;
  let told = callback;
  if (signal) {
    const abort = () => {
      aborted = true;
      callback.call(
        stream,
        new AbortError(undefined, { cause: signal.reason }),
      );
    };
    if (signal.aborted) {
      nextTick(abort);
    } else {
      signal.addEventListener('abort', abort, { once: true });
      told = (...args) => {
        signal.removeEventListener('abort', abort);
        callback.apply(stream, args);
      };
    }
  }
  const closed = stream[kIsClosedPromise]?.promise;
  if (!closed) throw unobservable();
  const settled = (...args) => {
    if (!aborted) nextTick(() => told.apply(stream, args));
  };
  closed.then(settled, settled);
  return () => {};
}

function unobservable() {
  return nodeError(
    'Error',
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    'The end of a web stream of this host cannot be observed',
    unobservable,
  );
}

/** Ends a web stream with `error`, as its own controller would. */
export function failWeb(stream, error) {
  if (typeof stream[kControllerError] === 'function')
    stream[kControllerError](error);
  else if (isReadableStream(stream)) stream.cancel(error);
  else stream.abort(error);
}
