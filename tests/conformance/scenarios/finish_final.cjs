'use strict';
// end, _final, prefinish, finish: order, callbacks, errors, wrong uses. `ended` against `ending` is seen from inside.

const {
  scenario,
  stream,
  watch,
  state,
  sink,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

scenario('end without data', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  log('end', w.end() === w, state(w));
  process.nextTick(() => log('tick', state(w)));
});

scenario('end with chunk, encoding and callback', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  w.end('6162', 'hex', (...args) => log('ended', ...args));
});

scenario('_final runs before finish', (log) => {
  const w = sink(log, {
    final(callback) {
      log('_final', state(this));
      callback();
      log('called back');
    },
  });
  watch(log, w, kQuietEvents);
  w.end('a', () => log('ended'));
  log('after end', state(w));
});

scenario('prefinish may fire inside end(), before writableEnded', (log) => {
  const w = sink(log);
  w.on('prefinish', () =>
    log('prefinish', w.writableEnded, w.writableFinished, w.writable),
  );
  w.end();
  log('after', w.writableEnded, w.writableFinished);
});

scenario('an asynchronous _final delays finish', (log) => {
  for (const defer of [process.nextTick, queueMicrotask, setImmediate]) {
    const w = sink(log, {
      final(callback) {
        log(`_final ${defer.name}`);
        defer(() => callback());
      },
    });
    watch(log, w, kQuietEvents, `${defer.name} `);
    w.end();
  }
});

scenario('_final with an error', (log) => {
  const w = sink(log, {
    final(callback) {
      callback(new Error('bad final'));
    },
  });
  watch(log, w, kQuietEvents);
  w.end((...args) => log('ended', ...args));
});

scenario('a throw in _final', (log) => {
  const w = sink(log, {
    final() {
      throw new Error('thrown in _final');
    },
  });
  watch(log, w, kQuietEvents);
  try {
    w.end((...args) => log('ended', ...args));
  } catch (error) {
    log('threw', error);
  }
  log('state', state(w));
});

scenario('the callback of _final twice', (log) => {
  const w = sink(log, {
    final(callback) {
      callback();
      callback();
    },
  });
  watch(log, w, kQuietEvents);
  w.end();
});

scenario('_final waits for pending writes', async (log) => {
  const pending = [];
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      log('_write', chunk);
      pending.push(callback);
    },
    final(callback) {
      log('_final');
      callback();
    },
  });
  watch(log, w, kQuietEvents);
  w.write('a');
  w.end('b');
  await turn();
  pending.shift()();
  await turn();
  pending.shift()();
});

scenario('end twice', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  w.end((...args) => log('first', ...args));
  w.end((...args) => log('second', ...args));
});

scenario('end with a chunk after end', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  w.end();
  w.end('late', (...args) => log('second', ...args));
});

scenario('end after finish', async (log) => {
  const w = watch(log, sink(log, { autoDestroy: false }), kQuietEvents);
  w.end();
  await turn();
  w.end((...args) => log('again', ...args));
});

scenario('end after destroy', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  w.destroy();
  w.end((...args) => log('ended', ...args));
  log('state', state(w));
});

scenario('destroy between end and finish', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  w.end((...args) => log('ended', ...args));
  w.destroy();
});

scenario('destroy in _final', (log) => {
  const w = sink(log, {
    final(callback) {
      this.destroy();
      callback();
    },
  });
  watch(log, w, kQuietEvents);
  w.end((...args) => log('ended', ...args));
});

scenario('a write in prefinish', (log) => {
  const w = watch(log, sink(log), ['finish', 'error', 'close']);
  w.on('prefinish', () => log('prefinish', w.write('late')));
  w.end();
});

scenario('a throw in a finish listener', async (log) => {
  const w = watch(log, sink(log), ['close']);
  w.on('finish', () => {
    throw new Error('thrown in finish');
  });
  w.end();
  await turn();
  log('state', state(w));
});

scenario(
  'autoDestroy false leaves the stream open after finish',
  async (log) => {
    const w = watch(log, sink(log, { autoDestroy: false }), kQuietEvents);
    w.end();
    await turn();
    log('state', state(w));
  },
);

scenario('emitClose false', async (log) => {
  const w = watch(log, sink(log, { emitClose: false }), kQuietEvents);
  w.end();
  await turn();
  log('state', state(w));
});

scenario('an async _final', (log) => {
  const w = sink(log, {
    async final(callback) {
      log('_final');
      callback();
      return 'ignored';
    },
  });
  watch(log, w, kQuietEvents);
  w.end();
});
