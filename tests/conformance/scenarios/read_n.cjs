'use strict';
// read(n): exact sizes, too much, zero, negative, object mode, across chunk borders, at the end.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  turn,
} = require('../prelude.cjs');

scenario('read(n) cuts and joins chunks', (log) => {
  const r = source(log);
  r.push('abc');
  r.push('de');
  r.push('f');
  log('2', r.read(2), r.readableLength);
  log('2', r.read(2), r.readableLength);
  log('all', r.read(), r.readableLength);
});

scenario(
  'read(n) with too little buffered gives null and asks for more',
  (log) => {
    const r = source(log);
    r.push('abc');
    log('10', r.read(10), r.readableLength);
    log('state', state(r));
  },
);

scenario('read(n) at the end gives what is left', async (log) => {
  const r = watch(log, source(log), ['end']);
  r.push('abc');
  r.push(null);
  log('10', r.read(10));
  await turn();
  log('again', r.read(10), state(r));
});

scenario('read(n) above the highWaterMark raises it', (log) => {
  const r = source(log, { highWaterMark: 3 });
  log('5', r.read(5), r.readableHighWaterMark);
  r.push('abcde');
  log('5', r.read(5), r.readableHighWaterMark);
  log('9', r.read(9), r.readableHighWaterMark);
});

scenario(
  'read(0) triggers _read and a readable event but consumes nothing',
  async (log) => {
    const r = source(log);
    r.on('readable', () => log('readable', r.readableLength));
    log('0', r.read(0));
    r.push('ab');
    await turn();
    log('0', r.read(0), r.readableLength);
  },
);

scenario(
  'read(0) at highWaterMark emits readable instead of reading',
  async (log) => {
    const r = source(log, { highWaterMark: 2 });
    r.push('abc');
    log('0', r.read(0));
    r.on('readable', () => log('readable'));
    await turn();
    log('0', r.read(0));
  },
);

scenario('read of negative, NaN, text and fraction', (log) => {
  const r = source(log);
  r.push('abcdef');
  for (const n of [-1, NaN, '2', 1.5, 'x', undefined, null]) {
    try {
      log(String(n), r.read(n), r.readableLength);
    } catch (error) {
      log(String(n), error);
    }
    r.push('gh');
  }
});

scenario('read(n) of more than 1 GiB is an error', (log) => {
  const r = watch(log, source(log), ['error']);
  try {
    log('read', r.read(0x40000001));
  } catch (error) {
    log('threw', error);
  }
});

scenario('read(n) in object mode gives one object', (log) => {
  const r = source(log, { objectMode: true });
  r.push({ a: 1 });
  r.push({ a: 2 });
  log('5', r.read(5), r.readableLength);
  log('0', r.read(0), r.readableLength);
  log('none', r.read(), r.readableLength);
});

scenario('read() in flowing mode gives the first chunk only', (log) => {
  const r = source(log);
  r.push('ab');
  r.push('cd');
  r.resume();
  log('read', r.read());
  log('read', r.read());
});

scenario('read() emits data too', (log) => {
  const r = watch(log, source(log), ['data']);
  r.pause();
  r.push('ab');
  r.push('cd');
  log('1', r.read(1));
  log('all', r.read());
});

scenario('read() after the end gives null and ends once', async (log) => {
  const r = watch(log, source(log), ['end', 'close']);
  r.push(null);
  log('read', r.read(), r.read(0), r.read(3));
  await turn();
  log('read', r.read());
});

scenario('read() after destroy gives null', (log) => {
  const r = source(log);
  r.push('abc');
  r.destroy();
  log('read', r.read(), r.readableLength);
});

scenario('read(n) with decoded text counts UTF-16 units', (log) => {
  const r = source(log, { encoding: 'utf8' });
  r.push('aé€😀');
  log('length', r.readableLength);
  log('2', r.read(2));
  log('2', r.read(2));
  log('1', r.read(1));
});

scenario('bytes left by read(n) share memory with the pushed Buffer', (log) => {
  const r = source(log);
  const bytes = Buffer.from('abcd');
  r.push(bytes);
  const head = r.read(2);
  bytes[0] = 0x7a;
  log('head', head);
  log('same', head.buffer === bytes.buffer);
});

scenario('a whole chunk read is the pushed Buffer itself', (log) => {
  const r = source(log);
  const bytes = Buffer.from('abcd');
  r.push(bytes);
  log('same', r.read() === bytes);
  r.push(bytes);
  log('same', r.read(4) === bytes);
});

scenario('the documented readable loop over a synchronous source', (log) => {
  let n = 0;
  const r = new stream.Readable({
    highWaterMark: 5,
    read() {
      this.push(n++ < 4 ? 'abc' : null);
    },
  });
  r.on('readable', () => {
    log('readable');
    let chunk;
    while ((chunk = r.read(2)) !== null) log('read', chunk);
  });
  watch(log, r, ['end', 'close']);
});

scenario('read(n) over thousands of small chunks', (log) => {
  for (const options of [{}, { encoding: 'utf8' }, { objectMode: true }]) {
    const r = new stream.Readable({ read() {}, ...options });
    for (let i = 0; i < 3000; i++) r.push(`${i % 10}`);
    let total = 0;
    let sizes = 0;
    for (let n = 1; n < 120; n++) {
      const chunk = r.read(n);
      if (chunk === null) break;
      sizes++;
      total += chunk.length;
    }
    log('read', options, sizes, total, r.readableLength);
    if (options.objectMode !== true)
      log('rest', r.read()?.length, r.readableLength);
  }
});

scenario('read(n) cuts decoded text across chunks', (log) => {
  const r = source(log, { encoding: 'utf8' });
  for (const text of ['ab', 'cde', 'f', 'ghij']) r.push(text);
  for (const n of [1, 3, 1, 4, 1]) log(`${n}`, r.read(n), r.readableLength);
});

scenario('the end is scheduled once until its tick ran', async (log) => {
  const tick = (action) => process.nextTick(action);
  for (const reads of [
    [true, true],
    [false, true],
    [true, false],
  ]) {
    const r = new stream.Readable({ read() {} });
    r.on('end', () => log('end'));
    r.push(null);
    r.pause();
    await turn();
    tick(() => log('unshift', r.unshift('a')));
    if (reads[0]) r.read();
    tick(() => log('read', r.read()));
    if (reads[1]) r.read();
    tick(() => log('last tick'));
    await turn();
  }
});
