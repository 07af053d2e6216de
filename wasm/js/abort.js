// addAbortSignal(): an aborted signal destroys the stream. (Node doc: stream.addAbortSignal.)
import { AbortError, invalidArgType, validateAbortSignal } from './errors.js';
import { finished } from './finished.js';
import { isNodeStream, isReadableStream, isWritableStream } from './queries.js';

export function addAbortSignal(signal, stream) {
  validateAbortSignal(signal, 'signal');
  if (
    !isNodeStream(stream) &&
    !isReadableStream(stream) &&
    !isWritableStream(stream)
  ) {
    throw invalidArgType(
      'stream',
      ['ReadableStream', 'WritableStream', 'Stream'],
      stream,
    );
  }
  return addAbortSignalNoValidate(signal, stream);
}

export function addAbortSignalNoValidate(signal, stream) {
  if (typeof signal !== 'object' || !('aborted' in signal)) return stream;
  const abort = () =>
    stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    abort();
  } else {
    signal.addEventListener('abort', abort, { once: true });
    finished(stream, () => signal.removeEventListener('abort', abort));
  }
  return stream;
}
