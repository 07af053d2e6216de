'use strict';
// Streams made with options: which hooks count, `this`, arrow functions, options kept, captureRejections, signal.

const {
  scenario,
  stream,
  watch,
  state,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

scenario('hooks are called with the stream as this', (log) => {
  const d = new stream.Duplex({
    construct(callback) {
      log('construct', this === d);
      callback();
    },
    read() {
      log('read', this === d);
      this.push(null);
    },
    write(chunk, encoding, callback) {
      log('write', this === d);
      callback();
    },
    final(callback) {
      log('final', this === d);
      callback();
    },
    destroy(error, callback) {
      log('destroy', this === d);
      callback(error);
    },
  });
  d.resume();
  d.end('a');
});

scenario('an option overrides the method of a subclass', (log) => {
  class Own extends stream.Readable {
    _read() {
      log('method');
      this.push(null);
    }
  }
  new Own().resume();
  new Own({
    read() {
      log('option');
      this.push(null);
    },
  }).resume();
});

scenario('hooks become own properties', (log) => {
  const w = new stream.Writable({ write() {} });
  log(
    'own',
    Object.hasOwn(w, '_write'),
    Object.hasOwn(w, '_final'),
    typeof w._write,
  );
  w._write = (chunk, encoding, callback) => {
    log('replaced', chunk);
    callback();
  };
  w.write('a');
});

scenario('a hook replaced between calls', async (log) => {
  const r = new stream.Readable({
    read() {
      log('first');
      this.push('a');
      this._read = () => {
        log('second');
        this.push(null);
      };
    },
  });
  watch(log, r, ['data', 'end']);
});

scenario('options object is not changed', (log) => {
  const options = Object.freeze({ highWaterMark: 3, read() {} });
  log('made', new stream.Readable(options).readableHighWaterMark);
});

scenario('construction by apply and without new', (log) => {
  for (const kind of [
    'Readable',
    'Writable',
    'Duplex',
    'Transform',
    'PassThrough',
  ]) {
    const s = stream[kind]({ highWaterMark: 2 });
    log(kind, s instanceof stream[kind], s.constructor === stream[kind]);
  }
});

scenario('the module is the legacy Stream', (log) => {
  log(
    'stream',
    stream === stream.Stream,
    new stream() instanceof stream.Stream,
  );
  log('names', Object.keys(stream).sort());
  log(
    'legacy pipe',
    typeof stream.prototype.pipe,
    stream.Readable.prototype instanceof stream,
  );
});

scenario('a signal in the options', async (log) => {
  const controller = new AbortController();
  const r = new stream.Readable({ read() {}, signal: controller.signal });
  watch(log, r, kQuietEvents);
  controller.abort(new Error('reason'));
  await turn();
  log('state', state(r));
});

scenario('a signal that was aborted before', async (log) => {
  const w = new stream.Writable({ write() {}, signal: AbortSignal.abort() });
  watch(log, w, kQuietEvents);
  await turn();
  log('state', state(w));
});

scenario(
  'captureRejections turns a rejected listener into an error',
  async (log) => {
    const r = new stream.Readable({ read() {}, captureRejections: true });
    watch(log, r, ['error', 'close']);
    r.on('data', async () => {
      throw new Error('rejected listener');
    });
    r.push('a');
    await turn();
    log('state', state(r));
  },
);

scenario('Symbol.asyncDispose', async (log) => {
  const r = watch(log, new stream.Readable({ read() {} }), ['error', 'close']);
  await r[Symbol.asyncDispose]();
  log('state', state(r));
});

for (const kind of ['Readable', 'Writable', 'Duplex'])
  scenario(
    `what Symbol.asyncDispose of a ${kind} gives, and when`,
    async (log) => {
      const s = new stream[kind]({ read() {}, write() {} });
      s.on('close', () => {
        log('close');
        let hops = 0;
        const hop = () => {
          log('hop', ++hops);
          if (hops < 4) Promise.resolve().then(hop);
        };
        Promise.resolve().then(hop);
      });
      s.on('error', (error) => log('error', error));
      log('gave', await s[Symbol.asyncDispose]());
    },
  );
