'use strict';
// _construct: what waits for it, errors, destroy during it.

const {
  scenario,
  stream,
  watch,
  state,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

/** A Duplex whose _construct keeps its callback in `box.callback`. */
function held(log, box, options = {}) {
  return new stream.Duplex({
    construct(callback) {
      log('_construct');
      box.callback = callback;
    },
    read() {
      log('_read');
    },
    write(chunk, encoding, callback) {
      log('_write', chunk);
      callback();
    },
    final(callback) {
      log('_final');
      callback();
    },
    destroy(error, callback) {
      log('_destroy', error);
      callback(error);
    },
    ...options,
  });
}

scenario('_construct runs on a tick after the constructor', (log) => {
  const d = held(log, {});
  log('made', state(d));
  process.nextTick(() => log('tick'));
});

scenario('writes, end and reads wait for _construct', async (log) => {
  const box = {};
  const d = watch(log, held(log, box), kQuietEvents);
  log('write', d.write('a'), d.writableLength);
  d.resume();
  d.end();
  await turn();
  log('waiting', state(d));
  box.callback();
  log('constructed');
});

scenario('_construct that calls back at once', (log) => {
  const d = new stream.Writable({
    construct(callback) {
      log('_construct');
      callback();
    },
    write(chunk, encoding, callback) {
      log('_write', chunk);
      callback();
    },
  });
  watch(log, d, kQuietEvents);
  d.write('a');
  d.end();
});

scenario('an error from _construct', async (log) => {
  const box = {};
  const d = watch(log, held(log, box), kQuietEvents);
  d.write('a', (...args) => log('written', ...args));
  await turn();
  box.callback(new Error('bad construct'));
  await turn();
  log('state', state(d));
});

scenario('a throw in _construct', (log) => {
  const d = new stream.Readable({
    construct() {
      throw new Error('thrown in _construct');
    },
    read() {},
  });
  watch(log, d, kQuietEvents);
});

scenario('destroy during _construct waits for it', async (log) => {
  const box = {};
  const d = watch(log, held(log, box), kQuietEvents);
  await turn();
  d.destroy(new Error('early'));
  log('state', state(d));
  await turn();
  box.callback();
  await turn();
  log('state', state(d));
});

scenario('destroy before _construct began', async (log) => {
  const box = {};
  const d = watch(log, held(log, box), kQuietEvents);
  d.destroy();
  log('state', state(d));
  await turn();
  box.callback?.();
});

scenario('destroy during _construct, which then fails too', async (log) => {
  const box = {};
  const d = watch(log, held(log, box), kQuietEvents);
  await turn();
  d.destroy(new Error('destroyed'));
  box.callback(new Error('construct failed'));
});

scenario('the callback of _construct twice', async (log) => {
  const box = {};
  const d = watch(log, held(log, box), kQuietEvents);
  await turn();
  box.callback();
  try {
    box.callback();
  } catch (error) {
    log('threw', error);
  }
  await turn();
  log('state', state(d));
});

scenario('_construct of a subclass', (log) => {
  class Late extends stream.Writable {
    _construct(callback) {
      log('_construct', this instanceof Late);
      setImmediate(callback);
    }
    _write(chunk, encoding, callback) {
      log('_write', chunk);
      callback();
    }
  }
  watch(log, new Late(), kQuietEvents).end('a');
});

scenario('_construct of a Transform', (log) => {
  const t = new stream.Transform({
    construct(callback) {
      log('_construct');
      process.nextTick(callback);
    },
    transform(chunk, encoding, callback) {
      callback(null, chunk);
    },
    flush(callback) {
      log('_flush');
      callback();
    },
  });
  watch(log, t, ['data', ...kQuietEvents]);
  t.end('a');
});

scenario('push before _construct has finished', async (log) => {
  const box = {};
  const d = watch(log, held(log, box), ['readable', 'data']);
  log('push', d.push('early'));
  await turn();
  box.callback();
});

scenario('what waits for _construct waits in the emitter', async (log) => {
  const waiting = [];
  const w = new stream.Writable({
    construct: (callback) => waiting.push(callback),
    write(chunk, encoding, callback) {
      log('_write', chunk);
      callback();
    },
    destroy(error, callback) {
      log('_destroy', error);
      callback(error);
    },
  });
  log('names', w.eventNames().map(String));
  w.write('a');
  w.destroy();
  log('names', w.eventNames().map(String));
  await new Promise((resolve) => setImmediate(resolve));
  waiting[0]();
  await new Promise((resolve) => setImmediate(resolve));
  log('names', w.eventNames().map(String), w.destroyed, w.closed);
});

scenario(
  'removeAllListeners() also takes what waits for _construct',
  async (log) => {
    for (const destroyed of [false, true]) {
      const w = new stream.Writable({
        construct(callback) {
          if (destroyed) w.destroy();
          w.removeAllListeners();
          callback();
        },
        write: () => log('_write'),
        destroy: () => log('_destroy'),
      });
      w.write('a');
      await new Promise((resolve) => setImmediate(resolve));
      log('state', w.writableLength, w.destroyed, w.closed);
    }
  },
);
