'use strict';
// Readable: modes, first reads, end of data, the getters between the steps. Flow itself is in readable_flow.cjs.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

scenario('a fresh Readable neither flows nor reads', (log) => {
  const r = source(log);
  log('state', state(r));
  log('isPaused', r.isPaused());
});

scenario('constructor without new gives a Readable', (log) => {
  const r = stream.Readable({ read() {} });
  log('instance', r instanceof stream.Readable, r instanceof stream.Stream);
});

scenario("a 'data' listener starts the flow one tick later", (log) => {
  const r = source(log);
  r.push('a');
  log('before', state(r));
  watch(log, r, ['data', 'resume']);
  log('after on', state(r));
  process.nextTick(() => log('tick', state(r)));
});

scenario('push(null) with nothing buffered ends only when read', (log) => {
  const r = watch(log, source(log), ['end', 'close']);
  r.push(null);
  log('state', state(r));
  setImmediate(() => {
    log('read', r.read());
    log('state', state(r));
  });
});

scenario("'end' waits until all data are consumed", async (log) => {
  const r = watch(log, source(log), ['end', 'close']);
  r.push('ab');
  r.push(null);
  await turn();
  log('read(1)', r.read(1));
  await turn();
  log('read(1)', r.read(1));
  log('state', state(r));
  await turn();
  log('state', state(r));
});

scenario('_read is called with the highWaterMark', (log) => {
  const r = source(log, { highWaterMark: 7 });
  log('read', r.read());
  const o = source(log, { objectMode: true });
  log('read', o.read());
});

scenario('_read is not called again before a push', (log) => {
  const r = source(log);
  log('read', r.read());
  log('read', r.read());
  r.push('x');
  log('read', r.read());
});

scenario('a push from inside _read satisfies the read', (log) => {
  let n = 0;
  const r = new stream.Readable({
    read(size) {
      log('_read', size);
      this.push(n++ < 3 ? `c${n}` : null);
    },
  });
  watch(log, r, kQuietEvents);
  log('read', r.read());
  log('read', r.read());
  log('state', state(r));
});

scenario(
  'a Readable without _read errors with ERR_METHOD_NOT_IMPLEMENTED',
  (log) => {
    const r = watch(log, new stream.Readable(), ['error', 'close']);
    log('read', r.read());
    log('state', state(r));
  },
);

scenario('a throw in _read destroys the stream', (log) => {
  const r = new stream.Readable({
    read() {
      throw new RangeError('thrown in _read');
    },
  });
  watch(log, r, ['error', 'close']);
  log('read', r.read());
  log('state', state(r));
});

scenario('readableDidRead and readableAborted tell what happened', (log) => {
  const r = source(log);
  r.push('a');
  log('fresh', r.readableDidRead, r.readableAborted);
  r.read();
  log('after read', r.readableDidRead, r.readableAborted);
  r.on('error', (error) => log('error', error));
  r.destroy(new Error('gone'));
  log('after destroy', r.readableDidRead, r.readableAborted);
});

scenario('empty chunks are dropped but end the reading', (log) => {
  let n = 0;
  const r = new stream.Readable({
    read(size) {
      log('_read', size);
      if (n++ < 3) this.push('');
      else this.push(null);
    },
  });
  watch(log, r, ['data', 'readable', ...kQuietEvents]);
});

scenario('push of a string converts it with its encoding', (log) => {
  const r = watch(log, source(log), ['data']);
  r.push('616263', 'hex');
  r.push('ü', 'latin1');
  r.push('YWI=', 'base64');
  r.push('é');
});

scenario('push of a Uint8Array gives a Buffer', (log) => {
  const r = watch(log, source(log), ['data']);
  r.push(new Uint8Array([65, 66]));
});

scenario('two listeners on data get the same chunk in order', (log) => {
  const r = source(log);
  r.on('data', (chunk) => log('first', chunk));
  r.on('data', (chunk) => log('second', chunk));
  r.prependListener('data', (chunk) => log('prepended', chunk));
  r.push('x');
});

scenario('_read deferred to a microtask, a tick, an immediate', (log) => {
  const defer = [
    (f) => queueMicrotask(f),
    (f) => process.nextTick(f),
    (f) => setImmediate(f),
    (f) => Promise.resolve().then(f),
  ];
  let n = 0;
  const r = new stream.Readable({
    read() {
      const i = n++;
      log('_read', i);
      if (i === defer.length) this.push(null);
      else defer[i](() => log('push', this.push(`c${i}`)));
    },
  });
  watch(log, r, ['data', 'readable', ...kQuietEvents]);
});
