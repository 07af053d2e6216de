// Compares random programs on the oracle and on Tincan until the runs or the minutes are spent; what pairs.mjs suspects
// is run again in processes of its own, and a difference is shrunk and saved to found/. Usage:
//   node tests/differential/fuzz.mjs [--seed 1] [--runs 2000] [--minutes 0] [--surface core|all|web]
//                                    [--against tincan/stream] [--limit 10] [--dry]
//                                    [--without writableAborted,isErrored] [--jobs 2]
//   node tests/differential/fuzz.mjs --show tests/differential/found/<hash>.json     both traces of one program
// --minutes wins over --runs; --limit ends after so many kinds of difference; --dry saves nothing; --without does
// not look at the named getters, to see past a known difference. Exit code 1 if any.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { observing, sample } from './generator.mjs';
import { Pair } from './pairs.mjs';
import { reduce } from './reduce.mjs';
import { openSides } from './sides.mjs';
import { excerpt, firstDifference, kind } from './traces.mjs';

/** Programs generated from one seed. */
const kPerSeed = 200;
/** Suspects of one seed that are more likely the process's fault than their own. */
const kManySuspects = 3;
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
    without: { type: 'string', default: '' },
    jobs: { type: 'string', default: '2' },
    dry: { type: 'boolean', default: false },
    show: { type: 'string' },
  },
});

const without = given.without === '' ? [] : given.without.split(',');
const sides = openSides(given.against);
/** Programs of this run, as fast-check shrinks them. */
const arbitrary = observing(given.surface, without);

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

/** The difference of one program, shrunk, shown and saved. */
async function report(seed, index, original, wanted) {
  const program = await shrink(seed, index, original, wanted);
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
  const saved = { name: wanted, seed, index, surface: given.surface, program };
  writeFileSync(`${found}${hash}.json`, `${JSON.stringify(saved, null, 2)}\n`);
}

/** What has been found: kinds of difference and how often each was seen, and suspicions that came to nothing. */
const counts = new Map();
let unrepeated = 0;

/** Runs a suspect again: alone, and if that shows nothing, after all programs before it. */
async function verify(seed, count, suspect) {
  const list = sample(given.surface, seed, count, without);
  await sides.restart();
  const [alone] = await kindsOf([list[suspect.index]]);
  if (alone !== undefined) {
    counts.set(alone, (counts.get(alone) ?? 0) + 1);
    if (counts.get(alone) === 1)
      await report(seed, suspect.index, list[suspect.index], alone);
    return;
  }
  await sides.restart();
  const kinds = await kindsOf(list.slice(0, suspect.index + 1));
  const place = `seed ${seed}, program ${suspect.index}`;
  if (kinds[suspect.index] === undefined) {
    unrepeated++;
    console.log(`\n${place} differed once and never again: ${suspect.kind}`);
    return;
  }
  const seen = `after the programs before it: ${kinds[suspect.index]}`;
  counts.set(seen, (counts.get(seen) ?? 0) + 1);
  console.log(`\n${place} differs only ${seen}`);
}

async function fuzz() {
  const started = Date.now();
  const deadline = started + Number(given.minutes) * 60_000;
  const runs = Number(given.minutes) > 0 ? Infinity : Number(given.runs);
  const first = Number(given.seed);
  let taken = 0;
  let done = 0;
  const goOn = () =>
    taken * kPerSeed < runs &&
    (runs < Infinity || Date.now() < deadline) &&
    counts.size < Number(given.limit);
  let verified = Promise.resolve();
  const job = async () => {
    const pair = new Pair(given.against, given.surface, without);
    try {
      while (goOn()) {
        const count = Math.min(kPerSeed, runs - taken * kPerSeed);
        const seed = first + taken++;
        let suspects = await pair.compare(seed, count);
        if (suspects.length > kManySuspects) {
          // What one program broke, all after it suffer from.
          pair.stop();
          suspects = await pair.compare(seed, count);
        }
        for (const suspect of suspects) {
          verified = verified.then(() =>
            counts.size < Number(given.limit)
              ? verify(seed, count, suspect)
              : undefined,
          );
        }
        await verified;
        done += count;
      }
    } finally {
      pair.stop();
    }
  };
  await Promise.all(Array.from({ length: Number(given.jobs) }, job));
  for (const [seen, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${count} x ${seen}`);
  const differing = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const rate = Math.round((done * 1000) / (Date.now() - started));
  console.log(
    `${done} programs (seeds ${first} to ${first + taken - 1}, ${given.surface}) against ${given.against}: ${differing} differ, in ${counts.size} ways; ${unrepeated} not repeated; ${rate} a second`,
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
