// Runs every net scenario on the oracle's real loopback and on Tincan's virtual one, and compares what each endpoint saw:
// once with Tincan inside the oracle's binary, once in the Node that runs the tests.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { oraclePath } from '../helpers/oracle.mjs';

const directory = fileURLToPath(new URL('./net/', import.meta.url));
const run = promisify(execFile);

/** Milliseconds after which a file of scenarios is taken to hang. */
const kHangAfter = 60_000;

/**
 * What each scenario of `file` printed, by name, in one process.
 * @param {string} binary Node that runs it
 * @param {string} moduleName net module under test
 */
async function traces(binary, file, moduleName) {
  const { stdout } = await run(binary, [directory + file], {
    env: { ...process.env, TINCAN_NET: moduleName, NODE_OPTIONS: '' },
    timeout: kHangAfter,
    maxBuffer: 16 << 20,
  });
  const all = new Map();
  for (const text of stdout.split(/^# /m).slice(1)) {
    const [name, ...lines] = text.trimEnd().split('\n');
    assert.ok(!all.has(name), `two scenarios are called ${name}`);
    all.set(name, lines);
  }
  return all;
}

const files = readdirSync(directory).filter(
  (file) => file.endsWith('.cjs') && file !== 'prelude.cjs',
);

for (const file of files) {
  test(file, async (t) => {
    const expected = await traces(oraclePath(), file, 'node:net');
    assert.ok(expected.size > 0, `${file} has scenarios`);
    const sides = [
      [
        "in the oracle's binary",
        await traces(oraclePath(), file, 'tincan/net'),
      ],
      ['in this Node', await traces(process.execPath, file, 'tincan/net')],
    ];
    for (const [name, lines] of expected) {
      await t.test(name, () => {
        for (const [where, actual] of sides) {
          assert.deepEqual(actual.get(name), lines, `Tincan ${where}`);
        }
      });
    }
  });
}
