// How much a first visit loads, and how large the engine is with its façade. What counts, and the bounds: tests/bench/web_sizes.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds, engineBytes, firstVisit, total } from '../bench/web_sizes.mjs';
import { browser, playground } from './served.mjs';

test('the first program, editor, engine and all, keeps its bound', async () => {
  const sizes = await firstVisit(browser, playground.url);
  const names = Object.keys(sizes).join(' ');
  // What is measured is a whole visit.
  for (const part of [/\.wasm/, /\.css/, /editor/, /sandbox\.html/, /worker/])
    assert.match(names, part);
  const all = total(sizes);
  assert.ok(all <= bounds.firstProgram, JSON.stringify({ all, ...sizes }));
});

test('the engine and its stream façade keep theirs', async () => {
  const { wasm, stream } = await engineBytes();
  assert.ok(wasm + stream <= bounds.engine, `${wasm} + ${stream}`);
});
