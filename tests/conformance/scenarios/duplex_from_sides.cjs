'use strict';
// Duplex.from({ readable, writable }): what becomes of the Duplex when one side is over, both are, or it is destroyed.

const { scenario, stream, turn } = require('../prelude.cjs');
const { Duplex, PassThrough, Readable, Writable } = stream;

const sides = (options) => ({
  readable: new Readable({ read() {}, objectMode: true, ...options }),
  writable: new Writable({
    write(chunk, encoding, callback) {
      callback();
    },
    ...options,
  }),
});

/** Runs `steps` one turn apart, in the order of their keys, and writes down what all three streams say. */
async function follow(log, made, steps, turns = 9) {
  const duplex = Duplex.from(made);
  const all = { duplex, ...made };
  for (const [name, one] of Object.entries(all)) {
    for (const event of ['end', 'finish', 'error', 'close']) {
      one.on(event, (...args) => log(name, event, ...args));
    }
  }
  for (let step = 0; step < turns; ++step) {
    log(step, duplex.readableLength, duplex.destroyed);
    steps[step]?.({ duplex, ...made });
    await turn();
  }
}

const buffered = {
  0({ duplex }) {
    duplex.read(0);
    duplex.pause();
  },
  1({ readable }) {
    readable.push('a');
    readable.push('b');
    readable.push(null);
  },
  2: ({ duplex }) => duplex.end(),
  6: ({ duplex }) => duplex.read(),
  7({ duplex }) {
    duplex.read();
    duplex.read();
  },
};

const cases = {
  'both sides over, data still to be read': buffered,
  'the writable side first, data still to be read': {
    ...buffered,
    0(all) {
      all.duplex.end();
      buffered[0](all);
    },
    2: undefined,
  },
  'destroyed while both are open': { 2: ({ duplex }) => duplex.destroy() },
  'destroyed with an error while both are open': {
    2: ({ duplex }) => duplex.destroy(new Error('x')),
  },
  'destroyed after the writable side': {
    1: ({ duplex }) => duplex.end(),
    4: ({ duplex }) => duplex.destroy(),
  },
  'destroyed with an error after the writable side': {
    1: ({ duplex }) => duplex.end(),
    4: ({ duplex }) => duplex.destroy(new Error('x')),
  },
  'destroyed after the readable side': {
    0({ duplex, readable }) {
      readable.push(null);
      duplex.resume();
    },
    4: ({ duplex }) => duplex.destroy(),
  },
  'the readable is destroyed': { 1: ({ readable }) => readable.destroy() },
  'the writable is destroyed': { 1: ({ writable }) => writable.destroy() },
  'the readable fails': {
    1: ({ readable }) => readable.destroy(new Error('x')),
  },
  'the writable fails': {
    1: ({ writable }) => writable.destroy(new Error('x')),
  },
  'the writable is ended by another': { 1: ({ writable }) => writable.end() },
  'both are over and nothing was read': {
    1({ readable, writable }) {
      writable.end();
      readable.resume();
      readable.push(null);
    },
  },
};
for (const [name, steps] of Object.entries(cases)) {
  scenario(name, (log) => follow(log, sides(), steps));
}

scenario('sides that do not destroy themselves', (log) =>
  follow(log, sides({ autoDestroy: false }), {
    1({ duplex, readable }) {
      duplex.end();
      duplex.resume();
      readable.push('a');
      readable.push(null);
    },
    5: ({ duplex }) => duplex.destroy(),
  }),
);

scenario('sides that take their time to destroy', (log) =>
  follow(
    log,
    sides({
      destroy(error, callback) {
        setImmediate(callback, error);
      },
    }),
    { 1: ({ duplex }) => duplex.destroy() },
  ),
);

scenario('one stream for both sides, read with pauses', async (log) => {
  const through = new PassThrough({ objectMode: true });
  const duplex = Readable.from(['foo', 'bar']).pipe(
    Duplex.from({ writable: through, readable: through }),
  );
  const read = duplex._read;
  duplex._read = function (...args) {
    log('_read');
    return read.apply(this, args);
  };
  for (const event of ['pause', 'resume', 'end', 'finish', 'close']) {
    duplex.on(event, () => log(event));
  }
  duplex.on('data', (chunk) => {
    log('data', chunk);
    duplex.pause();
    setImmediate(() => duplex.resume());
  });
  for (let i = 0; i < 9; ++i) await turn();
});
