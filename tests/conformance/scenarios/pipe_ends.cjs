'use strict';
// pipe where a side ends, fails, closes, or has done so before.

const {
  scenario,
  watch,
  state,
  source,
  sink,
  turn,
  kQuietEvents,
} = require('../prelude.cjs');

scenario('an error of the destination unpipes it', async (log) => {
  const r = watch(log, source(log), kQuietEvents, 'r ');
  const w = sink(log, {
    write(chunk, encoding, callback) {
      callback(new Error('bad sink'));
    },
  });
  watch(log, w, kQuietEvents, 'w ');
  r.pipe(w);
  r.push('a');
  await turn();
  log('source', state(r));
});

scenario(
  'an error of the destination without listener is thrown',
  async (log) => {
    const r = source(log);
    const w = sink(log, {
      write(chunk, encoding, callback) {
        callback(new Error('bad sink'));
      },
    });
    r.pipe(w);
    r.push('a');
    await turn();
    log('source', state(r));
  },
);

scenario('an error of the source does not end the destination', async (log) => {
  const r = watch(log, source(log), kQuietEvents, 'r ');
  const w = watch(log, sink(log), kQuietEvents, 'w ');
  r.pipe(w);
  r.destroy(new Error('bad source'));
  await turn();
  log('destination', state(w));
});

scenario('the close of the destination unpipes it', async (log) => {
  const r = source(log);
  const w = watch(log, sink(log), kQuietEvents);
  r.pipe(w);
  w.destroy();
  await turn();
  log('source', state(r));
});

scenario('pipe to a stream that has ended', async (log) => {
  const w = watch(log, sink(log), kQuietEvents, 'w ');
  w.end();
  await turn();
  const r = watch(log, source(log), ['error'], 'r ');
  try {
    r.pipe(w);
  } catch (error) {
    log('threw', error);
  }
  r.push('late');
});

scenario('pipe from a stream that has ended', async (log) => {
  const r = source(log);
  r.push(null);
  r.resume();
  await turn();
  const w = watch(log, sink(log), kQuietEvents, 'w ');
  r.pipe(w);
});

scenario('pipe of a paused stream', async (log) => {
  const r = source(log);
  r.pause();
  r.push('a');
  r.pipe(sink(log));
  log('state', state(r));
  await turn();
  log('state', state(r));
});
