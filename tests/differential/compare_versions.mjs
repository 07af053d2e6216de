// What changed in Node's own stream between the oracle and another version: its surface, the conformance scenarios, the saved
// programs and some random ones, each run on both. `node compare_versions.mjs <binary>`; Tincan plays no part in it.

import { execFileSync } from 'node:child_process';
import { compareSurface } from '../conformance/surface.mjs';
import { oraclePath, ORACLE_VERSION } from '../helpers/oracle.mjs';
import { difference, traces } from '../helpers/scenario_traces.mjs';
import { sample } from './generator.mjs';
import { savedPrograms } from './saved_programs.mjs';
import { openSides } from './sides.mjs';
import { firstDifference } from './traces.mjs';

const kSeeds = 5;
const kPerSeed = 200;

const [binary] = process.argv.slice(2);
const version = execFileSync(binary, ['-p', 'process.versions.node'], {
  encoding: 'utf8',
}).trim();

function title(what, count, of) {
  console.log(`\n${what}: ${count} of ${of} differ`);
}

function surface() {
  const { rows, differences } = compareSurface(binary);
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  title('properties of the stream modules', differences.length, total);
  for (const { object, property, what, ...both } of differences)
    console.log(`  ${object} ${property}: ${what} ${JSON.stringify(both)}`);
}

async function scenarios() {
  const before = await traces(oraclePath(), 'node:stream');
  const after = await traces(binary, 'node:stream');
  const changed = [...before].filter(
    ([key, { lines }]) => lines.join() !== after.get(key)?.lines.join(),
  );
  title('conformance scenarios', changed.length, before.size);
  for (const [key, { lines }] of changed)
    console.log(`${key}\n${difference(lines, after.get(key)?.lines ?? [])}`);
}

function randomPrograms() {
  return Array.from({ length: kSeeds }, (_, i) =>
    sample('all', i + 1, kPerSeed).map((program, index) => [
      `seed ${i + 1}, program ${index}`,
      program,
    ]),
  ).flat();
}

async function programs(what, named) {
  const sides = openSides('node:stream', binary);
  try {
    const [before, after] = await sides.run(named.map(([, each]) => each));
    const changed = named.flatMap(([name], i) => {
      const at = firstDifference(before[i], after[i]);
      return at === -1 ? [] : [{ name, was: before[i][at], is: after[i][at] }];
    });
    title(what, changed.length, named.length);
    for (const { name, was, is } of changed)
      console.log(`  ${name}\n  - ${was}\n  + ${is}`);
  } finally {
    sides.close();
  }
}

console.log(`- Node ${ORACLE_VERSION}, + Node ${version}`);
surface();
await scenarios();
await programs(
  'saved programs',
  savedPrograms(['named']).map(({ name, program }) => [name, program]),
);
await programs('random programs', randomPrograms());
