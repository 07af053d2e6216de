'use strict';
// compose(): which sides the whole has, what passes through, how an error or an end of one part ends the others.

const { stream, scenario, watch, turn } = require('../prelude.cjs');

const { Readable, Writable, Transform, PassThrough, compose } = stream;

const events = [
  'end',
  'finish',
  'prefinish',
  'resume',
  'pause',
  'error',
  'close',
];
const twice = () =>
  new Transform({
    objectMode: true,
    transform(chunk, encoding, callback) {
      callback(null, chunk + chunk);
    },
  });
const source = () => Readable.from(['a', 'b']);
const sink = (log) =>
  new Writable({
    objectMode: true,
    write(chunk, encoding, callback) {
      log('_write', chunk);
      callback();
    },
  });
async function* shout(chunks) {
  for await (const chunk of chunks) yield String(chunk).toUpperCase();
}

const settle = async () => {
  for (let i = 0; i < 6; ++i) await turn();
};

/** What kind of Duplex came out, or how it was refused. */
function kind(log, name, make) {
  try {
    const whole = make();
    whole.on('error', () => {});
    log(
      name,
      whole.constructor.name,
      whole.readable,
      whole.writable,
      whole.readableObjectMode,
      whole.writableObjectMode,
      whole.readableHighWaterMark,
      whole.writableHighWaterMark,
    );
  } catch (error) {
    log(name, error);
  }
}

scenario('sides of the whole', async (log) => {
  kind(log, 'nothing', () => compose());
  kind(log, 'number', () => compose(5));
  kind(log, 'T', () => compose(twice()));
  kind(log, 'R', () => compose(source()));
  kind(log, 'W', () => compose(sink(log)));
  kind(log, 'f', () => compose(shout));
  kind(log, 'T T', () => compose(twice(), twice()));
  kind(log, 'R T', () => compose(source(), twice()));
  kind(log, 'T W', () => compose(twice(), sink(log)));
  kind(log, 'R W', () => compose(source(), sink(log)));
  kind(log, 'W R', () => compose(sink(log), source()));
  kind(log, 'T R', () => compose(twice(), source()));
  kind(log, 'T W T', () => compose(twice(), sink(log), twice()));
  kind(log, 'f f', () => compose(shout, shout));
  kind(log, 'string T', () => compose('ab', twice()));
  kind(log, 'T number', () => compose(twice(), 5));
  kind(log, 'T undefined', () => compose(twice(), undefined));
  kind(log, 'array', () => compose([twice(), twice()]));
  kind(log, 'T bytes', () => compose(new PassThrough(), twice()));
  kind(log, 'destroyed', () => compose(twice().destroy(), twice()));
  await settle();
});

scenario('chunks pass and the end comes once', async (log) => {
  const whole = watch(log, compose(twice(), twice()), events);
  whole.on('data', (chunk) => log('data', chunk));
  whole.write('x', () => log('written'));
  whole.end('y');
  await settle();
});

for (const [name, end] of Object.entries({
  'the first part fails': (a) => a.destroy(new Error('boom')),
  'the last part is closed': (a, b) => b.destroy(),
  'the whole fails': (a, b, whole) => whole.destroy(new Error('boom')),
  'the whole is closed': (a, b, whole) => whole.destroy(),
})) {
  scenario(name, async (log) => {
    const a = watch(log, twice(), events, 'a ');
    const b = watch(log, twice(), events, 'b ');
    const whole = watch(log, compose(a, b), events, 'whole ');
    whole.write('x');
    end(a, b, whole);
    await settle();
    log('destroyed', a.destroyed, b.destroyed, whole.destroyed, a.errored);
  });
}

scenario('functions at both ends', async (log) => {
  const whole = watch(log, compose(shout, shout), events);
  whole.end('q');
  log('all', await whole.toArray());
  const read = watch(log, compose(source(), shout), events);
  log('all', await read.toArray());
  const eaten = compose(source(), twice(), async (chunks) => {
    for await (const chunk of chunks) log('eaten', chunk);
  });
  watch(log, eaten, events);
  await settle();
});

scenario('backpressure of the last part reaches the writer', async (log) => {
  const whole = compose(
    new PassThrough({ highWaterMark: 2 }),
    new PassThrough({ highWaterMark: 2 }),
  );
  whole.on('drain', () => log('drain'));
  log('write', whole.write('abcdef'));
  await settle();
  log('lengths', whole.writableLength, whole.readableLength);
  log('read', whole.read());
  whole.end();
  whole.resume();
  await settle();
});

scenario('readable.compose checks what it gets', async (log) => {
  for (const part of [undefined, 5, {}, 'x', null]) {
    kind(log, String(part), () => source().compose(part));
  }
  for (const options of [null, 5, { signal: 4 }, { signal: null }]) {
    kind(log, JSON.stringify(options), () =>
      source().compose(twice(), options),
    );
  }
  kind(log, 'closed', () => source().compose(sink(log).destroy()));
  log('all', await source().compose(shout).toArray());
});

scenario('readable.compose with a signal', async (log) => {
  const controller = new AbortController();
  const read = new Readable({ objectMode: true, read() {} });
  watch(log, read, events, 'source ');
  const whole = read.compose(twice(), controller);
  watch(log, whole, events, 'whole ');
  whole.resume();
  controller.abort(new Error('why'));
  await settle();
  log('destroyed', whole.destroyed, read.destroyed);
});

scenario('stages that do not destroy themselves', async (log) => {
  const stages = [1, 2].map(
    () => new stream.PassThrough({ autoDestroy: false }),
  );
  const composed = stream.compose(...stages);
  watch(log, composed, ['end', 'finish', 'close'], 'composed ');
  stages.forEach((stage, i) =>
    watch(log, stage, ['end', 'finish', 'close'], `${i} `),
  );
  composed.end('q');
  await turn();
  composed.resume();
  await turn();
  await turn();
});
