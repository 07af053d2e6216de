'use strict';
// Web streams in finished, addAbortSignal, pipeline and compose.

const { stream, scenario, watch } = require('../prelude.cjs');
const {
  attempt,
  events,
  exclaim,
  host,
  settle,
  sink,
  source,
} = require('../web_prelude.cjs');

const {
  Readable,
  Writable,
  PassThrough,
  addAbortSignal,
  compose,
  finished,
  pipeline,
} = stream;

scenario(
  'finished of web streams',
  async (log) => {
    const told =
      (name) =>
      (...args) =>
        log(name, ...args);
    const [first, ends] = source(log);
    finished(first, told('ended'))();
    ends.close();
    const [second, fails] = source(log);
    finished(second, told('failed'));
    fails.error(new Error('x'));
    finished(second, told('again'));
    const [third] = source(log);
    const controller = new AbortController();
    finished(third, controller, told('aborted'));
    controller.abort(new Error('why'));
    const writable = sink(log);
    finished(writable, told('written'));
    await writable.close();
    for (const wrong of [new TransformStream(), {}, 5])
      await attempt(log, 'wrong', () => finished(wrong, () => {}));
    log('promise', await stream.promises.finished(first));
    await settle();
  },
  host,
);

scenario(
  'addAbortSignal on web streams',
  async (log) => {
    const [web] = source(log);
    const writable = sink(log);
    const controller = new AbortController();
    log('same', addAbortSignal(controller.signal, web) === web);
    addAbortSignal(controller.signal, writable);
    controller.abort(new Error('why'));
    const reader = web.getReader();
    log('read', await reader.read().catch((error) => error));
    const writer = writable.getWriter();
    log('write', await writer.write('x').catch((error) => error));
    writer.closed.catch(() => {});
    for (const [signal, other] of [
      [5, new PassThrough()],
      [undefined, new PassThrough()],
      [null, new PassThrough()],
      [controller.signal, 5],
      [controller.signal, new TransformStream()],
    ])
      await attempt(log, 'wrong', () => addAbortSignal(signal, other));
  },
  host,
);

const chain = (log, ...stages) =>
  stream.promises.pipeline(...stages).then(
    (value) => log('done', value),
    (error) => log('failed', error),
  );

scenario(
  'pipeline with web streams in every place',
  async (log) => {
    const words = () => Readable.from(['a', 'b']);
    const collect = async (chunks) => {
      const all = [];
      for await (const chunk of chunks) all.push(chunk);
      return all.join();
    };
    const web = () => {
      const [made, controller] = source(log);
      controller.enqueue('1');
      controller.close();
      return made;
    };
    await chain(log, words(), exclaim(), sink(log));
    await chain(log, words(), exclaim(), collect);
    await chain(log, ['x'], exclaim(), exclaim(), sink(log));
    await chain(log, web(), sink(log));
    await chain(log, web(), collect);
    await chain(log, web(), new PassThrough(), sink(log));
    await chain(log, words(), sink(log), { end: false });
    const out = pipeline(words(), exclaim(), () => log('called'));
    log('gives', out.constructor.name);
    await settle();
  },
  host,
);

scenario(
  'pipeline with a web stream that fails',
  async (log) => {
    const [web, controller] = source(log);
    controller.enqueue('1');
    setImmediate(() => controller.error(new Error('source')));
    await chain(log, web, sink(log));
    const r = new Readable({ read() {} });
    r.push('q');
    setImmediate(() => r.destroy(new Error('node')));
    await chain(log, r, sink(log));
    const [other, feeds] = source(log);
    feeds.enqueue('1');
    const w = new Writable({
      write: (chunk, encoding, callback) => callback(new Error('write')),
    });
    await chain(log, other, w);
    await settle();
  },
  host,
);

scenario(
  'compose of web streams',
  async (log) => {
    const whole = watch(log, compose(exclaim(), exclaim()), events);
    whole.on('data', (chunk) => log('data', chunk));
    whole.write('a', () => log('written'));
    whole.end('b');
    await settle();
    const tail = watch(log, compose(exclaim(), sink(log)), events, 'tail ');
    tail.end('c');
    await settle();
    const ended = watch(log, compose(exclaim(), exclaim()), events, 'ended ');
    ended.write('d');
    await settle();
    ended.destroy(new Error('x'));
    await settle();
  },
  host,
);
