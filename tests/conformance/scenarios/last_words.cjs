'use strict';
// What a stream does by symbols and aliases: Symbol.asyncDispose, captureRejections, deprecated names.

const { EventEmitter } = require('node:events');
const { scenario, state, stream, turn, watch } = require('../prelude.cjs');

const { Duplex, PassThrough, Readable, Stream, Transform, Writable } = stream;

for (const [name, make] of Object.entries({
  'a Readable': () => new Readable({ read() {} }),
  'a Readable with chunks': () => {
    const s = new Readable({ read() {} });
    s.push('a');
    return s;
  },
  'a Readable at its end': () => Readable.from([]).resume(),
  'a Writable': () => new Writable({ write() {} }),
  'a Writable with a write under way': () => {
    const s = new Writable({ write() {} });
    s.write('a');
    return s;
  },
  'a Writable that ended': () =>
    new Writable({ write: (c, e, done) => done() }).end('a'),
  'a Duplex': () => new Duplex({ read() {}, write() {} }),
  'a Transform': () => new PassThrough(),
  'a destroyed stream': () => new PassThrough().destroy(),
  'a failed stream': () =>
    new PassThrough().on('error', () => {}).destroy(new Error('before')),
  'a stream that fails to be destroyed': () =>
    new PassThrough({ destroy: (e, done) => done(new Error('no')) }).on(
      'error',
      () => {},
    ),
}))
  scenario(`Symbol.asyncDispose of ${name}`, async (log) => {
    const s = watch(log, make(), ['error', 'close']);
    const disposed = s[Symbol.asyncDispose]();
    log('destroyed', s.destroyed, typeof disposed.then);
    await disposed.then(
      (value) => log('resolves', value),
      (error) => log('rejects', error),
    );
    log('again', await s[Symbol.asyncDispose]().catch((e) => e.message));
    log('state', state(s));
  });

for (const event of ['data', 'end', 'readable', 'error', 'close'])
  scenario(
    `captureRejections: a listener of '${event}' rejects`,
    async (log) => {
      const s = new PassThrough({ captureRejections: true });
      watch(log, s, ['error', 'close']);
      s.on(event, async () => {
        throw new Error(`in ${event}`);
      });
      if (event === 'end') s.resume();
      if (event === 'error') s.destroy(new Error('first'));
      else s.end('a');
      await turn();
      await turn();
      log('state', state(s));
    },
  );

scenario('captureRejections without the option', async (log) => {
  const s = new PassThrough();
  const before = EventEmitter.captureRejections;
  EventEmitter.captureRejections = true;
  const t = new PassThrough();
  EventEmitter.captureRejections = before;
  for (const each of [t]) {
    watch(log, each, ['error', 'close']);
    each.on('data', async () => {
      throw new Error('rejected');
    });
    each.write('a');
    await turn();
  }
  log('destroyed', s.destroyed, t.destroyed);
});

scenario('captureRejections of a Writable and of a pipe', async (log) => {
  const w = new Writable({
    captureRejections: true,
    write: (chunk, encoding, done) => done(),
  });
  watch(log, w, ['error', 'close']);
  w.on('pipe', async () => {
    throw new Error('in pipe');
  });
  const r = watch(log, new Readable({ read() {} }), ['pause', 'close']);
  r.pipe(w);
  await turn();
  log('destroyed', w.destroyed, r.readableFlowing);
});

scenario('Symbol.for(nodejs.rejection), replaced and called', async (log) => {
  const symbol = Symbol.for('nodejs.rejection');
  class Own extends PassThrough {
    [symbol](error, event, ...args) {
      log('rejection', error.message, event, args.length);
    }
  }
  const s = new Own({ captureRejections: true });
  s.on('data', async () => {
    throw new Error('mine');
  });
  s.write('a');
  await turn();
  log('destroyed', s.destroyed);
  for (const Class of [Readable, Writable, Duplex, Transform]) {
    const each = new Class({ read() {}, write() {} });
    watch(log, each, ['error', 'close']);
    log(Class.name, typeof each[symbol]);
    each[symbol]?.(new Error('called'));
    await turn();
  }
});

scenario('deprecated names', (log) => {
  log('Stream', Stream === stream, stream.Stream === Stream);
  log('_fromList', typeof Readable._fromList);
  const r = new Readable({ read() {} });
  for (const chunk of ['abc', 'def']) r.push(chunk);
  log('readableBuffer', r.readableBuffer.length);
  const w = new Writable({ write() {} });
  w.write('a');
  w.write('b', () => {});
  log('writableBuffer', w.writableBuffer.length, w._writableState.getBuffer());
  log('addListener', r.addListener === r.on, r.off === r.removeListener);
  for (const [s, names] of [
    [r, ['_undestroy', '_destroy', '_read']],
    [w, ['_undestroy', '_destroy', '_write', '_writev', '_final']],
  ])
    log('hooks', ...names.map((name) => typeof s[name]));
  r.destroy();
  r._undestroy();
  log('undestroyed', r.destroyed, r.readable, r.push('x'));
});

scenario('_fromList takes out of a state', (log) => {
  const taken = (n, options, ...chunks) => {
    const r = new Readable({ read() {}, ...options });
    for (const chunk of chunks) r.push(chunk);
    const got = Readable._fromList(n, r._readableState);
    const { buffer, bufferIndex } = r._readableState;
    log(String(n), got, buffer.slice(bufferIndex).map(String));
  };
  for (const n of [0, 1, 2, 3, 5, 9, undefined]) taken(n, {}, 'ab', 'cde');
  for (const n of [0, 1, undefined]) taken(n, { objectMode: true }, 'x', 'y');
  taken(1, {});
});
