// What user code throws inside the engine arrives where Node delivers it, the very same object, and leaves nothing
// behind. The programs are throws.cjs; here their traces and their remains are judged.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { oraclePath } from '../helpers/oracle.mjs';

const runner = fileURLToPath(new URL('./run_throws.mjs', import.meta.url));
const execute = promisify(execFile);

/** The lines a run of the programs reports. */
async function run(binary, ...args) {
  const { stdout } = await execute(binary, ['--no-warnings', runner, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    maxBuffer: 1 << 26,
  });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const byName = (traces) =>
  new Map(traces.map(({ name, lines }) => [name, lines]));

const expected = byName(await run(oraclePath(), 'trace', 'node:stream'));
const inOracle = byName(await run(oraclePath(), 'trace', 'tincan'));
const here = byName(await run(process.execPath, 'trace', 'tincan'));

test('every program throws, on the oracle too', () => {
  assert.ok(expected.size >= 200, `${expected.size} programs`);
  for (const [name, lines] of expected)
    assert.ok(lines.includes('boom'), `${name}: ${lines.join('\n')}`);
});

for (const [name, lines] of expected) {
  test(name, () => {
    assert.deepEqual(inOracle.get(name), lines);
    assert.deepEqual(here.get(name), lines, `in Node ${process.version}`);
  });
}

test('10,000 throws leave no stream, no memory and no stack behind', async () => {
  const [{ throws, before, after }] = await run(
    process.execPath,
    'rounds',
    '10000',
  );
  assert.ok(throws >= 10_000, `${throws} throws`);
  assert.equal(before.liveStreams, 0);
  assert.deepEqual(after, before);
});

test('after a throw a stream holds no slot but that of its error', async () => {
  const left = await run(process.execPath, 'slots');
  assert.ok(left.length >= 35, `${left.length} programs`);
  for (const { name, used, errors } of left)
    assert.deepEqual(used, errors, name);
});
