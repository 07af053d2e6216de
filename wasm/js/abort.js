// addAbortSignal(): an aborted signal destroys the stream. (Node doc: stream.addAbortSignal.)
import { AbortError, invalidArgType } from './errors.js';
import { finished } from './finished.js';
import { isNodeStream, isWebStream } from './queries.js';
import { failWeb } from './web_finished.js';

export function addAbortSignal(signal, stream) {
  // Unlike an option, the argument may not be left out.
  if (typeof signal !== 'object' || !('aborted' in signal)) {
    throw invalidArgType('signal', 'AbortSignal', signal);
  }
  if (!isNodeStream(stream) && !isWebStream(stream)) {
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
  const abort = () => {
    const error = new AbortError(undefined, { cause: signal.reason });
    if (isNodeStream(stream)) stream.destroy(error);
    else failWeb(stream, error);
  };
  if (signal.aborted) {
    abort();
  } else {
    signal.addEventListener('abort', abort, { once: true });
    finished(stream, () => signal.removeEventListener('abort', abort));
  }
  return stream;
}
