'use strict';
// finished, with callback and as promise: which event it waits for, options, cleanup, streams over already.

const {
  scenario,
  stream,
  watch,
  source,
  sink,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const { finished } = stream;
const duplex = () =>
  new stream.Duplex({
    read() {},
    write(chunk, encoding, callback) {
      callback();
    },
  });

scenario('finished of a Readable', (log) => {
  const r = watch(log, source(log), kQuietEvents);
  log('returns', typeof finished(r, (...args) => log('finished', ...args)));
  r.push(null);
  r.resume();
});

scenario('finished of a Writable', (log) => {
  const w = watch(log, sink(log), kQuietEvents);
  finished(w, (...args) => log('finished', ...args));
  w.end();
});

scenario('finished waits for both sides of a Duplex', async (log) => {
  const d = watch(log, duplex(), kQuietEvents);
  finished(d, (...args) => log('finished', ...args));
  d.end();
  await turn();
  log('one side');
  d.push(null);
  d.resume();
});

scenario('finished of one side only', async (log) => {
  const d = duplex();
  finished(d, { readable: false }, (...args) => log('writable', ...args));
  finished(d, { writable: false }, (...args) => log('readable', ...args));
  d.end();
  await turn();
  log('one side');
  d.push(null);
  d.resume();
});

scenario('finished with an error', (log) => {
  const r = source(log);
  finished(r, (...args) => log('finished', ...args));
  r.destroy(new Error('bad'));
});

scenario('finished with a premature close', (log) => {
  for (const s of [source(log), sink(log), duplex()]) {
    finished(s, (...args) => log('finished', ...args));
    s.destroy();
  }
});

scenario('finished of a stream that is over', async (log) => {
  const ended = source(log);
  ended.push(null);
  ended.resume();
  const failed = source(log);
  failed.on('error', () => {});
  failed.destroy(new Error('earlier'));
  const destroyed = sink(log);
  destroyed.destroy();
  await turn();
  for (const [name, s] of Object.entries({ ended, failed, destroyed })) {
    finished(s, (...args) => log(name, ...args));
    log('called later');
  }
});

scenario('the function finished returns takes the callback off', (log) => {
  const w = sink(log);
  const before = w.eventNames().length;
  const off = finished(w, () => log('must not be called'));
  log('listeners', w.eventNames().length > before);
  off();
  log('listeners', w.eventNames().length - before);
  w.end();
});

scenario('finished keeps or removes its listeners', async (log) => {
  for (const cleanup of [false, true]) {
    const w = sink(log);
    finished(w, { cleanup }, () => log('finished'));
    w.end();
    await turn();
    log(
      `cleanup ${cleanup}`,
      w.listenerCount('error'),
      w.listenerCount('finish'),
    );
  }
});

scenario('finished with error: false', (log) => {
  const r = watch(log, source(log), ['error', 'close']);
  finished(r, { error: false }, (...args) => log('finished', ...args));
  r.destroy(new Error('bad'));
});

scenario('promises.finished', async (log) => {
  const w = sink(log);
  const done = stream.promises.finished(w);
  w.end();
  log('value', await done);
  const r = source(log);
  const failing = stream.promises.finished(r);
  r.destroy(new Error('bad'));
  await failing.catch((error) => log('rejected', error));
});

scenario('finished with a signal', async (log) => {
  const controller = new AbortController();
  const r = watch(log, source(log), kQuietEvents);
  finished(r, { signal: controller.signal }, (...args) =>
    log('finished', ...args),
  );
  controller.abort();
  await turn();
  log('destroyed', r.destroyed);
});

scenario('finished with wrong arguments', (log) => {
  for (const args of [
    [],
    [source(log)],
    [5, () => {}],
    [{}, () => {}],
    [source(log), 5, () => {}],
    [source(log), {}, 5],
  ]) {
    try {
      log('returned', typeof finished(...args));
    } catch (error) {
      log('threw', error);
    }
  }
});

scenario('finished when the stream never emits close', async (log) => {
  const w = sink(log, { emitClose: false });
  finished(w, (...args) => log('finished', ...args));
  w.end();
  await turn();
  log('closed', w.closed);
});

scenario('finished of an old-style stream', (log) => {
  const { EventEmitter } = require('events');
  const old = Object.assign(new EventEmitter(), {
    writable: true,
    readable: false,
    write() {},
    end() {},
  });
  try {
    finished(old, (...args) => log('finished', ...args));
  } catch (error) {
    log('threw', error);
  }
  old.emit('finish');
  old.emit('close');
});

/** How many of finished()'s listeners `s` has, by event. */
const heard = (s) =>
  ['end', 'finish', 'error', 'close'].map((event) => s.listenerCount(event));

scenario('finished of what is over listens for errors only', async (log) => {
  for (const options of [{}, { error: false }]) {
    const s = duplex();
    s.end();
    s.push(null);
    s.resume();
    await turn();
    const before = heard(s);
    const cleanup = finished(s, options, (...args) => log('told', ...args));
    log('listeners', options, before, heard(s));
    await turn();
    cleanup();
    log('after cleanup', heard(s));
  }
});

scenario('finished({ error: false }) of a stream that fails', (log) => {
  const s = duplex();
  s.destroy(new Error('bad'));
  finished(s, { error: false }, (...args) => log('told', ...args));
});

scenario('finished of the writable side waits for writes', async (log) => {
  let callback;
  const s = duplex();
  s._write = (chunk, encoding, cb) => (callback = cb);
  s.end('x');
  finished(s, { readable: false }, (...args) => log('told', ...args));
  log('listeners', heard(s));
  await turn();
  log('answered');
  callback();
});

scenario('finished tells the error of a stream being destroyed', (log) => {
  const s = duplex();
  s.on('error', (error) => log('error', error));
  s._destroy = (error, callback) => setImmediate(callback, error);
  s.destroy(new Error('bad'));
  finished(s, { readable: false }, (...args) => log('told', ...args));
  log('listeners', heard(s));
});

scenario('finished after an error without autoDestroy', async (log) => {
  const s = new stream.Writable({ autoDestroy: false, write() {} });
  s.on('error', (error) => log('error', error));
  s.end();
  s.write('late');
  await turn();
  finished(s, (...args) => log('told', ...args));
  log('listeners', heard(s));
});

scenario('cleaning up one of two finished() of what is over', async (log) => {
  const s = duplex();
  s.destroy();
  await turn();
  const first = finished(s, (...args) => log('first', ...args));
  const second = finished(s, { error: false }, () => log('second'));
  second();
  log('listeners', heard(s));
  first();
  log('listeners', heard(s));
});

scenario('finished of what is over has decided already', async (log) => {
  const closed = duplex();
  closed.destroy();
  finished(closed, { writable: false }, (...args) => log('closed', ...args));
  closed.push(null);
  const ended = new stream.Transform({ readable: false });
  ended.on('error', (error) => log('error', error));
  finished(ended, { writable: false }, (...args) => log('ended', ...args));
  ended.push('late');
});
