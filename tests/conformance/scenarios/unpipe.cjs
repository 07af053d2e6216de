'use strict';
// unpipe: one, all, unknown, what the source does then, info passed to 'unpipe'.

const { scenario, state, source, sink, turn } = require('../prelude.cjs');

scenario('unpipe(destination) stops the flow to it', async (log) => {
  const r = source(log);
  const w = sink(log);
  w.on('unpipe', (from, ...rest) => log('unpipe', from === r, rest));
  r.pipe(w);
  r.push('a');
  await turn();
  log('unpipe', r.unpipe(w) === r);
  r.push('b');
  await turn();
  log('state', state(r));
});

scenario('unpipe() removes all destinations', async (log) => {
  const r = source(log);
  for (const name of ['x', 'y']) {
    const w = sink(log);
    w.on('unpipe', (from, ...rest) => log(`${name} unpipe`, rest));
    r.pipe(w);
  }
  r.unpipe();
  r.push('a');
  await turn();
  log('state', state(r));
});

scenario('unpipe of what was never piped', (log) => {
  const r = source(log);
  log('unpipe', r.unpipe(sink(log)) === r, r.unpipe() === r);
});

scenario(
  'unpipe keeps other data listeners but stops the flow',
  async (log) => {
    const r = source(log);
    const w = sink(log);
    r.on('data', (chunk) => log('data', chunk));
    r.pipe(w);
    r.unpipe(w);
    r.push('a');
    await turn();
    log('state', state(r));
  },
);

scenario('unpipe while the destination needs a drain', async (log) => {
  const r = source(log);
  let finish;
  const w = sink(log, {
    highWaterMark: 1,
    write(chunk, encoding, callback) {
      log('_write', chunk);
      finish = callback;
    },
  });
  r.pipe(w);
  r.push('a');
  r.push('b');
  await turn();
  log('state', state(r));
  r.unpipe(w);
  r.resume();
  r.on('data', (chunk) => log('data', chunk));
  finish();
  await turn();
  log('state', state(r));
});

scenario('unpipe one of two destinations', async (log) => {
  const r = source(log);
  const [a, b] = ['a', 'b'].map((name) =>
    sink(log, {
      write(chunk, encoding, callback) {
        log(`${name} _write`, chunk);
        callback();
      },
    }),
  );
  r.pipe(a);
  r.pipe(b);
  r.push('1');
  await turn();
  r.unpipe(a);
  r.push('2');
  await turn();
  log('state', state(r));
});

scenario('unpipe inside a data listener', async (log) => {
  const r = source(log);
  const w = sink(log);
  r.on('data', (chunk) => {
    log('data', chunk);
    r.unpipe(w);
  });
  r.pipe(w);
  r.push('a');
  r.push('b');
  await turn();
  log('state', state(r));
});

scenario('unpipe and pipe again', async (log) => {
  const r = source(log);
  const w = sink(log);
  r.pipe(w);
  r.unpipe(w);
  r.pipe(w);
  r.push('a');
  await turn();
  log('state', state(r), r.listenerCount('data'), w.listenerCount('unpipe'));
});

scenario("unpipe inside the destination's _write", async (log) => {
  const r = source(log);
  const w = sink(log, {
    write(chunk, encoding, callback) {
      log('_write', chunk);
      r.unpipe(this);
      callback();
    },
  });
  r.pipe(w);
  r.push('a');
  r.push('b');
  await turn();
  log('state', state(r));
});

scenario('two pipes between the same two', async (log) => {
  const r = source(log);
  const w = sink(log);
  w.on('pipe', () => log('pipe'));
  w.on('unpipe', (from, info) => log('unpipe', info));
  r.on('pause', () => log('pause'));
  r.pipe(w);
  r.pipe(w);
  const counts = () => [
    ['data', 'end'].map((event) => r.listenerCount(event)),
    ['unpipe', 'error', 'close'].map((event) => w.listenerCount(event)),
  ];
  log('listeners', ...counts(), r._readableState.multiAwaitDrain);
  w.on('error', (error) => log('error', error, r._readableState.pipes.length));
  w.destroy(new Error('bad'));
  await turn();
  log('listeners', ...counts(), r._readableState.multiAwaitDrain);
});

scenario('a pipe from what has ended to what is destroyed', async (log) => {
  const r = source(log);
  r.push(null);
  r.resume();
  await turn();
  const w = sink(log);
  w.destroy();
  r.pipe(w);
  await turn();
  log('ended', w.writableEnded, w.destroyed);
});

// A pipe that ends calls the source's own unpipe(), whoever wrote it.
const endings = {
  'the destination is destroyed': (r, w) => w.destroy(),
  'the destination is ended': (r, w) => w.end(),
  'the destination fails': (r, w) => w.destroy(new Error('bad')),
  'the source ends': (r) => r.push(null),
  'the write throws': (r, w) => {
    w.write = () => {
      throw new Error('thrown');
    };
    r.push('a');
  },
};
for (const [name, end] of Object.entries(endings)) {
  scenario(`an overridden unpipe: ${name}`, async (log) => {
    const r = source(log);
    const w = sink(log);
    w.on('error', (error) => log('error', error));
    r.unpipe = function (...args) {
      log('unpipe', args.length, args[0] === w);
      return Object.getPrototypeOf(this).unpipe.apply(this, args);
    };
    r.pipe(w, { end: false });
    await turn();
    end(r, w);
    await turn();
    log('pipes', r._readableState.pipes.length, w.listenerCount('unpipe'));
  });
}
