'use strict';
// Programs in which user code throws where the engine called it: every hook, every listener, every callback. Each is
// a function of the stream module and of `boom`, which throws; `log` tells what happened. Run on the oracle and on
// Tincan by run_throws.mjs, which also counts uncaught errors. No program may depend on the clock.

/** @typedef {{ stream: any, boom: () => never, log: (...what: unknown[]) => void }} Scene */

/** Calls `action`, logs what it gave or threw. */
function attempt({ log }, label, action) {
  let result;
  try {
    result = action();
  } catch (error) {
    log(`${label} threw`, error);
    return;
  }
  log(label, typeof result === 'object' && result !== null ? 'object' : result);
}

const kEvents = ['error', 'end', 'finish', 'close', 'drain', 'pause', 'resume'];

/** Logs every event of `s` but `except`. */
function watch({ log }, s, except = '') {
  for (const event of kEvents) {
    if (event !== except) s.on(event, (...args) => log(event, ...args));
  }
  return s;
}

/** Runs `action` after `turns` macrotasks. */
function later(turns, action) {
  if (turns === 0) action();
  else setImmediate(later, turns - 1, action);
}

function logState({ log }, s) {
  log('state', {
    destroyed: s.destroyed,
    closed: s.closed,
    errored: s.errored,
    readable: s.readable,
    readableLength: s.readableLength,
    readableFlowing: s.readableFlowing,
    readableEnded: s.readableEnded,
    writable: s.writable,
    writableLength: s.writableLength,
    writableNeedDrain: s.writableNeedDrain,
    writableFinished: s.writableFinished,
  });
}

/** What a stream still does after the throw. */
function goOn(scene, s) {
  later(4, () => {
    logState(scene, s);
    if (s.writable !== undefined) {
      attempt(scene, 'write again', () =>
        s.write('again', (error) => scene.log('again written', error)),
      );
      attempt(scene, 'end', () => s.end());
    }
    if (s.readable !== undefined) {
      attempt(scene, 'read again', () => s.read());
      attempt(scene, 'resume', () => s.resume());
    }
    later(4, () => {
      logState(scene, s);
      attempt(scene, 'destroy', () => s.destroy());
      later(2, () => logState(scene, s));
    });
  });
}

const pass = (chunk, encoding, callback) => callback();

/** Streams whose `hook` throws at its first call and works from the second on, by hook; and what makes it be called. */
const hooks = {
  _read: {
    make: ({ stream, boom }) => {
      let calls = 0;
      return new stream.Readable({
        read() {
          if (++calls === 1) boom();
          this.push(calls < 4 ? `chunk ${calls}` : null);
        },
      });
    },
    calls: {
      'read()': (s) => s.read(),
      'on data': (s) => s.on('data', () => {}),
      'on readable': (s) => s.on('readable', () => s.read()),
      'pipe()': (s, { stream }) => s.pipe(new stream.Writable({ write: pass })),
    },
  },
  _write: {
    make: ({ stream, boom, log }) => {
      let calls = 0;
      return new stream.Writable({
        highWaterMark: 3,
        write(chunk, encoding, callback) {
          log('_write', String(chunk));
          if (++calls === 1) boom();
          callback();
        },
      });
    },
    calls: {
      'write()': (s, { log }) => s.write('abc', (error) => log('cb', error)),
      'end(chunk)': (s, { log }) => s.end('abc', (error) => log('cb', error)),
      'uncork()': (s) => {
        s.cork();
        s.write('abc');
        s.uncork();
      },
      'pipe()': (s, { stream }) => stream.Readable.from(['a', 'b']).pipe(s),
    },
  },
  '_write from the buffer': {
    make: (scene) => {
      let calls = 0;
      return new scene.stream.Writable({
        write(chunk, encoding, callback) {
          if (++calls === 2) scene.boom();
          later(1, () => attempt(scene, '_write callback', () => callback()));
        },
      });
    },
    calls: {
      'write() twice': (s) => {
        s.write('a');
        s.write('b');
        return s.write('c');
      },
    },
  },
  _writev: {
    make: ({ stream, boom, log }) => {
      let calls = 0;
      return new stream.Writable({
        writev(chunks, callback) {
          log('_writev', chunks.length);
          if (++calls === 1) boom();
          callback();
        },
      });
    },
    calls: {
      'uncork()': (s, { log }) => {
        s.cork();
        s.write('a', (error) => log('cb a', error));
        s.write('b', (error) => log('cb b', error));
        s.uncork();
      },
      'write()': (s) => s.write('a'),
    },
  },
  _final: {
    make: ({ stream, boom }) =>
      new stream.Writable({ write: pass, final: () => boom() }),
    calls: {
      'end()': (s, { log }) => s.end((error) => log('end cb', error)),
      'end(chunk)': (s, { log }) => s.end('a', (error) => log('end cb', error)),
    },
  },
  _construct: {
    make: ({ stream, boom }) =>
      new stream.Duplex({
        construct: () => boom(),
        write: pass,
        read() {},
      }),
    calls: {
      nothing: () => {},
      'write()': (s, { log }) => s.write('a', (error) => log('cb', error)),
      'destroy()': (s) => s.destroy(),
    },
  },
  _destroy: {
    make: ({ stream, boom }) =>
      new stream.Duplex({
        destroy: () => boom(),
        write: pass,
        read() {
          this.push(null);
        },
      }),
    calls: {
      'destroy()': (s) => s.destroy(),
      'destroy(error, cb)': (s, { log }) =>
        s.destroy(new Error('mine'), (error) => log('destroy cb', error)),
      autoDestroy: (s) => s.resume().end(),
    },
  },
  _transform: {
    make: ({ stream, boom }) => {
      let calls = 0;
      return new stream.Transform({
        transform(chunk, encoding, callback) {
          if (++calls === 1) boom();
          callback(null, chunk);
        },
      });
    },
    calls: {
      'write()': (s, { log }) => s.write('a', (error) => log('cb', error)),
      'pipe()': (s, { stream }) => stream.Readable.from(['a', 'b']).pipe(s),
      'pipeline()': (s, { stream, log }) =>
        stream.pipeline(
          stream.Readable.from(['a', 'b']),
          s,
          new stream.PassThrough().resume(),
          (error) => log('pipeline', error),
        ),
    },
  },
  '_transform after push': {
    make: ({ stream, boom }) =>
      new stream.Transform({
        transform(chunk) {
          this.push(chunk);
          boom();
        },
      }),
    calls: { 'write()': (s) => s.write('a') },
  },
  _flush: {
    make: ({ stream, boom }) =>
      new stream.Transform({
        transform: (chunk, encoding, callback) => callback(null, chunk),
        flush: () => boom(),
      }),
    calls: {
      'end()': (s) => s.end(),
      'end(chunk)': (s) => s.end('a'),
    },
  },
};

/** What each event's listener is heard on, and what makes it fire. */
const duplex = ({ stream }) =>
  new stream.Duplex({
    highWaterMark: 2,
    read() {},
    write: (chunk, encoding, callback) => setImmediate(callback),
  });
const listeners = {
  data: {
    'push() while flowing': (s, scene) => {
      s.resume();
      later(2, () => attempt(scene, 'push', () => s.push('a')));
    },
    'read()': (s, scene) => {
      s.pause();
      s.push('a');
      attempt(scene, 'read', () => s.read());
    },
    'resume()': (s) => {
      s.pause();
      s.push('a');
      s.resume();
    },
  },
  readable: { 'push()': (s) => s.push('a') },
  end: { 'push(null)': (s) => s.resume().push(null) },
  finish: { 'end()': (s) => s.end() },
  prefinish: { 'end()': (s, scene) => attempt(scene, 'end', () => s.end()) },
  drain: {
    'write() over the mark': (s) => s.write('abc'),
  },
  error: {
    'destroy(error)': (s) => s.destroy(new Error('mine')),
    'write after end': (s, scene) => {
      s.end();
      attempt(scene, 'write', () => s.write('late'));
    },
  },
  close: {
    'destroy()': (s) => s.destroy(),
    'both ends': (s) => s.resume().end().push(null),
  },
  pipe: {
    'pipe()': (s, scene) =>
      attempt(scene, 'pipe', () => scene.stream.Readable.from(['a']).pipe(s)),
  },
  unpipe: {
    'unpipe()': (s, scene) => {
      const source = new scene.stream.Readable({ read() {} });
      source.pipe(s);
      attempt(scene, 'unpipe', () => source.unpipe(s));
    },
  },
  pause: { 'pause()': (s, scene) => attempt(scene, 'pause', () => s.pause()) },
  resume: { 'resume()': (s) => s.resume() },
};

/** Callbacks of every method that takes one; all throw. */
const callbacks = {
  'write(), at once': (scene) => {
    const s = watch(scene, new scene.stream.Writable({ write: pass }));
    s.write('a', () => scene.boom());
    s.write('b', () => scene.log('second callback'));
    return s;
  },
  'write(), later': (scene) => {
    const s = watch(scene, duplex(scene));
    s.write('a', () => scene.boom());
    s.write('b', () => scene.log('second callback'));
    return s;
  },
  'write(), refused': (scene) => {
    const s = watch(scene, duplex(scene));
    s.destroy();
    s.write('a', () => scene.boom());
    return s;
  },
  'write(), failed': (scene) => {
    const s = watch(
      scene,
      new scene.stream.Writable({
        write: (chunk, encoding, callback) => callback(new Error('mine')),
      }),
    );
    s.write('a', () => scene.boom());
    s.write('b', () => scene.log('second callback'));
    return s;
  },
  'end()': (scene) => {
    const s = watch(scene, duplex(scene));
    s.end(() => scene.boom());
    s.end(() => scene.log('second callback'));
    return s;
  },
  'destroy()': (scene) => {
    const s = watch(scene, duplex(scene));
    attempt(scene, 'destroy', () => s.destroy(null, () => scene.boom()));
    return s;
  },
  'finished()': (scene) => {
    const s = watch(scene, duplex(scene));
    scene.stream.finished(s, () => scene.boom());
    scene.stream.finished(s, (error) => scene.log('second finished', error));
    s.resume().end().push(null);
    return s;
  },
  'pipeline()': (scene) => {
    const s = watch(scene, new scene.stream.PassThrough());
    scene.stream.pipeline(
      scene.stream.Readable.from(['a', 'b']),
      s,
      new scene.stream.Writable({ write: pass }),
      () => scene.boom(),
    );
    return s;
  },
  'pipeline() that fails': (scene) => {
    const s = watch(scene, new scene.stream.PassThrough());
    scene.stream.pipeline(s, scene.stream.PassThrough(), () => scene.boom());
    s.destroy(new Error('mine'));
    return s;
  },
};

/**
 * All programs by name. `stuck`: a write whose hook threw is never over, so the stream keeps it and what came after.
 * @type {{ name: string, stuck?: boolean, body: (scene: Scene) => void }[]}
 */
const programs = [];
for (const [hook, { make, calls }] of Object.entries(hooks)) {
  for (const [how, call] of Object.entries(calls)) {
    programs.push({
      name: `${hook} throws, called by ${how}`,
      stuck: /^_(write|transform)/.test(hook),
      body(scene) {
        const s = watch(scene, make(scene));
        attempt(scene, how, () => call(s, scene));
        goOn(scene, s);
      },
    });
  }
}
for (const [event, ways] of Object.entries(listeners)) {
  for (const [how, fire] of Object.entries(ways)) {
    programs.push({
      name: `a listener of ${event} throws, by ${how}`,
      body(scene) {
        const s = watch(scene, duplex(scene), event);
        s.on('error', () => {});
        s.once(event, () => scene.boom());
        s.on(event, () => scene.log(`second listener of ${event}`));
        fire(s, scene);
        goOn(scene, s);
      },
    });
  }
}
for (const [method, make] of Object.entries(callbacks)) {
  programs.push({
    name: `the callback of ${method} throws`,
    body: (scene) => goOn(scene, make(scene)),
  });
}

module.exports = { programs };
