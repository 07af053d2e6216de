// destroy() of anything that can be destroyed, in the way it understands. (stream.destroy)
import { AbortError } from './errors.js';
import {
  isDestroyed,
  isFinished,
  isRequest,
  isServerRequest,
  kIsDestroyed,
} from './queries.js';
import { nextTick } from './ticks.js';

export function destroyer(stream, error) {
  if (!stream || isDestroyed(stream)) return;
  if (!error && !isFinished(stream)) error = new AbortError();
  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(error);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req ?? {})) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(error);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else if (error) {
    nextTick(() => {
      stream.emit('error', error);
      nextTick(() => stream.emit('close'));
    });
  } else {
    nextTick(() => stream.emit('close'));
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}
