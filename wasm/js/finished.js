// finished(): told once when a stream is over, one way or another, whoever made the stream.
// (Node doc: stream.finished.)
import { bindContext } from '#platform';
import {
  AbortError,
  invalidArgType,
  nodeError,
  validateAbortSignal,
  validateFunction,
  validateObject,
  validateBoolean,
} from './errors.js';
import {
  isClosed,
  isNodeStream,
  isReadable,
  isReadableErrored,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isRequest,
  isWritable,
  isWritableErrored,
  isWritableFinished,
  isWritableNodeStream,
  isWritableStream,
  willEmitClose as saysClose,
} from './queries.js';
import { nextTick } from './ticks.js';
import { finishedWeb } from './web_finished.js';

export const prematureClose = () =>
  nodeError(
    'Error',
    'ERR_STREAM_PREMATURE_CLOSE',
    'Premature close',
    prematureClose,
  );

/** One for all, as in Node, and called as there: whoever takes it off a stream may take another's. */
const hearsNothing = { nop: () => {} }.nop;

/** An option for callers within: a stream that is over already is told of at once, not on a tick. */
export const kCallAtOnce = Symbol('tincan.callAtOnce');

/**
 * @param {any} stream
 * @param {any} options
 * @param {any} [callback]
 * @returns {() => void} takes all listeners off again
 */
export function finished(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  callback = bindContext(callback, 'STREAM_END_OF_STREAM');

  let called = false;
  let done = (...args) => {
    if (called) return;
    called = true;
    callback.apply(stream, args);
  };

  if (isReadableStream(stream) || isWritableStream(stream)) {
    return finishedWeb(stream, options.signal, done);
  }
  if (!isNodeStream(stream)) {
    throw invalidArgType(
      'stream',
      ['ReadableStream', 'WritableStream', 'Stream'],
      stream,
    );
  }

  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const w = stream._writableState;
  const r = stream._readableState;
  // With a 'close' to come, and both sides asked for, it is 'close' that ends it.
  let willEmitClose =
    saysClose(stream) &&
    isReadableNodeStream(stream) === readable &&
    isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);
  const closed = isClosed(stream);

  const onlegacyfinish = () => {
    if (!stream.writable) onfinish();
  };
  const onfinish = () => {
    writableFinished = true;
    // Destroyed without 'close': nobody will say more.
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) done();
  };
  const onend = () => {
    readableFinished = true;
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) done();
  };
  const onerror = (error) => done(error);
  const errorOf = () => {
    const errored = isWritableErrored(stream) || isReadableErrored(stream);
    return errored && typeof errored !== 'boolean' ? errored : null;
  };
  /** What a closed stream has come to: undefined when all went well. */
  const closedWith = () => {
    const errored = errorOf();
    if (errored) return errored;
    if (readable && !readableFinished && isReadableNodeStream(stream, true)) {
      if (!isReadableFinished(stream, false)) return prematureClose();
    }
    if (writable && !writableFinished) {
      if (!isWritableFinished(stream, false)) return prematureClose();
    }
    return undefined;
  };
  const tell = (error) => (error ? done(error) : done());
  const onclose = () => tell(closedWith());
  const onrequest = () => stream.req.on('finish', onfinish);

  // A write, or `_final`, whose callback is still to come keeps the writable side from being over.
  const over =
    (!readable &&
      (!willEmitClose || isReadable(stream)) &&
      (writableFinished || isWritable(stream) === false) &&
      (w?.pendingcb === undefined || w.pendingcb === 0)) ||
    (!writable &&
      (!willEmitClose || isWritable(stream)) &&
      (readableFinished || isReadable(stream) === false)) ||
    (r && stream.req && stream.aborted);
  const errorShown = w?.errorEmitted || r?.errorEmitted;
  const isKnown = closed || (errorShown ? !willEmitClose : over);
  const { signal } = options;
  let unlisten = () => {};
  if (isKnown) {
    // When the end is known, an error still to come has its listener but says nothing new.
    const error = closed ? closedWith() : errorOf();
    if (options.error !== false) {
      stream.on('error', hearsNothing);
      unlisten = () => stream.removeListener('error', hearsNothing);
    }
    if (options[kCallAtOnce]) tell(error);
    else nextTick(tell, error);
  } else if (!signal?.aborted) {
    listen();
    unlisten = leave;
  }

  function listen() {
    if (isRequest(stream)) {
      stream.on('complete', onfinish);
      if (!willEmitClose) stream.on('abort', onclose);
      if (stream.req) onrequest();
      else stream.on('request', onrequest);
    } else if (writable && !w) {
      stream.on('end', onlegacyfinish);
      stream.on('close', onlegacyfinish);
    }
    if (!willEmitClose && typeof stream.aborted === 'boolean') {
      stream.on('aborted', onclose);
    }
    stream.on('end', onend);
    stream.on('finish', onfinish);
    if (options.error !== false) stream.on('error', onerror);
    stream.on('close', onclose);
  }

  function leave() {
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  }

  const cleanup = () => {
    done = () => {};
    called = true;
    unlisten();
  };

  if (signal && !isKnown) {
    const abort = () => {
      if (called) return;
      cleanup();
      callback.call(
        stream,
        new AbortError(undefined, { cause: signal.reason }),
      );
    };
    if (signal.aborted) {
      nextTick(abort);
    } else {
      signal.addEventListener('abort', abort, { once: true });
      const inner = callback;
      callback = function (...args) {
        signal.removeEventListener('abort', abort);
        inner.apply(stream, args);
      };
    }
  }
  return cleanup;
}

/** The same as a promise. `cleanup: true` takes the listeners off when it settles. */
export function finishedPromise(stream, options) {
  let autoCleanup = false;
  if (options == null) options = {};
  if (options?.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    autoCleanup = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = finished(stream, options, (error) => {
      if (autoCleanup) cleanup();
      if (error) reject(error);
      else resolve(undefined);
    });
  });
}
