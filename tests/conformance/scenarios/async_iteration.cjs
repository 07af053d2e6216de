'use strict';
// for await over streams: values, ends, errors, early exits, iterator(), interleaving with other tasks.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const counting = (log, count, options = {}) => {
  let n = 0;
  return watch(
    log,
    new stream.Readable({
      read() {
        this.push(n < count ? `${n++}` : null);
      },
      ...options,
    }),
    kQuietEvents,
  );
};

scenario('for await reads to the end', async (log) => {
  const r = counting(log, 3);
  for await (const chunk of r) log('got', chunk);
  log('left', state(r));
});

scenario('for await over objects', async (log) => {
  const r = stream.Readable.from([1, 'two', { three: 3 }]);
  for await (const value of r) log('got', value);
});

scenario('break destroys the stream', async (log) => {
  const r = counting(log, 3, { highWaterMark: 1 });
  for await (const chunk of r) {
    log('got', chunk);
    break;
  }
  log('left', state(r));
});

scenario('a throw in the loop destroys the stream', async (log) => {
  const r = counting(log, 3, { highWaterMark: 1 });
  try {
    for await (const chunk of r) throw new Error(`thrown at ${chunk}`);
  } catch (error) {
    log('caught', error);
  }
  log('left', state(r));
});

scenario('iterator({ destroyOnReturn: false }) leaves it open', async (log) => {
  const r = counting(log, 3, { highWaterMark: 1 });
  for await (const chunk of r.iterator({ destroyOnReturn: false })) {
    log('got', chunk);
    break;
  }
  log('left', state(r));
  for await (const chunk of r) log('got', chunk);
});

scenario('an error of the stream is thrown in the loop', async (log) => {
  const r = source(log);
  r.push('a');
  setImmediate(() => r.destroy(new Error('bad')));
  try {
    for await (const chunk of r) log('got', chunk);
  } catch (error) {
    log('caught', error);
  }
});

scenario('destroy without error in the loop', async (log) => {
  const r = source(log);
  r.push('a');
  try {
    for await (const chunk of r) {
      log('got', chunk);
      r.destroy();
    }
    log('left');
  } catch (error) {
    log('caught', error);
  }
});

scenario('for await over a stream that is over', async (log) => {
  const ended = counting(log, 0);
  ended.resume();
  await turn();
  try {
    for await (const chunk of ended) log('got', chunk);
    log('left');
  } catch (error) {
    log('caught', error);
  }
  const destroyed = source(log);
  destroyed.destroy();
  await turn();
  try {
    for await (const chunk of destroyed) log('got', chunk);
    log('left');
  } catch (error) {
    log('caught', error);
  }
});

scenario('two loops over one stream', async (log) => {
  const r = counting(log, 4, { highWaterMark: 1 });
  const loop = async (name) => {
    try {
      for await (const chunk of r) log(name, chunk);
      log(`${name} left`);
    } catch (error) {
      log(`${name} caught`, error);
    }
  };
  await Promise.all([loop('one'), loop('two')]);
});

scenario('the iterator by hand', async (log) => {
  const r = counting(log, 2);
  const iterator = r[Symbol.asyncIterator]();
  log('next', await iterator.next());
  log('return', await iterator.return('value'));
  log('next', await iterator.next());
  log('state', state(r));
});

scenario('several next() at once', async (log) => {
  const r = counting(log, 2);
  const iterator = r[Symbol.asyncIterator]();
  const all = await Promise.all([
    iterator.next(),
    iterator.next(),
    iterator.next(),
  ]);
  for (const result of all) log('next', result);
});

scenario('the loop among ticks, promises and immediates', async (log) => {
  const r = counting(log, 3, { highWaterMark: 1 });
  process.nextTick(() => log('tick'));
  Promise.resolve().then(() => log('promise'));
  setImmediate(() => log('immediate'));
  for await (const chunk of r) {
    log('got', chunk);
    process.nextTick(() => log(`tick after ${chunk}`));
    queueMicrotask(() => log(`microtask after ${chunk}`));
  }
});

scenario('a stream that ends while the loop waits', async (log) => {
  const r = source(log);
  setImmediate(() => {
    r.push('late');
    setImmediate(() => r.push(null));
  });
  for await (const chunk of r) log('got', chunk);
  log('left');
});

scenario('with an encoding', async (log) => {
  const r = source(log, { encoding: 'utf8' });
  r.push(Buffer.from([0xe2, 0x82]));
  r.push(Buffer.from([0xac]));
  r.push(null);
  for await (const chunk of r) log('got', chunk);
});

scenario('iterator helpers', async (log) => {
  const make = () => stream.Readable.from([1, 2, 3, 4]);
  log('toArray', await make().toArray());
  log(
    'map',
    await make()
      .map((n) => n * 2)
      .toArray(),
  );
  log(
    'filter',
    await make()
      .filter(async (n) => n % 2)
      .toArray(),
  );
  log('take', await make().take(2).toArray());
  log('drop', await make().drop(3).toArray());
  log('some', await make().some((n) => n > 3));
  log('every', await make().every((n) => n > 3));
  log('find', await make().find((n) => n > 2));
  log(
    'flatMap',
    await make()
      .flatMap((n) => [n, n])
      .toArray(),
  );
  log('reduce', await make().reduce((sum, n) => sum + n, 0));
  await make().forEach((n) => log('forEach', n));
});

scenario(
  'an iterator that came to the end cleans up or destroys',
  async (log) => {
    for (const ending of [false, true]) {
      for (const options of [undefined, { destroyOnReturn: false }]) {
        const d = new stream.Duplex({
          read() {},
          write() {},
          destroy(error, callback) {
            log('_destroy', error);
            callback(error);
          },
        });
        d.on('error', () => {});
        if (ending) d.end('x');
        d.push('a');
        d.push(null);
        for await (const chunk of d.iterator(options)) log('got', chunk);
        log('left', ending, options, d.destroyed, d.listenerCount('readable'));
      }
    }
  },
);

scenario(
  'an iterator ended by hand, with and without allowHalfOpen',
  async (log) => {
    for (const allowHalfOpen of [true, false]) {
      const d = new stream.Duplex({ allowHalfOpen, read() {}, write() {} });
      d.on('error', (error) => log('error', error));
      setImmediate(() => d.emit('end'));
      for await (const chunk of d) log('got', chunk);
      log('left', allowHalfOpen, d.destroyed);
    }
  },
);
