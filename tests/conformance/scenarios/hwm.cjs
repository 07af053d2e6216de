'use strict';
// highWaterMark: defaults, per side, odd values, zero on either side, and what it decides.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  sink,
  turn,
} = require('../prelude.cjs');

scenario('defaults of bytes and objects', (log) => {
  log(
    'default',
    stream.getDefaultHighWaterMark(false),
    stream.getDefaultHighWaterMark(true),
  );
  const d = new stream.Duplex({ readableObjectMode: true });
  log('duplex', d.readableHighWaterMark, d.writableHighWaterMark);
  log('readable', new stream.Readable().readableHighWaterMark);
  log(
    'writable',
    new stream.Writable({ objectMode: true }).writableHighWaterMark,
  );
  const t = new stream.Transform();
  log('transform', t.readableHighWaterMark, t.writableHighWaterMark);
});

scenario('values a constructor takes or refuses', (log) => {
  for (const highWaterMark of [
    0,
    1.5,
    '7',
    -1,
    NaN,
    Infinity,
    null,
    undefined,
    'x',
    {},
    true,
    2 ** 40,
  ]) {
    for (const kind of ['Readable', 'Writable']) {
      try {
        const s = new stream[kind]({ highWaterMark });
        log(
          kind,
          String(highWaterMark),
          s.readableHighWaterMark ?? s.writableHighWaterMark,
        );
      } catch (error) {
        log(kind, error);
      }
    }
  }
});

scenario('sides of a Duplex, and which option wins', (log) => {
  const show = (options) => {
    const d = new stream.Duplex(options);
    log('sides', options, d.readableHighWaterMark, d.writableHighWaterMark);
  };
  show({ readableHighWaterMark: 1, writableHighWaterMark: 2 });
  show({ highWaterMark: 5, readableHighWaterMark: 1 });
  show({ highWaterMark: 5, writableHighWaterMark: 1 });
  show({ readableHighWaterMark: 0 });
});

scenario('a wrong side value names its own option', (log) => {
  for (const options of [
    { readableHighWaterMark: -1 },
    { writableHighWaterMark: 'x' },
  ]) {
    try {
      log('made', new stream.Duplex(options).readableHighWaterMark);
    } catch (error) {
      log('threw', error);
    }
  }
});

scenario('Readable with highWaterMark 0 reads only on demand', async (log) => {
  const r = source(log, { highWaterMark: 0 });
  r.on('readable', () => log('readable', r.read()));
  await turn();
  r.push('a');
  await turn();
  r.push('b');
  await turn();
  log('state', state(r));
});

scenario('flowing with highWaterMark 0', async (log) => {
  let n = 0;
  const r = new stream.Readable({
    highWaterMark: 0,
    read(size) {
      log('_read', size);
      this.push(n++ < 3 ? 'x' : null);
    },
  });
  watch(log, r, ['data', 'end', 'close']);
  await turn();
});

scenario('flowing with highWaterMark 0 and an asynchronous source', (log) => {
  let n = 0;
  const r = new stream.Readable({
    highWaterMark: 0,
    read() {
      log('_read');
      setImmediate(() => this.push(n++ < 3 ? 'x' : null));
    },
  });
  watch(log, r, ['data', 'end', 'close']);
});

scenario(
  'Writable with highWaterMark 0 needs a drain after each write',
  (log) => {
    const w = watch(log, sink(log, { highWaterMark: 0 }), ['drain', 'finish']);
    log('write', w.write('a'), w.writableNeedDrain);
    log('write', w.write(''), w.writableNeedDrain);
    w.end();
  },
);

scenario('Writable with highWaterMark 1 and a sync sink', (log) => {
  const w = watch(log, sink(log, { highWaterMark: 1 }), ['drain']);
  log('write', w.write('a'), w.writableNeedDrain, w.writableLength);
  process.nextTick(() => log('tick', w.writableNeedDrain));
});

scenario(
  'a decoded string counts its bytes, an undecoded one its units',
  (log) => {
    for (const decodeStrings of [true, false]) {
      const w = new stream.Writable({
        decodeStrings,
        write() {},
        highWaterMark: 4,
      });
      log(`decodeStrings ${decodeStrings}`, w.write('€€'), w.writableLength);
    }
  },
);

scenario('object mode counts objects', (log) => {
  const w = new stream.Writable({
    objectMode: true,
    highWaterMark: 2,
    write() {},
  });
  log('write', w.write('long text'), w.writableLength);
  log('write', w.write({}), w.writableLength);
});

scenario('setDefaultHighWaterMark changes new streams only', (log) => {
  const before = stream.getDefaultHighWaterMark(false);
  const old = new stream.Readable();
  stream.setDefaultHighWaterMark(false, 10);
  log(
    'new',
    new stream.Readable().readableHighWaterMark,
    old.readableHighWaterMark,
  );
  stream.setDefaultHighWaterMark(false, before);
  try {
    stream.setDefaultHighWaterMark(false, -1);
  } catch (error) {
    log('threw', error);
  }
});

scenario('a Transform looks at the default of bytes for 0', (log) => {
  const before = stream.getDefaultHighWaterMark(false);
  for (const mark of [0, 5]) {
    stream.setDefaultHighWaterMark(false, mark);
    for (const Class of [stream.Transform, stream.PassThrough, stream.Duplex])
      for (const options of [
        undefined,
        {},
        { objectMode: true },
        { readableObjectMode: true },
        { objectMode: true, highWaterMark: 3 },
        { objectMode: true, highWaterMark: null },
        { objectMode: true, readableHighWaterMark: 5 },
        { objectMode: true, writableHighWaterMark: 5 },
      ]) {
        const s = new Class(options);
        log(mark, Class.name, options);
        log('marks', s.readableHighWaterMark, s.writableHighWaterMark);
      }
  }
  stream.setDefaultHighWaterMark(false, before);
});
