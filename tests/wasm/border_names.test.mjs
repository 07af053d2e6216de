// The lists of the border agree: what C++ exports and imports, exports.txt, imports.js, the façade's host, the built
// module, and README.md, which explains each.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { host, wasm } from '../helpers/border.mjs';

const folder = fileURLToPath(new URL('../../wasm/', import.meta.url));
const read = (name) => readFileSync(`${folder}${name}`, 'utf8');
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.cpp'))
  .map(read);

/** First groups of all matches, sorted. */
const all = (texts, pattern) =>
  texts
    .flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name))
    .sort();

const exported = all(sources, /^TC_EXPORT [^(;]*?\b(tc_\w+)\(/gm);
const imported = all(sources, /^(?:extern "C" )?\w+ (tc_\w+)\([^;{]*\);/gm);
const listed = all([read('exports.txt')], /^(\w+)$/gm);
const provided = all([read('imports.js')], /^ {2}(\w+): function/gm);

test('exports.txt lists what the sources export', () => {
  assert.ok(exported.length > 60, `${exported.length} exports found`);
  assert.deepEqual(listed, exported);
});

test('the built module has these exports and no other', () => {
  const names = Object.keys(wasm).filter((name) => name.startsWith('tc_'));
  assert.deepEqual(names.sort(), listed);
});

test('imports.js provides what the sources import', () => {
  assert.ok(imported.length > 40, `${imported.length} imports found`);
  assert.deepEqual(provided, imported);
});

test("imports.js forwards to the façade's host, to every method of it", () => {
  const text = read('imports.js');
  const methods = (object) =>
    Object.keys(object).filter((name) => typeof object[name] === 'function');
  assert.deepEqual(
    all([text], /Module\['host'\]\.(\w+)\(/g),
    methods(host).sort(),
  );
  assert.deepEqual(
    all([text], /Module\['host'\]\.net\.(\w+)\(/g),
    methods(host.net).sort(),
  );
});

test('README.md names every export and every import', () => {
  const text = read('README.md');
  const known = new Set(all([text], /\b(tc_\w+)\b(?!\*)/g));
  const missing = [...exported, ...imported].filter((name) => !known.has(name));
  assert.deepEqual(missing, []);
  const stale = [...known].filter(
    (name) => ![...exported, ...imported].includes(name),
  );
  assert.deepEqual(stale, [], 'names that are no more');
});
