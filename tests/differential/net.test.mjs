// The net fuzzer's fixed part: programs of two peers of fixed seeds must give equal traces on the oracle's real sockets and on Tincan's
// virtual ones, and so must every finding in net_named/ and net_found/. Finds nothing new: fuzz_net.mjs does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sampleNet } from './generate_net.mjs';
import { savedPrograms } from './saved_programs.mjs';
import { openSides } from './sides.mjs';
import { excerpt, firstDifference } from './traces.mjs';

/** Seeds per run of the tests, from 1; programs generated from each. */
const kSeeds = 6;
const kPerSeed = 50;
/** How often a kernel may be late before it is a difference. */
const kAttempts = 3;

let sides;
before(() => {
  sides = openSides('tincan/net');
});
after(() => sides.close());

/** Fails with the first differing lines, unless a run shows none: only what differs each time is a difference. */
async function assertEqualTraces(program, origin) {
  let expected;
  let actual;
  for (let i = 0; i < kAttempts; i++) {
    [[expected], [actual]] = await sides.run([program]);
    if (firstDifference(expected, actual) === -1) return;
  }
  assert.fail(
    `${origin} differs:\n${excerpt(expected, actual)}\n${JSON.stringify(program)}`,
  );
}

test(`${kSeeds * kPerSeed} random programs of two peers run as on the oracle`, async () => {
  for (let seed = 1; seed <= kSeeds; seed++) {
    const programs = sampleNet(seed, kPerSeed);
    const [expected, actual] = await sides.run(programs);
    for (const [i, program] of programs.entries()) {
      assert.ok(expected[i].length > 5, `seed ${seed}, program ${i} ran`);
      if (firstDifference(expected[i], actual[i]) !== -1)
        await assertEqualTraces(program, `seed ${seed}, program ${i}`);
    }
  }
});

for (const { folder, file, name, program } of savedPrograms([
  'net_named',
  'net_found',
]))
  test(`${folder}/${file}: ${name}`, () => assertEqualTraces(program, file));
