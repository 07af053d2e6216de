// Runs every scenario on the oracle and on Tincan and compares the traces byte for byte: once with Tincan inside the
// oracle's binary, once in the Node that runs the tests, there without the scenarios whose trace depends on the host.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oraclePath } from '../helpers/oracle.mjs';
import { difference, traces } from '../helpers/scenario_traces.mjs';

const expected = await traces(oraclePath(), 'node:stream');
const inOracle = await traces(oraclePath(), 'tincan/stream');
const here = await traces(process.execPath, 'tincan/stream');

test('the oracle runs every scenario to its end', () => {
  assert.equal(expected.failure, '');
  assert.ok(expected.size >= 150, `${expected.size} scenarios`);
});

test('Tincan runs every scenario to its end', () => {
  assert.equal(inOracle.failure, '');
  assert.equal(here.failure, '');
});

for (const [key, { lines, host }] of expected) {
  test(key, () => {
    const actual = inOracle.get(key)?.lines ?? ['(did not run)'];
    if (actual.join('\n') !== lines.join('\n')) {
      assert.fail(
        `- oracle, + Tincan in the oracle's binary\n${difference(lines, actual)}`,
      );
    }
    if (host !== undefined) return;
    const local = here.get(key)?.lines ?? ['(did not run)'];
    if (local.join('\n') !== lines.join('\n')) {
      assert.fail(
        `- oracle, + Tincan in Node ${process.version}\n${difference(lines, local)}`,
      );
    }
  });
}
