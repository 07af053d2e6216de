// Streams are given back: whatever a program did with one, once nobody holds it its id, its record and its slots are
// free again, and while the engine or user code needs it, it stays. Nothing here waits for a clock: collections are
// forced, and their finalizers waited for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  borderOf,
  collectNow,
  collectUntil,
  host,
  liveStreams,
  lookup,
  memoryBytes,
  register,
  setSweepScheduler,
  stream,
  turn,
  wasm,
} from '../helpers/border.mjs';
import { lives, over, sink, source } from './lives.mjs';

const { Duplex, PassThrough, Readable, Writable } = stream;

// An id the engine names must be of the object that is found under it, also when its index has been used before.
for (const [name, method] of Object.entries(host)) {
  if (typeof method !== 'function' || name === 'traceFull') continue;
  host[name] = (id, ...rest) => {
    const object = lookup(id);
    if (object !== undefined) assert.equal(borderOf(object).id, id, name);
    return method.call(host, id, ...rest);
  };
}

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
