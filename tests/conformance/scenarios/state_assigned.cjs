'use strict';
// _readableState and _writableState as objects: which fields are their own, how they are described, and what assigning does.

const { scenario, stream } = require('../prelude.cjs');

const { Duplex, Readable, Writable, finished } = stream;

/** What a field reads after `value` was assigned, on a stream of its own. */
function assigned(log, Class, key, field, values) {
  for (const value of values) {
    const s = new Class({ read() {}, write() {} });
    s[key][field] = value;
    const found = s[key][field];
    log(field, found === value ? 'what was assigned' : found);
  }
}

scenario('what each flag of a state makes of other values', (log) => {
  const values = [true, false, null, undefined, 0, 5, 'x', ['a']];
  const flags = (object) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter(
      (name) =>
        !/constructor|getBuffer|pipesCount|bufferedRequestCount/.test(name) &&
        !/buffered|afterWriteTickInfo/.test(name),
    );
  const r = new Readable()._readableState;
  const w = new Writable()._writableState;
  for (const field of flags(r))
    assigned(log, Readable, '_readableState', field, values);
  for (const field of flags(w))
    assigned(log, Writable, '_writableState', field, values);
  assigned(log, Readable, '_readableState', 'errored', [new Error('e'), null]);
  assigned(log, Writable, '_writableState', 'errored', [new Error('e'), null]);
});

scenario('what is the state’s own, as data', async (log) => {
  const show = (state) => {
    const found = Object.getOwnPropertyDescriptors(state);
    for (const key of Object.keys(found)) {
      const { value, writable, enumerable, configurable } = found[key];
      const shown = typeof value === 'object' ? String(value) : typeof value;
      log(key, [shown, writable, enumerable, configurable]);
    }
  };
  const r = new Readable({ read() {}, objectMode: true });
  r.push('a');
  const w = new Writable({ write() {} });
  const d = new Duplex({ readable: false, writable: false });
  r.readable = false;
  w.writable = true;
  for (const s of [r, d]) show(s._readableState);
  for (const s of [w, d]) show(s._writableState);
  log('keys', Object.keys({ ...r._readableState }));
  log('length', Object.assign({}, w._writableState).length);
  Object.defineProperty(r._readableState, 'length', { value: 7 });
  log('defined', r.readableLength);
  log('class', r._readableState instanceof Readable.ReadableState);
});

scenario('a buffer assigned to a state is what is read', async (log) => {
  const r = new Readable({ read() {}, objectMode: true });
  for (const chunk of ['a', 'b', 'c']) r.push(chunk);
  r._readableState.buffer = ['x', 'y', 'z'];
  log('buffer', r._readableState.buffer);
  log('read', r.read(), r.read(), r.readableLength);
  r._readableState.buffer = [];
  r._readableState.length = 0;
  log('read', r.read(), r.readableLength);
});

scenario('an error assigned to a state is the stream’s', async (log) => {
  const error = new Error('assigned');
  const r = new Readable({ read() {} });
  r._readableState.errored = error;
  log('errored', r.errored === error, r.readable, r.readableAborted);
  r._readableState.errored = null;
  log('errored', r.errored, r.readable);
  const w = new Writable({ write() {} });
  w._writableState.errored = error;
  log('errored', w.errored === error, w.writable);
  log('write', w.write('a'));
  w.on('error', (e) => log('error', e.message));
});

scenario('paused, assigned, holds the flow back', async (log) => {
  const r = new Readable({ read() {} });
  r._readableState.paused = true;
  log('paused', r.isPaused(), r.readableFlowing);
  r.on('data', (chunk) => log('data', String(chunk)));
  r.push('a');
  log('flowing', r.readableFlowing);
  r._readableState.paused = false;
  log('paused', r.isPaused());
  r.resume();
});

scenario('callbacks of writes as the state shows them', async (log) => {
  const show = (label) => {
    const { writecb, afterWriteTickInfo: info } = w._writableState;
    log(label, writecb.name, info && [info.count, info.cb.name]);
    if (info) log('whose', info.stream === w, Object.keys(info));
  };
  const w = new Writable({
    write(chunk, encoding, callback) {
      show(`_write ${chunk}`);
      if (chunk > '3') setImmediate(callback);
      else callback();
      show(`left ${chunk}`);
    },
  });
  function first() {
    show('first');
  }
  function second() {
    show('second');
  }
  show('new');
  for (const [chunk, callback] of [
    ['1', first],
    ['2', second],
    ['2', second],
    ['3', undefined],
  ]) {
    w.write(chunk, callback);
    show(`wrote ${chunk}`);
  }
  await new Promise((resolve) => setImmediate(resolve));
  w.write('4', first);
  w.write('5', second);
  show('wrote two');
  await new Promise((resolve) => w.end(resolve));
  show('over');
});

scenario('awaited drains and pipes, assigned', async (log) => {
  const r = new Readable({ read() {} });
  const slow = new Writable({ highWaterMark: 1, write() {} });
  const other = new Writable({ write() {} });
  r.pipe(slow);
  r.push('a');
  await new Promise((resolve) => setImmediate(resolve));
  const state = r._readableState;
  log('awaits', state.awaitDrainWriters === slow, r.readableFlowing);
  state.awaitDrainWriters = null;
  log('awaits', state.awaitDrainWriters);
  state.awaitDrainWriters = other;
  log('awaits', state.awaitDrainWriters === other);
  state.pipes = [];
  log('pipes', state.pipes, state.pipesCount, r.listenerCount('data'));
});

scenario('a state goes on with what waited for _construct', async (log) => {
  const symbol = (state) =>
    Object.getOwnPropertySymbols(Object.getPrototypeOf(state))[0];
  const w = new Writable({
    write(chunk, encoding, callback) {
      log('_write', String(chunk));
      callback();
    },
  });
  w._writableState.constructed = false;
  w.write('a');
  w.write('b');
  w._writableState.constructed = true;
  log('returns', w._writableState[symbol(w._writableState)](w));
  log('length', w.writableLength);
  const r = new Readable({ read: () => log('_read') });
  r._readableState.needReadable = true;
  r._readableState[symbol(r._readableState)](r);
  log('readingMore', r._readableState.readingMore);
});

scenario('a field deleted is gone until it is assigned', (log) => {
  for (const [key, names] of [
    [
      '_writableState',
      ['pendingcb', 'length', 'corked', 'ended', 'buffered', 'onwrite', 'own'],
    ],
    ['_readableState', ['length', 'highWaterMark', 'flowing', 'ended', 'own']],
  ]) {
    for (const name of names) {
      const state = new Duplex({ read() {}, write() {} })[key];
      state.own = 1;
      log(name, name in state, delete state[name], name in state, state[name]);
      log(
        'listed',
        Object.keys(state).includes(name),
        Object.hasOwn(state, name),
      );
      if (typeof state[name] !== 'undefined') continue;
      state[name] = 3;
      log(
        'assigned',
        state[name],
        name in state,
        Object.keys(state).includes(name),
      );
    }
  }
});

scenario(
  'finished() of a writable side without a count of callbacks',
  async (log) => {
    const d = new Duplex({ write() {} });
    d.end('a');
    delete d._writableState.pendingcb;
    await new Promise((resolve) => {
      finished(d, { readable: false }, (...args) =>
        resolve(log('finished', ...args)),
      );
    });
  },
);
