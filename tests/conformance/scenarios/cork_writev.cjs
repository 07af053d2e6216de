'use strict';
// cork, uncork, _writev: counting, batches, end while corked, encodings and callbacks of a batch.

const {
  scenario,
  stream,
  watch,
  state,
  sink,
  turn,
} = require('../prelude.cjs');

/** A sink with _writev that logs batches and calls back at once. */
function batching(log, options = {}) {
  return new stream.Writable({
    writev(chunks, callback) {
      log('_writev', chunks);
      callback();
    },
    ...options,
  });
}

scenario('cork holds writes back until uncork', (log) => {
  const w = sink(log);
  log('cork', w.cork(), w.writableCorked);
  log('write', w.write('a'), w.write('b'), w.writableLength);
  log('uncork', w.uncork(), w.writableCorked, w.writableLength);
});

scenario('cork is counted', (log) => {
  const w = sink(log);
  w.cork();
  w.cork();
  w.write('a');
  w.uncork();
  log('one left', w.writableCorked, w.writableLength);
  w.uncork();
  w.uncork();
  log('none left', w.writableCorked, w.writableLength);
});

scenario('_writev gets what was corked', (log) => {
  const w = batching(log);
  w.cork();
  w.write('a', 'latin1', () => log('written a'));
  w.write(Buffer.from('b'), () => log('written b'));
  w.write('c');
  w.uncork();
  process.nextTick(() => log('tick'));
});

scenario('_writev with a single chunk, with and without _write', (log) => {
  const both = batching(log, {
    write(chunk, encoding, callback) {
      log('_write', chunk);
      callback();
    },
  });
  both.write('a');
  both.cork();
  both.write('b');
  both.uncork();
  const only = batching(log);
  only.write('c');
});

scenario('writes during an asynchronous _write are batched', async (log) => {
  const pending = [];
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      log('_write', chunk);
      pending.push(callback);
    },
    writev(chunks, callback) {
      log('_writev', chunks);
      pending.push(callback);
    },
  });
  for (const chunk of ['a', 'b', 'c'])
    w.write(chunk, () => log(`written ${chunk}`));
  pending.shift()();
  await turn();
  w.write('d');
  pending.shift()();
  await turn();
  pending.shift()();
});

scenario('decodeStrings false keeps encodings in a batch', (log) => {
  const w = batching(log, { decodeStrings: false });
  w.cork();
  w.write('6162', 'hex');
  w.write('c');
  w.uncork();
});

scenario('the array of a batch of buffers has allBuffers', (log) => {
  const w = new stream.Writable({
    writev(chunks, callback) {
      log('allBuffers', chunks.allBuffers);
      callback();
    },
  });
  w.cork();
  w.write(Buffer.from('a'));
  w.write(Buffer.from('b'));
  w.uncork();
  const o = new stream.Writable({
    objectMode: true,
    writev(chunks, callback) {
      log('allBuffers', chunks.allBuffers);
      callback();
    },
  });
  o.cork();
  o.write(1);
  o.write(2);
  o.uncork();
});

scenario('end() uncorks everything', (log) => {
  const w = watch(log, batching(log), ['finish', 'prefinish', 'close']);
  w.cork();
  w.cork();
  w.write('a');
  w.end('b');
  log('corked', w.writableCorked);
});

scenario('an error of a batch reaches all its callbacks', (log) => {
  const w = new stream.Writable({
    writev(chunks, callback) {
      callback(new Error('bad batch'));
    },
  });
  watch(log, w, ['error', 'close']);
  w.cork();
  w.write('a', (...args) => log('written a', ...args));
  w.write('b', (...args) => log('written b', ...args));
  w.uncork();
});

scenario('destroy while corked', (log) => {
  const w = watch(log, batching(log), ['error', 'close', 'finish']);
  w.cork();
  w.write('a', (...args) => log('written a', ...args));
  w.destroy();
  w.uncork();
  log('state', state(w));
});

scenario('cork and uncork in a tick, the documented pattern', (log) => {
  const w = batching(log);
  w.cork();
  w.write('some ');
  w.write('data ');
  process.nextTick(() => {
    log('tick');
    w.uncork();
  });
});

scenario('drain of a corked stream', async (log) => {
  const w = watch(log, batching(log, { highWaterMark: 1 }), ['drain']);
  w.cork();
  log('write', w.write('a'), w.writableNeedDrain);
  w.uncork();
  log('uncorked', w.writableNeedDrain);
  await turn();
  log('turn', w.writableNeedDrain);
});

scenario('cork in _write', (log) => {
  let first = true;
  const w = new stream.Writable({
    write(chunk, encoding, callback) {
      log('_write', chunk);
      if (first) this.cork();
      first = false;
      callback();
    },
  });
  w.write('a');
  w.write('b');
  log('state', state(w));
  w.uncork();
});

scenario(
  'a write from inside _writev joins the batch and is lost',
  async (log) => {
    for (const fails of [false, true]) {
      const w = new stream.Writable({
        writev(chunks, callback) {
          log('_writev', chunks.length);
          if (chunks.length > 1) w.write('nested', () => log('nested told'));
          setImmediate(callback);
          if (fails) throw new Error('bad');
        },
      });
      w.on('finish', () => log('finish'));
      w.on('error', (error) => log('error', error));
      w.cork();
      w.write('a', (error) => log('a told', error));
      w.write('b');
      try {
        w.uncork();
      } catch (error) {
        log('threw', error);
      }
      log('buffered', w.writableLength, w._writableState.bufferedRequestCount);
      await new Promise((resolve) => setImmediate(resolve));
      w.destroy(new Error('destroyed'));
      await new Promise((resolve) => setImmediate(resolve));
      log('left', w.writableLength, w._writableState.pendingcb);
    }
  },
);
