'use strict';
// Transform and PassThrough: callbacks, push, backpressure between the sides, errors. Ends are in flush.cjs.

const {
  scenario,
  stream,
  watch,
  state,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const upper = (options) =>
  new stream.Transform({
    transform(chunk, encoding, callback) {
      callback(null, String(chunk).toUpperCase());
    },
    ...options,
  });

scenario('callback(null, chunk) pushes the chunk', (log) => {
  const t = watch(log, upper(), ['data', ...kQuietEvents]);
  log('write', t.write('a'));
  t.end('b');
});

scenario('push() several times, then callback()', (log) => {
  const t = new stream.Transform({
    transform(chunk, encoding, callback) {
      log('_transform', chunk, encoding);
      this.push('1');
      this.push('2');
      callback();
    },
  });
  watch(log, t, ['data', 'end']);
  t.end('x');
});

scenario(
  'a Transform that is not read stops at both highWaterMarks',
  async (log) => {
    const t = new stream.Transform({
      highWaterMark: 2,
      transform(chunk, encoding, callback) {
        log('_transform', chunk);
        callback(null, chunk);
      },
    });
    watch(log, t, ['drain']);
    for (const chunk of ['a', 'b', 'c', 'd', 'e'])
      log('write', t.write(chunk), state(t));
    await turn();
    log('read', t.read(), state(t));
    await turn();
    log('later', state(t));
  },
);

scenario('drain of a Transform when its reader resumes', async (log) => {
  const t = upper({ highWaterMark: 1 });
  watch(log, t, kQuietEvents);
  log('write', t.write('a'), t.write('b'), t.write('c'));
  await turn();
  t.on('data', (chunk) => log('data', chunk));
  await turn();
  log('state', state(t));
});

scenario('highWaterMark 0 on both sides of a Transform', async (log) => {
  const t = upper({ highWaterMark: 0 });
  watch(log, t, kQuietEvents);
  log('write', t.write('a'), t.writableNeedDrain);
  await turn();
  log('read', t.read());
  await turn();
  t.on('data', (chunk) => log('data', chunk));
  t.write('b');
});

scenario('an error from _transform', (log) => {
  const t = new stream.Transform({
    transform(chunk, encoding, callback) {
      callback(new Error('bad transform'));
    },
  });
  watch(log, t, ['data', ...kQuietEvents]);
  t.write('a', (...args) => log('written', ...args));
});

scenario('a throw in _transform', (log) => {
  const t = new stream.Transform({
    transform() {
      throw new Error('thrown in _transform');
    },
  });
  watch(log, t, kQuietEvents);
  try {
    log('write', t.write('a'));
  } catch (error) {
    log('threw', error);
  }
  log('state', state(t));
});

scenario('the callback of _transform twice', (log) => {
  const t = new stream.Transform({
    transform(chunk, encoding, callback) {
      callback(null, 'one');
      callback(null, 'two');
    },
  });
  watch(log, t, ['data', ...kQuietEvents]);
  t.write('a');
});

scenario('a Transform without _transform', (log) => {
  const t = watch(log, new stream.Transform(), ['error', 'close']);
  try {
    log('write', t.write('a'));
  } catch (error) {
    log('threw', error);
  }
});

scenario('asynchronous transforms keep their order', (log) => {
  const defer = [
    (f) => setImmediate(f),
    (f) => process.nextTick(f),
    (f) => queueMicrotask(f),
  ];
  let n = 0;
  const t = new stream.Transform({
    transform(chunk, encoding, callback) {
      log('_transform', chunk);
      defer[n++ % 3](() => callback(null, chunk));
    },
  });
  watch(log, t, ['data', ...kQuietEvents]);
  for (const chunk of ['a', 'b', 'c', 'd']) t.write(chunk);
  t.end();
});

scenario('bytes in, objects out', (log) => {
  const t = new stream.Transform({
    readableObjectMode: true,
    transform(chunk, encoding, callback) {
      callback(null, { length: chunk.length });
    },
  });
  watch(log, t, ['data', 'end']);
  t.write('abc');
  t.end('de');
});

scenario('objects in, bytes out', (log) => {
  const t = new stream.Transform({
    writableObjectMode: true,
    transform(chunk, encoding, callback) {
      callback(null, JSON.stringify(chunk));
    },
  });
  watch(log, t, ['data', 'end']);
  t.write({ a: 1 });
  t.end([2]);
});

scenario('callback(null, null) and callback(null, undefined)', async (log) => {
  for (const value of [null, undefined, '', 0, false]) {
    const t = new stream.Transform({
      objectMode: true,
      transform(chunk, encoding, callback) {
        callback(null, value);
      },
    });
    watch(log, t, ['data', ...kQuietEvents], `${String(value)} `);
    t.write('a');
    t.end();
    await turn();
  }
});

scenario(
  'push(null) inside _transform ends the readable side early',
  async (log) => {
    const t = new stream.Transform({
      transform(chunk, encoding, callback) {
        this.push(chunk);
        this.push(null);
        callback();
      },
    });
    watch(log, t, ['data', ...kQuietEvents]);
    t.write('a');
    await turn();
    log('state', state(t));
    t.write('b');
  },
);

scenario('destroy in the middle of a transform', async (log) => {
  let finish;
  const t = new stream.Transform({
    transform(chunk, encoding, callback) {
      finish = callback;
    },
  });
  watch(log, t, ['data', ...kQuietEvents]);
  t.write('a', (...args) => log('written', ...args));
  t.destroy();
  finish(null, 'late');
  await turn();
  log('state', state(t));
});

scenario('PassThrough passes on what it gets', (log) => {
  const t = watch(log, new stream.PassThrough(), ['data', ...kQuietEvents]);
  t.write('a');
  t.write(Buffer.from('b'));
  t.end('c');
});

scenario('PassThrough in object mode passes falsy values', (log) => {
  const t = watch(log, new stream.PassThrough({ objectMode: true }), [
    'data',
    'end',
    'error',
  ]);
  for (const value of [0, '', false, NaN]) log('write', t.write(value));
  t.end();
});

scenario('a Transform without allowHalfOpen', async (log) => {
  const t = watch(log, upper({ allowHalfOpen: false }), [
    'data',
    ...kQuietEvents,
  ]);
  t.push(null);
  t.resume();
  await turn();
  log('state', state(t));
});

scenario('a _final put on a Transform after it was made', async (log) => {
  const t = new stream.Transform({
    flush(callback) {
      log('_flush');
      callback();
    },
  });
  t._final = (callback) => {
    log('_final');
    callback();
  };
  for (const event of ['prefinish', 'finish', 'end', 'close'])
    t.on(event, () => log(event));
  t.resume();
  t.end();
});

scenario(
  '_read and read() put on a Transform after it was made',
  async (log) => {
    const transform = new stream.PassThrough();
    const { read, _read } = transform;
    transform._read = function (size) {
      log('_read', size);
      _read.call(this, size);
    };
    transform.read = function (size) {
      log('read', size);
      return read.call(this, size);
    };
    transform.on('data', (chunk) => log('data', chunk));
    transform.end('a');
    await new Promise((resolve) => transform.on('close', resolve));
  },
);
