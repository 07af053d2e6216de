'use strict';
// How many microtasks the adapters between Node's streams and web streams take: others' promises are settled before or
// after theirs by that count.

const { stream, scenario, turn } = require('../prelude.cjs');
const { host } = require('../web_prelude.cjs');

const { Duplex, Readable, Transform, Writable } = stream;

/** Microtasks after which waiting is given up: what then comes waited for a tick. */
const kMost = 40;

/** A clock that counts microtasks from now on. */
function microtasks() {
  let count = 0;
  const next = () => {
    if (count < kMost) queueMicrotask(() => (++count, next()));
  };
  next();
  return () => (count === kMost ? 'a tick' : count);
}

/** Logs after how many microtasks `promise` settles. */
async function time(log, name, promise) {
  const now = microtasks();
  await promise.then(
    () => log(name, now()),
    (error) => log(name, 'failed', now(), error),
  );
  await turn();
}

/** Puts a log around the callback of each hook of a stream. */
function timeHooks(log, s, now) {
  for (const hook of ['_write', '_writev', '_final', '_destroy']) {
    const original = s[hook];
    if (typeof original !== 'function') continue;
    s[hook] = function (...args) {
      log(hook, now());
      const callback = args.pop();
      original.call(this, ...args, (...given) => {
        log(`${hook} answered`, now(), ...given);
        callback(...given);
      });
    };
  }
  for (const event of ['error', 'close', 'finish', 'prefinish', 'end'])
    s.on(event, () => log(event, now()));
}

const answers = {
  'at once': () => undefined,
  'by failing': () => {
    throw new Error('given');
  },
  'with a promise': () => Promise.resolve(),
  later: turn,
};
const acts = {
  'is written': (s, log) => s.write('a', () => log('written')),
  'is written twice': (s, log) => {
    s.cork();
    s.write('a', () => log('written'));
    s.write('b', () => log('written'));
    s.uncork();
  },
  'is ended with a chunk': (s) => s.end('x'),
  'is ended': (s) => s.end(),
  'is destroyed': (s) => s.destroy(),
  'is destroyed with an error': (s) => s.destroy(new Error('own')),
  'is written and destroyed with an error': (s) => {
    s.write('a');
    s.destroy(new Error('own'));
  },
};

for (const [how, answer] of Object.entries(answers))
  for (const [what, act] of Object.entries(acts))
    scenario(
      `a stream fromWeb that ${what}, over a sink that answers ${how}`,
      async (log) => {
        for (const Class of [Writable, Duplex]) {
          let now = () => 'before';
          const logged = (name) => () => {
            log(`sink ${name}`, now());
            return answer();
          };
          const writable = new WritableStream({
            write: logged('write'),
            close: logged('close'),
            abort: logged('abort'),
          });
          const readable = new ReadableStream({ cancel: logged('cancel') });
          const s = Class.fromWeb(
            Class === Writable ? writable : { readable, writable },
          );
          await turn();
          now = microtasks();
          timeHooks(log, s, now);
          act(s, log);
          for (let i = 0; i < 4; ++i) await turn();
        }
      },
      host,
    );

scenario(
  'Writable.toWeb, written to before and after its stream ended',
  async (log) => {
    for (const Class of [Writable, Transform])
      for (const highWaterMark of [16, 1])
        for (const ends of [(s) => s, (s) => s.end(), (s) => s.destroy()]) {
          const s = new Class({
            highWaterMark,
            write: (chunk, encoding, callback) => callback(),
            transform: (chunk, encoding, callback) => callback(),
          });
          s.on('error', (error) => log('error', error));
          const writer = Writable.toWeb(s).getWriter();
          writer.closed.catch((error) => log('closed with', error));
          ends(s);
          await time(log, 'write', writer.write(new Uint8Array(1)));
          await time(log, 'close', writer.close());
        }
  },
  host,
);

scenario(
  'Readable.toWeb and Readable.fromWeb, read',
  async (log) => {
    for (const chunks of [[], ['a'], ['a', 'b']]) {
      const reader = Readable.toWeb(Readable.from(chunks)).getReader();
      for (let i = 0; i < 3; ++i) await time(log, 'read', reader.read());
      const now = microtasks();
      const s = Readable.fromWeb(Readable.toWeb(Readable.from(chunks)));
      timeHooks(log, s, now);
      s.on('data', (chunk) => log('data', chunk, now()));
      for (let i = 0; i < 4; ++i) await turn();
    }
  },
  host,
);
