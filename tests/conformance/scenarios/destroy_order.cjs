'use strict';
// destroy: order of error, close and callbacks; twice; with and without _destroy; errors after close; autoDestroy.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  sink,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const kinds = ['Readable', 'Writable', 'Duplex', 'Transform'];
const make = (kind, options) =>
  new stream[kind]({
    read() {},
    write(chunk, encoding, callback) {
      callback();
    },
    transform(chunk, encoding, callback) {
      callback();
    },
    ...options,
  });

for (const kind of kinds) {
  scenario(`${kind}.destroy() emits close on a tick`, (log) => {
    const s = watch(log, make(kind), kQuietEvents);
    log('destroy', s.destroy() === s, state(s));
    process.nextTick(() => log('tick', state(s)));
    Promise.resolve().then(() => log('promise'));
  });

  scenario(`${kind}.destroy(error) emits error, then close`, (log) => {
    const s = watch(log, make(kind), kQuietEvents);
    s.destroy(new Error('gone'));
    log('state', state(s));
    process.nextTick(() => log('tick', state(s)));
  });

  scenario(`${kind}.destroy twice keeps the first error`, (log) => {
    const s = watch(log, make(kind), kQuietEvents);
    s.destroy(new Error('first'));
    s.destroy(new Error('second'));
    log('errored', s.errored);
  });

  scenario(`${kind} without error listener lets the error out`, async (log) => {
    const s = watch(log, make(kind), ['close']);
    s.destroy(new Error('unheard'));
    await turn();
    log('state', state(s));
  });
}

scenario('_destroy gets the error and decides what is emitted', (log) => {
  for (const answer of [
    undefined,
    null,
    new Error('replaced'),
    'not an error',
  ]) {
    const s = make('Duplex', {
      destroy(error, callback) {
        log('_destroy', error);
        callback(answer);
      },
    });
    watch(log, s, ['error', 'close']);
    s.destroy(new Error('given'));
  }
});

scenario('_destroy may take its time', async (log) => {
  let finish;
  const s = make('Duplex', {
    destroy(error, callback) {
      finish = callback;
    },
  });
  watch(log, s, kQuietEvents);
  s.destroy();
  await turn();
  log('waiting', state(s));
  finish(new Error('late'));
  log('called back', state(s));
});

scenario('a throw in _destroy', (log) => {
  const s = make('Readable', {
    destroy() {
      throw new Error('thrown in _destroy');
    },
  });
  watch(log, s, kQuietEvents);
  try {
    s.destroy();
  } catch (error) {
    log('threw', error);
  }
  log('state', state(s));
});

scenario('the callback of _destroy twice', (log) => {
  const s = make('Readable', {
    destroy(error, callback) {
      callback();
      callback(new Error('again'));
    },
  });
  watch(log, s, kQuietEvents);
  s.destroy();
});

scenario('destroy(error, callback) of the prototype', (log) => {
  for (const kind of kinds) {
    const s = watch(log, make(kind), kQuietEvents, `${kind} `);
    s.destroy(null, (...args) => log('callback', ...args));
    s.destroy(new Error('x'), (...args) => log('callback 2', ...args));
  }
});

scenario('errors after close are not emitted', async (log) => {
  let keep;
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      keep = callback;
    },
  });
  watch(log, w, ['error', 'close']);
  w.write('a', (...args) => log('written', ...args));
  w.destroy();
  await turn();
  keep(new Error('too late'));
  await turn();
  log('errored', w.errored);
});

scenario('destroy with a value that is no error', (log) => {
  for (const value of ['text', 5, {}, null, undefined, 0, '']) {
    const s = watch(log, make('Readable'), ['error', 'close']);
    try {
      s.destroy(value);
    } catch (error) {
      log('threw', error);
    }
    log('errored', s.errored, s.destroyed);
  }
});

scenario(
  'destroy in the error listener, destroy in the close listener',
  (log) => {
    const s = make('Duplex');
    s.on('error', (error) => {
      log('error', error);
      s.destroy(new Error('again'));
    });
    s.on('close', () => {
      log('close');
      s.destroy(new Error('and again'));
    });
    s.destroy(new Error('first'));
  },
);

scenario('a throw in the error listener', async (log) => {
  const s = make('Readable');
  s.on('error', () => {
    throw new Error('thrown by the listener');
  });
  watch(log, s, ['close']);
  s.destroy(new Error('first'));
  await turn();
  log('state', state(s));
});

scenario('destroy in the middle of a flow', async (log) => {
  const r = source(log);
  for (const chunk of ['a', 'b', 'c']) r.push(chunk);
  r.on('data', (chunk) => {
    log('data', chunk);
    if (String(chunk) === 'b') r.destroy();
  });
  watch(log, r, ['end', 'close']);
  await turn();
  log('state', state(r));
});

scenario('destroy inside _read', (log) => {
  const r = new stream.Readable({
    read() {
      this.push('a');
      this.destroy(new Error('inside'));
      log('push', this.push('b'));
    },
  });
  watch(log, r, ['data', ...kQuietEvents]);
});

scenario(
  'autoDestroy after end, only when both sides are done',
  async (log) => {
    const d = make('Duplex');
    watch(log, d, kQuietEvents);
    d.push(null);
    d.resume();
    await turn();
    log('read side done', state(d));
    d.end();
    await turn();
    log('both done', state(d));
  },
);

scenario('autoDestroy false with an error', async (log) => {
  const w = new stream.Writable({
    autoDestroy: false,
    write(chunk, encoding, callback) {
      callback(new Error('bad'));
    },
  });
  watch(log, w, kQuietEvents);
  w.write('a');
  await turn();
  log('state', state(w));
});

scenario('emitClose false with an error', (log) => {
  const s = watch(log, make('Duplex', { emitClose: false }), kQuietEvents);
  s.destroy(new Error('quiet'));
});

scenario('stream.destroy and the predicates', async (log) => {
  const s = watch(log, make('Duplex'), ['error', 'close']);
  const show = () =>
    log(
      'predicates',
      stream.isReadable(s),
      stream.isWritable(s),
      stream.isErrored(s),
      stream.isDisturbed(s),
      stream.isDestroyed(s),
    );
  show();
  stream.destroy(s);
  show();
  await turn();
  show();
});

scenario('pending writes are answered before close', (log) => {
  const w = new stream.Writable({ write() {} });
  watch(log, w, kQuietEvents);
  w.write('a', (...args) => log('written a', ...args));
  w.write('b', (...args) => log('written b', ...args));
  w.end((...args) => log('ended', ...args));
  w.destroy(new Error('gone'));
  log('destroyed');
});

scenario('sink destroyed while a source pipes into it', async (log) => {
  const r = source(log);
  const w = watch(log, sink(log), kQuietEvents);
  r.pipe(w);
  r.push('a');
  await turn();
  w.destroy();
  await turn();
  log('push', r.push('b'));
  await turn();
  log('source', state(r));
});
