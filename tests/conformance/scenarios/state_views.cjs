'use strict';
// _readableState and _writableState: every field after every step, what assigning does, and states without a stream.

const { stream, scenario, turn } = require('../prelude.cjs');

const { Readable, Writable, Duplex, PassThrough } = stream;

const readableFields = [
  'highWaterMark',
  'bufferIndex',
  'length',
  'objectMode',
  'ended',
  'endEmitted',
  'reading',
  'constructed',
  'sync',
  'needReadable',
  'emittedReadable',
  'readableListening',
  'resumeScheduled',
  'errorEmitted',
  'emitClose',
  'autoDestroy',
  'destroyed',
  'closed',
  'closeEmitted',
  'readingMore',
  'dataEmitted',
  'errored',
  'defaultEncoding',
  'encoding',
  'flowing',
  'pipesCount',
  'paused',
  'readable',
];
const writableFields = [
  'highWaterMark',
  'length',
  'corked',
  'writelen',
  'pendingcb',
  'objectMode',
  'finalCalled',
  'needDrain',
  'ending',
  'ended',
  'finished',
  'destroyed',
  'decodeStrings',
  'writing',
  'sync',
  'bufferProcessing',
  'constructed',
  'prefinished',
  'errorEmitted',
  'emitClose',
  'autoDestroy',
  'closed',
  'closeEmitted',
  'errored',
  'writable',
  'defaultEncoding',
  'bufferedRequestCount',
];

const valuesOf = (view, fields) =>
  Object.fromEntries(fields.map((field) => [field, view[field]]));

/** Logs what changed in both views since the last call. */
function watcher(log, s) {
  const before = {};
  return (label) => {
    const now = {
      ...(s._readableState && {
        r: valuesOf(s._readableState, readableFields),
      }),
      ...(s._writableState && {
        w: valuesOf(s._writableState, writableFields),
      }),
    };
    for (const [side, fields] of Object.entries(now)) {
      const changed = Object.entries(fields).filter(
        ([field, value]) => before[side]?.[field] !== value || !before[side],
      );
      log(`${label} ${side}`, Object.fromEntries(changed));
      before[side] = fields;
    }
  };
}

scenario('a Readable from new to end', async (log) => {
  const s = new Readable({ read() {} });
  const show = watcher(log, s);
  show('new');
  s.push('ab');
  s.push('cd');
  show('pushed');
  log('buffer', s._readableState.buffer.length);
  s.read(1);
  show('read');
  log('buffer', s._readableState.buffer);
  s.setEncoding('utf8');
  show('encoding');
  s.on('readable', () => {});
  show('readable');
  await turn();
  show('later');
  s.removeAllListeners('readable');
  show('removed');
  await turn();
  s.resume();
  show('resumed');
  await turn();
  s.pause();
  s.push(null);
  show('ended');
  s.resume();
  await turn();
  show('over');
});

scenario('a Writable from new to finish', async (log) => {
  let show = () => {};
  const s = new Writable({
    highWaterMark: 4,
    write(chunk, encoding, callback) {
      show(`_write ${chunk}`);
      setImmediate(callback);
    },
    final(callback) {
      show('_final');
      setImmediate(callback);
    },
  });
  show = watcher(log, s);
  show('new');
  s.write('abc', () => {});
  show('written');
  s.cork();
  s.write('de');
  s.write(Buffer.from('f'), () => {});
  show('corked');
  log('buffered', s.writableBuffer, s._writableState.getBuffer());
  log('all', s._writableState.allBuffers, s._writableState.allNoop);
  s.uncork();
  show('uncorked');
  for (let i = 0; i < 6; ++i) await turn();
  show('done');
  s.end();
  show('end');
  for (let i = 0; i < 6; ++i) await turn();
  show('over');
});

scenario('options of both sides', async (log) => {
  const s = new Duplex({
    readableHighWaterMark: 1,
    writableHighWaterMark: 2,
    readableObjectMode: true,
    decodeStrings: false,
    defaultEncoding: 'latin1',
    emitClose: false,
    construct: (callback) => setImmediate(callback),
    read() {},
    write: (chunk, encoding, callback) => callback(),
  });
  const show = watcher(log, s);
  show('new');
  s.write('q');
  show('waits');
  await turn();
  await turn();
  show('constructed');
  s.on('error', () => {});
  s.destroy(new Error('x'));
  show('destroying');
  await turn();
  show('destroyed');
});

scenario('sides switched off', (log) => {
  watcher(log, new Duplex({ readable: false }))('not readable');
  watcher(log, new Duplex({ writable: false }))('not writable');
  watcher(log, new PassThrough())('both');
});

scenario('fields can be assigned', (log) => {
  const check = (view, fields, values) => {
    for (const field of fields) {
      for (const value of values) {
        view[field] = value;
        log(field, view[field]);
      }
    }
  };
  const r = new Readable({ read() {} })._readableState;
  const w = new Writable({ write() {} })._writableState;
  const numbers = ['highWaterMark', 'length'];
  check(r, numbers, [5]);
  check(w, [...numbers, 'corked', 'pendingcb'], [5]);
  const isFlag = (view) => (field) => typeof view[field] === 'boolean';
  check(
    r,
    readableFields.filter(isFlag(r)).filter((f) => f !== 'paused'),
    [true, false],
  );
  check(w, writableFields.filter(isFlag(w)), [true, false]);
  check(r, ['flowing'], [true, false, null]);
  check(r, ['encoding', 'defaultEncoding'], ['hex']);
  check(w, ['defaultEncoding'], ['hex']);
});

scenario('setters of the stream reach the state', (log) => {
  const r = new Readable({ read() {} });
  for (const value of [true, false]) {
    r.readable = value;
    log('readable', r._readableState.readable, r.readable);
  }
  for (const value of [true, false, null]) {
    r.readableFlowing = value;
    log('flowing', r._readableState.flowing);
  }
  r.destroyed = true;
  log('destroyed', r._readableState.destroyed, r.readable);
  const w = new Writable({ write() {} });
  for (const value of [true, 0]) {
    w.writable = value;
    log('writable', w._writableState.writable, w.writable);
  }
});

scenario('allowHalfOpen is a plain property, asked at the end', async (log) => {
  for (const [before, after] of [
    [true, false],
    [false, true],
  ]) {
    const s = new Duplex({
      allowHalfOpen: before,
      read() {},
      write: (chunk, encoding, callback) => callback(),
    });
    log('own', Object.getOwnPropertyDescriptor(s, 'allowHalfOpen'));
    for (const event of ['finish', 'close']) s.on(event, () => log(event));
    s.on('end', () => {
      log('end');
      s.allowHalfOpen = after;
    });
    s.push(null);
    s.resume();
    await turn();
    log('destroyed', s.destroyed);
  }
});

scenario('states without a stream', (log) => {
  const { ReadableState } = Readable;
  const { WritableState } = Writable;
  const r = (...args) =>
    log('r', valuesOf(new ReadableState(...args), readableFields));
  const w = (...args) =>
    log('w', valuesOf(new WritableState(...args), writableFields));
  r();
  r({ highWaterMark: 5, objectMode: true });
  r({ readableHighWaterMark: 5 }, null, true);
  r({ encoding: 'utf8' });
  w();
  w({ highWaterMark: 5, decodeStrings: false, defaultEncoding: 'hex' });
  w({ writableHighWaterMark: 5, objectMode: true }, null, true);
  try {
    w({ highWaterMark: -1 });
  } catch (error) {
    log('refused', error);
  }
});

scenario('names of events stand in a fixed order', (log) => {
  for (const Class of [Readable, Writable, Duplex, PassThrough]) {
    const s = new Class();
    for (const event of ['own', 'readable', 'error', 'finish', 'close'])
      s.on(event, () => {});
    log(Class.name, s.eventNames(), Object.keys(s), Object.keys(s._events));
  }
});
