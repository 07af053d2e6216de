'use strict';
// Readable.from and Duplex.from: sources, laziness, errors, destroy calling return().

const {
  scenario,
  stream,
  watch,
  state,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const { Readable } = stream;

scenario('from an array', async (log) => {
  const r = watch(log, Readable.from(['a', 'b']), ['data', ...kQuietEvents]);
  log('modes', r.readableObjectMode, r.readableHighWaterMark);
});

scenario('from a string and from a Buffer', (log) => {
  watch(log, Readable.from('text'), ['data', 'end']);
  watch(log, Readable.from(Buffer.from('bytes')), ['data', 'end']);
});

scenario('from a generator is pulled one by one', async (log) => {
  const r = Readable.from(
    (function* () {
      for (let n = 0; n < 4; n++) {
        log('yield', n);
        yield n;
      }
    })(),
    { highWaterMark: 1 },
  );
  log('made');
  await turn();
  log('read', r.read());
  await turn();
  log('read', r.read());
  await turn();
});

scenario('from an async generator that throws', (log) => {
  const r = Readable.from(
    (async function* () {
      yield 1;
      throw new Error('bad generator');
    })(),
  );
  watch(log, r, ['data', ...kQuietEvents]);
});

scenario('from promises', (log) => {
  const r = Readable.from([
    Promise.resolve('a'),
    'b',
    Promise.reject(new Error('rejected')),
  ]);
  watch(log, r, ['data', ...kQuietEvents]);
});

scenario('destroy runs the finally of the generator', async (log) => {
  const r = Readable.from(
    (async function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        log('finally');
      }
    })(),
    { highWaterMark: 1 },
  );
  watch(log, r, kQuietEvents);
  log('read', r.read());
  await turn();
  log('read', r.read());
  r.destroy();
  await turn();
  log('state', state(r));
});

scenario('from with null among the values', (log) => {
  watch(log, Readable.from([1, null, 2]), ['data', ...kQuietEvents]);
});

scenario('from with options', (log) => {
  const r = Readable.from(['a'], {
    objectMode: false,
    encoding: 'utf8',
    highWaterMark: 7,
  });
  log('modes', r.readableObjectMode, r.readableHighWaterMark);
  watch(log, r, ['data', 'end']);
});

scenario('from of what is not iterable', (log) => {
  for (const value of [5, null, undefined, {}]) {
    try {
      log('made', typeof Readable.from(value));
    } catch (error) {
      log('threw', error);
    }
  }
});

scenario('Duplex.from an async generator function', async (log) => {
  const d = stream.Duplex.from(async function* (source) {
    for await (const chunk of source) yield String(chunk).toUpperCase();
  });
  watch(log, d, ['data', ...kQuietEvents]);
  d.write('a');
  d.end('b');
});

scenario('Duplex.from a pair', async (log) => {
  const d = stream.Duplex.from({
    readable: Readable.from(['x']),
    writable: new stream.Writable({
      write(chunk, encoding, callback) {
        log('_write', chunk);
        callback();
      },
    }),
  });
  watch(log, d, ['data', ...kQuietEvents]);
  d.end('y');
});
