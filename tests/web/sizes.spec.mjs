// How much a first visit loads, and how large the engine is with its façade: what has been reached is not given back. What counts,
// and the bounds themselves: tests/bench/web_sizes.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  engineBytes,
  firstVisit,
  reached,
  total,
} from '../bench/web_sizes.mjs';
import { browser, playground } from './served.mjs';

test('the first program, editor, engine and all, is no larger than it was', async () => {
  const sizes = await firstVisit(browser, playground.url);
  const names = Object.keys(sizes).join(' ');
  // What is measured is a whole visit.
  for (const part of [/\.wasm/, /\.css/, /editor/, /sandbox\.html/, /worker/])
    assert.match(names, part);
  const all = total(sizes);
  assert.ok(all <= reached.firstProgram, JSON.stringify({ all, ...sizes }));
});

test('the engine and its stream façade are no larger than they were', async () => {
  const { wasm, stream } = await engineBytes();
  assert.ok(wasm + stream <= reached.engine, `${wasm} + ${stream}`);
});
