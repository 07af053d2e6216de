// Random programs of two peers for net_program.cjs: a server, one or two clients, turns of steps with quiet between them, and steps
// done within listeners. Writes are small: how much a kernel takes at once is its own affair, and no part of a comparison.
import fc from 'fast-check';

const { constantFrom, boolean, integer, array, record, oneof } = fc;

const sockets = constantFrom('c0', 's0', 'c1', 's1');
const mostly = (value, other) =>
  oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: other });
const endpoint = mostly(constantFrom('c0', 's0'), sockets);
const letter = constantFrom('a', 'b', 'c', 'd');
const size = constantFrom(1, 3, 10, 100, 2000);

const plain = (...names) => constantFrom(...names).map((op) => ({ op }));
const step = (fields) => record(fields, { noNullPrototype: true });
const at = (arbitrary) =>
  fc.tuple(endpoint, arbitrary).map(([name, made]) => ({ at: name, ...made }));

const write = step({ op: fc.constant('write'), letter, size });
const end = record(
  { op: fc.constant('end'), letter, size },
  { requiredKeys: ['op', 'letter'], noNullPrototype: true },
);
const destroy = step({ op: fc.constant('destroy'), error: boolean() });
const life = plain(
  'destroySoon',
  'resetAndDestroy',
  'pause',
  'resume',
  'cork',
  'uncork',
  'ref',
  'unref',
  'isPaused',
  'expire',
  'unpipe',
  'abort',
  'setNoDelay',
  'connect again',
);
const read = record(
  { op: fc.constant('read'), n: constantFrom(0, 1, 5) },
  { requiredKeys: ['op'], noNullPrototype: true },
);
const listen = step({
  op: fc.constant('listen'),
  how: constantFrom('data', 'readable'),
});
const pipe = record(
  { op: fc.constant('pipe'), to: constantFrom('s0', 's1') },
  { requiredKeys: ['op'], noNullPrototype: true },
);

/** What a socket is asked to do, in a turn or within a listener. */
const atAny = at(
  oneof(
    { weight: 6, arbitrary: write },
    { weight: 3, arbitrary: end },
    { weight: 2, arbitrary: destroy },
    { weight: 5, arbitrary: life },
    { weight: 1, arbitrary: read },
    { weight: 1, arbitrary: listen },
  ),
);
/** Only a server's sockets are piped: two ends that echo would never be quiet. */
const echo = fc
  .tuple(constantFrom('s0', 's1'), pipe)
  .map(([name, made]) => ({ at: name, ...made }));
const atSocket = oneof(
  { weight: 18, arbitrary: atAny },
  { weight: 1, arbitrary: echo },
);
const atServer = oneof(
  step({ op: constantFrom('close', 'getConnections', 'unref', 'ref') }),
  step({ op: fc.constant('maxConnections'), n: integer({ min: 0, max: 2 }) }),
).map((made) => ({ at: 'server', ...made }));
const another = oneof(
  { weight: 3, arbitrary: atServer },
  { weight: 3, arbitrary: fc.constant({ op: 'connect', client: 1 }) },
);
const anyStep = oneof(
  { weight: 9, arbitrary: atSocket },
  { weight: 1, arbitrary: another },
);

const flow = mostly(fc.constant('data'), constantFrom('none', 'readable'));
const client = record(
  {
    allowHalfOpen: boolean(),
    flow,
    signal: boolean(),
    highWaterMark: constantFrom(1, 16),
    onread: record(
      { size: constantFrom(1, 8, 4096), every: integer({ min: 0, max: 2 }) },
      { noNullPrototype: true },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
).map((options) => {
  // Rare, since it takes the stream's events away.
  const { onread, ...rest } = options;
  return onread?.size === 8 ? options : rest;
});
const server = record(
  {
    allowHalfOpen: boolean(),
    pauseOnConnect: boolean(),
    highWaterMark: constantFrom(1, 16),
    maxConnections: integer({ min: 0, max: 1 }),
  },
  { requiredKeys: [], noNullPrototype: true },
).map(({ maxConnections, pauseOnConnect, ...rest }) => ({
  ...rest,
  ...(pauseOnConnect && { pauseOnConnect }),
  // A server that takes nobody is soon told; one in five.
  ...(maxConnections === 0 && rest.allowHalfOpen && { maxConnections }),
}));
const hook = record(
  {
    at: endpoint,
    event: constantFrom(
      'connection',
      'connect',
      'data',
      'end',
      'finish',
      'drain',
      'error',
      'close',
      'timeout',
    ),
    do: array(atSocket, { minLength: 1, maxLength: 3 }),
  },
  { noNullPrototype: true },
);

/** Programs of two peers. */
export const netPrograms = record(
  {
    server,
    accepted: record({ flow }, { noNullPrototype: true }),
    clients: fc.tuple(client, client),
    hooks: array(hook, { maxLength: 3 }),
    first: array(atSocket, { maxLength: 2 }),
    turns: array(array(anyStep, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    }),
  },
  { noNullPrototype: true },
).map(({ first, turns, ...rest }) => ({
  ...rest,
  turns: [[{ op: 'connect', client: 0 }, ...first], ...turns],
}));

/** `count` programs of `seed`. */
export const sampleNet = (seed, count) =>
  fc.sample(netPrograms, { seed, numRuns: count });
