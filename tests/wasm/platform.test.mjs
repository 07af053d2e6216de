// The libraries a browser's façade has in place of Node's emitter, Buffer and decoder do what Node's do, where README.md
// of wasm/ does not say otherwise. Bundled as for a browser, run in the oracle's binary beside Node's own.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { oraclePath } from '../helpers/oracle.mjs';

const inside = (name) => fileURLToPath(new URL(name, import.meta.url));
const execute = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'tincan-platform-'));
after(() => rmSync(folder, { recursive: true }));

const bundle = await rolldown({
  input: inside('../../wasm/js/platform_browser.js'),
  cwd: inside('../..'),
  platform: 'browser',
});
const file = path.join(folder, 'platform.mjs');
await bundle.write({ file, format: 'es' });
await bundle.close();

async function traces(...args) {
  const { stdout } = await execute(
    oraclePath(),
    [inside('run_platform.mjs'), ...args],
    { env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 1 << 26 },
  );
  const lines = stdout.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

const expected = await traces();
const actual = await traces(file);

test('every program logs something on the oracle', () => {
  assert.ok(expected.length > 10, `${expected.length} programs`);
  for (const { name, lines } of expected) assert.ok(lines.length > 0, name);
});

expected.forEach(({ name, lines }, i) => {
  test(name, () => {
    const parts = lines.findIndex((line, at) => line !== actual[i].lines[at]);
    const near = (all) => all.slice(Math.max(0, parts - 2), parts + 3);
    if (parts >= 0) assert.deepEqual(near(actual[i].lines), near(lines));
    assert.equal(actual[i].lines.length, lines.length);
  });
});
