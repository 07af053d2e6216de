// The iterator helpers of a Readable: map, filter, toArray and their kin, each an async iteration over
// the stream. They decide nothing about streams: what comes out of a helper that gives a stream is
// Readable.from() of its iteration (stream.js). (Node doc: "Consuming readable streams with async
// iterators", readable.map and after.)
import {
  AbortError,
  nodeError,
  outOfRange,
  validateAbortSignal,
  validateFunction,
  validateInteger,
  validateObject,
} from './errors.js';
import { finished } from './finished.js';

/** What a mapping function answered for a chunk that is to be left out. */
const kOmitted = Symbol('tincan.omitted');

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null)
    validateAbortSignal(options.signal, 'options.signal');
}

function abortErrorOf(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

/**
 * `map` as an iteration that runs up to `concurrency` calls of `fn` at once and keeps their results in
 * order, no more than `room` of them waiting.
 */
class Mapping {
  constructor(source, fn, { concurrency, room, signal }) {
    this.source = source;
    this.fn = fn;
    this.concurrency = concurrency;
    this.room = room;
    this.outer = signal;
    this.signal = AbortSignal.any(signal ? [signal] : []);
    /** Results, promised or there, oldest first. @type {any[]} */
    this.results = [];
    this.running = 0;
    this.over = false;
    /** Ends the wait of the side that reads the source, or of the one that gives. */
    /** @type {any} */
    this.wakeReading = null;
    /** @type {any} */
    this.wakeGiving = null;
    this.settled = () => {
      this.running -= 1;
      this.mayReadOn();
    };
    this.failed = () => {
      this.over = true;
      this.settled();
    };
  }

  get isFull() {
    return this.running >= this.concurrency || this.results.length >= this.room;
  }

  mayReadOn() {
    if (this.wakeReading === null || this.over || this.isFull) return;
    const wake = this.wakeReading;
    this.wakeReading = null;
    wake();
  }

  mayGive() {
    const wake = this.wakeGiving;
    this.wakeGiving = null;
    wake?.();
  }

  /** The side that reads: calls `fn` for each chunk as long as there is room for its result. */
  async read() {
    try {
      for await (const chunk of this.source) {
        if (this.over) return;
        if (this.signal.aborted) throw new AbortError();
        let result;
        try {
          result = this.fn.call(undefined, chunk, { signal: this.signal });
          if (result === kOmitted) continue;
          result = Promise.resolve(result);
        } catch (error) {
          result = Promise.reject(error);
        }
        this.running += 1;
        result.then(this.settled, this.failed);
        this.results.push(result);
        this.mayGive();
        if (!this.over && this.isFull) {
          await new Promise((resolve) => {
            this.wakeReading = resolve;
          });
        }
      }
      this.results.push(kEnd);
    } catch (error) {
      const failure = Promise.reject(error);
      failure.then(this.settled, this.failed);
      this.results.push(failure);
    } finally {
      this.over = true;
      this.mayGive();
    }
  }

  /** The side that gives: the results in the order of the chunks. */
  async *give() {
    this.read();
    try {
      while (true) {
        while (this.results.length > 0) {
          const result = await this.results[0];
          if (result === kEnd) return;
          if (this.signal.aborted) throw new AbortError();
          if (result !== kOmitted) yield result;
          this.results.shift();
          this.mayReadOn();
        }
        await new Promise((resolve) => {
          this.wakeGiving = resolve;
        });
      }
    } finally {
      this.over = true;
      const wake = this.wakeReading;
      this.wakeReading = null;
      wake?.();
    }
  }
}

/** Behind the last result: there will be no more. */
const kEnd = Symbol('tincan.end');

function map(fn, options) {
  validateFunction(fn, 'fn');
  validateOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null)
    concurrency = Math.floor(options.concurrency);
  let room = concurrency - 1;
  if (options?.highWaterMark != null) room = Math.floor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(room, 'options.highWaterMark', 0);
  room += concurrency;
  return new Mapping(this, fn, {
    concurrency,
    room,
    signal: options?.signal,
  }).give();
}

function filter(fn, options) {
  validateFunction(fn, 'fn');
  const kept = async (chunk, { signal }) =>
    (await fn(chunk, { signal })) ? chunk : kOmitted;
  return map.call(this, kept, options);
}

function flatMap(fn, options) {
  const mapped = map.call(this, fn, options);
  return (async function* () {
    for await (const chunks of mapped) yield* chunks;
  })();
}

/** How many chunks take() and drop() mean by their argument. */
function chunkCount(number) {
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw outOfRange('number', '>= 0', number);
  return number;
}

function take(number, options) {
  validateOptions(options);
  let left = chunkCount(number);
  const source = this;
  return (async function* () {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const chunk of source) {
      if (options?.signal?.aborted) throw new AbortError();
      if (left-- > 0) yield chunk;
      // No further chunk is waited for.
      if (left <= 0) return;
    }
  })();
}

function drop(number, options) {
  validateOptions(options);
  let left = chunkCount(number);
  const source = this;
  return (async function* () {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const chunk of source) {
      if (options?.signal?.aborted) throw new AbortError();
      if (left-- <= 0) yield chunk;
    }
  })();
}

async function some(fn, options) {
  for await (const _ of filter.call(this, fn, options)) return _ !== kOmitted;
  return false;
}

async function every(fn, options) {
  validateFunction(fn, 'fn');
  const isBroken = async (...args) => !(await fn(...args));
  return !(await some.call(this, isBroken, options));
}

async function find(fn, options) {
  for await (const chunk of filter.call(this, fn, options)) return chunk;
  return undefined;
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn');
  const called = async (chunk, given) => {
    await fn(chunk, given);
    return kOmitted;
  };
  for await (const _ of map.call(this, called, options)) void _;
}

async function toArray(options) {
  validateOptions(options);
  const chunks = [];
  for await (const chunk of this) {
    if (options?.signal?.aborted) throw abortErrorOf(options.signal);
    chunks.push(chunk);
  }
  return chunks;
}

function emptyReduce() {
  const error = nodeError(
    'TypeError',
    'ERR_MISSING_ARGS',
    'Reduce of an empty stream requires an initial value',
    emptyReduce,
  );
  return error;
}

async function reduce(reducer, initialValue, options) {
  validateFunction(reducer, 'reducer');
  validateOptions(options);
  let hasValue = arguments.length > 1;
  let value = initialValue;
  if (options?.signal?.aborted) {
    const error = abortErrorOf(options.signal);
    // Told by the promise; nobody need listen on the stream.
    this.once('error', () => {});
    this.destroy(error);
    await new Promise((resolve) => finished(this, resolve));
    throw error;
  }
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort();
  options?.signal?.addEventListener('abort', abort, { once: true });
  let hadChunk = false;
  try {
    for await (const chunk of this) {
      hadChunk = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (hasValue) {
        value = await reducer(value, chunk, { signal });
      } else {
        value = chunk;
        hasValue = true;
      }
    }
    if (!hadChunk && !hasValue) throw emptyReduce();
  } finally {
    options?.signal?.removeEventListener('abort', abort);
    controller.abort();
  }
  return value;
}

/** Helpers that give an iteration, to be read as a stream. */
export const streamOperators = { drop, filter, flatMap, map, take };
/** Helpers that give a promise. */
export const promiseOperators = { every, forEach, reduce, toArray, some, find };
