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

scenario('_final that answers with an error and then throws', (log) => {
  const w = sink(log, {
    final(callback) {
      callback(new Error('answered'));
      throw new Error('thrown');
    },
  });
  w.on('error', (error) => log('error', error));
  w.end((error) => log('end callback', error));
  log('pendingcb', w._writableState.pendingcb);
});

scenario('prefinish does not come inside the last buffered _write', (log) => {
  const waiting = [];
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      if (waiting.length === 0) waiting.push(callback);
      else callback();
      log('_write', chunk, w.writableLength);
    },
  });
  w.on('prefinish', () => log('prefinish'));
  w.write('a');
  w.end('b');
  waiting[0]();
  log('answered');
});

scenario(
  'a throw in a buffered _write leaves the stream unfinished',
  async (log) => {
    const w = new stream.Writable({
      write(chunk, encoding, callback) {
        setImmediate(callback);
        if (String(chunk) === 'b') throw new Error('bad');
      },
    });
    w.on('finish', () => log('finish'));
    w.write('a');
    w.write('b', () => log('written b'));
    w.end();
    await turn();
    await turn();
    log('length', w.writableLength);
  },
);

scenario('a write from the callback of a failed write fails with it', (log) => {
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      setImmediate(callback, new Error('bad'));
    },
  });
  w.on('error', (error) => log('error', error));
  w.write('a');
  w.write('b', (error) => {
    log('b', error);
    log(
      'again',
      w.write('c', (again) => log('c', again, error === again)),
    );
  });
});

scenario('end callbacks of a destroyed stream share their error', (log) => {
  const errors = [];
  const w = new stream.Writable({ construct() {} });
  w.end((error) => errors.push(error));
  w.end((error) => log('same', error === errors[0], error));
  w.destroy();
});

scenario('_final that answers more than once', async (log) => {
  for (const autoDestroy of [true, false]) {
    for (const error of [null, new Error('answered')]) {
      const w = sink(log, {
        autoDestroy,
        final(callback) {
          callback(error);
          throw new Error('thrown');
        },
      });
      for (const event of ['prefinish', 'finish', 'close'])
        w.on(event, () => log(event));
      w.on('error', (failure) => log('error', failure));
      w.end((failure) => log('end callback', failure));
      log('pendingcb', w._writableState.pendingcb);
      await turn();
      log('pendingcb', w._writableState.pendingcb);
    }
  }
});
