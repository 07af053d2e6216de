// The lists of the border agree, of each of the two modules: what C++ exports and imports, the list of exports, the imports'
// JavaScript, the façade's host, the built module, and README.md, which explains each.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { host, wasm } from '../helpers/border.mjs';
import { host as netHost, wasm as netWasm } from '../../wasm/js/net_engine.js';

const folder = fileURLToPath(new URL('../../wasm/', import.meta.url));
const read = (name) => readFileSync(`${folder}${name}`, 'utf8');
const netSources = ['net_exports.cpp'];
const sources = readdirSync(folder).filter(
  (name) => name.endsWith('.cpp') && !netSources.includes(name),
);

/** First groups of all matches, sorted. */
const all = (texts, pattern) =>
  texts
    .flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name))
    .sort();

const exportedBy = (files) =>
  all(files.map(read), /^TC_EXPORT [^(;]*?\b(tc_\w+)\(/gm);
const importedBy = (files) =>
  all(files.map(read), /^(?:extern "C" )?\w+ (tc_\w+)\([^;{]*\);/gm);

for (const { files, exports, imports, built, forwarded, least } of [
  {
    files: sources,
    exports: 'exports.txt',
    imports: 'imports.js',
    built: wasm,
    forwarded: host,
    least: [60, 30],
  },
  {
    files: netSources,
    exports: 'net_exports.txt',
    imports: 'net_imports.js',
    built: netWasm,
    forwarded: netHost,
    least: [20, 10],
  },
]) {
  const exported = exportedBy(files);
  const imported = importedBy(files);
  const listed = all([read(exports)], /^(\w+)$/gm);

  test(`${exports} lists what the sources export`, () => {
    assert.ok(exported.length > least[0], `${exported.length} exports found`);
    assert.deepEqual(listed, exported);
  });

  test(`the module built by ${exports} has these exports and no other`, () => {
    const names = Object.keys(built).filter((name) => name.startsWith('tc_'));
    assert.deepEqual(names.sort(), listed);
  });

  test(`${imports} provides what the sources import`, () => {
    assert.ok(imported.length > least[1], `${imported.length} imports found`);
    assert.deepEqual(all([read(imports)], /^ {2}(\w+): function/gm), imported);
  });

  test(`${imports} forwards to the façade's host, to every method of it`, () => {
    const methods = Object.keys(forwarded).filter(
      (name) => typeof forwarded[name] === 'function',
    );
    assert.deepEqual(
      all([read(imports)], /Module\['host'\]\.(\w+)\(/g),
      methods.sort(),
    );
  });
}

test('README.md names every export and every import', () => {
  const files = [...sources, ...netSources];
  const present = [...exportedBy(files), ...importedBy(files)];
  const known = new Set(all([read('README.md')], /\b(tc_\w+)\b(?!\*)/g));
  assert.deepEqual(
    present.filter((name) => !known.has(name)),
    [],
  );
  const stale = [...known].filter((name) => !present.includes(name));
  assert.deepEqual(stale, [], 'names that are no more');
});
