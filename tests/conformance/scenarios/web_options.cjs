'use strict';
// Options of toWeb() and fromWeb(), right and wrong; and what stream/web has beside the classes.

const {
  kQuietEvents,
  scenario,
  state,
  stream,
  watch,
} = require('../prelude.cjs');

const { Readable, Writable } = stream;
const web = require(`${process.env.TINCAN_STREAM || 'stream'}/web`);

scenario('toWeb and fromWeb with their options', async (log) => {
  const attempt = async (label, call) => {
    try {
      log(label, await call());
    } catch (error) {
      log(label, error.name, error.code, error.message);
    }
  };
  const source = () => Readable.from(['a', 'b'], { objectMode: false });
  for (const options of [
    undefined,
    null,
    5,
    {},
    { strategy: undefined },
    { strategy: new web.CountQueuingStrategy({ highWaterMark: 3 }) },
    { strategy: { highWaterMark: -1 } },
    { strategy: { size: 5 } },
    { type: 'bytes' },
    { type: 'other' },
    { readableType: 'bytes' },
  ])
    await attempt('toWeb', async () => {
      const reader = Readable.toWeb(source(), options).getReader();
      return (await reader.read()).value;
    });
  const stream2 = () =>
    new web.ReadableStream({
      start(controller) {
        controller.enqueue('a');
        controller.close();
      },
    });
  for (const options of [
    undefined,
    null,
    5,
    {},
    { encoding: 'hex' },
    { encoding: 'none' },
    { objectMode: true },
    { objectMode: 1 },
    { highWaterMark: 1 },
    { highWaterMark: 'x' },
    { signal: {} },
    { signal: AbortSignal.abort() },
  ])
    await attempt('fromWeb', async () => {
      const r = Readable.fromWeb(stream2(), options);
      r.on('error', (error) => log('error', error.name, error.code));
      return (await r.toArray()).map(String);
    });
  for (const options of [
    undefined,
    null,
    { decodeStrings: false },
    { decodeStrings: 'no' },
    { objectMode: true },
    { highWaterMark: -1 },
  ])
    await attempt('Writable.fromWeb', async () => {
      const w = Writable.fromWeb(
        new web.WritableStream({
          write: (chunk) => log('write', typeof chunk, String(chunk)),
        }),
        options,
      );
      watch(log, w, kQuietEvents);
      await new Promise((resolve) => w.end('a', resolve));
      return state(w);
    });
});

for (const [name, args] of Object.entries({
  undefined: [],
  'what is no stream': [{}],
  'a locked stream': [
    (() => {
      const s = new web.ReadableStream();
      s.getReader();
      return s;
    })(),
  ],
  'a stream': [new web.ReadableStream()],
  'a stream, cloning': [new web.ReadableStream(), true],
}))
  scenario(`ReadableStreamTee of ${name}`, (log) => {
    try {
      log('branches', web.ReadableStreamTee(...args).length);
    } catch (error) {
      log('throws', error.name);
    }
  });
