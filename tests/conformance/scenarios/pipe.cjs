'use strict';
// pipe: order of its listeners, backpressure, several destinations, needDrain already set, rings. Ends and errors: pipe_ends.

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

const slow = (log, options = {}) => {
  const pending = [];
  const w = sink(log, {
    highWaterMark: 2,
    write(chunk, encoding, callback) {
      log('_write', chunk);
      pending.push(callback);
    },
    ...options,
  });
  return { w, release: () => pending.shift()() };
};

scenario('pipe gives its destination and emits pipe', (log) => {
  const r = source(log);
  const w = sink(log);
  w.on('pipe', (from) => log('pipe', from === r));
  log('pipe', r.pipe(w) === w);
  log('state', state(r));
});

scenario('pipe moves data and the end', (log) => {
  const r = watch(log, source(log), kQuietEvents, 'r ');
  const w = watch(log, sink(log), kQuietEvents, 'w ');
  r.pipe(w);
  r.push('a');
  r.push('b');
  r.push(null);
});

scenario('backpressure pauses the source until drain', async (log) => {
  const { w, release } = slow(log);
  const r = watch(log, source(log), ['pause', 'resume', 'end'], 'r ');
  watch(log, w, ['drain'], 'w ');
  r.pipe(w);
  r.push('ab');
  r.push('cd');
  await turn();
  log('state', state(r), w.writableNeedDrain);
  release();
  await turn();
  log('state', state(r), w.writableNeedDrain);
});

scenario('a destination that needs a drain already', async (log) => {
  const { w, release } = slow(log);
  w.write('full');
  const r = source(log);
  r.push('a');
  r.pipe(w);
  log('state', state(r), w.writableNeedDrain);
  await turn();
  log('waiting', state(r));
  release();
  await turn();
  log('drained', state(r));
});

scenario('two destinations: the slower one decides', async (log) => {
  const { w: a, release } = slow(log);
  const b = sink(log, {
    write(chunk, encoding, callback) {
      log('b _write', chunk);
      callback();
    },
  });
  const r = source(log);
  r.pipe(a);
  r.pipe(b);
  r.push('one');
  r.push('two');
  await turn();
  log('state', state(r));
  release();
  await turn();
  release();
  await turn();
  log('state', state(r));
});

scenario('both destinations must drain', async (log) => {
  const { w: a, release: releaseA } = slow(log);
  const { w: b, release: releaseB } = slow(log);
  const r = source(log);
  r.pipe(a);
  r.pipe(b);
  r.push('one');
  await turn();
  releaseA();
  await turn();
  log('one drained', state(r));
  releaseB();
  await turn();
  log('both drained', state(r));
});

scenario('end: false leaves the destination open', async (log) => {
  const r = source(log);
  const w = watch(log, sink(log), kQuietEvents);
  r.pipe(w, { end: false });
  r.push('a');
  r.push(null);
  await turn();
  log('state', state(w));
});

scenario('a data listener before and after pipe: order of delivery', (log) => {
  const r = source(log);
  r.on('data', (chunk) => log('before', chunk));
  r.pipe(sink(log));
  r.on('data', (chunk) => log('after', chunk));
  r.push('a');
});

scenario('listeners that pipe adds and removes', async (log) => {
  const r = source(log);
  const w = sink(log);
  const show = (what) => {
    const count = (s, events) => events.map((event) => s.listenerCount(event));
    log(what, count(r, ['data', 'end', 'error', 'close']));
    log(
      what,
      count(w, ['unpipe', 'drain', 'error', 'close', 'finish', 'pipe']),
    );
  };
  show('before');
  r.pipe(w);
  show('piped');
  r.push('a');
  r.push(null);
  await turn();
  show('ended');
});

scenario('a chain of three', (log) => {
  const r = source(log);
  const t = new stream.Transform({
    transform(chunk, encoding, callback) {
      log('_transform', chunk);
      callback(null, `<${chunk}>`);
    },
  });
  const w = watch(log, sink(log), ['finish', 'close']);
  r.pipe(t).pipe(w);
  r.push('a');
  r.push('b');
  r.push(null);
});

scenario('a.pipe(b).pipe(a) with two Duplexes', (log) => {
  const talker = (name, count) => {
    let n = 0;
    return new stream.Duplex({
      read() {
        if (n < count) this.push(`${name}${n++}`);
        else if (n++ === count) this.push(null);
      },
      write(chunk, encoding, callback) {
        log(`${name} hears`, chunk);
        callback();
      },
    });
  };
  const a = watch(log, talker('a', 3), kQuietEvents, 'a ');
  const b = watch(log, talker('b', 2), kQuietEvents, 'b ');
  a.pipe(b).pipe(a);
});

scenario('a readable listener beside a pipe', async (log) => {
  const r = source(log);
  r.on('readable', () => log('readable', r.readableLength, r.read()));
  r.pipe(sink(log));
  r.push('a');
  await turn();
  log('state', state(r));
});

scenario('pause() by hand on a piped source', async (log) => {
  const r = source(log);
  r.pipe(sink(log));
  await turn();
  r.pause();
  r.push('a');
  await turn();
  log('paused', state(r));
  r.resume();
  await turn();
  log('resumed', state(r));
});

scenario('pipe to the same destination twice', (log) => {
  const r = source(log);
  const w = watch(log, sink(log), ['pipe', 'unpipe', 'finish'].slice(2));
  r.pipe(w);
  r.pipe(w);
  r.push('a');
  r.push(null);
});

scenario('pipe to an old-style writable', (log) => {
  const { EventEmitter } = require('events');
  const old = new EventEmitter();
  old.writable = true;
  old.write = (chunk) => {
    log('old write', chunk);
    return true;
  };
  old.end = () => log('old end');
  const r = source(log);
  r.pipe(old);
  r.push('a');
  r.push(null);
});

scenario('pipe to a destination whose write() is replaced', (log) => {
  const r = source(log);
  const w = sink(log);
  const { write } = w;
  w.write = function (chunk, ...rest) {
    log('replaced', chunk, rest);
    return write.call(this, chunk, ...rest);
  };
  r.pipe(w);
  r.push('a');
});

scenario('pipe from a source whose read and on are replaced', (log) => {
  const r = source(log);
  const { on } = r;
  r.on = function (event, listener) {
    log('on', event);
    return on.call(this, event, listener);
  };
  r.pipe(sink(log));
  r.push('a');
});

scenario('pipe in object mode', (log) => {
  const r = source(log, { objectMode: true });
  const w = sink(log, { objectMode: true });
  r.pipe(w);
  r.push({ a: 1 });
  r.push(0);
  r.push('');
  r.push(null);
});

scenario('a text source piped into a byte sink', (log) => {
  const r = source(log, { encoding: 'utf8' });
  r.pipe(sink(log));
  r.push('é');
  r.push(null);
});

scenario(
  'a thousand chunks through three stages, with backpressure',
  async (log) => {
    let made = 0;
    const r = new stream.Readable({
      highWaterMark: 50,
      read() {
        this.push(made < 1000 ? `${made++},` : null);
      },
    });
    const t = new stream.Transform({
      highWaterMark: 20,
      transform(chunk, encoding, callback) {
        if (chunk.length === 2) setImmediate(callback, null, chunk);
        else callback(null, chunk);
      },
    });
    let text = '';
    let writes = 0;
    const w = new stream.Writable({
      highWaterMark: 10,
      write(chunk, encoding, callback) {
        text += chunk;
        if (++writes % 7 === 0) process.nextTick(callback);
        else callback();
      },
    });
    const events = {};
    for (const [name, s] of Object.entries({ r, t, w })) {
      for (const event of kQuietEvents) {
        s.on(
          event,
          () =>
            (events[`${name} ${event}`] =
              (events[`${name} ${event}`] ?? 0) + 1),
        );
      }
    }
    r.pipe(t).pipe(w);
    await new Promise((resolve) => w.on('close', resolve));
    log('events', events);
    log(
      'writes',
      writes,
      text === Array.from({ length: 1000 }, (_, i) => `${i},`).join(''),
    );
  },
);

scenario(
  'drain resumes a source whose data listeners were all removed',
  async (log) => {
    const r = source(log);
    const callbacks = [];
    const w = new stream.Writable({
      highWaterMark: 1,
      write: (chunk, encoding, callback) => callbacks.push(callback),
    });
    r.pipe(w);
    await new Promise((resolve) => setImmediate(resolve));
    r.push('a');
    await new Promise((resolve) => setImmediate(resolve));
    r.removeAllListeners('data');
    log('waiting', r.readableFlowing, w.writableNeedDrain);
    callbacks[0]();
    log('drained', r.readableFlowing);
  },
);
