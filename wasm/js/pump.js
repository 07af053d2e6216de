// The pieces of pipeline(): one stage into the next, whatever they are.
import { aggregateTwoErrors, nodeError } from './errors.js';
import { finished, prematureClose } from './finished.js';
import { destroyer } from './destroyer.js';
import {
  isClosed,
  isDestroyed,
  isReadableFinished,
  isTransformStream,
} from './queries.js';
import { nextTick } from './ticks.js';

/** How a stage of a failed pipeline is destroyed, unless it is already over. */
export function stageDestroyer(stream, reading, writing) {
  let over = false;
  stream.on('close', () => {
    over = true;
  });
  const cleanup = finished(
    stream,
    { readable: reading, writable: writing },
    (error) => {
      over = !error;
    },
  );
  return {
    destroy(error) {
      if (over) return;
      over = true;
      destroyer(
        stream,
        error ||
          nodeError(
            'Error',
            'ERR_STREAM_DESTROYED',
            'Cannot call pipe after a stream was destroyed',
          ),
      );
    },
    cleanup,
  };
}

/** Throws unless something can still be piped into `destination`. */
export function checkPipeable(destination) {
  if (!isClosed(destination) && !isDestroyed(destination)) return;
  throw nodeError(
    'Error',
    'ERR_STREAM_UNABLE_TO_PIPE',
    'Cannot pipe to a closed or destroyed stream',
  );
}

/**
 * A stream into a stream. `finish` is called for each of the two, `fail` for errors only. What is no stream after all is told
 * under the name it has here, which is the oracle's: "dst.end is not a function".
 */
export function pipeStage(source, dst, finish, fail, end) {
  let ended = false;
  dst.on('close', () => {
    if (!ended) fail(prematureClose());
  });
  source.pipe(dst, { end: false });
  if (end) {
    const endDestination = () => {
      ended = true;
      dst.end();
    };
    if (isReadableFinished(source)) nextTick(endDestination);
    else source.once('end', endDestination);
  } else {
    finish();
  }
  finished(source, { readable: true, writable: false }, (error) => {
    const state = source._readableState;
    const endIsNear =
      error?.code === 'ERR_STREAM_PREMATURE_CLOSE' &&
      state?.ended &&
      !state.errored &&
      !state.errorEmitted;
    // Closed with everything read but 'end' not yet emitted: some streams close before they end.
    if (endIsNear) source.once('end', finish).once('error', finish);
    else finish(error);
  });
  return finished(dst, { readable: false, writable: true }, finish);
}

/** Everything an iterable gives, into a stream. */
export async function pumpStage(iterable, writable, finish, end) {
  let error;
  let release = null;
  const resume = (failure) => {
    if (failure) error = failure;
    if (!release) return;
    const call = release;
    release = null;
    call();
  };
  const wait = () =>
    new Promise((resolve, reject) => {
      const settle = () => {
        if (error) reject(error);
        else resolve(undefined);
      };
      if (error) settle();
      else release = settle;
    });

  writable.on('drain', resume);
  const cleanup = finished(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) await wait();
    }
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (failure) {
    finish(error !== failure ? aggregateTwoErrors(error, failure) : failure);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

/** Everything an iterable gives, into a web stream. */
export async function pumpToWebStage(iterable, stream, finish, end) {
  const writable = isTransformStream(stream) ? stream.writable : stream;
  const writer = writable.getWriter();
  try {
    for await (const chunk of iterable) {
      await writer.ready;
      // A write that fails is told by `ready` or close().
      writer.write(chunk).catch(() => {});
    }
    await writer.ready;
    if (end) await writer.close();
    finish();
  } catch (error) {
    try {
      await writer.abort(error);
      finish(error);
    } catch (failure) {
      finish(failure);
    }
  }
}
