'use strict';
// The iterator helpers: what they give, what they refuse, how many calls run at once, how they end their source, and
// where their steps stand among microtasks.

const { stream, scenario, turn } = require('../prelude.cjs');

const { Readable } = stream;
const numbers = (...values) => Readable.from(values);
const helpers = [
  'map',
  'filter',
  'flatMap',
  'forEach',
  'some',
  'every',
  'find',
  'reduce',
];

/** Name, code and message of what `call` throws or its promise rejects with. */
async function refusal(call) {
  try {
    const result = await call();
    return result === undefined ? 'undefined' : result.constructor.name;
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

/** Runs `start` while microtasks are counted: a trace with one dot a microtask. */
async function amongMicrotasks(start) {
  const order = [];
  let left = 120;
  const count = () => {
    order.push('.');
    if (left-- > 0) queueMicrotask(count);
  };
  const done = start((step) => order.push(step));
  count();
  await done;
  return order.join('');
}

scenario('helpers refuse what is no function', async (log) => {
  for (const name of helpers)
    log(name, await refusal(() => numbers(1)[name]()));
});

scenario('helpers refuse wrong options', async (log) => {
  const wrong = [
    5,
    null,
    [],
    { signal: 1 },
    { concurrency: 0 },
    { concurrency: 'a' },
    { concurrency: 1.5 },
    { concurrency: Infinity },
    { highWaterMark: -1 },
    { highWaterMark: 'a' },
  ];
  for (const name of helpers.slice(0, -1)) {
    for (const options of wrong) {
      const call = () => numbers(1)[name]((x) => [x], options);
      log(`${name} ${JSON.stringify(options)}`, await refusal(call));
    }
  }
  for (const options of wrong) {
    log('toArray', await refusal(() => numbers(1).toArray(options)));
    log('take', await refusal(() => numbers(1).take(1, options)));
    log('reduce', await refusal(() => numbers(1).reduce((a) => a, 0, options)));
  }
});

scenario('take and drop count what a number can be made of', async (log) => {
  for (const count of [undefined, null, NaN, -0, 1.5, '2', Infinity, 0, 9]) {
    const source = numbers(1, 2, 3, 4);
    log(`take ${count}`, await source.take(count).toArray(), source.destroyed);
    log(`drop ${count}`, await numbers(1, 2, 3, 4).drop(count).toArray());
  }
  log('take', await refusal(() => numbers(1).take(-1)));
  log('drop', await refusal(() => numbers(1).drop(Symbol('s'))));
});

scenario('take does not wait for a chunk it will not give', async (log) => {
  for (const count of [0, 1, 2]) {
    const source = new Readable({ objectMode: true, read() {} });
    source.push('a');
    const taken = source.take(count).toArray();
    log(`take ${count}`, await Promise.race([taken, turn(), turn()]));
  }
});

scenario('flatMap opens what can be iterated', async (log) => {
  const values = [
    [1, 2],
    'ab',
    new Set([3]),
    numbers(7, 8),
    Promise.resolve([9]),
    5,
    null,
  ];
  for (const value of values) {
    const all = numbers(0).flatMap(() => value);
    log('flatMap', await all.toArray().catch((error) => error));
  }
});

scenario('reduce with and without a first value', async (log) => {
  const add = (a, b) => a + b;
  log('none', await numbers(1, 2, 3).reduce(add));
  log('some', await numbers(1, 2).reduce(add, 10));
  log('undefined', await numbers(1, 2).reduce(add, undefined));
  const empty = numbers();
  log('empty', await empty.reduce(add).catch((error) => error));
  log('destroyed', empty.destroyed);
  const failing = numbers(1, 2);
  const thrown = failing.reduce(() => {
    throw new Error('no');
  }, 0);
  log('throws', await thrown.catch((error) => error), failing.destroyed);
});

scenario('functions get a chunk and a signal', async (log) => {
  for (const name of ['map', 'filter', 'forEach', 'some', 'find', 'every']) {
    const result = numbers(1)[name](function (...args) {
      log(name, this, args.length, Object.keys(args[1]), args[1].signal);
    });
    await (result.toArray ? result.toArray() : result);
  }
});

scenario('map gives a Readable as Readable.from does', (log) => {
  const mapped = numbers(1).map((x) => x);
  log(
    'mapped',
    mapped instanceof Readable,
    mapped.readableHighWaterMark,
    mapped.readableObjectMode,
    mapped.readableFlowing,
  );
});

scenario('map runs as many calls as it may', async (log) => {
  const options = [
    {},
    { concurrency: 2 },
    { concurrency: 3, highWaterMark: 5 },
    { concurrency: 1, highWaterMark: 0 },
    { concurrency: 2, highWaterMark: 0 },
  ];
  for (const each of options) {
    let next = 0;
    const source = new Readable({
      objectMode: true,
      highWaterMark: 2,
      read() {
        this.push(next++ < 20 ? next : null);
      },
    });
    const called = [];
    const mapped = source.map(async (x) => {
      called.push(x);
      return x;
    }, each);
    mapped.read(0);
    for (let i = 0; i < 4; ++i) await turn();
    log('before', JSON.stringify(each), called.splice(0));
    log('read', mapped.read());
    for (let i = 0; i < 4; ++i) await turn();
    log('after', called);
    mapped.destroy();
  }
});

scenario('map keeps the order of slower results', async (log) => {
  const late = (x) =>
    new Promise((resolve) => {
      let left = 4 - x;
      const wait = () => (left-- > 0 ? setImmediate(wait) : resolve(x));
      wait();
    });
  log('all', await numbers(1, 2, 3).map(late, { concurrency: 3 }).toArray());
});

scenario('an error in map ends both streams', async (log) => {
  const source = numbers(1, 2, 3);
  const mapped = source.map((x) => {
    if (x === 2) throw new Error('two');
    return x;
  });
  source.on('close', () => log('source close'));
  for (const event of ['data', 'end', 'error', 'close'])
    mapped.on(event, (...args) => log(event, ...args));
  for (let i = 0; i < 4; ++i) await turn();
  log('source', source.errored);
});

scenario('an error of the source reaches the end of a chain', async (log) => {
  const source = new Readable({ objectMode: true, read() {} });
  source.on('error', (error) => log('source', error));
  source.push(1);
  source.push(2);
  const chain = source.map((x) => x).filter(() => true);
  chain.on('error', (error) => log('chain', error));
  chain.on('data', (x) => {
    log('data', x);
    source.destroy(new Error('source'));
  });
  for (let i = 0; i < 4; ++i) await turn();
});

scenario('destroying the mapped stream destroys its source', async (log) => {
  const source = numbers(1, 2, 3, 4, 5, 6, 7, 8);
  let given;
  const mapped = source.map(async (x, { signal }) => {
    given = signal;
    await turn();
    return x;
  });
  mapped.on('close', () => log('mapped close'));
  source.on('close', () => log('source close'));
  mapped.once('data', (x) => {
    log('data', x);
    mapped.destroy();
  });
  for (let i = 0; i < 6; ++i) await turn();
  log('signal', given.aborted, source.destroyed, source.errored);
});

scenario('null ends nothing but is refused', async (log) => {
  log(
    'null',
    await numbers(1)
      .map(() => null)
      .toArray()
      .catch((error) => error),
  );
  log(
    'undefined',
    await numbers(1)
      .map(() => undefined)
      .toArray(),
  );
});

scenario('signals aborted before', async (log) => {
  for (const name of [...helpers, 'toArray', 'take', 'drop']) {
    const source = numbers(1, 2, 3);
    const options = { signal: AbortSignal.abort(new Error('why')) };
    const args = {
      toArray: [options],
      take: [1, options],
      drop: [1, options],
      reduce: [(a) => a, 0, options],
    }[name] ?? [(x) => [x], options];
    const result = source[name](...args);
    const settled = result.toArray ? result.toArray() : result;
    const error = await settled.catch((failure) => failure);
    log(name, error, source.destroyed);
  }
});

scenario('a signal aborted between two chunks', async (log) => {
  const source = new Readable({ objectMode: true, read() {} });
  source.on('error', (error) => log('source', error));
  source.on('close', () => log('close'));
  for (const x of [1, 2, 3]) source.push(x);
  const controller = new AbortController();
  const sum = source.reduce(
    (a, b) => {
      log('reduce', b);
      if (b === 2) controller.abort(new Error('why'));
      return a + b;
    },
    0,
    controller,
  );
  log('sum', await sum.catch((error) => error));
  log('errored', source.errored);
});

scenario('some, every and find stop at the answer', async (log) => {
  for (const name of ['some', 'every', 'find']) {
    const source = numbers(1, 2, 3, 4);
    const asked = [];
    const answer = await source[name]((x) => {
      asked.push(x);
      return name === 'every' ? x < 2 : x === 2;
    });
    log(name, answer, asked, source.destroyed);
    await turn();
    log('later', source.destroyed);
  }
});

scenario('steps among microtasks', async (log) => {
  for (const concurrency of [1, 2, 3]) {
    const trace = await amongMicrotasks((step) =>
      numbers(1, 2, 3, 4, 5, 6)
        .map(
          async (x) => {
            step(`f${x}`);
            await null;
            return x;
          },
          { concurrency },
        )
        .forEach((x) => step(`e${x}`))
        .then(() => step('done')),
    );
    log(`concurrency ${concurrency}`, trace);
  }
  for (const name of ['some', 'every', 'find', 'forEach', 'reduce']) {
    const trace = await amongMicrotasks((step) => {
      const source = numbers(1, 2, 3, 4);
      const result = source[name]((a, b) => {
        step(name === 'reduce' ? `r${b}` : `r${a}`);
        return name === 'every' || a === 3;
      });
      return result.then(() => step('done'));
    });
    log(name, trace);
  }
});

scenario('operators are no constructors', async (log) => {
  for (const name of ['map', 'filter', 'drop', 'toArray', 'reduce']) {
    try {
      log(name, new stream.Readable.prototype[name](() => {}));
    } catch (error) {
      log(name, error);
    }
  }
});
