// How much a first visit loads, and how large the engine is with its façade. What counts, and the bounds: tests/bench/web_sizes.mjs.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bounds, engineBytes, firstVisit, total } from '../bench/web_sizes.mjs';
import { browser, playground } from './served.mjs';

const root = path.resolve(import.meta.dirname, '../..');

test('the first program, editor, engine and all, keeps its bound', async () => {
  const sizes = await firstVisit(browser, playground.url);
  const names = Object.keys(sizes).join(' ');
  // What is measured is a whole visit.
  for (const part of [/\.wasm/, /\.css/, /editor/, /sandbox\.html/, /worker/])
    assert.match(names, part);
  const all = total(sizes);
  assert.ok(all <= bounds.firstProgram, JSON.stringify({ all, ...sizes }));
});

test('parts for some programs carry no second engine', () => {
  const assets = path.join(root, 'build/web/assets');
  const parts = readdirSync(assets).filter((name) =>
    /^(?:main|extra_(?:lexer|net|util))-.*\.js$/.test(name),
  );
  assert.equal(parts.length, 4);
  const engines = parts.filter((name) =>
    /\btc_write\b/.test(readFileSync(path.join(assets, name), 'utf8')),
  );
  assert.deepEqual(
    engines.map((name) => name.split('-')[0]),
    ['main'],
  );
});

test('the engine and its stream façade keep theirs', async () => {
  const { wasm, stream } = await engineBytes();
  assert.ok(wasm + stream <= bounds.engine, `${wasm} + ${stream}`);
});
