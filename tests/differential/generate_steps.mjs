// Arbitraries of steps: every operation of operations.cjs, with lists of further steps inside. No streams, no hooks.

import fc from 'fast-check';
import {
  weighted,
  partial,
  sometimes,
  chunk,
  encoding,
  error,
  target,
  moment,
  event,
} from './generate_values.mjs';
import { webSteps } from './generate_web_steps.mjs';

const { constant, integer, record, array, boolean } = fc;

// --- steps -----------------------------------------------------------------------------------------------------------

const step = (op, fields = {}) => record({ op: constant(op), ...fields });

/** Steps that take no list of further steps. */
export const simple = weighted(
  [
    10,
    step('write', {
      s: target,
      chunk,
      enc: sometimes(15, encoding),
      cb: boolean(),
    }),
  ],
  [5, step('end', { s: target, chunk: sometimes(40, chunk), cb: boolean() })],
  [8, step('push', { s: target, chunk, enc: sometimes(15, encoding) })],
  [3, step('push', { s: target, chunk: constant({ t: 'null' }) })],
  [3, step('unshift', { s: target, chunk })],
  [
    6,
    step('read', {
      s: target,
      n: sometimes(
        50,
        weighted([3, 0], [3, 1], [3, 2], [2, 5], [1, 100], [1, -1]),
      ),
    }),
  ],
  [3, step('pause', { s: target })],
  [4, step('resume', { s: target })],
  [2, step('cork', { s: target })],
  [3, step('uncork', { s: target })],
  [1, step('setEncoding', { s: target, enc: encoding })],
  [1, step('setDefaultEncoding', { s: target, enc: encoding })],
  [
    9,
    step('pipe', {
      s: target,
      d: target,
      end: sometimes(20, boolean()),
      same: sometimes(4, true),
    }),
  ],
  [2, step('unpipe', { s: target, d: sometimes(60, target) })],
  [4, step('destroy', { s: target, err: error, cb: sometimes(10, true) })],
  [2, step('off', { s: target, event })],
  [1, step('removeAll', { s: target, event: sometimes(70, event) })],
  [
    1,
    step('emit', {
      s: target,
      event: weighted(
        [10, fc.constantFrom('error', 'close', 'drain', 'end', 'own')],
        [2, fc.constantFrom('readable', 'finish', 'data', 'prefinish')],
        [1, fc.constantFrom('pause', 'resume', 'unpipe', 'pipe')],
      ),
      err: error,
    }),
  ],
  [1, step('cleanup')],
  [1, constant({ op: 'throw' })],
).map(complete);

/** Drops absent arguments: a program is JSON. */
function complete(made) {
  return JSON.parse(JSON.stringify(made));
}

const helper = fc.constantFrom(
  'toArray',
  'map',
  'filter',
  'forEach',
  'some',
  'every',
  'find',
  'flatMap',
  'take',
  'drop',
  'reduce',
);

/** A list of steps whose own lists go `depth` levels down. */
export function steps(depth, max, surface) {
  if (depth === 0) return array(simple, { maxLength: max });
  const inner = steps(depth - 1, 3, surface);
  const composite = weighted(
    [10, step('on', { s: target, event, do: inner })],
    [3, step('once', { s: target, event, do: inner })],
    [1, step('prepend', { s: target, event, do: inner })],
    [5, step('later', { when: moment, do: inner })],
    [2, step('write', { s: target, chunk, cb: constant(true), do: inner })],
    [1, step('end', { s: target, cb: constant(true), do: inner })],
    [2, finished(inner, surface)],
    [3, pipeline(inner, surface)],
    [2, iterate(inner)],
    ...(surface === 'core' ? [] : rest()),
    ...(surface === 'web' ? webSteps : []),
  ).map(complete);
  const any = weighted([6, simple], [5, composite]);
  const loose = fc
    .tuple(any, integer({ min: 0, max: 9 }))
    .map(([made, n]) => (n === 0 ? { ...made, loose: true } : made));
  return array(loose, { maxLength: max });
}

const finished = (inner, surface) =>
  step('finished', {
    s: target,
    options: sometimes(
      40,
      partial({
        readable: boolean(),
        writable: boolean(),
        error: boolean(),
        cleanup: boolean(),
      }),
    ),
    promise: sometimes(20, true),
    signal: surface !== 'core' ? sometimes(15, 0) : constant(undefined),
    do: inner,
  });

const stage = (fields) => partial({ fails: sometimes(25, true), ...fields });

const pipeline = (inner, surface) =>
  partial(
    {
      op: constant('pipeline'),
      parts: array(
        surface !== 'core'
          ? weighted(
              [6, integer({ min: 0, max: 2 })],
              [1, stage({ items: array(chunk, { maxLength: 3 }) })],
            )
          : integer({ min: 0, max: 2 }),
        { minLength: 2, maxLength: 4 },
      ),
      promise: sometimes(20, true),
      same: sometimes(4, true),
      options: sometimes(20, partial({ end: boolean() })),
      signal: surface !== 'core' ? sometimes(15, 0) : constant(undefined),
      do: inner,
    },
    ['op', 'parts'],
  );

const iterate = (inner) =>
  step('iterate', {
    s: target,
    via: sometimes(30, 'iterator'),
    destroyOnReturn: sometimes(30, boolean()),
    stop: sometimes(40, integer({ min: 1, max: 3 })),
    leave: sometimes(30, 'throw'),
    wait: sometimes(30, moment),
    do: inner,
  });

const rest = () => [
  [
    2,
    step('collect', {
      s: target,
      name: helper,
      count: integer({ min: 0, max: 3 }),
      concurrency: sometimes(30, integer({ min: 1, max: 3 })),
      wait: sometimes(40, moment),
      fails: sometimes(20, true),
      signal: sometimes(10, 0),
    }).map((made) => ({ name: 'toArray', count: 1, ...made })),
  ],
  [1, constant({ op: 'abort', signal: 0 })],
  [
    1,
    step('addAbortSignal', { s: target, signal: constant(0) }).map((made) => ({
      signal: 0,
      ...made,
    })),
  ],
  [3, from],
  [2, compose],
  [
    1,
    step('composeWith', {
      parts: fc.tuple(integer({ min: 0, max: 3 }), composed),
      signal: sometimes(10, 0),
    }),
  ],
  [
    1,
    step('duplexPair', {
      options: sometimes(
        50,
        partial({
          highWaterMark: fc.constantFrom(0, 1, 3),
          objectMode: boolean(),
          allowHalfOpen: boolean(),
        }),
      ),
    }),
  ],
  [1, step('destroyAny', { s: target, err: boolean() })],
  [1, step('dispose', { s: target })],
  [1, step('halfOpen', { s: target, value: boolean() })],
  [
    1,
    step('wrap', {
      s: target,
      says: array(
        record({
          event: weighted([6, 'data'], [2, 'end'], [1, 'close'], [1, 'error']),
          chunk,
          when: moment,
        }),
        { maxLength: 4 },
      ),
    }),
  ],
  [
    1,
    step('pipeOld', {
      s: target,
      every: integer({ min: 1, max: 3 }),
      when: moment,
      then: weighted([6, 'drain'], [1, 'close'], [1, 'finish']),
    }),
  ],
];

const items = array(chunk, { maxLength: 3 });

/** A stream, or a function in its place. */
const composed = weighted(
  [5, integer({ min: 0, max: 3 })],
  [1, stage({ items })],
);
const compose = step('compose', {
  parts: array(composed, { minLength: 1, maxLength: 3 }),
  same: sometimes(2, true),
});

const from = step('from', {
  of: weighted([2, 'Readable'], [3, 'Duplex']),
  source: weighted(
    [
      4,
      partial(
        {
          t: constant('iterator'),
          items,
          async: boolean(),
          whole: boolean(),
          fails: fc.constantFrom('next', 'return', 'throw'),
        },
        ['t', 'items', 'async'],
      ),
    ],
    [
      1,
      partial(
        { t: constant('promises'), items, when: moment, fails: constant(true) },
        ['t', 'items'],
      ),
    ],
    [
      1,
      partial(
        { t: constant('promise'), items, when: moment, fails: constant(true) },
        ['t', 'items'],
      ),
    ],
    [
      3,
      record({
        t: fc.constantFrom('source', 'middle', 'sink'),
        items,
        fails: sometimes(25, true),
      }),
    ],
    [1, record({ t: constant('text'), chunk })],
    [2, record({ t: constant('pair'), r: target, w: target })],
    [2, record({ t: constant('stream'), s: target })],
  ),
  options: sometimes(
    20,
    partial({ highWaterMark: fc.constantFrom(0, 1, 2), objectMode: boolean() }),
  ),
});
