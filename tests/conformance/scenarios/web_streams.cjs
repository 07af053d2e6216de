'use strict';
// toWeb and fromWeb of all classes, and web streams in finished, pipeline, addAbortSignal and compose. The web streams
// are the host's own, whose steps differ between versions of Node.

const { stream, scenario, watch, turn } = require('../prelude.cjs');

const {
  Readable,
  Writable,
  Duplex,
  PassThrough,
  addAbortSignal,
  compose,
  finished,
  pipeline,
} = stream;
const host = { host: "the host's own web streams take part" };

const events = [
  'end',
  'finish',
  'prefinish',
  'drain',
  'resume',
  'pause',
  'error',
  'close',
];
const settle = async () => {
  for (let i = 0; i < 8; ++i) await turn();
};

/** A ReadableStream and its controller. */
function source(log) {
  let controller;
  const web = new ReadableStream(
    {
      start(given) {
        controller = given;
      },
      cancel(reason) {
        log('cancel', reason);
      },
    },
    { highWaterMark: 3 },
  );
  return [web, controller];
}

const sink = (log, more) =>
  new WritableStream({
    write: (chunk) => log('sink write', chunk),
    close: () => log('sink close'),
    abort: (reason) => log('sink abort', reason),
    ...more,
  });

const exclaim = () =>
  new TransformStream({
    transform: (chunk, controller) => controller.enqueue(`${chunk}!`),
  });

/** Logs what `call` gives, or how it refuses. */
async function attempt(log, name, call) {
  try {
    const value = await call();
    log(name, value === undefined ? value : value.constructor.name);
  } catch (error) {
    log(name, error);
  }
}

scenario(
  'adapters refuse what they cannot adapt',
  async (log) => {
    const things = [
      undefined,
      5,
      {},
      new PassThrough(),
      new ReadableStream(),
      new WritableStream(),
      new TransformStream(),
      { readable: 1, writable: 2 },
      new Writable({ write() {} }),
      new Readable({ read() {} }),
    ];
    for (const thing of things) {
      for (const Class of [Readable, Writable, Duplex]) {
        const name = `${Class.name} ${thing?.constructor.name}`;
        await attempt(log, `${name} toWeb`, () => Class.toWeb(thing));
        await attempt(log, `${name} fromWeb`, () => Class.fromWeb(thing));
      }
    }
  },
  host,
);

scenario(
  'adapters refuse wrong options',
  async (log) => {
    for (const options of [
      5,
      null,
      { highWaterMark: -1 },
      { highWaterMark: 3 },
      { objectMode: 1 },
      { objectMode: true },
      { encoding: 'bogus' },
      { encoding: 'utf8' },
      { signal: 5 },
      { decodeStrings: 1 },
      { strategy: 5 },
      { strategy: { highWaterMark: -1 } },
      { type: 'bytes' },
      { type: 'x' },
      { readableType: 'x' },
    ]) {
      const name = JSON.stringify(options);
      const call = (label, make) => attempt(log, `${label} ${name}`, make);
      await call('Readable.fromWeb', () => {
        const made = Readable.fromWeb(new ReadableStream(), options);
        log('made', made.readableHighWaterMark, made.readableObjectMode);
        return made;
      });
      await call('Writable.fromWeb', () => {
        const made = Writable.fromWeb(new WritableStream(), options);
        log('made', made.writableHighWaterMark, made.writableObjectMode);
        return made;
      });
      await call('Duplex.fromWeb', () => {
        const made = Duplex.fromWeb(new TransformStream(), options);
        log('made', made.writableHighWaterMark, made.allowHalfOpen);
        return made;
      });
      await call('Readable.toWeb', () =>
        Readable.toWeb(new Readable({ read() {} }), options),
      );
      await call('Writable.toWeb', () =>
        Writable.toWeb(new Writable({ write() {} }), options),
      );
      await call('Duplex.toWeb', () =>
        Duplex.toWeb(new PassThrough(), options),
      );
    }
  },
  host,
);

for (const [name, end] of Object.entries({
  'Readable.fromWeb to its end': (made, controller) => controller.close(),
  'Readable.fromWeb of a source that fails': (made, controller) =>
    controller.error(new Error('source')),
  'Readable.fromWeb destroyed': (made) => made.destroy(),
  'Readable.fromWeb destroyed with an error': (made) =>
    made.destroy(new Error('mine')),
})) {
  scenario(
    name,
    async (log) => {
      const [web, controller] = source(log);
      const made = watch(log, Readable.fromWeb(web), events);
      made.on('data', (chunk) => log('data', chunk));
      controller.enqueue('text');
      controller.enqueue(new Uint8Array([65]));
      await settle();
      end(made, controller);
      await settle();
      log('locked', web.locked, made.destroyed);
    },
    host,
  );
}

for (const [name, [end, more]] of Object.entries({
  'Writable.fromWeb to its end': [(made) => made.end('z')],
  'Writable.fromWeb destroyed': [(made) => made.destroy()],
  'Writable.fromWeb destroyed with an error': [
    (made) => made.destroy(new Error('mine')),
  ],
  'Writable.fromWeb of a sink that fails': [
    () => {},
    {
      write() {
        throw new Error('sink');
      },
    },
  ],
  'Writable.fromWeb of a sink that fails to close': [
    (made) => made.end((error) => log0(error)),
    {
      close() {
        throw new Error('close');
      },
    },
  ],
})) {
  scenario(
    name,
    async (log) => {
      log0 = (error) => log('end called', error);
      const made = watch(log, Writable.fromWeb(sink(log, more)), events);
      made.write('abc', (error) => log('first', error));
      made.cork();
      made.write(Buffer.from('d'), (error) => log('second', error));
      made.write('e', 'latin1', (error) => log('third', error));
      made.uncork();
      await settle();
      end(made);
      await settle();
    },
    host,
  );
}
/** The log of the running scenario, for a callback made outside of it. */
let log0 = () => {};

for (const [name, end] of Object.entries({
  'Readable.toWeb to its end': (r) => r.push(null),
  'Readable.toWeb of one that fails': (r) => r.destroy(new Error('mine')),
  'Readable.toWeb of one that is closed': (r) => r.destroy(),
  'Readable.toWeb cancelled': (r, reader) => reader.cancel(new Error('why')),
  'Readable.toWeb cancelled without a reason': (r, reader) => reader.cancel(),
})) {
  scenario(
    name,
    async (log) => {
      const r = watch(log, new Readable({ read() {} }), events);
      const reader = Readable.toWeb(r).getReader();
      r.push('ab');
      const { value, done } = await reader.read();
      log('read', value.constructor.name, value, done);
      end(r, reader);
      await settle();
      log('rest', await reader.read().catch((error) => error));
      log('destroyed', r.destroyed);
    },
    host,
  );
}

scenario(
  'Readable.toWeb of what is over already',
  async (log) => {
    const closed = new Readable({ read() {} }).destroy();
    const failed = new Readable({ read() {} });
    failed.on('error', () => {});
    failed.destroy(new Error('x'));
    const ended = Readable.from(['a']);
    await ended.toArray();
    const kept = new Readable({ read() {}, autoDestroy: false });
    kept.push(null);
    kept.resume();
    await settle();
    for (const r of [closed, failed, ended, kept]) {
      const reader = Readable.toWeb(r).getReader();
      log('read', await reader.read().catch((error) => error));
    }
  },
  host,
);

scenario(
  'Readable.toWeb reads no more than it has room for',
  async (log) => {
    for (const strategy of [undefined, { highWaterMark: 1 }]) {
      let reads = 0;
      const r = new Readable({
        highWaterMark: 3,
        read() {
          this.push(reads++ < 9 ? 'ab' : null);
        },
      });
      const web = Readable.toWeb(r, { strategy });
      await settle();
      log('before', reads);
      await web.getReader().read();
      await settle();
      log('after', reads, r.readableLength);
    }
  },
  host,
);

scenario(
  'Writable.toWeb counts, waits and closes',
  async (log) => {
    const w = new Writable({
      highWaterMark: 2,
      write(chunk, encoding, callback) {
        log('_write', chunk, encoding);
        setImmediate(callback);
      },
    });
    watch(log, w, events);
    const writer = Writable.toWeb(w).getWriter();
    log('room', writer.desiredSize);
    writer.write('abc').then(() => log('first'));
    log('room', writer.desiredSize);
    await writer.ready;
    writer.write(new Uint8Array([1])).then(() => log('second'));
    await writer.close();
    log('closed');
    await settle();
  },
  host,
);

for (const [name, end] of Object.entries({
  'Writable.toWeb of one that fails': (w) => w.destroy(new Error('mine')),
  'Writable.toWeb of one that is closed': (w) => w.destroy(),
  'Writable.toWeb of one that others end': (w) => w.end(),
  'Writable.toWeb aborted': (w, writer) => writer.abort(new Error('why')),
  'Writable.toWeb given what cannot be written': (w, writer) =>
    writer.write({ a: 1 }).catch((error) => error),
})) {
  scenario(
    name,
    async (log) => {
      const w = new Writable({ write() {} });
      watch(log, w, events);
      const writer = Writable.toWeb(w).getWriter();
      writer.closed.then(
        () => log('closed'),
        (error) => log('closed', error),
      );
      log('ended', await end(w, writer));
      await settle();
      log('write', await writer.write('x').catch((error) => error));
    },
    host,
  );
}

scenario(
  'Duplex there and back',
  async (log) => {
    const d = watch(log, new PassThrough(), events);
    const { readable, writable } = Duplex.toWeb(d);
    const back = Duplex.fromWeb({ readable, writable });
    watch(log, back, events, 'back ');
    back.on('data', (chunk) => log('data', chunk));
    back.write('abc', () => log('written'));
    back.end();
    await settle();
  },
  host,
);

for (const error of [undefined, new Error('mine')]) {
  scenario(
    `Duplex.fromWeb destroyed ${error ? 'with an error' : 'without'}`,
    async (log) => {
      const [readable] = source(log);
      const d = Duplex.fromWeb({ readable, writable: sink(log) });
      watch(log, d, events);
      d.destroy(error);
      await settle();
    },
    host,
  );
}

scenario(
  'finished of web streams',
  async (log) => {
    const told =
      (name) =>
      (...args) =>
        log(name, ...args);
    const [first, ends] = source(log);
    finished(first, told('ended'))();
    ends.close();
    const [second, fails] = source(log);
    finished(second, told('failed'));
    fails.error(new Error('x'));
    finished(second, told('again'));
    const [third] = source(log);
    const controller = new AbortController();
    finished(third, controller, told('aborted'));
    controller.abort(new Error('why'));
    const writable = sink(log);
    finished(writable, told('written'));
    await writable.close();
    for (const wrong of [new TransformStream(), {}, 5])
      await attempt(log, 'wrong', () => finished(wrong, () => {}));
    log('promise', await stream.promises.finished(first));
    await settle();
  },
  host,
);

scenario(
  'addAbortSignal on web streams',
  async (log) => {
    const [web] = source(log);
    const writable = sink(log);
    const controller = new AbortController();
    log('same', addAbortSignal(controller.signal, web) === web);
    addAbortSignal(controller.signal, writable);
    controller.abort(new Error('why'));
    const reader = web.getReader();
    log('read', await reader.read().catch((error) => error));
    const writer = writable.getWriter();
    log('write', await writer.write('x').catch((error) => error));
    writer.closed.catch(() => {});
    for (const [signal, other] of [
      [5, new PassThrough()],
      [undefined, new PassThrough()],
      [null, new PassThrough()],
      [controller.signal, 5],
      [controller.signal, new TransformStream()],
    ])
      await attempt(log, 'wrong', () => addAbortSignal(signal, other));
  },
  host,
);

const chain = (log, ...stages) =>
  stream.promises.pipeline(...stages).then(
    (value) => log('done', value),
    (error) => log('failed', error),
  );

scenario(
  'pipeline with web streams in every place',
  async (log) => {
    const words = () => Readable.from(['a', 'b']);
    const collect = async (chunks) => {
      const all = [];
      for await (const chunk of chunks) all.push(chunk);
      return all.join();
    };
    const web = () => {
      const [made, controller] = source(log);
      controller.enqueue('1');
      controller.close();
      return made;
    };
    await chain(log, words(), exclaim(), sink(log));
    await chain(log, words(), exclaim(), collect);
    await chain(log, ['x'], exclaim(), exclaim(), sink(log));
    await chain(log, web(), sink(log));
    await chain(log, web(), collect);
    await chain(log, web(), new PassThrough(), sink(log));
    await chain(log, words(), sink(log), { end: false });
    const out = pipeline(words(), exclaim(), () => log('called'));
    log('gives', out.constructor.name);
    await settle();
  },
  host,
);

scenario(
  'pipeline with a web stream that fails',
  async (log) => {
    const [web, controller] = source(log);
    controller.enqueue('1');
    setImmediate(() => controller.error(new Error('source')));
    await chain(log, web, sink(log));
    const r = new Readable({ read() {} });
    r.push('q');
    setImmediate(() => r.destroy(new Error('node')));
    await chain(log, r, sink(log));
    const [other, feeds] = source(log);
    feeds.enqueue('1');
    const w = new Writable({
      write: (chunk, encoding, callback) => callback(new Error('write')),
    });
    await chain(log, other, w);
    await settle();
  },
  host,
);

scenario(
  'compose of web streams',
  async (log) => {
    const whole = watch(log, compose(exclaim(), exclaim()), events);
    whole.on('data', (chunk) => log('data', chunk));
    whole.write('a', () => log('written'));
    whole.end('b');
    await settle();
    const tail = watch(log, compose(exclaim(), sink(log)), events, 'tail ');
    tail.end('c');
    await settle();
    const ended = watch(log, compose(exclaim(), exclaim()), events, 'ended ');
    ended.write('d');
    await settle();
    ended.destroy(new Error('x'));
    await settle();
  },
  host,
);

scenario(
  'consumers',
  async (log) => {
    const consumers = require(
      `${process.env.TINCAN_STREAM || 'stream'}/consumers`,
    );
    const euro = Buffer.from('€');
    const cut = [euro.subarray(0, 1), euro.subarray(1)];
    for (const [name, consume] of Object.entries(consumers)) {
      for (const chunks of [
        ['{"a":', '1}'],
        [Buffer.from('[1,'), '2]'],
        cut,
        [euro.subarray(0, 2)],
        [],
        [5],
        [{}],
        [new Uint8Array([49])],
        [new Uint8Array([49]).buffer],
      ]) {
        const value = await consume(Readable.from(chunks)).catch(
          (error) => error,
        );
        const shown =
          value instanceof Blob
            ? ['blob', value.size]
            : value instanceof ArrayBuffer
              ? ['bytes', new Uint8Array(value)]
              : [value];
        log(name, ...shown);
      }
      const failing = new Readable({ read() {} });
      failing.destroy(new Error('x'));
      log(name, await consume(failing).catch((error) => error));
      const [web, controller] = source(log);
      controller.enqueue(new Uint8Array([49]));
      controller.close();
      log(`${name} of web`, await consume(web).then(Boolean));
      log(`${name} of 5`, await consume(5).catch((error) => error));
    }
  },
  host,
);

for (const state of ['open', 'destroyed', 'errored'])
  scenario(
    `the listeners of Readable.toWeb() on a Duplex that is ${state}`,
    async (log) => {
      const duplex = new stream.Duplex({
        read() {},
        write(chunk, encoding, callback) {
          callback();
        },
      });
      duplex.on('error', (error) => log('error', error));
      if (state === 'destroyed') duplex.destroy();
      if (state === 'errored') duplex.destroy(new Error('given'));
      for (const event of ['newListener', 'removeListener'])
        duplex.on(event, (name) => log(event, name));
      for (const event of ['pause', 'resume', 'end', 'close'])
        duplex.on(event, () => log(event));
      const reader = stream.Readable.toWeb(duplex).getReader();
      log('made', duplex.readableFlowing);
      if (state === 'open') duplex.push(null);
      await reader.read().then(
        ({ done }) => log('done', done),
        (error) => log('failed', error),
      );
    },
    host,
  );
