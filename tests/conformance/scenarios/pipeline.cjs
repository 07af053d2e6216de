'use strict';
// pipeline, with callback and as promise: success, errors at each place, destroyed streams, generators, arguments.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  sink,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

const { pipeline, PassThrough, Transform, promises } = stream;

const three = (log) => {
  const r = watch(log, source(log), kQuietEvents, 'r ');
  const t = watch(log, new PassThrough(), kQuietEvents, 't ');
  const w = watch(log, sink(log), kQuietEvents, 'w ');
  return { r, t, w };
};

scenario('pipeline to success', (log) => {
  const { r, t, w } = three(log);
  log(
    'returns',
    pipeline(r, t, w, (...args) => log('callback', ...args)) === w,
  );
  r.push('a');
  r.push(null);
});

for (const place of ['r', 't', 'w']) {
  scenario(`pipeline when ${place} fails`, async (log) => {
    const streams = three(log);
    pipeline(streams.r, streams.t, streams.w, (...args) =>
      log('callback', ...args),
    );
    streams.r.push('a');
    await turn();
    streams[place].destroy(new Error(`bad ${place}`));
    await turn();
    for (const name of ['r', 't', 'w']) log(name, state(streams[name]));
  });

  scenario(`pipeline when ${place} is destroyed without error`, async (log) => {
    const streams = three(log);
    pipeline(streams.r, streams.t, streams.w, (...args) =>
      log('callback', ...args),
    );
    streams.r.push('a');
    await turn();
    streams[place].destroy();
  });
}

scenario('pipeline with a stream that is destroyed already', async (log) => {
  const { r, t, w } = three(log);
  t.destroy();
  await turn();
  try {
    pipeline(r, t, w, (...args) => log('callback', ...args));
  } catch (error) {
    log('threw', error);
  }
});

scenario('pipeline of an array', (log) => {
  const { r, t, w } = three(log);
  pipeline([r, t, w], (...args) => log('callback', ...args));
  r.push(null);
});

scenario('pipeline with wrong arguments', (log) => {
  const { r, w } = three(log);
  for (const args of [
    [],
    [r],
    [r, w],
    [r, 5, () => {}],
    [() => {}],
    [r, () => {}],
    [5, w, () => {}],
  ]) {
    try {
      log('returned', typeof pipeline(...args));
    } catch (error) {
      log('threw', error);
    }
  }
});

scenario(
  'pipeline from an iterable through generators to a function',
  (log) => {
    pipeline(
      ['a', 'b', 'c'],
      async function* (from) {
        for await (const chunk of from) yield String(chunk).toUpperCase();
      },
      async function (from) {
        for await (const chunk of from) log('got', chunk);
        return 'value';
      },
      (...args) => log('callback', ...args),
    );
  },
);

scenario('pipeline whose generator throws', (log) => {
  const r = watch(log, source(log), kQuietEvents, 'r ');
  pipeline(
    r,
    async function* (from) {
      for await (const chunk of from) {
        yield chunk;
        throw new Error('bad generator');
      }
    },
    watch(log, sink(log), kQuietEvents, 'w '),
    (...args) => log('callback', ...args),
  );
  r.push('a');
});

scenario('promises.pipeline resolves', async (log) => {
  const { r, t, w } = three(log);
  const done = stream.promises.pipeline(r, t, w);
  r.push('a');
  r.push(null);
  log('value', await done);
});

scenario('promises.pipeline rejects', async (log) => {
  const { r, t, w } = three(log);
  const done = stream.promises.pipeline(r, t, w);
  r.destroy(new Error('bad'));
  await done.catch((error) => log('rejected', error));
});

scenario('promises.pipeline with end: false', async (log) => {
  const { r, t, w } = three(log);
  const done = stream.promises.pipeline(r, t, w, { end: false });
  r.push('a');
  r.push(null);
  await done;
  log('state', state(w));
});

scenario('promises.pipeline with a signal', async (log) => {
  const { r, t, w } = three(log);
  const controller = new AbortController();
  const done = stream.promises.pipeline(r, t, w, { signal: controller.signal });
  r.push('a');
  await turn();
  controller.abort();
  await done.catch((error) => log('rejected', error));
});

scenario('a premature close is ERR_STREAM_PREMATURE_CLOSE', (log) => {
  const r = source(log);
  r.push('a');
  setImmediate(() => r.destroy());
  pipeline(r, sink(log), (...args) => log('callback', ...args));
});

scenario('pipeline to a Duplex that stays half open', async (log) => {
  const d = new stream.Duplex({
    read() {},
    write(chunk, encoding, callback) {
      log('_write', chunk);
      callback();
    },
  });
  const r = source(log);
  watch(log, d, kQuietEvents);
  pipeline(r, d, (...args) => log('callback', ...args));
  r.push('a');
  r.push(null);
  await turn();
  log('state', state(d));
});

scenario(
  'an error listener that throws does not reach pipeline',
  async (log) => {
    const { r, w } = three(log);
    w.on('error', () => {
      throw new Error('thrown by the listener');
    });
    pipeline(r, w, (...args) => log('callback', ...args));
    w.destroy(new Error('bad'));
  },
);

scenario('listeners left behind by pipeline', async (log) => {
  const { r, w } = three(log);
  pipeline(r, w, () => log('callback'));
  r.push(null);
  await turn();
  log(
    'left',
    ['data', 'end', 'error', 'close'].map((event) => r.listenerCount(event)),
    ['unpipe', 'drain', 'error', 'close', 'finish'].map((event) =>
      w.listenerCount(event),
    ),
  );
});

scenario(
  'pipeline into a destroyed stage is refused before that',
  async (log) => {
    const { PassThrough, pipeline } = stream;
    for (const dead of [1, 2, 3]) {
      const stages = Array.from({ length: 4 }, () => new PassThrough());
      for (const [i, stage] of stages.entries()) {
        stage.on('error', (error) => log(`error of ${i}`, error));
        stage.on('pipe', () => log(`pipe to ${i}`));
      }
      stages[dead].destroy(new Error('dead'));
      try {
        pipeline(stages, (error) => log('told', error));
      } catch (error) {
        log('threw', error);
      }
      await new Promise((resolve) => setImmediate(resolve));
      log(
        `with ${dead} destroyed`,
        stages.map((stage) => stage.listenerCount('error')),
        stages.map((stage) => stage.destroyed),
      );
    }
  },
);

for (const [context, from] of Object.entries({
  'a microtask': queueMicrotask,
  'a tick': process.nextTick,
  'an immediate': setImmediate,
}))
  scenario(
    `a pipeline with a signal aborted before, made in ${context}`,
    async (log) => {
      const signal = AbortSignal.abort();
      const first = new Transform({ readable: false });
      const last = new Transform({ construct() {} });
      for (const [name, s] of Object.entries({ first, last }))
        s.on('error', (error) => log(`${name} error`, error));
      last.end();
      await new Promise((resolve) => {
        from(() => {
          promises.pipeline(first, last, { signal }).catch((error) => {
            log('rejected', error);
            resolve();
          });
          process.nextTick(() => log('tick', first.destroyed, last.destroyed));
          queueMicrotask(() => log('micro', first.destroyed, last.destroyed));
          setImmediate(() => {
            log('later', first.errored, last.errored);
            resolve();
          });
        });
      });
    },
  );

scenario(
  'a thenable is asked for its then as often as Node asks',
  async (log) => {
    const thenable = (label) => ({
      get then() {
        log(`${label} is asked`);
        return (resolve) => resolve(undefined);
      },
    });
    await new Promise((resolve) => {
      pipeline(
        stream.Readable.from(['a']),
        () => thenable('what the last function gives'),
        (...args) => resolve(log('done', ...args)),
      ).resume();
    });
    log('chunks', await stream.Readable.from([thenable('a chunk')]).toArray());
    const d = stream.Duplex.from(() => thenable('what the function gives'));
    d.end();
    await turn();
  },
);
