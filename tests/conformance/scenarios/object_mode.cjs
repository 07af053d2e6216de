'use strict';
// Object mode: counting, falsy values, null, strings with encodings, reading one by one.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  sink,
  turn,
} = require('../prelude.cjs');

scenario('falsy objects are data', (log) => {
  const r = watch(log, source(log, { objectMode: true }), ['data', 'end']);
  for (const value of [0, false, '', NaN, undefined])
    log('push', r.push(value));
  r.push(null);
});

scenario('the same object comes out', (log) => {
  const r = source(log, { objectMode: true });
  const value = { a: 1 };
  r.push(value);
  log('same', r.read() === value);
});

scenario('strings stay strings', (log) => {
  const r = watch(log, source(log, { objectMode: true }), ['data']);
  r.push('text');
  r.push('6162', 'hex');
  r.push(Buffer.from('bytes'));
  const w = sink(log, { objectMode: true });
  w.write('text', 'hex');
});

scenario('length counts objects', (log) => {
  const r = source(log, { objectMode: true, highWaterMark: 3 });
  log('push', r.push('long text'), r.push({}), r.push(1), r.push(2));
  log('length', r.readableLength, r.readableObjectMode);
});

scenario(
  'one read gives one object, maybeReadMore keeps the buffer full',
  async (log) => {
    let n = 0;
    const r = new stream.Readable({
      objectMode: true,
      highWaterMark: 2,
      read(size) {
        log('_read', size);
        this.push(n++ < 5 ? n : null);
      },
    });
    await turn();
    for (let i = 0; i < 3; i++) {
      log('read', r.read(), r.readableLength);
      await turn();
    }
    log('state', state(r));
  },
);

scenario('write(null) in object mode', (log) => {
  const w = watch(log, sink(log, { objectMode: true }), ['error']);
  try {
    log('write', w.write(null));
  } catch (error) {
    log('threw', error);
  }
  log('write', w.write(undefined));
});

scenario('a destination in byte mode gets objects by pipe', async (log) => {
  const r = source(log, { objectMode: true });
  const w = watch(log, sink(log), ['error', 'close']);
  r.pipe(w);
  try {
    r.push({ a: 1 });
  } catch (error) {
    log('threw', error);
  }
  await turn();
  log('state', state(r));
});

scenario('a synchronous object sink with a corked batch', (log) => {
  const w = sink(log, { objectMode: true });
  watch(log, w, ['finish']);
  w.cork();
  w.write({ a: 1 });
  w.write({ a: 2 });
  process.nextTick(() => log('A'));
  w.uncork();
  process.nextTick(() => log('B'));
  w.end();
  process.nextTick(() => log('C'));
});

scenario('in object mode any encoding is passed on', (log) => {
  const w = sink(log, { objectMode: true });
  for (const encoding of ['nonsense', 5, {}, '', null]) {
    log('write', w.write('a', encoding));
  }
  w.end();
  w.on('error', (error) => log('error', error));
  log('after end', w.write('a', 'nonsense'));
});

scenario('a default encoding and highWaterMarks that are wrong', (log) => {
  const marks = ['readableHighWaterMark', 'writableHighWaterMark'];
  for (const mark of [...marks, 'highWaterMark']) {
    for (const name of ['Readable', 'Writable', 'Duplex']) {
      try {
        new stream[name]({ defaultEncoding: 'nonsense', [mark]: -1 });
      } catch (error) {
        log(name, mark, error);
      }
    }
  }
});
