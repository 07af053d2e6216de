'use strict';
// What a stream does by symbols and aliases: Symbol.asyncDispose, captureRejections, deprecated names; and the consumers, misused.

const { EventEmitter } = require('node:events');
const {
  kQuietEvents,
  scenario,
  state,
  stream,
  watch,
} = require('../prelude.cjs');

const { Duplex, PassThrough, Readable, Stream, Transform, Writable } = stream;
const consumers = require(`${process.env.TINCAN_STREAM || 'stream'}/consumers`);
const web = require(`${process.env.TINCAN_STREAM || 'stream'}/web`);

const turn = () => new Promise((resolve) => setImmediate(resolve));

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

for (const name of Object.keys(consumers)) {
  scenario(
    `consumers.${name}, given anything`,
    async (log) => {
      const given = {
        undefined: () => undefined,
        null: () => null,
        number: () => 5,
        text: () => '[1]',
        array: () => ['[', '1', ']'],
        'array of bytes': () => [new Uint8Array([91]), Buffer.from('2]')],
        'mixed with an object': () => [{}, 'a'],
        'with a number': () => [1],
        Readable: () => Readable.from(['{"a"', ':1}']),
        'object mode': () => Readable.from([{ a: 1 }]),
        'cut character': () =>
          Readable.from([
            Buffer.from([34, 0xe2, 0x82]),
            Buffer.from([0xac, 34]),
          ]),
        'unfinished character': () => Readable.from([Buffer.from([34, 0xe2])]),
        'byte order mark': () =>
          Readable.from([Buffer.from([0xef, 0xbb, 0xbf, 49])]),
        'web stream': () =>
          new web.ReadableStream({
            start(controller) {
              controller.enqueue(new Uint8Array([49]));
              controller.close();
            },
          }),
        'web stream of text': () =>
          new web.ReadableStream({
            start(controller) {
              controller.enqueue('1');
              controller.close();
            },
          }),
        failing: () =>
          new Readable({
            read() {
              this.destroy(new Error('r'));
            },
          }),
        destroyed: () => new Readable({ read() {} }).destroy(),
        writable: () => new Writable({ write() {} }),
        'what has been read': () => Readable.from([]).resume(),
      };
      for (const [what, make] of Object.entries(given)) {
        try {
          const got = await consumers[name](make());
          if (got instanceof Blob) log(what, got.type, await got.text());
          else if (got instanceof ArrayBuffer) log(what, new Uint8Array(got));
          else log(what, got);
        } catch (error) {
          log(what, error.name, error.code, error.message);
        }
      }
    },
    { host: name === 'json' && 'V8 words what is no JSON' },
  );
}

scenario('toWeb and fromWeb with their options', async (log) => {
  const attempt = async (label, call) => {
    try {
      log(label, await call());
    } catch (error) {
      log(label, error.name, error.code, error.message);
    }
  };
  const source = () => Readable.from(['a', 'b'], { objectMode: false });
  for (const options of [
    undefined,
    null,
    5,
    {},
    { strategy: undefined },
    { strategy: new web.CountQueuingStrategy({ highWaterMark: 3 }) },
    { strategy: { highWaterMark: -1 } },
    { strategy: { size: 5 } },
    { type: 'bytes' },
    { type: 'other' },
    { readableType: 'bytes' },
  ])
    await attempt('toWeb', async () => {
      const reader = Readable.toWeb(source(), options).getReader();
      return (await reader.read()).value;
    });
  const stream2 = () =>
    new web.ReadableStream({
      start(controller) {
        controller.enqueue('a');
        controller.close();
      },
    });
  for (const options of [
    undefined,
    null,
    5,
    {},
    { encoding: 'hex' },
    { encoding: 'none' },
    { objectMode: true },
    { objectMode: 1 },
    { highWaterMark: 1 },
    { highWaterMark: 'x' },
    { signal: {} },
    { signal: AbortSignal.abort() },
  ])
    await attempt('fromWeb', async () => {
      const r = Readable.fromWeb(stream2(), options);
      r.on('error', (error) => log('error', error.name, error.code));
      return (await r.toArray()).map(String);
    });
  for (const options of [
    undefined,
    null,
    { decodeStrings: false },
    { decodeStrings: 'no' },
    { objectMode: true },
    { highWaterMark: -1 },
  ])
    await attempt('Writable.fromWeb', async () => {
      const w = Writable.fromWeb(
        new web.WritableStream({
          write: (chunk) => log('write', typeof chunk, String(chunk)),
        }),
        options,
      );
      watch(log, w, kQuietEvents);
      await new Promise((resolve) => w.end('a', resolve));
      return state(w);
    });
});

for (const [name, args] of Object.entries({
  undefined: [],
  'what is no stream': [{}],
  'a locked stream': [
    (() => {
      const s = new web.ReadableStream();
      s.getReader();
      return s;
    })(),
  ],
  'a stream': [new web.ReadableStream()],
  'a stream, cloning': [new web.ReadableStream(), true],
}))
  scenario(`ReadableStreamTee of ${name}`, (log) => {
    try {
      log('branches', web.ReadableStreamTee(...args).length);
    } catch (error) {
      log('throws', error.name);
    }
  });
