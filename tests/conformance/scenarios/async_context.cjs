'use strict';
// AsyncLocalStorage: which store a callback, a listener and a hook find, wherever they are called from.

const { AsyncLocalStorage } = require('node:async_hooks');
const { scenario, stream, turn } = require('../prelude.cjs');
const { Duplex, PassThrough, Readable, Writable, finished, pipeline } = stream;

const storage = new AsyncLocalStorage();
const inside = (name, body) => storage.run(name, body);

/** Registers a scenario after which the storage leaves no trace: Node 20 marks all promises while one is in use. */
function contextScenario(name, body) {
  scenario(name, async (log) => {
    try {
      await body(log);
    } finally {
      storage.disable();
    }
  });
}

contextScenario(
  'finished() calls back in the context it was called in',
  async (log) => {
    const r = new Readable({ read() {} });
    inside('waits', () => finished(r, () => log(storage.getStore())));
    r.on('close', () => log('close', storage.getStore()));
    inside('pushes', () => r.push(null));
    inside('resumes', () => r.resume());
    await turn();
  },
);

contextScenario(
  'finished() of a web stream, and with a signal',
  async (log) => {
    let controller;
    const web = new ReadableStream({
      start(given) {
        controller = given;
      },
    });
    const abort = new AbortController();
    inside('waits', () => {
      finished(web, () => log('web', storage.getStore()));
      finished(new Readable({ read() {} }), { signal: abort.signal }, () =>
        log('signal', storage.getStore()),
      );
    });
    inside('closes', () => controller.close());
    await turn();
    inside('aborts', () => abort.abort());
    await turn();
  },
);

contextScenario('hooks, callbacks and events of a write', async (log) => {
  const say = (what) => log(what, storage.getStore());
  const w = inside(
    'made',
    () =>
      new Writable({
        highWaterMark: 1,
        write(chunk, encoding, callback) {
          say('_write');
          inside('done', () => setImmediate(callback));
        },
        final(callback) {
          say('_final');
          callback();
        },
      }),
  );
  for (const event of ['drain', 'finish', 'close'])
    w.on(event, () => say(event));
  inside('first', () => w.write('a', () => say('a')));
  inside('second', () => w.write('b', () => say('b')));
  await turn();
  inside('ends', () => w.end(() => say('end')));
  for (let i = 0; i < 4; ++i) await turn();
});

contextScenario(
  'a pipeline, and a pipe, pushed from elsewhere',
  async (log) => {
    const say = (what) => log(what, storage.getStore());
    const r = new Readable({ read() {}, objectMode: true });
    const w = new Writable({
      objectMode: true,
      write(chunk, encoding, callback) {
        say('_write');
        callback();
      },
    });
    inside('joins', () =>
      pipeline(r, new PassThrough({ objectMode: true }), w, () => say('over')),
    );
    await turn();
    inside('pushes', () => r.push('a'));
    await turn();
    inside('ends', () => r.push(null));
    await turn();
  },
);

contextScenario('an asynchronous iteration', async (log) => {
  const d = new Duplex({ read() {}, objectMode: true, write() {} });
  const over = inside('iterates', async () => {
    for await (const chunk of d) log(chunk, storage.getStore());
    log('over', storage.getStore());
  });
  await turn();
  inside('pushes', () => d.push('a'));
  await turn();
  inside('ends', () => {
    d.push(null);
    d.destroy();
  });
  await over.catch((error) => log(error.code, storage.getStore()));
});
