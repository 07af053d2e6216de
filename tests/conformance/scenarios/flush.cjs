'use strict';
// _flush and the end of a Transform: data from flush, errors, twice, order with final, finish and end.

const {
  scenario,
  stream,
  watch,
  state,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const collecting = (log, flush, options = {}) => {
  const parts = [];
  return watch(
    log,
    new stream.Transform({
      transform(chunk, encoding, callback) {
        parts.push(String(chunk));
        callback();
      },
      flush(callback) {
        log('_flush', parts);
        flush.call(this, callback, parts);
      },
      ...options,
    }),
    ['data', ...kQuietEvents],
  );
};

scenario('flush pushes what was collected', (log) => {
  const t = collecting(log, function (callback, parts) {
    this.push(parts.join('-'));
    callback();
  });
  t.write('a');
  t.end('b', () => log('ended'));
});

scenario('flush gives its last chunk by callback', (log) => {
  collecting(log, (callback, parts) => callback(null, parts.join('+'))).end(
    'a',
  );
});

scenario('flush gives null by callback', (log) => {
  collecting(log, (callback) => callback(null, null)).end('a');
});

scenario('flush with an error', (log) => {
  const t = collecting(log, (callback) => callback(new Error('bad flush')));
  t.end('a', (...args) => log('ended', ...args));
});

scenario('a throw in flush', (log) => {
  const t = collecting(log, () => {
    throw new Error('thrown in flush');
  });
  try {
    t.end('a');
  } catch (error) {
    log('threw', error);
  }
});

scenario('an asynchronous flush delays finish and end', async (log) => {
  for (const defer of [process.nextTick, queueMicrotask, setImmediate]) {
    collecting(log, (callback) => defer(() => callback(null, defer.name))).end(
      'a',
    );
    await turn();
    await turn();
  }
});

scenario('flush twice', (log) => {
  collecting(log, (callback) => {
    callback();
    callback();
  }).end('a');
});

scenario('a Transform with its own _final', (log) => {
  collecting(log, (callback) => callback(null, 'flushed'), {
    final(callback) {
      log('_final');
      callback();
    },
  }).end('a');
});

scenario('flush waits for an asynchronous transform', (log) => {
  const t = new stream.Transform({
    transform(chunk, encoding, callback) {
      setImmediate(() => callback(null, chunk));
    },
    flush(callback) {
      log('_flush');
      callback();
    },
  });
  watch(log, t, ['data', ...kQuietEvents]);
  t.write('a');
  t.end('b');
});

scenario('end of an empty Transform', (log) => {
  const t = collecting(log, (callback) => callback());
  t.end();
  process.nextTick(() => log('tick', state(t)));
});

scenario('finish comes before end, even unread', async (log) => {
  const t = collecting(log, (callback) => callback(null, 'x'));
  t.pause();
  t.end();
  await turn();
  log('state', state(t));
  t.resume();
});

scenario('destroy in flush', (log) => {
  collecting(log, function (callback) {
    this.destroy();
    callback(null, 'late');
  }).end('a');
});
