// pipeline(): stages joined so that an error in one ends them all, and one callback tells.
// (Node doc: stream.pipeline.)
import {
  AbortError,
  invalidArgType,
  invalidReturnValue,
  missingArgs,
  validateAbortSignal,
  validateFunction,
} from './errors.js';
import { createAsyncIterator } from './async_iterator.js';
import {
  checkPipeable,
  pipeStage,
  pumpStage,
  pumpToWebStage,
  stageDestroyer,
} from './pump.js';
import {
  isIterable,
  isNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isTransformStream,
  isWebStream,
  isWritableStream,
} from './queries.js';
import { nextTick } from './ticks.js';
import { duplexFrom } from './duplex_from.js';
import { PassThrough } from './transform.js';

export function pipeline(...streams) {
  const callback = streams.at(-1);
  validateFunction(callback, 'streams[stream.length - 1]');
  streams.pop();
  let called = false;
  return runPipeline(streams, (...args) => {
    if (called) return;
    called = true;
    callback(...args);
  });
}

/** The promise form; its last argument may be options with `signal` and `end`. */
export function pipelinePromise(...streams) {
  return new Promise((resolve, reject) => {
    let options = {};
    const last = streams.at(-1);
    if (
      last &&
      typeof last === 'object' &&
      !isNodeStream(last) &&
      !isIterable(last) &&
      !isReadableStream(last) &&
      !isWritableStream(last) &&
      !('readable' in last && 'writable' in last)
    ) {
      options = streams.pop();
    }
    runPipeline(
      streams,
      (error, value) => {
        if (error) reject(error);
        else resolve(value);
      },
      options,
    );
  });
}

/** What is read of a stage: of a TransformStream, its readable half. */
const readFrom = (stage) => (isTransformStream(stage) ? stage.readable : stage);

/** Not begun before somebody iterates: only then is an old-style stream listened to. */
async function* chunksFrom(readable) {
  yield* createAsyncIterator(readable);
}

function asyncIterableOf(stage) {
  const value = readFrom(stage);
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) return chunksFrom(value);
  throw invalidArgType('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

/** One running pipeline: what is still open, the first error, what the last stage gave. */
class Run {
  constructor(callback) {
    this.callback = callback;
    this.controller = new AbortController();
    this.open = 0;
    this.error = undefined;
    this.value = undefined;
    this.destroys = [];
    this.cleanups = [];
    this.stopListening = () => {};
    this.finish = (error) => this.settle(error, --this.open === 0);
    this.fail = (error) => this.settle(error, false);
    this.abort = (reason) =>
      this.settle(
        new AbortError(undefined, reason && { cause: reason }),
        false,
      );
  }

  settle(error, final) {
    // A premature close or an abort is only the echo of what went wrong elsewhere.
    if (
      error &&
      (!this.error ||
        this.error.code === 'ERR_STREAM_PREMATURE_CLOSE' ||
        this.error.name === 'AbortError')
    ) {
      this.error = error;
    }
    if (!this.error && !final) return;
    while (this.destroys.length > 0) this.destroys.shift()(this.error);
    this.stopListening();
    this.controller.abort();
    if (!final) return;
    if (!this.error) for (const cleanup of this.cleanups) cleanup();
    nextTick(this.callback, this.error, this.value);
  }
}

export function runPipeline(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) {
    throw missingArgs('streams');
  }
  const outer = options?.signal;
  validateAbortSignal(outer, 'options.signal');
  const run = new Run(callback);
  const abort = () => run.abort(outer?.reason);
  if (outer) {
    if (outer.aborted) queueMicrotask(abort);
    else outer.addEventListener('abort', abort, { once: true });
    run.stopListening = () => outer.removeEventListener('abort', abort);
  }

  let result;
  for (let i = 0; i < streams.length; ++i) {
    const isLast = i === streams.length - 1;
    const stage = {
      run,
      stream: streams[i],
      index: i,
      isLast,
      end: !isLast || options?.end !== false,
    };
    if (isNodeStream(stage.stream)) {
      // Refused before anything is done to this stage: nothing of it is to be undone.
      if (isNodeStream(streams[i + 1])) checkPipeable(streams[i + 1]);
      watch(stage);
    }
    result = i === 0 ? firstStage(stage) : nextStage(stage, result);
  }
  if (run.controller.signal.aborted || outer?.aborted) nextTick(abort);
  return result;
}

/** Errors of a stage count even after its part of the work is over. */
function watch({ run, stream, index, isLast, end }) {
  // A last stage that can still be read is the user's again once all went well: nothing stays on it.
  const leaves = isReadable(stream) && isLast;
  if (end) {
    const { destroy, cleanup } = stageDestroyer(stream, !isLast, index > 0);
    run.destroys.push(destroy);
    if (leaves) run.cleanups.push(cleanup);
  }
  const onError = (error) => {
    if (
      error &&
      error.name !== 'AbortError' &&
      error.code !== 'ERR_STREAM_PREMATURE_CLOSE'
    ) {
      run.fail(error);
    }
  };
  stream.on('error', onError);
  if (leaves) {
    run.cleanups.push(() => stream.removeListener('error', onError));
  }
}

function firstStage({ run, stream }) {
  if (typeof stream === 'function') {
    const source = stream({ signal: run.controller.signal });
    if (!isIterable(source)) {
      throw invalidReturnValue(
        'Iterable, AsyncIterable or Stream',
        'source',
        source,
      );
    }
    return source;
  }
  if (
    isIterable(stream) ||
    isReadableNodeStream(stream) ||
    isReadableStream(stream) ||
    isTransformStream(stream)
  ) {
    return stream;
  }
  return duplexFrom(stream);
}

function nextStage(stage, source) {
  const { run, stream, isLast, end } = stage;
  if (typeof stream === 'function') return functionStage(stage, source);
  if (isWebStream(stream)) return webStage(stage, source);
  if (!isNodeStream(stream)) return duplexFrom(stream);
  if (isReadableNodeStream(source)) {
    run.open += 2;
    const cleanup = pipeStage(source, stream, run.finish, run.fail, end);
    if (isReadable(stream) && isLast) run.cleanups.push(cleanup);
  } else {
    const chunks = chunksOf(source);
    run.open += 1;
    pumpStage(chunks, stream, run.finish, end);
  }
  return stream;
}

/** Into a WritableStream, or the writable half of a TransformStream. */
function webStage({ run, stream, end }, source) {
  const chunks = isReadableNodeStream(source)
    ? createAsyncIterator(source)
    : chunksOf(source);
  run.open += 1;
  pumpToWebStage(chunks, stream, run.finish, end);
  return stream;
}

/** What to iterate over to read a stage that is no Node stream. */
function chunksOf(stage) {
  if (
    isIterable(stage) ||
    isReadableStream(stage) ||
    isTransformStream(stage)
  ) {
    return readFrom(stage);
  }
  throw invalidArgType(
    'val',
    [
      'Readable',
      'Iterable',
      'AsyncIterable',
      'ReadableStream',
      'TransformStream',
    ],
    stage,
  );
}

function functionStage({ run, stream, index, isLast, end }, source) {
  const given = stream(asyncIterableOf(source), {
    signal: run.controller.signal,
  });
  if (!isLast) {
    if (!isIterable(given, true)) {
      throw invalidReturnValue(
        'AsyncIterable',
        `transform[${index - 1}]`,
        given,
      );
    }
    return given;
  }
  // What the last function gives can be read from a stream, as from any last stage.
  /** @type {any} */
  const out = new PassThrough({ objectMode: true });
  // Asked once, as the oracle does: a getter may give another answer.
  const then = given?.then;
  if (typeof then === 'function') {
    run.open += 1;
    then.call(
      given,
      (value) => {
        run.value = value;
        if (value != null) out.write(value);
        if (end) out.end();
        nextTick(run.finish);
      },
      (error) => {
        out.destroy(error);
        nextTick(run.finish, error);
      },
    );
  } else if (isIterable(given, true)) {
    run.open += 1;
    pumpStage(given, out, run.finish, end);
  } else {
    throw invalidReturnValue('AsyncIterable or Promise', 'destination', given);
  }
  const { destroy, cleanup } = stageDestroyer(out, false, true);
  run.destroys.push(destroy);
  run.cleanups.push(cleanup);
  return out;
}
