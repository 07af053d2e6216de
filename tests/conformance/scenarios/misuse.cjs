'use strict';
// Wrong arguments for everything the module exports: the same throw, rejection or event, at the same moment, with the same text.

const { EventEmitter } = require('node:events');
const { scenario, stream } = require('../prelude.cjs');

const { Duplex, PassThrough, Readable, Stream, Transform, Writable, promises } =
  stream;

/** One of each kind of value, made anew: some of them are used up. */
const odd = () => ({
  undefined: undefined,
  null: null,
  true: true,
  zero: 0,
  negative: -1,
  fraction: 1.5,
  NaN: NaN,
  text: 'text',
  empty: '',
  symbol: Symbol('s'),
  bigint: 5n,
  object: {},
  array: [],
  'array of two': ['a', 1],
  function: () => {},
  'async function': async () => {},
  generator: function* () {
    yield 'g';
  },
  date: new Date(0),
  bytes: new Uint8Array(2),
  regexp: /x/,
  error: new Error('odd'),
  promise: Promise.resolve('p'),
  emitter: new EventEmitter(),
  'old stream': new Stream(),
  readable: new Readable({ read() {} }),
  writable: new Writable({ write() {} }),
  duplex: new Duplex({ read() {}, write() {} }),
  destroyed: new PassThrough().destroy(),
  signal: new AbortController().signal,
  aborted: AbortSignal.abort(),
});

const shown = (value) => {
  if (value instanceof Error) {
    // A stream in a message prints its flags, which Node packs into a number.
    const [text] = value.message.split('\n');
    return `${value.name} ${value.code}: ${text}`;
  }
  if (typeof value === 'function') return `a function of ${value.length}`;
  if (value instanceof EventEmitter) return value.constructor.name;
  if (typeof value?.then === 'function') return 'a promise';
  if (typeof value === 'object' && value) return Object.keys(value).join();
  return String(value);
};

/** Calls and logs what it returns, throws, or rejects with later. */
function attempt(log, label, call) {
  try {
    const result = call();
    log(label, 'returns', shown(result));
    for (const each of [result].flat()) {
      if (each instanceof EventEmitter)
        each.on('error', (error) => log(label, 'error', shown(error)));
      if (typeof each?.then === 'function')
        each.then(
          (value) => log(label, 'resolves', shown(value)),
          (error) => log(label, 'rejects', shown(error)),
        );
    }
  } catch (error) {
    log(label, 'throws', shown(error));
  }
}

/** Each odd value in turn as what `call` is given. */
function withEach(name, call, { without = [], ...options } = {}) {
  scenario(
    `${name}, given anything`,
    async (log) => {
      for (const key of Object.keys(odd())) {
        if (without.includes(key)) continue;
        attempt(log, key, () => call(odd()[key]));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    options,
  );
}

const readable = () => Readable.from(['a', 'b']);
const quiet = (s) => s.on('error', () => {});

for (const Class of [Readable, Writable, Duplex, Transform, PassThrough]) {
  const { name } = Class;
  withEach(`new ${name}()`, (value) => quiet(new Class(value)));
  for (const option of [
    'highWaterMark',
    'readableHighWaterMark',
    'writableHighWaterMark',
    'objectMode',
    'defaultEncoding',
    'encoding',
    'signal',
    'read',
    'write',
    'writev',
    'final',
    'destroy',
    'construct',
    'transform',
    'flush',
    'emitClose',
    'autoDestroy',
    'captureRejections',
  ]) {
    withEach(`new ${name}({ ${option} })`, (value) =>
      quiet(new Class({ [option]: value })),
    );
  }
}

const nothing = () => {};
withEach('isReadable', stream.isReadable);
withEach('isWritable', stream.isWritable);
withEach('isErrored', stream.isErrored);
withEach('isDisturbed', stream.isDisturbed);
withEach('isDestroyed', stream.isDestroyed);
withEach('destroy', (value) => stream.destroy(value));
withEach('destroy with', (value) => quiet(new PassThrough()).destroy(value));
withEach('stream.destroy with', (value) =>
  stream.destroy(quiet(new PassThrough()), value),
);
withEach('finished', (value) => stream.finished(value, nothing));
withEach('finished with options', (value) =>
  stream.finished(new PassThrough(), value, nothing),
);
withEach('finished with the callback', (value) =>
  stream.finished(new PassThrough(), value),
);
withEach('promises.finished', (value) => promises.finished(value), {
  without: ['readable', 'writable', 'duplex', 'emitter', 'old stream'],
});
withEach('promises.finished with options', (value) =>
  promises.finished(new PassThrough().end().resume(), value),
);
withEach('pipeline of one', (value) => stream.pipeline(value, nothing));
withEach('pipeline from', (value) =>
  stream.pipeline(value, new PassThrough(), nothing),
);
withEach('pipeline through', (value) =>
  stream.pipeline(readable(), value, new PassThrough(), nothing),
);
withEach('pipeline to', (value) => stream.pipeline(readable(), value, nothing));
withEach('pipeline with the callback', (value) =>
  stream.pipeline(readable(), new PassThrough(), value),
);
withEach('promises.pipeline with options', (value) =>
  promises.pipeline(readable(), new PassThrough().resume(), value),
);
for (const option of ['signal', 'end'])
  withEach(`promises.pipeline with ${option}`, (value) =>
    promises.pipeline(readable(), new PassThrough().resume(), {
      [option]: value,
    }),
  );
withEach('compose of one', (value) => stream.compose(value));
withEach('compose of two', (value) => stream.compose(new PassThrough(), value));
withEach('compose before', (value) => stream.compose(value, new PassThrough()));
withEach('Readable.compose', (value) => readable().compose(value));
withEach('Readable.compose with options', (value) =>
  readable().compose(new PassThrough(), value),
);
withEach('addAbortSignal', (value) =>
  stream.addAbortSignal(value, quiet(new PassThrough())),
);
withEach('addAbortSignal to', (value) =>
  stream.addAbortSignal(new AbortController().signal, value),
);
withEach('getDefaultHighWaterMark', stream.getDefaultHighWaterMark);
withEach('setDefaultHighWaterMark', (value) => {
  const before = stream.getDefaultHighWaterMark(true);
  try {
    stream.setDefaultHighWaterMark(true, value);
    return stream.getDefaultHighWaterMark(true);
  } finally {
    stream.setDefaultHighWaterMark(true, before);
  }
});
withEach('duplexPair', (value) => stream.duplexPair(value));
withEach('Readable.from', (value) => Readable.from(value));
withEach('Readable.from with options', (value) => Readable.from(['a'], value));
withEach('Duplex.from', (value) => quiet(Duplex.from(value)));
withEach('Readable.wrap', (value) => Readable.wrap(value));
withEach('wrap', (value) => quiet(new Readable()).wrap(value));
withEach('_isUint8Array', stream._isUint8Array);
withEach('_isArrayBufferView', stream._isArrayBufferView);

for (const method of [
  'push',
  'unshift',
  'read',
  'setEncoding',
  'unpipe',
  'iterator',
])
  withEach(`readable.${method}`, (value) =>
    quiet(new Readable({ read() {} }))[method](value),
  );
withEach('readable.push with an encoding', (value) =>
  quiet(new Readable({ read() {} })).push('a', value),
);
withEach('readable.pipe', (value) =>
  quiet(new Readable({ read() {} })).pipe(value),
);
withEach('readable.pipe with options', (value) =>
  quiet(new Readable({ read() {} })).pipe(new PassThrough(), value),
);
for (const method of ['write', 'end', 'setDefaultEncoding'])
  withEach(`writable.${method}`, (value) =>
    quiet(new Writable({ write() {} }))[method](value),
  );
for (const method of ['write', 'end'])
  for (const argument of ['encoding', 'callback'])
    withEach(`writable.${method} with ${argument}`, (value) => {
      const args =
        argument === 'encoding' ? ['a', value] : ['a', 'utf8', value];
      return quiet(new Writable({ write: (c, e, done) => done() }))[method](
        ...args,
      );
    });
for (const method of [
  'map',
  'filter',
  'flatMap',
  'forEach',
  'some',
  'find',
  'every',
  'reduce',
  'take',
  'drop',
  'toArray',
])
  withEach(`readable.${method}`, (value) => readable()[method](value));
for (const method of ['map', 'forEach', 'some', 'flatMap', 'toArray'])
  withEach(`readable.${method} with options`, (value) =>
    method === 'toArray'
      ? readable().toArray(value)
      : readable()[method]((each) => each, value),
  );
for (const option of ['concurrency', 'highWaterMark', 'signal'])
  withEach(`readable.map with ${option}`, (value) =>
    readable().map((each) => each, { [option]: value }),
  );
for (const [name, Class] of Object.entries({ Readable, Writable, Duplex })) {
  withEach(`${name}.fromWeb`, (value) => Class.fromWeb(value));
  withEach(`${name}.toWeb`, (value) => Class.toWeb(value));
}
