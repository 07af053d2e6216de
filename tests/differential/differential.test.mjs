// The fuzzer's fixed part: programs of fixed seeds must give equal traces on the oracle and on Tincan, and so must
// every program ever saved in found/. Also proves that the comparison can fail. Finds nothing new: fuzz.mjs does.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { programs } from './generator.mjs';
import { firstDifference, openSides } from './sides.mjs';

/** Programs per run of the tests. */
const kPrograms = 2_000;
/** Programs generated from one seed; seeds count up from 1. */
const kPerSeed = 200;

const found = new URL('./found/', import.meta.url);

let sides;
before(() => {
  sides = openSides('tincan/stream');
});
after(() => sides.close());

/** Fails with the first differing lines and the program itself. */
function assertEqualTraces(program, expected, actual, origin) {
  const at = firstDifference(expected, actual);
  if (at === -1) return;
  const context = expected
    .slice(Math.max(0, at - 8), at)
    .map((line) => `    ${line}`);
  assert.fail(
    [
      `${origin} differs at line ${at + 1}:`,
      ...context,
      `  - ${expected[at] ?? '(end)'}`,
      `  + ${actual[at] ?? '(end)'}`,
      JSON.stringify(program),
    ].join('\n'),
  );
}

for (let seed = 1; seed <= kPrograms / kPerSeed; seed++) {
  const surface = 'core';
  test(`${kPerSeed} random programs of seed ${seed} (${surface}) run as on the oracle`, async () => {
    const list = fc.sample(programs(surface), { seed, numRuns: kPerSeed });
    const [expected, actual] = await sides.run(list);
    list.forEach((program, i) =>
      assertEqualTraces(
        program,
        expected[i],
        actual[i],
        `seed ${seed}, program ${i}`,
      ),
    );
  });
}

const saved = existsSync(found)
  ? readdirSync(found).filter((name) => name.endsWith('.json'))
  : [];
for (const name of saved.sort()) {
  const { name: title, program } = JSON.parse(
    readFileSync(new URL(name, found), 'utf8'),
  );
  test(`found ${name}: ${title}`, async () => {
    const [[expected], [actual]] = await sides.run([program]);
    assertEqualTraces(program, expected, actual, name);
  });
}

test('the oracle repeats itself and differs from readable-stream', async () => {
  const list = fc.sample(programs('all'), { seed: 1, numRuns: kPerSeed });
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
