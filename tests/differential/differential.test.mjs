// The fuzzer's fixed part: programs of fixed seeds must give equal traces on the oracle and on Tincan, and so must
// every finding in named/ and found/. Also proves that the comparison can fail. Finds nothing new: fuzz.mjs does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sample } from './generator.mjs';
import { Pair } from './pairs.mjs';
import { savedPrograms } from './saved_programs.mjs';
import { openSides } from './sides.mjs';
import { excerpt, firstDifference } from './traces.mjs';

/** Seeds per run of the tests, from 1; programs generated from each. */
const kSeeds = { core: 30, all: 25, web: 10 };
const kPerSeed = 200;

let sides;
before(() => {
  sides = openSides('tincan/stream');
});
after(() => sides.close());

/**
 * Runs a program on both sides and fails with the first differing lines and the program itself. A difference must
 * show in new processes too: after an uncaught error the ticks that are left run with whatever the loop calls next,
 * and now and then that is the garbage collector's.
 */
async function assertEqualTraces(program, origin) {
  let [[expected], [actual]] = await sides.run([program]);
  if (firstDifference(expected, actual) === -1) return;
  await sides.restart();
  [[expected], [actual]] = await sides.run([program]);
  if (firstDifference(expected, actual) === -1) return;
  assert.fail(
    `${origin} differs:\n${excerpt(expected, actual)}\n${JSON.stringify(program)}`,
  );
}

for (const [surface, seeds] of Object.entries(kSeeds)) {
  test(`${seeds * kPerSeed} random programs (${surface}) run as on the oracle`, async () => {
    const pair = new Pair('tincan/stream', surface);
    try {
      for (let seed = 1; seed <= seeds; seed++) {
        const suspects = await pair.compare(seed, kPerSeed);
        if (suspects.length === 0) continue;
        const programs = sample(surface, seed, kPerSeed);
        for (const { index } of suspects) {
          const origin = `seed ${seed}, program ${index} (${surface})`;
          await assertEqualTraces(programs[index], origin);
        }
        // Equal alone: then what came before is the cause, and shows again in a new process.
        pair.stop();
        const again = await pair.compare(seed, kPerSeed);
        assert.deepEqual(again, [], `seed ${seed} (${surface})`);
      }
    } finally {
      pair.stop();
    }
  });
}

for (const { folder, file, name, program } of savedPrograms(['named', 'found']))
  test(`${folder}/${file}: ${name}`, () => assertEqualTraces(program, file));

test('the oracle repeats itself and differs from readable-stream', async () => {
  const list = sample('all', 1, kPerSeed);
  const other = openSides('readable-stream');
  try {
    const [expected, actual] = await other.run(list);
    const [again] = await other.run(list);
    assert.deepEqual(again, expected);
    const differing = list.filter(
      (_, i) => firstDifference(expected[i], actual[i]) !== -1,
    );
    assert.ok(
      differing.length > kPerSeed / 10,
      `${differing.length} of ${kPerSeed} differ`,
    );
  } finally {
    other.close();
  }
});
