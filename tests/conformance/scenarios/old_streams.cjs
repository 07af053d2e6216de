'use strict';
// Old-style streams, which are emitters with 'data' and 'end', and emitters that can only be written to, where an
// iterator or a web stream is made of them.

const { EventEmitter } = require('node:events');
const { scenario, stream, turn } = require('../prelude.cjs');
const { host, settle } = require('../web_prelude.cjs');

const { Duplex, Readable, Stream, Writable } = stream;
const iterator = Readable.prototype[Symbol.asyncIterator];

/** An old-style stream that does `acts` on the next tick. */
function old(acts, methods = {}) {
  const s = Object.assign(new Stream(), methods);
  process.nextTick(() => acts(s));
  return s;
}
const failing = (s) => {
  s.emit('data', 1);
  s.emit('error', new Error('given'));
};

for (const [name, acts, methods] of [
  [
    'ends',
    (s) => {
      s.emit('data', 'a');
      s.emit('data', null);
      s.emit('end');
    },
  ],
  ['fails, with destroy()', failing, ['destroy']],
  ['fails, with close()', failing, ['close']],
  [
    'closes early',
    (s) => {
      s.emit('data', 1);
      s.emit('close');
    },
    ['close'],
  ],
  [
    'says more than there is room for',
    (s) => {
      for (let i = 0; i < 20; ++i) s.emit('data', i);
      s.emit('end');
    },
    ['pause', 'resume', 'destroy'],
  ],
])
  scenario(`iterating over an old stream that ${name}`, async (log) => {
    const logged = (method) => [
      method,
      (...args) => log(`${method}()`, ...args),
    ];
    const s = old(acts, Object.fromEntries((methods ?? []).map(logged)));
    const chunks = iterator.call(s);
    log(
      'through',
      chunks.stream.constructor.name,
      chunks.stream.readableObjectMode,
    );
    try {
      for await (const chunk of chunks) log('chunk', chunk);
      log('done');
    } catch (error) {
      log('threw', error);
    }
    await turn();
    log('listeners', s.eventNames());
  });

scenario('leaving the iteration over an old stream', async (log) => {
  const s = old((emitter) => emitter.emit('data', 1), {
    destroy: (error) => log('destroy()', error),
  });
  for await (const chunk of iterator.call(s)) {
    log('chunk', chunk);
    break;
  }
  await turn();
});

scenario('iterating over what is no stream', async (log) => {
  const read = () => null;
  for (const given of [
    {},
    null,
    5,
    new EventEmitter(),
    { read: 5 },
    { on() {} },
  ]) {
    try {
      log(typeof iterator.call(given).next);
    } catch (error) {
      log('threw', error);
    }
  }
  const chunks = iterator.call({ on() {}, read });
  log('next', await chunks.next().catch((error) => error));
});

scenario('iterating over a reader that has no state', async (log) => {
  let left = 2;
  const read = () => (left > 0 ? left-- : null);
  const emitter = Object.assign(new EventEmitter(), { pipe() {}, read });
  process.nextTick(() =>
    setImmediate(() => emitter.emit('error', new Error('given'))),
  );
  try {
    for await (const chunk of iterator.call(emitter)) log('chunk', chunk);
  } catch (error) {
    log('threw', error.name);
  }
});

/** An emitter that can be written to and is no stream of anybody's. */
const writable = (log, more) =>
  Object.assign(new EventEmitter(), {
    writable: true,
    write(...args) {
      log('write()', ...args);
      return true;
    },
    end(...args) {
      log('end()', ...args);
    },
    ...more,
  });

for (const [name, more, act] of [
  ['is written to', {}, (writer) => writer.write('x')],
  ['finishes', {}, (writer, s) => s.emit('finish')],
  ['closes', {}, (writer, s) => s.emit('close')],
  ['fails', {}, (writer, s) => s.emit('error', new Error('given'))],
  ['is aborted', {}, (writer) => writer.abort(new Error('given'))],
  [
    'can be destroyed and is aborted',
    { destroy() {} },
    (writer) => writer.abort(1),
  ],
  ['has a mark', { writableHighWaterMark: 7 }, (writer) => writer.write('x')],
  ['is not writable', { writable: false }, (writer) => writer.write('x')],
  [
    'says nothing of being writable',
    { writable: undefined },
    (writer) => writer.write('x'),
  ],
  [
    'is closed within end()',
    {
      end() {
        this.emit('close');
      },
    },
    (writer) => writer.close(),
  ],
])
  scenario(
    `Writable.toWeb of an emitter that ${name}`,
    async (log) => {
      const s = writable(log, more);
      const writer = Writable.toWeb(s).getWriter();
      log('room', writer.desiredSize);
      writer.closed.then(
        () => log('closed'),
        (error) => log('closed with', error),
      );
      try {
        log('gave', await act(writer, s));
      } catch (error) {
        log('failed with', error);
      }
      await settle();
      log('room', writer.desiredSize, s.eventNames());
    },
    host,
  );

scenario(
  'which emitters toWeb takes',
  (log) => {
    const methods = ['on', 'write', 'end', 'pipe', 'pause', 'resume'];
    for (let bits = 0; bits < 2 ** methods.length; ++bits) {
      const names = methods.filter((_, i) => bits & (2 ** i));
      const given = Object.fromEntries(names.map((name) => [name, () => {}]));
      given.once = given.removeListener = given.on;
      for (const Class of [Readable, Writable, Duplex]) {
        try {
          log(Class.name, names, Class.toWeb(given).constructor.name);
        } catch (error) {
          log(Class.name, names, error.name, error.code);
        }
      }
    }
  },
  host,
);

for (const [what, use] of Object.entries({
  'reads it': async (source, log) => {
    for await (const chunk of source) log('chunk', chunk);
  },
  'reads it later': async (source, log) => {
    await turn();
    for await (const chunk of source) log('chunk', chunk);
  },
  'does not read it': async () => 'unread',
}))
  for (const [name, acts] of [
    ['ends', (s) => s.emit('end')],
    ['fails', failing],
    ['closes early', (s) => s.emit('close')],
  ])
    scenario(
      `pipeline of an old stream that ${name} into a function that ${what}`,
      async (log) => {
        const s = old(acts, { destroy: (error) => log('destroy()', error) });
        stream.pipeline(
          s,
          (source) => use(source, log),
          (...args) => log('done', ...args),
        );
        await settle();
        log('listeners', s.eventNames());
      },
    );

scenario('destroy() of an old stream, twice', async (log) => {
  for (const methods of [['destroy'], ['close'], []]) {
    const logged = (method) => [
      method,
      (...args) => log(`${method}()`, ...args),
    ];
    const s = Object.assign(
      new Stream(),
      Object.fromEntries(methods.map(logged)),
    );
    for (const event of ['error', 'close'])
      s.on(event, (...args) => log(event, ...args));
    for (const name of ['first', 'second']) {
      stream.destroy(s, new Error(name));
      log('destroyed', stream.isDestroyed(s), s.destroyed);
      process.nextTick(() => log(`a tick after the ${name}`));
    }
    await turn();
  }
});
