// The fuzzer's fixed part: programs of fixed seeds must give equal traces on the oracle and on Tincan, and so must
// every finding in named/ and found/. Also proves that the comparison can fail. Finds nothing new: fuzz.mjs does.

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

for (const folder of ['named', 'found']) {
  const url = new URL(`./${folder}/`, import.meta.url);
  const files = existsSync(url) ? readdirSync(url) : [];
  for (const file of files.filter((each) => each.endsWith('.json')).sort()) {
    const { name, program } = JSON.parse(
      readFileSync(new URL(file, url), 'utf8'),
    );
    test(`${folder}/${file}: ${name}`, async () => {
      const [[expected], [actual]] = await sides.run([program]);
      assertEqualTraces(program, expected, actual, file);
    });
  }
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
