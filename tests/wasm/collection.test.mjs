// Streams are given back: whatever a program did with one, once nobody holds it its id, its record and its slots are
// free again, and while the engine or user code needs it, it stays. Nothing here waits for a clock: collections are
// forced, and their finalizers waited for.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import {
  borderOf,
  collectNow,
  collectUntil,
  host,
  liveStreams,
  lookup,
  memoryBytes,
  net,
  register,
  setSweepScheduler,
  stream,
  turn,
  wasm,
} from '../helpers/border.mjs';

const { Duplex, PassThrough, Readable, Transform, Writable } = stream;

// An id the engine names must be of the object that is found under it, also when its index has been used before.
for (const [name, method] of Object.entries(host)) {
  if (typeof method !== 'function' || name === 'traceFull') continue;
  host[name] = (id, ...rest) => {
    const object = lookup(id);
    if (object !== undefined) assert.equal(borderOf(object).id, id, name);
    return method.call(host, id, ...rest);
  };
}

const sink = (options) =>
  new Writable({
    write: (chunk, encoding, callback) => callback(),
    ...options,
  });
const source = (...chunks) =>
  new Readable({
    read() {
      this.push(chunks.length > 0 ? chunks.shift() : null);
    },
  });
const quiet = (s) => s.on('error', () => {});

/** What can become of a stream; each makes new ones, uses them and drops them. */
const lives = {
  'never used': () => new Duplex(),
  'read to its end': () => source('a', 'b').resume(),
  'ended and finished': () => sink().end('a'),
  destroyed: () => new Duplex().destroy(),
  'destroyed with an error': () => quiet(new Duplex()).destroy(new Error('x')),
  'dropped with chunks to read': () => {
    const s = new Readable({ read() {} });
    s.push('a');
    s.setEncoding('utf8').push('b');
    s.unshift('c');
    s.read(1);
  },
  paused: () =>
    source('a', 'b')
      .on('data', () => {})
      .pause(),
  'listening for readable': () => source('a').on('readable', () => {}),
  'dropped with writes waiting': () => {
    const s = new Writable({ write() {} });
    s.write('a', () => {});
    s.write('b', () => {});
  },
  corked: () => {
    const s = sink();
    s.cork();
    s.write('a');
  },
  'waiting for _construct': () => new Duplex({ construct() {} }).write('a'),
  'waiting for _destroy': () => new Duplex({ destroy() {} }).destroy(),
  'waiting for _final': () => sink({ final() {} }).end(),
  'a chunk that holds its stream': () => {
    const s = new Duplex({ objectMode: true, read() {}, write() {} });
    s.push({ s });
    s.write({ s }, () => s);
    s.write({ s }, () => s);
    s.held = s;
  },
  'an error that holds its stream': () => {
    const s = quiet(new Duplex());
    s.destroy(Object.assign(new Error('x'), { s }));
  },
  'piped to its end': () =>
    source('a', 'b').pipe(new PassThrough()).pipe(sink()),
  'piped in a loop': () => {
    const a = new PassThrough();
    a.pipe(new PassThrough()).pipe(a);
  },
  'piped and full': () =>
    source('a'.repeat(1 << 17), 'b').pipe(new Writable({ write() {} })),
  unpiped: () => {
    const s = source('a', 'b');
    const destination = sink();
    s.pipe(destination);
    s.unpipe(destination);
  },
  'piped to a foreign emitter': () => {
    const foreign = new EventEmitter();
    foreign.write = () => true;
    foreign.end = () => {};
    source('a').pipe(foreign);
  },
  'a Transform held back': () => {
    const s = new Transform({
      readableHighWaterMark: 1,
      transform: (chunk, encoding, callback) => callback(null, chunk),
    });
    s.write('abc');
    s.write('def');
  },
  'finished() waiting': () => stream.finished(sink(), () => {}),
  'finished() done': () => stream.finished(sink().end(), () => {}),
  'a pipeline to its end': () =>
    stream.pipeline(source('a'), new PassThrough(), sink(), () => {}),
  'a pipeline that stands still': () =>
    stream.pipeline(
      new Readable({ read() {} }),
      new PassThrough(),
      sink(),
      () => {},
    ),
  'a pipeline that fails': () =>
    stream.pipeline(
      source('a'),
      new Transform({
        transform: (c, e, callback) => callback(new Error('x')),
      }),
      sink(),
      () => {},
    ),
  composed: () => quiet(stream.compose(new PassThrough(), new PassThrough())),
  'iterated and left': async () => {
    for await (const chunk of source('a', 'b')) if (chunk) break;
  },
  'from a generator': () =>
    Readable.from(
      (function* () {
        yield 1;
      })(),
    ).resume(),
  'an operator': () =>
    Readable.from([1, 2, 3])
      .map((x) => x)
      .toArray(),
  'a pair': () => {
    const [a, b] = stream.duplexPair();
    a.write('x');
    b.read();
  },
  'Duplex.from': () => quiet(Duplex.from(sink())),
  'as web streams': () => Readable.toWeb(source('a')).cancel(),
  'a socket never connected': () => new net.Socket(),
  'subclass with a hook that holds this': () => {
    class Held extends Transform {
      constructor() {
        super();
        this.again = () => this;
      }
      _transform(chunk, encoding, callback) {
        callback(null, this.again() && chunk);
      }
    }
    new Held().resume().end('a');
  },
};

/** In a turn of its own, after the program's. */
const later = (action) => setImmediate(action);

const settled = async () => {
  for (let i = 0; i < 12; ++i) await turn();
};

for (const [name, live] of Object.entries(lives)) {
  test(`streams are collected: ${name}`, async () => {
    const base = liveStreams();
    (() => {
      for (let i = 0; i < 50; ++i) live();
    })();
    const made = liveStreams() - base;
    assert.ok(made >= 50, `${made} streams made`);
    await settled();
    await collectUntil(() => liveStreams() === base);
    assert.equal(liveStreams(), base);
  });
}

/** Streams whose life will soon be over, by what they live through. */
const over = {
  'read through': () => source('a', 'b', 'c').resume(),
  decoded: () => source('é', 'ß').setEncoding('utf8').resume(),
  'read in pieces': () => {
    const s = source('abc', 'defg', 'h');
    s.on('readable', () => {
      while (s.read(2) !== null);
    });
    return s;
  },
  unshifted: () => {
    const s = source('b');
    s.unshift('a');
    return s.resume();
  },
  'written through': () => {
    const s = sink();
    for (let i = 0; i < 5; ++i) s.write('x', () => {});
    s.end('last', () => {});
    return s;
  },
  'written in batches': () => {
    const s = sink({ writev: (chunks, callback) => setImmediate(callback) });
    for (let i = 0; i < 5; ++i) s.write('x', i % 2 ? () => {} : undefined);
    s.end();
    return s;
  },
  'written late': () => {
    const s = sink({ write: (chunk, encoding, callback) => later(callback) });
    for (let i = 0; i < 5; ++i) s.write('x', () => {});
    s.end();
    return s;
  },
  transformed: () => {
    const s = new PassThrough({ highWaterMark: 2 });
    for (let i = 0; i < 5; ++i) s.write('xyz', () => {});
    s.end();
    return s.resume();
  },
  'piped from': () => {
    const s = source('a', 'b');
    s.pipe(new PassThrough()).resume();
    return s;
  },
  'piped to': () => source('a', 'b').pipe(sink()),
  'in a pipeline': () => stream.pipeline(source('a'), sink(), () => {}),
  'waited for': () => {
    const s = sink();
    stream.finished(s, () => {});
    stream.finished(s, () => {})();
    return s.end();
  },
  'destroyed with a callback': () => {
    const s = new Duplex();
    s.destroy(null, () => {});
    return s;
  },
  'refused a write': () => {
    const s = new Duplex().destroy();
    s.write('a', () => {});
    s.write('b');
    return s;
  },
  'failed in _write': () => {
    const s = quiet(
      sink({ write: (chunk, encoding, callback) => callback(new Error('x')) }),
    );
    for (let i = 0; i < 3; ++i) s.write('x', () => {});
    return s;
  },
};

for (const [name, live] of Object.entries(over)) {
  test(`a stream that is over uses no slot: ${name}`, async () => {
    const s = live();
    await settled();
    assert.ok(s.destroyed, 'it is over');
    const { id, slots } = borderOf(s);
    // The error it ended with is part of its state.
    assert.equal(slots.used, wasm.tc_errored(id) === 0 ? 0 : 1);
  });
}

test("the engine's memory does not grow over 20 rounds of 5,000 streams", async () => {
  // What earlier tests left behind goes first.
  await collectUntil(() => liveStreams() === 0);
  const base = liveStreams();
  const round = async () => {
    for (let i = 0; i < 1000; ++i) {
      source('a').pipe(new PassThrough()).pipe(sink());
      new Readable({ read() {} }).push('left behind');
      new Writable({ write() {} }).write('never answered');
    }
    await settled();
    await collectUntil(() => liveStreams() === base);
    assert.equal(liveStreams(), base);
  };
  for (let i = 0; i < 3; ++i) await round();
  const before = memoryBytes();
  for (let i = 0; i < 20; ++i) await round();
  assert.equal(memoryBytes(), before);
});

test('a stream with a queued tick is kept until the tick ran, and no longer', async () => {
  const base = liveStreams();
  const waiting = [];
  setSweepScheduler((sweep) => waiting.push(sweep));
  const told = [];
  const sweepAndCollect = () => {
    for (const sweep of waiting.splice(0)) sweep();
    collectNow();
    told.push(`collected, ${liveStreams() - base} left`);
  };
  // First among the ticks, so that the stream's own is still queued when everything is collected.
  process.nextTick(sweepAndCollect);
  (() => {
    const s = new Duplex({ read() {} });
    s.on('close', () => told.push('close'));
    s.destroy();
  })();
  await settled();
  assert.deepEqual(told, ['collected, 1 left', 'close']);
  setSweepScheduler((sweep) => setImmediate(sweep));
  for (const sweep of waiting.splice(0)) sweep();
  await collectUntil(() => liveStreams() === base);
  assert.equal(liveStreams(), base);
});

test('who holds the callback of _write holds the stream', async () => {
  const base = liveStreams();
  let pending;
  const told = [];
  (() => {
    const s = new Writable({
      write(chunk, encoding, callback) {
        pending = callback;
      },
    });
    s.write('a', () => told.push('written'));
    s.on('finish', () => told.push('finish'));
    s.end();
  })();
  await settled();
  await collectUntil(() => liveStreams() === base);
  assert.equal(liveStreams(), base + 1);
  pending();
  await settled();
  assert.deepEqual(told, ['written', 'finish']);
  pending = undefined; // eslint-disable-line no-useless-assignment
  await collectUntil(() => liveStreams() === base);
  assert.equal(liveStreams(), base);
});

test('who holds one end of a pipe holds both', async () => {
  const base = liveStreams();
  const destination = (() => {
    const from = new Readable({ read() {} });
    const to = new PassThrough();
    from.pipe(to);
    from.push('still here');
    return to;
  })();
  await settled();
  await collectUntil(() => liveStreams() === base);
  assert.equal(liveStreams(), base + 2);
  assert.equal(String(destination.read()), 'still here');
});

test('a stale id is an error and not a crash', async () => {
  const owner = {};
  const id = wasm.tc_stream_new(1, 16, 0);
  register(id, owner);
  wasm.tc_stream_free(id);
  assert.equal(wasm.tc_stream_pinned(id), 0);
  assert.throws(() => wasm.tc_push(id, 0, 0, 3), WebAssembly.RuntimeError);
  assert.throws(() => wasm.tc_get(id, 0), WebAssembly.RuntimeError);
  // The same index under the next generation: the old id must not reach it.
  const next = wasm.tc_stream_new(1, 16, 0);
  assert.notEqual(next, id);
  const live = liveStreams();
  wasm.tc_stream_free(id);
  assert.equal(liveStreams(), live, 'freeing twice frees nothing else');
  wasm.tc_stream_free(next);
  assert.equal(liveStreams(), live - 1);
  // Tokens of pipes that are gone find nothing.
  wasm.tc_pipe_wrote((7 << 20) | 3, 0);
  wasm.tc_fire(0, (7 << 20) | 3, 0, 0);
  const chunks = [];
  const s = source('and it', ' works');
  for await (const chunk of s) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString(), 'and it works');
});

// What is in use while others come and go: given a stream, pipes another to or from it and unpipes.
const visits = {
  'a destination that is unpiped from': [
    sink,
    (s) => {
      const visitor = source('a');
      visitor.pipe(s);
      visitor.unpipe(s);
    },
  ],
  'a destination whose sources end': [
    sink,
    (s) => source('a').pipe(s, { end: false }),
  ],
  'a source that unpipes': [
    () => new Readable({ read() {} }),
    (s) => {
      s.pipe(sink());
      s.unpipe();
    },
  ],
};

for (const [name, [make, visit]] of Object.entries(visits)) {
  test(`a stream in use keeps no other: ${name}`, async () => {
    await collectUntil(() => liveStreams() === 0);
    const s = make();
    for (let i = 0; i < 100; ++i) visit(s);
    await settled();
    await collectUntil(() => liveStreams() === 1);
    assert.equal(liveStreams(), 1);
    s.destroy();
  });
}
