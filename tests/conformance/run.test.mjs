// Runs every scenario on the oracle and on Tincan and compares the traces byte for byte: once with Tincan inside the
// oracle's binary, once in the Node that runs the tests, there without the scenarios whose trace depends on the host.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { oraclePath } from '../helpers/oracle.mjs';

const runner = fileURLToPath(new URL('./run_scenarios.cjs', import.meta.url));

/** Milliseconds after which a run that gives no further trace is ended. */
const kHangAfter = 20_000;

/**
 * Traces of all scenarios, by "file: name".
 * @param {string} binary Node that runs them
 * @param {string} moduleName stream module under test
 * @returns {Promise<Map<string, { lines: string[], host?: string }>>}
 */
async function traces(binary, moduleName) {
  const child = spawn(binary, ['--no-warnings', '--expose-gc', runner], {
    env: { ...process.env, TINCAN_STREAM: moduleName, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const clock = setTimeout(() => child.kill('SIGKILL'), kHangAfter);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    clock.refresh();
  });
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const [code, signal] = await new Promise((resolve) =>
    child.on('close', (...how) => resolve(how)),
  );
  clearTimeout(clock);
  const all = new Map();
  for (const line of output.split('\n').filter(Boolean)) {
    const { file, name, host, lines } = JSON.parse(line);
    const key = `${file}: ${name}`;
    assert.ok(!all.has(key), `two scenarios are called ${key}`);
    all.set(key, { host, lines });
  }
  all.failure =
    code === 0 ? '' : `${signal ?? `code ${code}`} ${errors.slice(0, 2000)}`;
  return all;
}

/** Two traces as one text, with - and + where they part. */
function difference(expected, actual) {
  const at = expected.findIndex((line, i) => line !== actual[i]);
  const from = at === -1 ? expected.length : at;
  return [
    ...expected.slice(0, from).map((line) => `    ${line}`),
    ...expected.slice(from).map((line) => `  - ${line}`),
    ...actual.slice(from).map((line) => `  + ${line}`),
  ].join('\n');
}

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
