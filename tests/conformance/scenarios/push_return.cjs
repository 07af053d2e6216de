'use strict';
// What push() returns, at and around the highWaterMark, after end, after destroy, from inside _read and outside.

const { scenario, stream, watch, source, turn } = require('../prelude.cjs');

scenario('push returns false at the highWaterMark', (log) => {
  const r = source(log, { highWaterMark: 3 });
  log('push', r.push('a'), r.push('b'), r.push('c'), r.push('d'));
});

scenario('push returns true again after the buffer was read', (log) => {
  const r = source(log, { highWaterMark: 2 });
  log('push', r.push('ab'));
  r.read();
  log('push', r.push('c'));
});

scenario('push with highWaterMark 0', (log) => {
  const r = source(log, { highWaterMark: 0 });
  log('push', r.push('a'));
  log('read', r.read());
  log('push', r.push('b'));
});

scenario('push into a flowing stream', async (log) => {
  const r = watch(log, source(log, { highWaterMark: 1 }), ['data']);
  await turn();
  log('push', r.push('abc'));
  log('push', r.push('d'));
});

scenario('push(null) returns false, twice too', (log) => {
  const r = watch(log, source(log), ['error']);
  log('push', r.push(null));
  log('push', r.push(null));
});

scenario('push after push(null) is ERR_STREAM_PUSH_AFTER_EOF', (log) => {
  const r = watch(log, source(log), ['error', 'close']);
  r.push(null);
  log('push', r.push('late'));
});

scenario('push after destroy', (log) => {
  const r = watch(log, source(log), ['error', 'close', 'data']);
  r.destroy();
  log('push', r.push('late'), r.push(null));
});

scenario('push of the wrong type', (log) => {
  for (const chunk of [5, true, {}, [], Symbol.iterator, () => {}, undefined]) {
    const r = watch(log, source(log), ['error']);
    try {
      log('push', r.push(chunk));
    } catch (error) {
      log('threw', error);
    }
  }
});

scenario('push with nothing but an empty string', (log) => {
  const r = source(log, { highWaterMark: 1 });
  log('push', r.push(''), r.push(Buffer.alloc(0)), r.push('a'), r.push(''));
});

scenario('push returning false stops a polite source until _read', (log) => {
  let n = 0;
  const r = new stream.Readable({
    highWaterMark: 4,
    read() {
      log('_read');
      while (n < 12 && this.push(`${n++ % 10}`)) log('pushed', n);
      log('stop', n);
      if (n === 12) this.push(null);
    },
  });
  watch(log, r, ['data', 'end']);
});

scenario('push inside a data listener', (log) => {
  const r = source(log, { highWaterMark: 2 });
  r.on('data', (chunk) => {
    log('data', chunk);
    if (String(chunk) === 'a') log('push', r.push('b'), r.push('c'));
  });
  r.push('a');
});
