'use strict';
// toWeb and fromWeb of all classes.

const { stream, scenario, watch, turn } = require('../prelude.cjs');
const {
  attempt,
  events,
  host,
  settle,
  sink,
  source,
} = require('../web_prelude.cjs');

const { Readable, Writable, Duplex, PassThrough } = stream;

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

scenario(
  'Readable.toWeb cancelled while its stream closes',
  async (log) => {
    const r = Readable.from([]);
    r.on('close', () => reader.cancel().then(() => log('cancelled')));
    const reader = Readable.toWeb(r).getReader();
    log('read', await reader.read());
    await settle();
    log('destroyed', r.destroyed, r.errored);
  },
  host,
);

scenario(
  'Readable.fromWeb of a Readable.toWeb, destroyed by a listener of data',
  async (log) => {
    const r = Readable.from(['a', 'b']);
    const wrapper = Readable.fromWeb(Readable.toWeb(r));
    watch(log, r, ['close', 'error'], 'inner ');
    watch(log, wrapper, ['close', 'end', 'error'], 'outer ');
    wrapper.on('data', (chunk) => {
      log('data', chunk);
      wrapper.destroy();
    });
    await settle();
  },
  host,
);

scenario(
  'Readable.toWeb of a stream of which nothing is to be read any more',
  async (log) => {
    const made = (autoDestroy) => new Readable({ autoDestroy, read() {} });
    const ending = (act) => (s) => {
      s.push(null);
      s.resume();
      return new Promise((resolve) => s.on('end', () => resolve(act(s))));
    };
    const states = {
      'end is being told': ending(Readable.toWeb),
      'ended a turn ago': ending(async (s) => {
        await turn();
        return Readable.toWeb(s);
      }),
      'readable assigned'(s) {
        s.readable = false;
        return Readable.toWeb(s);
      },
    };
    for (const [name, act] of Object.entries(states)) {
      for (const autoDestroy of [true, false]) {
        const s = made(autoDestroy);
        s.on('pause', () => log('pause'));
        const web = await act(s);
        log(name, autoDestroy, s.readableFlowing, s.isPaused());
        web.getReader().closed.then(
          () => log(name, 'closed'),
          (error) => log(name, 'closed with', error),
        );
        await turn();
      }
    }
  },
  host,
);
