'use strict';
// Writable: write() and its return value, callbacks and their ticks, drain, what _write may do wrong.
// The object-mode tick rule is architecture's own example: a golden order, not an accident.

const {
  scenario,
  stream,
  watch,
  state,
  sink,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

/** A sink whose callback is kept until the scenario calls it. */
function held(log, options = {}) {
  const pending = [];
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      log('_write', chunk, encoding);
      pending.push(callback);
    },
    ...options,
  });
  return { w, release: (error) => pending.shift()(error) };
}

scenario('write() to a synchronous sink', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  log('write', w.write('a'), state(w));
  log(
    'write',
    w.write(Buffer.from('b'), () => log('written b')),
  );
  process.nextTick(() => log('tick'));
});

scenario(
  'write() returns false at the highWaterMark and drains later',
  async (log) => {
    const { w, release } = held(log, { highWaterMark: 3 });
    watch(log, w, kQuietEvents);
    log('write', w.write('ab'), w.writableNeedDrain);
    log('write', w.write('c'), w.writableNeedDrain);
    log('write', w.write('d'), w.writableLength);
    release();
    log('length', w.writableLength);
    await turn();
    release();
    await turn();
    release();
    log('released', w.writableNeedDrain);
    await turn();
    log('state', state(w));
  },
);

scenario('drain is emitted only when the buffer is empty', async (log) => {
  const { w, release } = held(log, { highWaterMark: 2 });
  watch(log, w, ['drain']);
  w.write('abc');
  w.write('d');
  release();
  await turn();
  log('length', w.writableLength, w.writableNeedDrain);
  release();
  await turn();
  log('length', w.writableLength, w.writableNeedDrain);
});

scenario('a write inside drain', (log) => {
  const w = new stream.Writable({
    highWaterMark: 1,
    write(chunk, encoding, callback) {
      log('_write', chunk);
      setImmediate(callback);
    },
  });
  let n = 0;
  w.on('drain', () => {
    log('drain', n);
    if (n++ < 2) log('write', w.write(`d${n}`));
  });
  log('write', w.write('a'));
});

scenario(
  'a synchronous write in byte mode finishes before the next tick',
  (log) => {
    const w = watch(log, sink(log), ['finish']);
    w.write('x');
    process.nextTick(() => log('A'));
    w.end();
    process.nextTick(() => log('B'));
  },
);

scenario('a synchronous write in object mode takes a tick first', (log) => {
  const w = watch(log, sink(log, { objectMode: true }), ['finish']);
  w.write('x');
  process.nextTick(() => log('A'));
  w.end();
  process.nextTick(() => log('B'));
});

scenario('a synchronous write with a callback takes a tick first', (log) => {
  const w = watch(log, sink(log), ['finish']);
  w.write('x', () => log('written'));
  process.nextTick(() => log('A'));
  w.end();
  process.nextTick(() => log('B'));
});

scenario('callbacks of synchronous writes share one tick', (log) => {
  const w = sink(log);
  for (const chunk of ['a', 'b', 'c']) {
    w.write(chunk, (...args) => log(`written ${chunk}`, ...args));
    process.nextTick(() => log(`tick after ${chunk}`));
  }
});

scenario(
  'callbacks of asynchronous writes run at once, in order',
  async (log) => {
    const { w, release } = held(log);
    for (const chunk of ['a', 'b'])
      w.write(chunk, (...args) => log(`written ${chunk}`, ...args));
    await turn();
    log('release');
    release();
    log('released');
    await turn();
    release();
  },
);

scenario('the callback twice is ERR_MULTIPLE_CALLBACK', (log) => {
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      callback();
      callback();
    },
  });
  watch(log, w, ['error', 'close']);
  log(
    'write',
    w.write('a', (...args) => log('written', ...args)),
  );
});

scenario(
  'the callback twice, once later, is ERR_MULTIPLE_CALLBACK',
  async (log) => {
    let keep;
    const w = new stream.Writable({
      write(chunk, encoding, callback) {
        keep = callback;
        callback();
      },
    });
    watch(log, w, ['error', 'close']);
    w.write('a');
    await turn();
    keep();
  },
);

scenario('a throw in _write leaves write()', (log) => {
  const w = new stream.Writable({
    write() {
      throw new Error('thrown in _write');
    },
  });
  watch(log, w, kQuietEvents);
  try {
    log('write', w.write('a'));
  } catch (error) {
    log('threw', error);
  }
  log('state', state(w));
  try {
    log('write', w.write('b'));
  } catch (error) {
    log('threw', error);
  }
});

scenario(
  'an error from _write destroys, and buffered callbacks get it',
  async (log) => {
    const { w, release } = held(log);
    watch(log, w, kQuietEvents);
    for (const chunk of ['a', 'b', 'c'])
      w.write(chunk, (...args) => log(`written ${chunk}`, ...args));
    release(new Error('bad'));
    log('state', state(w));
    await turn();
    log('state', state(w));
  },
);

scenario('an error from a synchronous _write', (log) => {
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      callback(new Error('bad'));
    },
  });
  watch(log, w, kQuietEvents);
  log(
    'write',
    w.write('a', (...args) => log('written', ...args)),
  );
  log('state', state(w));
});

scenario('destroy inside _write', (log) => {
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      this.destroy();
      callback();
    },
  });
  watch(log, w, kQuietEvents);
  log(
    'write',
    w.write('a', (...args) => log('written a', ...args)),
  );
  log(
    'write',
    w.write('b', (...args) => log('written b', ...args)),
  );
});

scenario('write after end', (log) => {
  const w = watch(log, sink(log), ['error', 'finish', 'close']);
  w.end('x');
  log(
    'write',
    w.write('late', (...args) => log('written', ...args)),
  );
  log('state', state(w));
});

scenario('write after destroy', (log) => {
  const w = watch(log, sink(log), ['error', 'close']);
  w.destroy();
  log(
    'write',
    w.write('late', (...args) => log('written', ...args)),
  );
});

scenario('write of null and of wrong types', (log) => {
  for (const chunk of [null, undefined, 5, true, {}, [], Symbol.iterator]) {
    const w = watch(log, sink(log), ['error']);
    try {
      log('write', w.write(chunk));
    } catch (error) {
      log('threw', error);
    }
  }
});

scenario('write with an encoding, known and unknown', (log) => {
  const w = watch(log, sink(log, { decodeStrings: false }), ['error']);
  w.write('6162', 'hex');
  w.write('x', 'latin1', () => log('written'));
  w.write(Buffer.from('y'), 'hex');
  try {
    w.write('z', 'nonsense');
  } catch (error) {
    log('threw', error);
  }
});

scenario('setDefaultEncoding', (log) => {
  const w = sink(log);
  log('this', w.setDefaultEncoding('HEX') === w);
  w.write('6162');
  for (const encoding of ['nonsense', '', null, 5]) {
    try {
      log('set', w.setDefaultEncoding(encoding) === w);
    } catch (error) {
      log('threw', error);
    }
  }
});

scenario('decodeStrings decides what _write sees', (log) => {
  for (const decodeStrings of [true, false]) {
    for (const objectMode of [true, false]) {
      const w = sink(log, { decodeStrings, objectMode });
      log('mode', decodeStrings, objectMode);
      w.write('é');
      w.write(Buffer.from('b'));
      w.write(new Uint8Array([65]));
    }
  }
});

scenario('a Writable without _write', (log) => {
  const w = watch(log, new stream.Writable(), ['error', 'close']);
  try {
    log('write', w.write('a'));
  } catch (error) {
    log('threw', error);
  }
});

scenario('a Writable cannot be piped', (log) => {
  const w = watch(log, sink(log), ['error']);
  log('pipe', w.pipe(sink(log)));
});

scenario('order of callback, drain, finish and close', (log) => {
  const w = new stream.Writable({
    highWaterMark: 1,
    write(chunk, encoding, callback) {
      log('_write', chunk);
      process.nextTick(callback);
    },
  });
  watch(log, w, kQuietEvents);
  log(
    'write',
    w.write('a', () => log('written a')),
  );
  w.end('b', () => log('ended'));
});

scenario('writing from inside _write', (log) => {
  let n = 0;
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      log('_write', chunk);
      if (n++ < 3) log('write', this.write(`n${n}`));
      callback();
      log('called back');
    },
  });
  w.write('a');
});

scenario('many synchronous callbacks do not overflow the stack', (log) => {
  let count = 0;
  const w = new stream.Writable({
    objectMode: true,
    write(chunk, encoding, callback) {
      count++;
      callback();
    },
  });
  w.cork();
  for (let i = 0; i < 20_000; i++) w.write(i);
  w.uncork();
  w.end(() => log('count', count));
});

scenario('thousands of buffered writes keep their order', async (log) => {
  const seen = [];
  let inFlight = 0;
  const w = new stream.Writable({
    highWaterMark: 4,
    write(chunk, encoding, callback) {
      inFlight++;
      if (inFlight > 1) log('two writes in flight');
      seen.push(Number(chunk));
      const done = () => {
        inFlight--;
        callback();
      };
      if (seen.length % 3 === 0) process.nextTick(done);
      else done();
    },
  });
  let drains = 0;
  w.on('drain', () => drains++);
  for (let i = 0; i < 3000; i++) w.write(String(i));
  await new Promise((resolve) => w.end(resolve));
  log(
    'in order',
    seen.every((n, i) => n === i),
    seen.length,
    drains,
  );
});
