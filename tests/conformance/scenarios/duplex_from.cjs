'use strict';
// Duplex.from() and duplexPair(): Duplexes made of other things, and what happens to those things.

const { stream, scenario, watch, turn } = require('../prelude.cjs');

const { Readable, Writable, Duplex, PassThrough, duplexPair } = stream;

const events = ['end', 'finish', 'prefinish', 'drain', 'error', 'close'];
const settle = async () => {
  for (let i = 0; i < 6; ++i) await turn();
};
const reader = () => new Readable({ read() {} });
const writer = (log) =>
  new Writable({
    write(chunk, encoding, callback) {
      log('_write', chunk, encoding);
      callback();
    },
  });

scenario('what a Duplex can be made of', async (log) => {
  const bodies = {
    undefined,
    null: null,
    number: 5,
    string: 'abc',
    'empty string': '',
    bytes: Buffer.from('x'),
    object: {},
    array: [1, 2],
    promise: Promise.resolve(1),
    generator: (function* () {
      yield 1;
    })(),
    function: () => 1,
    'function that returns null': () => null,
    'async function': async () => {},
    'generator function': function* () {
      yield 1;
    },
    'async generator function': async function* (chunks) {
      yield* chunks;
    },
    readable: reader(),
    writable: writer(log),
    duplex: new PassThrough(),
    pair: { readable: reader(), writable: writer(log) },
    'readable alone': { readable: reader() },
    'writable alone': { writable: writer(log) },
    'pair of numbers': { readable: 5, writable: 6 },
    'old stream': Object.assign(new stream(), { readable: true }),
    emitter: new (require('node:events'))(),
    symbol: Symbol('s'),
    blob: new Blob(['x']),
  };
  for (const [name, body] of Object.entries(bodies)) {
    try {
      const made = Duplex.from(body);
      made.on('error', (error) => log(`${name} error`, error));
      log(
        name,
        made.constructor.name,
        made.readable,
        made.writable,
        made.readableObjectMode,
        made.writableObjectMode,
        made.readableHighWaterMark,
        made.writableHighWaterMark,
        made.allowHalfOpen,
      );
    } catch (error) {
      log(name, error);
    }
  }
  await settle();
});

for (const [name, end] of Object.entries({
  'a pair ends side by side': (r, w, made) => {
    r.push('one');
    r.push(null);
    made.end('two');
  },
  'the read half fails': (r) => r.destroy(new Error('read')),
  'the written half fails': (r, w) => w.destroy(new Error('write')),
  'the whole of a pair fails': (r, w, made) => made.destroy(new Error('all')),
  'the whole of a pair is closed': (r, w, made) => made.destroy(),
  'the read half is closed': (r) => r.destroy(),
})) {
  scenario(name, async (log) => {
    const r = watch(log, reader(), events, 'r ');
    const w = watch(log, writer(log), events, 'w ');
    const made = Duplex.from({ readable: r, writable: w });
    watch(log, made, events, 'made ');
    made.on('data', (chunk) => log('data', chunk));
    end(r, w, made);
    await settle();
    log('destroyed', made.destroyed, r.destroyed, w.destroyed);
  });
}

scenario('backpressure of the written half', async (log) => {
  const w = new Writable({
    highWaterMark: 2,
    write: (chunk, encoding, callback) => setImmediate(callback),
  });
  const made = watch(log, Duplex.from(w), events);
  log(
    'write',
    made.write('abc', () => log('first')),
  );
  log(
    'write',
    made.write('def', () => log('second')),
  );
  log('lengths', made.writableLength, w.writableLength);
  await settle();
  made.end(() => log('ended'));
  await settle();
});

for (const [name, body] of Object.entries({
  'an async function eats': async (chunks) => {
    for await (const chunk of chunks) void chunk;
  },
  'an async function returns a value': async (chunks) => {
    for await (const chunk of chunks) void chunk;
    return 'value';
  },
  'an async function throws': async () => {
    throw new Error('body');
  },
  'an async function throws at a chunk': async (chunks) => {
    for await (const chunk of chunks) throw new Error(`at ${chunk}`);
  },
  'an async function stops early': async (chunks) => {
    for await (const chunk of chunks) return void chunk;
  },
  'an async generator transforms': async function* (chunks) {
    for await (const chunk of chunks) yield `${chunk}!`;
  },
  'an async generator throws at the end': async function* (chunks) {
    yield* chunks;
    throw new Error('end');
  },
})) {
  scenario(name, async (log) => {
    const made = watch(log, Duplex.from(body), events);
    made.on('data', (chunk) => log('data', chunk));
    made.write('a', (error) => log('first', error));
    made.write('b', (error) => log('second', error));
    made.end(() => log('ended'));
    await settle();
    log('destroyed', made.destroyed);
  });
}

scenario('destroying aborts the signal of the function', async (log) => {
  const made = Duplex.from(async function (chunks, { signal }) {
    signal.addEventListener('abort', () => log('aborted'));
    for await (const chunk of chunks) log('chunk', chunk);
  });
  watch(log, made, events);
  made.write('b');
  await settle();
  made.destroy(new Error('enough'));
  await settle();
});

scenario('promises give one chunk or an error', async (log) => {
  for (const promise of [
    Promise.resolve('value'),
    Promise.resolve(null),
    Promise.reject(new Error('no')),
  ]) {
    const made = watch(log, Duplex.from(promise), events);
    made.on('data', (chunk) => log('data', chunk));
    await settle();
  }
});

scenario('duplexPair takes options for both ends', (log) => {
  for (const options of [
    undefined,
    null,
    5,
    { objectMode: true },
    { highWaterMark: 1 },
    { readableHighWaterMark: 2 },
  ]) {
    const [a, b] = duplexPair(options);
    log(
      JSON.stringify(options) ?? 'none',
      a.constructor.name,
      a.readableHighWaterMark,
      b.writableHighWaterMark,
      b.readableObjectMode,
    );
  }
});

scenario('a write to a pair waits for the reader', async (log) => {
  const [a, b] = duplexPair();
  a.write('', () => log('empty written'));
  process.nextTick(() => log('tick'));
  b.on('readable', () => log('readable', b.readableLength));
  for (const text of ['1', '2', '3']) a.write(text, () => log(text));
  await settle();
  log('lengths', a.writableLength, b.readableLength);
  b.on('data', (chunk) => log('data', chunk));
  await settle();
});

for (const [name, end] of Object.entries({
  'one end of a pair fails': (a) => a.destroy(new Error('a')),
  'one end of a pair is closed': (a) => a.destroy(),
  'one end of a pair ends': (a) => a.end('bye'),
  'the reader of a pair is closed': (a, b) => {
    a.end('bye');
    b.destroy();
  },
})) {
  scenario(name, async (log) => {
    const [a, b] = duplexPair();
    watch(log, a, events, 'a ');
    watch(log, b, events, 'b ');
    a.resume();
    b.resume();
    end(a, b);
    log('at once', a.destroyed, b.destroyed);
    process.nextTick(() => log('tick', a.destroyed, b.destroyed));
    await settle();
    log('later', a.destroyed, b.destroyed, b.errored);
  });
}

for (const error of [undefined, new Error('given')]) {
  for (const when of ['before', 'after'])
    scenario(
      `a function of Duplex.from() destroyed ${when} a write, ${error ? 'with' : 'without'} an error`,
      async (log) => {
        const read = async function* (source, { signal }) {
          signal.addEventListener('abort', () => log('abort', signal.reason));
          try {
            for await (const chunk of source) yield chunk;
            log('no more');
          } catch (failure) {
            log('caught', failure, failure.cause);
          }
        };
        const duplex = Duplex.from(read);
        watch(log, duplex, events);
        duplex.resume();
        if (when === 'after') duplex.write('a', () => log('written'));
        await settle();
        duplex.destroy(error);
        await settle();
      },
    );
}
