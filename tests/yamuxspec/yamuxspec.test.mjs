// Runs every yamuxspec case against every target, each on a session of its own. `node tests/yamuxspec/yamuxspec.test.mjs` after
// `npm test -- yamuxspec` has built the peers.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import framing from './cases_framing.mjs';
import streams from './cases_streams.mjs';
import { differences } from './differences.mjs';
import { SpecSession } from './session.mjs';
import { runSteps } from './steps.mjs';
import { allTargets } from './targets.mjs';

const cases = [...framing, ...streams];

/** Where a peer answers with nothing at all, the case must end some time: no case takes a second. */
const kHungMs = 60_000;

async function run(target, steps) {
  const session = new SpecSession(await target.connect());
  try {
    return await runSteps(session, steps);
  } finally {
    session.close();
  }
}

test('every case has an id of its own', () => {
  const ids = cases.map(([id]) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
});

const targets = await allTargets();
after(() => Promise.all(targets.map((target) => target.close())));

for (const target of targets) {
  describe(target.name, { skip: target.missing }, () => {
    const known = differences[target.name];
    for (const [id, title, steps, expected] of cases) {
      const [differs, why] = known[id] ?? [];
      const skip = differs === null && why;
      test(`${id} ${title}`, { skip, timeout: kHungMs }, async () => {
        const outcome = await run(target, steps);
        const allowed = [differs ?? expected].flat();
        if (!allowed.includes(outcome))
          assert.equal(outcome, allowed.join(' or '));
      });
    }

    test('every known difference names a case and a reason', () => {
      for (const [id, [outcome, why]] of Object.entries(known)) {
        const row = cases.find(([name]) => name === id);
        assert.ok(row, `${id} is no case`);
        assert.notEqual(outcome, row[3], `${id} is no difference`);
        assert.ok(why.length > 10);
      }
    });
  });
}
