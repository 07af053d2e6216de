// What finished() and addAbortSignal() know of web streams. Only Node's own web streams tell others of
// their end without being locked, under two registered symbols; of any other the host gives no sign.
import { AbortError, nodeError } from './errors.js';
import { isReadableStream, isWritableStream } from './queries.js';
import { nextTick } from './ticks.js';

const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for(
  'nodejs.webstream.controllerErrorFunction',
);

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
  const isNodes = typeof stream[kControllerErrorFunction] === 'function';
  if (!isNodes && isReadableStream(stream)) stream.cancel(error);
  else if (!isNodes && isWritableStream(stream)) stream.abort(error);
  else stream[kControllerErrorFunction](error);
}
