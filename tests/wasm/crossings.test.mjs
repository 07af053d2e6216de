// What a chunk costs at the border: calls of exports and of imports per chunk, in steady state. A rise fails; a fall
// is to be written down here. Sizes and times are none of this file's business.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, stream, turn, wasm } from '../helpers/border.mjs';

const { Readable, Transform, Writable } = stream;

/** Calls since the last reset, by name: exports as they are called, imports by the host's method. */
const calls = { in: {}, out: {} };
function count(object, direction, name) {
  const method = object[name];
  object[name] = (...args) => {
    calls[direction][name] = (calls[direction][name] ?? 0) + 1;
    return method.apply(object, args);
  };
}
for (const name of Object.keys(wasm))
  if (name.startsWith('tc_')) count(wasm, 'in', name);
for (const name of Object.keys(host))
  if (typeof host[name] === 'function') count(host, 'out', name);

const kChunks = 1000;
const chunk = Buffer.alloc(64);

const sink = (options) =>
  new Writable({
    highWaterMark: 1 << 24,
    write: (data, encoding, callback) => callback(),
    ...options,
  });

/** A Readable whose `_read` gives one chunk, `left` times. */
function source(left) {
  return new Readable({
    read() {
      this.push(left-- > 0 ? chunk : null);
    },
  });
}

const over = (s, event) => new Promise((resolve) => s.on(event, resolve));

/**
 * The paths, each a program that moves `chunks` chunks, with the crossings of one chunk: `in` are exports called, `out`
 * imports. Names not listed must stay below one call in twenty chunks.
 */
const paths = {
  "push() to one 'data' listener": {
    in: { tc_push: 1 },
    out: { emit: 1 },
    async prepare() {
      const s = new Readable({ read() {} });
      s.on('data', () => {});
      await turn();
      return s;
    },
    run(s) {
      for (let i = 0; i < kChunks; ++i) s.push(chunk);
    },
  },
  'write() with a callback called at once': {
    in: { tc_write: 1, tc_onwrite: 1 },
    out: { write: 1 },
    prepare: () => sink(),
    run(s) {
      for (let i = 0; i < kChunks; ++i) s.write(chunk);
    },
  },
  "write() to _transform's callback to 'data'": {
    in: { tc_write: 1, tc_transform_done: 1 },
    out: { write: 1, emit: 1 },
    async prepare() {
      const s = new Transform({
        transform: (data, encoding, callback) => callback(null, data),
      });
      s.on('data', () => {});
      await turn();
      return s;
    },
    async run(s) {
      for (let i = 0; i < kChunks; ++i) {
        s.write(chunk);
        await null;
      }
    },
  },
  'a source piped to a sink': {
    in: { tc_push: 1, tc_onwrite: 1 },
    out: { read: 1, write: 1 },
    prepare: () => ({ from: source(kChunks), to: sink() }),
    async run({ from, to }) {
      from.pipe(to);
      await over(to, 'finish');
    },
  },
  'Readable to Transform to Writable by pipe()': {
    in: { tc_push: 1, tc_transform_done: 1, tc_onwrite: 1 },
    out: { read: 1, write: 2 },
    prepare: () => ({ from: source(kChunks), to: sink() }),
    async run({ from, to }) {
      from
        .pipe(
          new Transform({
            transform: (data, encoding, callback) => callback(null, data),
          }),
        )
        .pipe(to);
      await over(to, 'finish');
    },
  },
  'Readable to sink with a second listener of data': {
    in: { tc_push: 1, tc_write: 1, tc_onwrite: 1 },
    out: { read: 1, emit: 1, write: 1 },
    prepare: () => ({ from: source(kChunks), to: sink() }),
    async run({ from, to }) {
      from.pipe(to);
      from.on('data', () => {});
      await over(to, 'finish');
    },
  },
  'write() while corked, to one _writev': {
    in: { tc_write: 1 },
    out: {},
    prepare: () => sink({ writev: (chunks, callback) => callback() }),
    run(s) {
      s.cork();
      for (let i = 0; i < kChunks; ++i) s.write(chunk);
      s.uncork();
    },
  },
  'read() of what is buffered': {
    in: { tc_read: 1 },
    out: { emitData: 1 },
    prepare() {
      const s = new Readable({ objectMode: true, read() {} });
      for (let i = 0; i < kChunks; ++i) s.push({ i });
      return s;
    },
    run(s) {
      for (let i = 0; i < kChunks; ++i) s.read();
    },
  },
};

for (const [name, path] of Object.entries(paths)) {
  test(`crossings per chunk: ${name}`, async () => {
    const prepared = await path.prepare();
    await turn();
    calls.in = {};
    calls.out = {};
    await path.run(prepared);
    const perChunk = (counted) =>
      Object.fromEntries(
        Object.entries(counted)
          .map(([each, n]) => [each, Number((n / kChunks).toFixed(1))])
          .filter(([, n]) => n > 0),
      );
    assert.deepEqual(
      { in: perChunk(calls.in), out: perChunk(calls.out) },
      { in: path.in, out: path.out },
    );
  });
}
