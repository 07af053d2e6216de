// More streams at once than 20 bits can number: each keeps a state of its own.

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
