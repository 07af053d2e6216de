// Compares random programs on the oracle and on Tincan until the runs or the minutes are spent; a difference is
// shrunk and saved to found/. Usage:
//   node tests/differential/fuzz.mjs [--seed 1] [--runs 2000] [--minutes 0] [--surface core|all]
//                                    [--against tincan/stream] [--limit 10] [--dry]
//                                    [--without writableAborted,isErrored]
//   node tests/differential/fuzz.mjs --show tests/differential/found/<hash>.json     both traces of one program
// --minutes wins over --runs; --limit ends after so many kinds of difference; --dry saves nothing; --without does
// not look at the named getters, to see past a known difference. Exit code 1 if any.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { programs } from './generator.mjs';
import { reduce } from './reduce.mjs';
import { firstDifference, kind, openSides } from './sides.mjs';

/** Programs generated from one seed and sent to both sides at once. */
const kBatch = 200;
/** Milliseconds fast-check may spend on shrinking one program before reduce.mjs takes over. */
const kShrinkFor = 5_000;
/** Where differing programs are saved. */
const found = fileURLToPath(new URL('./found/', import.meta.url));

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '0' },
    surface: { type: 'string', default: 'core' },
    against: { type: 'string', default: 'tincan/stream' },
    limit: { type: 'string', default: '10' },
    without: { type: 'string' },
    dry: { type: 'boolean', default: false },
    show: { type: 'string' },
  },
});

const sides = openSides(given.against);

/** Kinds of difference of the given programs; undefined where the traces are equal. */
async function kindsOf(list) {
  const [expected, actual] = await sides.run(list);
  return list.map((_, i) => kind(expected[i], actual[i]));
}

/** Smallest program like the `index`-th of `seed`, first by fast-check, then by reduce(). */
async function shrink(seed, index, original, wanted) {
  const result = await fc.check(
    fc.asyncProperty(arbitrary, async (program) => {
      const [seen] = await kindsOf([program]);
      return seen !== wanted;
    }),
    {
      seed,
      path: String(index),
      numRuns: 1,
      endOnFailure: false,
      interruptAfterTimeLimit: kShrinkFor,
    },
  );
  const start = result.counterexample?.[0] ?? original;
  return reduce(start, async (list) =>
    (await kindsOf(list)).map((seen) => seen === wanted),
  );
}

/** The lines around the first difference, as text. */
function excerpt(expected, actual) {
  const at = firstDifference(expected, actual);
  const from = Math.max(0, at - 6);
  return [
    ...expected.slice(from, at).map((line) => `    ${line}`),
    `  - ${expected[at] ?? '(end)'}`,
    `  + ${actual[at] ?? '(end)'}`,
  ].join('\n');
}

async function report(seed, index, original, wanted) {
  sides.restart();
  const [alone] = await kindsOf([original]);
  if (alone === undefined) {
    console.log(
      `\nseed ${seed}, program ${index} differs only after the programs before it: ${wanted}`,
    );
    return;
  }
  const program = await shrink(seed, index, original, alone);
  const [[expected], [actual]] = await sides.run([program]);
  const hash = createHash('sha256')
    .update(JSON.stringify(program))
    .digest('hex')
    .slice(0, 12);
  console.log(`\n${hash}: seed ${seed}, program ${index}`);
  console.log(JSON.stringify(program));
  console.log(excerpt(expected, actual));
  if (given.dry) return;
  mkdirSync(found, { recursive: true });
  const saved = { name: alone, seed, index, surface: given.surface, program };
  writeFileSync(`${found}${hash}.json`, `${JSON.stringify(saved, null, 2)}\n`);
}

/** Programs of this run: those of fast-check, less what --without hides. */
const arbitrary = programs(given.surface).map((program) => {
  if (given.without === undefined) return program;
  return {
    ...program,
    observe: { ...program.observe, without: given.without.split(',') },
  };
});

async function fuzz() {
  const deadline = Date.now() + Number(given.minutes) * 60_000;
  const runs = Number(given.minutes) > 0 ? Infinity : Number(given.runs);
  const counts = new Map();
  let done = 0;
  let seed = Number(given.seed);
  const goOn = () =>
    done < runs &&
    (runs < Infinity || Date.now() < deadline) &&
    counts.size < Number(given.limit);
  for (; goOn(); seed++) {
    const list = fc.sample(arbitrary, {
      seed,
      numRuns: Math.min(kBatch, runs - done),
    });
    const kinds = await kindsOf(list);
    for (const [index, seen] of kinds.entries()) {
      if (seen === undefined) continue;
      counts.set(seen, (counts.get(seen) ?? 0) + 1);
      if (counts.get(seen) === 1) await report(seed, index, list[index], seen);
      if (counts.size >= Number(given.limit)) break;
    }
    done += list.length;
  }
  for (const [seen, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${count} x ${seen}`);
  const differing = [...counts.values()].reduce((sum, n) => sum + n, 0);
  console.log(
    `${done} programs (seeds ${given.seed} to ${seed - 1}, ${given.surface}) against ${given.against}: ${differing} differ, in ${counts.size} ways`,
  );
  return counts.size === 0 ? 0 : 1;
}

/** Prints both traces of a saved program as one, with - and + where they part. */
async function show(file) {
  const saved = JSON.parse(readFileSync(file, 'utf8'));
  const [[expected], [actual]] = await sides.run([saved.program ?? saved]);
  const at = firstDifference(expected, actual);
  if (at === -1) return (console.log(`${expected.join('\n')}\n(equal)`), 0);
  console.log(expected.slice(0, at).join('\n'));
  console.log(
    `--- oracle\n${expected.slice(at).join('\n')}\n+++ ${given.against}\n${actual.slice(at).join('\n')}`,
  );
  return 1;
}

try {
  process.exitCode =
    given.show === undefined ? await fuzz() : await show(given.show);
} finally {
  sides.close();
}
