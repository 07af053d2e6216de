'use strict';
// Objects that are no streams of the module under test, wherever it takes streams: Node's own, old-style ones, bare emitters, and
// plain objects with the right methods.

const { EventEmitter } = require('node:events');
const host = require('node:stream');
const {
  kQuietEvents,
  scenario,
  state,
  stream,
  turn,
  watch,
} = require('../prelude.cjs');

const { Duplex, PassThrough, Readable, Stream, Writable, promises } = stream;

const sink = (Class, log) =>
  new Class({
    write(chunk, encoding, callback) {
      log('_write', String(chunk));
      callback();
    },
  });

/** An old-style source and sink, which is all of a stream that some libraries have. */
function oldSource() {
  const s = new Stream();
  s.readable = true;
  s.resume = () => {};
  s.pause = () => {};
  return s;
}
function oldSink(log) {
  const s = new Stream();
  s.writable = true;
  s.write = (chunk) => {
    log('write', String(chunk));
    return true;
  };
  s.end = (chunk) => {
    log('end()', chunk);
    s.emit('finish');
    s.emit('close');
  };
  return s;
}

/** Makers of what can stand at either end. */
const sources = {
  'Node’s Readable': () => host.Readable.from(['a', 'b']),
  'an old stream': () => {
    const s = oldSource();
    setImmediate(() => {
      s.emit('data', 'a');
      s.emit('data', 'b');
      s.emit('end');
      s.emit('close');
    });
    return s;
  },
  'a Readable wrapped around an old stream': () => {
    const s = oldSource();
    setImmediate(() => {
      s.emit('data', Buffer.from('a'));
      s.emit('end');
      s.emit('close');
    });
    return new Readable().wrap(s);
  },
  'an own Readable': () => Readable.from(['a', 'b']),
};
const destinations = {
  'Node’s Writable': (log) => sink(host.Writable, log),
  'Node’s PassThrough': () => new host.PassThrough(),
  'an old stream': (log) => oldSink(log),
  'an own Writable': (log) => sink(Writable, log),
};

for (const [from, makeSource] of Object.entries(sources)) {
  for (const [to, makeDestination] of Object.entries(destinations)) {
    scenario(`pipe from ${from} to ${to}`, async (log) => {
      const source = makeSource();
      const destination = makeDestination(log);
      watch(log, destination, kQuietEvents);
      if (destination.read)
        destination.on('data', (c) => log('data', String(c)));
      log('returns', source.pipe(destination) === destination);
      await turn();
      await turn();
    });
    scenario(`pipeline from ${from} to ${to}`, async (log) => {
      const destination = makeDestination(log);
      if (destination.read) destination.resume();
      watch(log, destination, ['finish', 'close']);
      stream.pipeline(makeSource(), new PassThrough(), destination, (error) =>
        log('callback', error),
      );
      await turn();
      await turn();
    });
  }
  scenario(`finished of ${from}`, async (log) => {
    const source = makeSource();
    stream.finished(source, (error) => log('callback', error));
    if (source.resume) source.resume();
    await turn();
    await turn();
  });
  scenario(`destroying ${from} in a pipeline`, async (log) => {
    const source = makeSource();
    if (!source.destroy) source.destroy = (error) => log('destroy', error);
    source.on('error', () => {});
    const last = new PassThrough();
    stream.pipeline(source, last, (error) => log('callback', error));
    last.destroy(new Error('gone'));
    await turn();
    log('destroyed', source.destroyed);
  });
}

for (const Class of [host.Readable, host.Writable, host.Duplex]) {
  scenario(`queries of Node’s ${Class.name}`, async (log) => {
    const s = new Class({ read() {}, write() {} });
    const ask = (label) =>
      log(label, {
        readable: stream.isReadable(s),
        writable: stream.isWritable(s),
        errored: stream.isErrored(s),
        disturbed: stream.isDisturbed(s),
        destroyed: stream.isDestroyed(s),
      });
    ask('new');
    const error = new Error('x');
    s.on('error', (e) => log('error', e === error));
    log('returns', stream.destroy(s, error) === s);
    ask('destroyed');
    await turn();
    ask('later');
    await promises.finished(s).catch((e) => log('finished', e === error));
  });
}

scenario('addAbortSignal on Node’s own stream', async (log) => {
  const controller = new AbortController();
  const s = stream.addAbortSignal(
    controller.signal,
    new host.Readable({ read() {} }),
  );
  s.on('error', (error) => log('error', error.name, error.code));
  controller.abort(new Error('why'));
  log('destroyed', s.destroyed);
  await turn();
});

scenario('compose and Duplex.from around Node’s own streams', async (log) => {
  const composed = stream.compose(new host.PassThrough(), new PassThrough());
  composed.on('data', (chunk) => log('data', String(chunk)));
  composed.end('through both');
  await promises.finished(composed);
  const pair = Duplex.from({
    readable: host.Readable.from(['from host']),
    writable: sink(host.Writable, log),
  });
  pair.on('data', (chunk) => log('data', String(chunk)));
  pair.end('to host');
  await promises.finished(pair);
  log('state', state(pair));
});

scenario('operators and consumers on Node’s own stream', async (log) => {
  const { map } = Readable.prototype;
  const mapped = map.call(host.Readable.from([1, 2]), (n) => n * 2);
  log('class', mapped instanceof Readable);
  log('mapped', await mapped.toArray());
  log('iterated', await Readable.from(host.Readable.from(['a'])).toArray());
});

scenario('a bare emitter as a source', async (log) => {
  const emitter = new EventEmitter();
  for (const call of [
    () => stream.finished(emitter, (error) => log('finished', error)),
    () => stream.pipeline(emitter, new PassThrough(), () => {}),
    () => stream.compose(emitter, new PassThrough()),
    () => Stream.prototype.pipe.call(emitter, new PassThrough()),
    () => new PassThrough().pipe(emitter),
    () => Readable.wrap(emitter),
    () => stream.destroy(emitter),
  ]) {
    try {
      log('returns', typeof call());
    } catch (error) {
      log('throws', error.name, error.code, error.message);
    }
  }
  await turn();
});

scenario('a plain object with write and end as a destination', async (log) => {
  const emitter = Object.assign(new EventEmitter(), {
    write(chunk) {
      log('write', String(chunk));
      return false;
    },
    end() {
      log('end()');
    },
  });
  const source = new Readable({ read() {} });
  source.pipe(emitter);
  source.push('a');
  source.push('b');
  await turn();
  log('paused', source.isPaused(), source.readableFlowing);
  emitter.emit('drain');
  await turn();
  source.push(null);
  await turn();
  log('listeners', emitter.eventNames());
});

scenario('a foreign destination that fails', async (log) => {
  for (const heard of [true, false]) {
    const source = new Readable({ read() {} });
    const destination = sink(host.Writable, log);
    watch(log, source, ['pause', 'close']);
    destination.on('unpipe', () => log('unpipe'));
    source.pipe(destination);
    if (heard) destination.on('error', (error) => log('error', error.message));
    destination.destroy(new Error('failed'));
    await turn();
    log('flowing', source.readableFlowing, source._readableState.pipes.length);
  }
});

scenario('an old stream pipes, ends and fails', async (log) => {
  for (const options of [undefined, { end: false }]) {
    const source = oldSource();
    const destination = oldSink(log);
    source.pipe(destination, options);
    source.emit('data', 'a');
    source.emit('end');
    source.emit('close');
    log('left', source.eventNames(), destination.eventNames());
  }
  const source = oldSource();
  source.pipe(new EventEmitter());
  for (const event of ['error', 'data', 'end']) {
    try {
      source.emit(event, new Error('told'));
    } catch (error) {
      log(event, error.name, error.message);
    }
  }
});

scenario('Node’s own functions on streams of the module', async (log) => {
  const source = Readable.from(['a', 'b']);
  host.finished(source, (error) => log('finished', error));
  host.pipeline(source, sink(Writable, log), (error) => log('pipeline', error));
  await turn();
  await turn();
  log('queries', host.isReadable(source), host.isDestroyed?.(source));
  const [first] = await host.Readable.from(Readable.from(['x'])).toArray();
  log('first', first);
});
