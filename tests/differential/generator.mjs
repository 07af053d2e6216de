// Random programs over the public stream API, as data (arbitraries of fast-check). Decides what is tried and how
// often; running is program.cjs. Steps and values have files of their own.

import fc from 'fast-check';
import {
  weighted,
  sometimes,
  string,
  object,
  chunk,
  encoding,
  moment,
} from './generate_values.mjs';
import { simple, steps } from './generate_steps.mjs';

const { constant, integer, record, array, boolean } = fc;

// --- hooks -----------------------------------------------------------------------------------------------------------

/** How a hook with a callback answers: at once, later, twice, never, with an error, by throwing. */
function behaviour(reply, surface) {
  const once = weighted(
    [8, reply],
    [1, reply.map((made) => ({ ...made, err: true }))],
  );
  const answer = weighted(
    [10, once.map((made) => [made])],
    [
      8,
      fc
        .tuple(moment, once)
        .map(([when, made]) => [{ op: 'later', when, do: [made] }]),
    ],
    [1, once.map((made) => [made, made])],
    [
      1,
      fc
        .tuple(moment, once)
        .map(([when, made]) => [made, { op: 'later', when, do: [made] }]),
    ],
    [1, []],
  );
  return record({
    before: weighted([5, []], [2, steps(0, 2, surface)]),
    answer,
    after: weighted([6, []], [1, steps(0, 2, surface)]),
    throws: weighted([25, false], [1, true]),
    async: weighted([20, false], [1, true]),
  }).map(({ before, answer: replies, after, throws, async }) => ({
    do: [...before, ...replies, ...after],
    ...(throws && { throws }),
    ...(async && { async }),
  }));
}

const hook = (made, max = 3) =>
  record({ seq: array(made, { minLength: 1, maxLength: max }) });

const plainReply = constant({ op: 'reply' });
const chunkReply = weighted(
  [2, plainReply],
  [6, chunk.map((made) => ({ op: 'reply', chunk: made }))],
  [1, constant({ op: 'reply', chunk: { t: 'null' } })],
);

/** `_read` that pushes something, now or later. */
const readBehaviour = record({
  pushes: array(
    weighted(
      [12, chunk.map((made) => ({ op: 'push', s: -1, chunk: made }))],
      [2, constant({ op: 'push', s: -1, chunk: { t: 'null' } })],
      [1, simple],
    ),
    { maxLength: 3 },
  ),
  when: weighted([5, undefined], [4, moment]),
  throws: weighted([30, false], [1, true]),
}).map(({ pushes, when, throws }) => ({
  do:
    when === undefined || pushes.length === 0
      ? pushes
      : [{ op: 'later', when, do: pushes }],
  ...(throws && { throws }),
}));

function hooksOf(kind, surface) {
  const answered = (reply) => hook(behaviour(reply, surface));
  const writing = {
    write: sometimes(97, answered(plainReply)),
    writev: sometimes(30, answered(plainReply)),
    final: sometimes(40, answered(plainReply)),
  };
  const life = {
    construct: sometimes(12, answered(plainReply)),
    destroy: sometimes(12, answered(plainReply)),
  };
  const read = { read: sometimes(97, hook(readBehaviour, 5)) };
  const all = {
    Readable: { ...read, ...life },
    Writable: { ...writing, ...life },
    Duplex: { ...read, ...writing, ...life },
    Transform: {
      transform: sometimes(97, answered(chunkReply)),
      flush: sometimes(40, answered(chunkReply)),
      final: sometimes(4, answered(plainReply)),
      ...life,
    },
    PassThrough: { flush: sometimes(10, answered(chunkReply)), ...life },
  };
  return record(all[kind]);
}

// --- streams ---------------------------------------------------------------------------------------------------------

const highWaterMark = weighted(
  [18, undefined],
  [12, 0],
  [18, 1],
  [12, 2],
  [12, 3],
  [9, 5],
  [3, 16],
  [1, -1],
  [1, { odd: 'NaN' }],
  [1, { odd: 'null' }],
  [1, 'x'],
  [1, 1.5],
);

function optionsOf(kind, surface) {
  const options = {
    highWaterMark,
    objectMode: sometimes(30, true),
    emitClose: sometimes(8, boolean()),
    autoDestroy: sometimes(12, boolean()),
    encoding: sometimes(12, encoding),
    decodeStrings: sometimes(12, boolean()),
    defaultEncoding: sometimes(5, encoding),
  };
  if (surface !== 'core') options.captureRejections = sometimes(8, true);
  if (['Duplex', 'Transform', 'PassThrough'].includes(kind)) {
    Object.assign(options, {
      allowHalfOpen: sometimes(30, boolean()),
      readableObjectMode: sometimes(10, boolean()),
      writableObjectMode: sometimes(10, boolean()),
      readableHighWaterMark: sometimes(15, highWaterMark),
      writableHighWaterMark: sometimes(15, highWaterMark),
      readable: sometimes(5, boolean()),
      writable: sometimes(5, boolean()),
    });
  }
  return record(options);
}

const style = weighted(
  [10, 'options'],
  [4, 'subclass'],
  [3, 'inherits'],
  [2, 'patch'],
  [2, 'call'],
);

const streamOf = (kind, surface) =>
  record({
    kind: constant(kind),
    style,
    options: optionsOf(kind, surface),
    hooks: hooksOf(kind, surface),
    signal: surface !== 'core' ? sometimes(8, 0) : constant(undefined),
    ...(kind === 'PassThrough' && { plain: boolean() }),
  });

const from = record({
  kind: constant('from'),
  items: array(fc.oneof(string, object), { maxLength: 4 }),
  async: boolean(),
  options: record({
    highWaterMark: sometimes(30, fc.constantFrom(0, 1, 2)),
    objectMode: sometimes(20, boolean()),
  }),
});

/** Several writes in a row to one stream, corked or not: the way into `_writev` and 'drain'. */
const burst = record({
  s: integer({ min: 0, max: 2 }),
  chunks: array(chunk, { minLength: 2, maxLength: 5 }),
  corked: boolean(),
}).map(({ s, chunks, corked }) => [
  ...(corked ? [{ op: 'cork', s }] : []),
  ...chunks.map((made) => ({ op: 'write', s, chunk: made, cb: true })),
  ...(corked ? [{ op: 'uncork', s }] : []),
]);

/**
 * Arbitrary of whole programs.
 * @param {'core' | 'all' | 'web'} [surface] 'core': the classes, pipe, pipeline, finished, for await; 'all': also
 *   iterator helpers, Readable.from, AbortSignal, generator stages; 'web': also web streams, consumers, assignments
 */
export function programs(surface = 'core') {
  const anyStream = weighted(
    [5, streamOf('Readable', surface)],
    [5, streamOf('Writable', surface)],
    [6, streamOf('Duplex', surface)],
    [5, streamOf('Transform', surface)],
    [3, streamOf('PassThrough', surface)],
    ...(surface !== 'core' ? [[2, from]] : []),
  );
  const pause = weighted([4, { op: 'turn' }], [3, { op: 'settle' }]);
  const start = weighted(
    [3, []],
    [2, [0, 1, 2].map((s) => ({ op: 'on', s, event: 'error' }))],
  );
  const body = fc
    .array(
      weighted(
        [10, steps(2, 3, surface)],
        [2, pause.map((made) => [made])],
        [1, burst],
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.flat());
  const ending = weighted(
    [2, []],
    [
      3,
      array(
        record({
          op: weighted([3, 'end'], [2, 'resume'], [1, 'uncork']),
          s: integer({ min: 0, max: 2 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    ],
  );
  return record({
    observe: record({
      listeners: sometimes(12, true),
      state: sometimes(10, true),
      identity: sometimes(12, true),
    }),
    tap: boolean(),
    streams: array(anyStream, { minLength: 1, maxLength: 3 }),
    start,
    body,
    ending,
  }).map(({ start: first, body: middle, ending: last, ...made }) =>
    JSON.parse(
      JSON.stringify({ ...made, steps: [...first, ...middle, ...last] }),
    ),
  );
}

/**
 * The programs of one seed: the same whenever and wherever they are asked for.
 * @param {'core' | 'all' | 'web'} surface
 * @param {number} seed
 * @param {number} count
 * @param {string[]} [without] names no trace is to show
 */
export function sample(surface, seed, count, without) {
  return fc.sample(observing(surface, without), { seed, numRuns: count });
}

/** programs() that do not look at what is named in `without`. */
export function observing(surface, without) {
  const arbitrary = programs(surface);
  if (without === undefined || without.length === 0) return arbitrary;
  return arbitrary.map((program) => ({
    ...program,
    observe: { ...program.observe, without },
  }));
}
