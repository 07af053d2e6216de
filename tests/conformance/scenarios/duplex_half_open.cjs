'use strict';
// Duplex: two independent sides, allowHalfOpen both ways, readable: false and writable: false, duplexPair.

const {
  scenario,
  stream,
  watch,
  state,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const duplex = (log, options) =>
  watch(
    log,
    new stream.Duplex({
      read() {
        log('_read');
      },
      write(chunk, encoding, callback) {
        log('_write', chunk);
        callback();
      },
      final(callback) {
        log('_final');
        callback();
      },
      ...options,
    }),
    kQuietEvents,
  );

scenario(
  'the end of the readable side leaves the writable side open',
  async (log) => {
    const d = duplex(log);
    d.push(null);
    d.resume();
    await turn();
    log('state', state(d), d.allowHalfOpen);
    log('write', d.write('still open'));
  },
);

scenario(
  'allowHalfOpen false ends the writable side after end',
  async (log) => {
    const d = duplex(log, { allowHalfOpen: false });
    d.push(null);
    d.resume();
    process.nextTick(() => log('tick', state(d)));
    await turn();
    log('state', state(d));
  },
);

scenario('allowHalfOpen false and an unread readable side', async (log) => {
  const d = duplex(log, { allowHalfOpen: false });
  d.push('unread');
  d.push(null);
  await turn();
  log('state', state(d));
  d.end();
  await turn();
  log('state', state(d));
});

scenario(
  'the end of the writable side leaves the readable side open',
  async (log) => {
    const d = duplex(log);
    d.end('bye');
    await turn();
    log('state', state(d));
    log('push', d.push('more'));
    log('read', d.read());
  },
);

scenario('allowHalfOpen can be changed later', async (log) => {
  const d = duplex(log);
  d.allowHalfOpen = false;
  d.push(null);
  d.resume();
  await turn();
  log('state', state(d));
});

scenario('readable: false makes a Writable of it', async (log) => {
  const d = duplex(log, { readable: false });
  log('state', state(d));
  d.end('a');
  await turn();
  log('state', state(d));
});

scenario('writable: false makes a Readable of it', async (log) => {
  const d = duplex(log, { writable: false });
  log('state', state(d));
  d.push(null);
  d.resume();
  await turn();
  log('state', state(d));
});

scenario('writable: false and a write', (log) => {
  const d = duplex(log, { writable: false });
  log('write', d.write('a'));
});

scenario('each side has its own buffer and highWaterMark', (log) => {
  const d = duplex(log, {
    readableHighWaterMark: 1,
    writableHighWaterMark: 3,
    write() {},
  });
  log('push', d.push('a'));
  log('write', d.write('ab'), d.write('c'));
  log('state', state(d));
});

scenario('object mode on one side', (log) => {
  const d = duplex(log, { readableObjectMode: true });
  log('modes', d.readableObjectMode, d.writableObjectMode);
  d.push({ a: 1 });
  log('read', d.read());
  try {
    d.write({ a: 1 });
  } catch (error) {
    log('threw', error);
  }
});

scenario('instanceof of a Duplex', (log) => {
  const d = duplex(log);
  log(
    'instanceof',
    d instanceof stream.Duplex,
    d instanceof stream.Readable,
    d instanceof stream.Writable,
    d instanceof stream.Transform,
  );
  log(
    'Readable is no Writable',
    new stream.Readable() instanceof stream.Writable,
  );
});

scenario('duplexPair connects both ends', async (log) => {
  const [a, b] = stream.duplexPair();
  watch(log, a, ['data', ...kQuietEvents], 'a ');
  watch(log, b, ['data', ...kQuietEvents], 'b ');
  log('write', a.write('to b'));
  b.end('to a');
  await turn();
  a.end();
});

scenario('a Duplex whose sides talk to each other by push in _write', (log) => {
  const d = new stream.Duplex({
    read() {},
    write(chunk, encoding, callback) {
      this.push(chunk);
      callback();
    },
    final(callback) {
      this.push(null);
      callback();
    },
  });
  watch(log, d, ['data', ...kQuietEvents]);
  d.write('a');
  d.write('b');
  d.end();
});

scenario('a writable side told that it has ended is not ended', async (log) => {
  const d = new stream.Duplex({ read() {}, allowHalfOpen: false });
  d._writableState.ended = true;
  for (const event of ['end', 'finish', 'close']) d.on(event, () => log(event));
  d.resume();
  d.push(null);
  await turn();
  log(d.writable, d.writableEnded, d.destroyed);
});
