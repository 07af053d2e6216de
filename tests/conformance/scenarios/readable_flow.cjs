'use strict';
// Flowing and paused mode: pause, resume, 'readable' and 'data' together, removing listeners, resumeScheduled.

const {
  scenario,
  stream,
  watch,
  state,
  source,
  turn,
} = require('../prelude.cjs');

scenario('pause() before any data keeps them buffered', async (log) => {
  const r = watch(log, source(log), ['data', 'pause', 'resume']);
  log('pause', r.pause() === r);
  r.push('a');
  await turn();
  log('state', state(r), r.isPaused());
  r.resume();
  log('resumed', state(r), r.isPaused());
});

scenario(
  'pause() inside a data listener stops after the chunk',
  async (log) => {
    const r = source(log);
    r.push('a');
    r.push('b');
    r.push('c');
    r.on('data', (chunk) => {
      log('data', chunk, r.readableLength);
      r.pause();
    });
    await turn();
    log('state', state(r));
    r.resume();
    await turn();
    log('state', state(r));
  },
);

scenario('pause and resume in the same tick emit each once', async (log) => {
  const r = watch(log, source(log), ['pause', 'resume', 'data']);
  r.push('a');
  r.pause();
  r.resume();
  r.pause();
  r.resume();
  log('state', state(r));
  await turn();
  log('state', state(r));
});

scenario('resume() without a listener discards the data', (log) => {
  const r = watch(log, source(log), ['end', 'close', 'resume']);
  r.push('a');
  r.push('b');
  r.push(null);
  log('resume', r.resume() === r);
  log('state', state(r));
});

scenario("'readable' takes precedence over 'data'", async (log) => {
  const r = source(log);
  r.on('data', (chunk) => log('data', chunk));
  r.on('readable', () => {
    log('readable', state(r));
    let chunk;
    while ((chunk = r.read(1)) !== null) log('read', chunk);
  });
  r.push('ab');
  await turn();
  r.push('c');
  r.push(null);
});

scenario(
  "removing the 'readable' listener lets 'data' flow again",
  async (log) => {
    const r = watch(log, source(log), ['data']);
    const listener = () => log('readable');
    r.on('readable', listener);
    r.push('a');
    await turn();
    log('state', state(r));
    r.off('readable', listener);
    log('removed', state(r));
    await turn();
    log('state', state(r));
  },
);

scenario("resume() with a 'readable' listener does not flow", async (log) => {
  const r = watch(log, source(log), ['resume']);
  r.on('readable', () => log('readable'));
  r.push('a');
  r.resume();
  log('state', state(r));
  await turn();
  log('state', state(r), r.read());
});

scenario("removing the 'data' listener does not pause", async (log) => {
  const r = source(log);
  const listener = (chunk) => log('data', chunk);
  r.on('data', listener);
  r.push('a');
  await turn();
  r.off('data', listener);
  r.push('b');
  await turn();
  log('state', state(r));
});

scenario('removeAllListeners of readable updates the flow', async (log) => {
  const r = source(log);
  r.on('readable', () => log('readable'));
  r.on('data', (chunk) => log('data', chunk));
  log('state', state(r));
  r.removeAllListeners('readable');
  r.push('a');
  await turn();
  log('state', state(r));
});

scenario("'readable' is emitted once for pushes of one tick", (log) => {
  const r = source(log);
  r.on('readable', () => {
    log('readable', r.readableLength);
    log('read', r.read());
  });
  r.push('a');
  r.push('b');
});

scenario(
  "'readable' is not emitted again while data are left unread",
  async (log) => {
    const r = source(log, { highWaterMark: 2 });
    r.on('readable', () => log('readable', r.readableLength));
    r.push('a');
    await turn();
    r.push('b');
    await turn();
    r.push('c');
    await turn();
    log('read', r.read());
    await turn();
    r.push('d');
  },
);

scenario("'readable' announces the end, and read() then gives null", (log) => {
  const r = watch(log, source(log), ['end', 'close']);
  r.on('readable', () => log('readable', r.read()));
  r.push(null);
});

scenario('once(data) gets one chunk, the rest is lost to the flow', (log) => {
  const r = source(log);
  r.once('data', (chunk) => log('data', chunk));
  r.push('a');
  r.push('b');
  r.push(null);
  watch(log, r, ['end']);
});

scenario(
  'a data listener added after pause() does not start the flow',
  async (log) => {
    const r = source(log);
    r.pause();
    watch(log, r, ['data']);
    r.push('a');
    await turn();
    log('state', state(r));
  },
);

scenario('a synchronous source flows to its end in one go', (log) => {
  let n = 0;
  const r = new stream.Readable({
    highWaterMark: 4,
    read(size) {
      log('_read', size, this.readableLength);
      this.push(n < 5 ? `${n++}` : null);
    },
  });
  watch(log, r, ['data', 'end', 'close']);
  process.nextTick(() => log('tick'));
  Promise.resolve().then(() => log('promise'));
  setImmediate(() => log('immediate'));
});

scenario(
  'maybeReadMore fills the buffer up to the highWaterMark',
  async (log) => {
    let n = 0;
    const r = new stream.Readable({
      highWaterMark: 3,
      read(size) {
        log('_read', size, this.readableLength);
        this.push(`${n++}`);
      },
    });
    log('read', r.read());
    await turn();
    log('state', state(r));
  },
);

scenario('adding a data listener inside a readable listener', async (log) => {
  const r = source(log);
  r.once('readable', () => {
    log('readable');
    r.on('data', (chunk) => log('data', chunk));
  });
  r.push('a');
  await turn();
  r.push('b');
  await turn();
  log('state', state(r));
});
