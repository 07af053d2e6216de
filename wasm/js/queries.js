// What any object that may be a stream says of itself: ours, Node's own, old-style, or an emitter
// that only looks like one. Everything that takes foreign streams asks here.

/** How destroy() marks what cannot say itself that it is destroyed. */
export const kIsDestroyed = Symbol.for('nodejs.stream.destroyed');

const isFunction = (value) => typeof value === 'function';

export function isReadableNodeStream(object, strict = false) {
  return Boolean(
    object &&
    isFunction(object.pipe) &&
    isFunction(object.on) &&
    (!strict || (isFunction(object.pause) && isFunction(object.resume))) &&
    (!object._writableState || object._readableState?.readable !== false) &&
    (!object._writableState || object._readableState),
  );
}

export function isWritableNodeStream(object) {
  return Boolean(
    object &&
    isFunction(object.write) &&
    isFunction(object.on) &&
    (!object._readableState || object._writableState?.writable !== false),
  );
}

export function isDuplexNodeStream(object) {
  return Boolean(
    object &&
    isFunction(object.pipe) &&
    object._readableState &&
    isFunction(object.on) &&
    isFunction(object.write),
  );
}

export function isNodeStream(object) {
  return Boolean(
    object &&
    (object._readableState ||
      object._writableState ||
      (isFunction(object.write) && isFunction(object.on)) ||
      (isFunction(object.pipe) && isFunction(object.on))),
  );
}

export function isReadableStream(object) {
  return Boolean(
    object &&
    !isNodeStream(object) &&
    isFunction(object.pipeThrough) &&
    isFunction(object.getReader) &&
    isFunction(object.cancel),
  );
}

export function isWritableStream(object) {
  return Boolean(
    object &&
    !isNodeStream(object) &&
    isFunction(object.getWriter) &&
    isFunction(object.abort),
  );
}

export function isTransformStream(object) {
  return Boolean(
    object &&
    !isNodeStream(object) &&
    typeof object.readable === 'object' &&
    typeof object.writable === 'object',
  );
}

export const isWebStream = (object) =>
  isReadableStream(object) ||
  isWritableStream(object) ||
  isTransformStream(object);

export function isIterable(object, isAsync) {
  if (object == null) return false;
  if (isAsync === true) return isFunction(object[Symbol.asyncIterator]);
  if (isAsync === false) return isFunction(object[Symbol.iterator]);
  return (
    isFunction(object[Symbol.asyncIterator]) ||
    isFunction(object[Symbol.iterator])
  );
}

export function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState ?? stream._readableState;
  return Boolean(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

export function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.ended !== 'boolean') return null;
  return state.ended;
}

export function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== 'boolean') return null;
  return Boolean(
    state.finished ||
    (strict === false && state.ended === true && state.length === 0),
  );
}

export function isReadableEnded(stream) {
  if (!isReadableNodeStream(stream)) return null;
  if (stream.readableEnded === true) return true;
  const state = stream._readableState;
  if (!state || state.errored) return false;
  if (typeof state.ended !== 'boolean') return null;
  return state.ended;
}

export function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== 'boolean') return null;
  return Boolean(
    state.endEmitted ||
    (strict === false && state.ended === true && state.length === 0),
  );
}

export function isReadable(stream) {
  if (stream && stream[Symbol.for('nodejs.stream.readable')] != null) {
    return stream[Symbol.for('nodejs.stream.readable')];
  }
  if (typeof stream?.readable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return (
    isReadableNodeStream(stream) &&
    stream.readable &&
    !isReadableFinished(stream)
  );
}

export function isWritable(stream) {
  if (stream && stream[Symbol.for('nodejs.stream.writable')] != null) {
    return stream[Symbol.for('nodejs.stream.writable')];
  }
  if (typeof stream?.writable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return (
    isWritableNodeStream(stream) && stream.writable && !isWritableEnded(stream)
  );
}

export function isFinished(stream, options) {
  if (!isNodeStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  if (options?.readable !== false && isReadable(stream)) return false;
  if (options?.writable !== false && isWritable(stream)) return false;
  return true;
}

export function isWritableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  if (stream.writableErrored) return stream.writableErrored;
  return stream._writableState?.errored ?? null;
}

export function isReadableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  if (stream.readableErrored) return stream.readableErrored;
  return stream._readableState?.errored ?? null;
}

export function isErrored(stream) {
  if (stream && stream[Symbol.for('nodejs.stream.errored')]) return true;
  return Boolean(
    stream &&
    (stream.readableErrored ??
      stream.writableErrored ??
      stream._readableState?.errorEmitted ??
      stream._writableState?.errorEmitted ??
      stream._readableState?.errored ??
      stream._writableState?.errored),
  );
}

export function isDisturbed(stream) {
  return Boolean(
    stream &&
    (stream[Symbol.for('nodejs.stream.disturbed')] ??
      (stream.readableDidRead || stream.readableAborted)),
  );
}

export function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (typeof stream.closed === 'boolean') return stream.closed;
  const { _writableState: w, _readableState: r } = stream;
  if (typeof w?.closed === 'boolean' || typeof r?.closed === 'boolean') {
    return w?.closed || r?.closed;
  }
  if (typeof stream._closed === 'boolean' && isOutgoingMessage(stream)) {
    return stream._closed;
  }
  return null;
}

function isOutgoingMessage(stream) {
  return (
    typeof stream._closed === 'boolean' &&
    typeof stream._defaultKeepAlive === 'boolean' &&
    typeof stream._removedConnection === 'boolean' &&
    typeof stream._removedContLen === 'boolean'
  );
}

function isServerResponse(stream) {
  return typeof stream._sent100 === 'boolean' && isOutgoingMessage(stream);
}

export function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const { _writableState: w, _readableState: r } = stream;
  const state = w || r;
  return (
    (!state && isServerResponse(stream)) ||
    Boolean(state?.autoDestroy && state.emitClose && state.closed === false)
  );
}

/** An HTTP client request, which says 'complete' and 'abort' instead. */
export const isRequest = (stream) =>
  Boolean(stream.setHeader) && isFunction(stream.abort);

export const isServerRequest = (stream) =>
  typeof stream._consuming === 'boolean' &&
  typeof stream._dumped === 'boolean' &&
  stream.req?.upgradeOrConnect === undefined;
