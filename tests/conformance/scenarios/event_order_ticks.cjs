'use strict';
// Order of stream events among nextTick, promises, queueMicrotask and setImmediate. A 0 ms timer against an immediate
// is not fixed by Node, so no timers here.

const {
  scenario,
  stream,
  watch,
  source,
  sink,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

/** Marks before and after `action`, of every kind of task. */
function amid(log, action) {
  const mark = (when) => {
    process.nextTick(() => log(`tick ${when}`));
    Promise.resolve().then(() => log(`promise ${when}`));
    queueMicrotask(() => log(`microtask ${when}`));
    setImmediate(() => log(`immediate ${when}`));
  };
  mark('before');
  action();
  mark('after');
}

const cases = {
  'destroy()': (log) => watch(log, source(log), kQuietEvents).destroy(),
  'destroy(error)': (log) =>
    watch(log, source(log), kQuietEvents).destroy(new Error('x')),
  'end()': (log) => watch(log, sink(log), kQuietEvents).end(),
  'end(chunk, callback)': (log) =>
    watch(log, sink(log), kQuietEvents).end('a', () => log('ended')),
  'push() to a data listener': (log) =>
    watch(log, source(log), ['data']).push('a'),
  'push() to a readable listener': (log) =>
    watch(log, source(log), ['readable']).push('a'),
  'push(null) and resume()': (log) => {
    const r = watch(log, source(log), kQuietEvents);
    r.push(null);
    r.resume();
  },
  'read() on an empty stream': (log) =>
    watch(log, source(log), ['readable']).read(),
  'pause() and resume()': (log) =>
    watch(log, source(log), kQuietEvents).pause().resume(),
  'write() with a synchronous callback': (log) =>
    sink(log).write('a', () => log('written')),
  'write() in object mode': (log) => {
    const w = watch(
      log,
      sink(log, { objectMode: true, highWaterMark: 1 }),
      kQuietEvents,
    );
    log('write', w.write('a'));
  },
  'write() that needs a drain': (log) => {
    const w = watch(log, sink(log, { highWaterMark: 1 }), kQuietEvents);
    log('write', w.write('ab'));
  },
  'a failing write()': (log) => {
    const w = sink(log, {
      write(chunk, encoding, callback) {
        callback(new Error('bad'));
      },
    });
    watch(log, w, kQuietEvents).write('a', (error) => log('written', error));
  },
  'write() after end()': (log) => {
    const w = watch(log, sink(log), kQuietEvents);
    w.end();
    w.write('late', (error) => log('written', error));
  },
  'write() after destroy()': (log) => {
    const w = watch(log, sink(log), kQuietEvents);
    w.destroy();
    w.write('late', (error) => log('written', error));
  },
  'pipe()': (log) => {
    const r = source(log);
    r.push('a');
    r.push(null);
    watch(log, r, kQuietEvents, 'r ').pipe(
      watch(log, sink(log), kQuietEvents, 'w '),
    );
  },
  'pipe() of an ended stream': (log) => {
    const r = source(log);
    r.push(null);
    watch(log, r, kQuietEvents, 'r ').pipe(
      watch(log, sink(log), kQuietEvents, 'w '),
    );
  },
  'a Transform from write() to data': (log) => {
    const t = watch(log, new stream.PassThrough(), ['data', ...kQuietEvents]);
    t.write('a');
    t.end('b');
  },
  'a Transform in object mode': (log) => {
    const t = watch(log, new stream.PassThrough({ objectMode: true }), [
      'data',
      ...kQuietEvents,
    ]);
    t.write(1);
    t.end(2);
  },
  'a Duplex that ends on both sides': (log) => {
    const d = new stream.Duplex({
      read() {
        this.push(null);
      },
      write(chunk, encoding, callback) {
        callback();
      },
    });
    watch(log, d, kQuietEvents);
    d.resume();
    d.end('a');
  },
  'construct that calls back at once': (log) => {
    const w = sink(log, {
      construct(callback) {
        log('_construct');
        callback();
      },
    });
    watch(log, w, kQuietEvents).end('a');
  },
  'finished()': (log) => {
    const w = sink(log);
    stream.finished(w, () => log('finished'));
    w.end();
  },
  'finished() of a stream that is over': (log) => {
    const w = sink(log);
    w.destroy();
    stream.finished(w, (error) => log('finished', error));
  },
  'pipeline()': (log) => {
    const r = source(log);
    r.push('a');
    r.push(null);
    stream.pipeline(r, new stream.PassThrough(), sink(log), () =>
      log('pipelined'),
    );
  },
  'adding a data listener to a filled stream': (log) => {
    const r = source(log);
    r.push('a');
    watch(log, r, ['data']);
  },
  'adding a readable listener to a filled stream': (log) => {
    const r = source(log);
    r.push('a');
    watch(log, r, ['readable']);
  },
  'removing a readable listener': (log) => {
    const r = source(log);
    const listener = () => log('readable');
    r.on('readable', listener);
    r.on('data', (chunk) => log('data', chunk));
    r.push('a');
    r.off('readable', listener);
  },
  'unshift()': (log) => {
    const r = watch(log, source(log), ['data']);
    r.push('b');
    r.unshift('a');
  },
};

for (const [name, action] of Object.entries(cases)) {
  scenario(`${name} among other tasks`, (log) => amid(log, () => action(log)));
  scenario(`${name} inside a promise`, async (log) => {
    await null;
    amid(log, () => action(log));
  });
}

scenario('ticks queued by listeners come before promises', async (log) => {
  const r = source(log);
  r.on('data', (chunk) => {
    log('data', chunk);
    Promise.resolve().then(() => log('promise of data'));
    process.nextTick(() => log('tick of data'));
  });
  r.on('end', () => {
    log('end');
    process.nextTick(() => log('tick of end'));
  });
  r.on('close', () => log('close'));
  r.push('a');
  r.push(null);
  await turn();
});
