// What only shows in great numbers: streams beyond 20 bits of index, and thousands of throws in the engine's imports.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../helpers/border.mjs';

test('more than 2^20 live streams do not mix', () => {
  const many = 2 ** 20 + 2;
  const streams = [];
  for (let i = 0; i < many; i++) {
    streams.push(new stream.Writable({ highWaterMark: i }));
  }
  let wrong = 0;
  for (let i = 0; i < many; i++) {
    if (streams[i].writableHighWaterMark !== i) wrong++;
  }
  assert.equal(wrong, 0);
});

test('what cannot be joined is thrown, however often', () => {
  const many = 40_000;
  let thrown = 0;
  for (let i = 0; i < many; i++) {
    const r = new stream.Readable({ read() {} });
    // Claims that text is buffered.
    r._readableState.encoding = 'utf8';
    r.push('a');
    r.push('b');
    try {
      r.read();
    } catch {
      thrown++;
    }
  }
  assert.equal(thrown, many);
  const r = new stream.Readable({ read() {} });
  r.push('still alive');
  assert.equal(String(r.read()), 'still alive');
});
