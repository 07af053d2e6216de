// Compares random programs of two peers on the oracle's real sockets and on Tincan's virtual ones until the runs or the minutes are
// spent; a difference that shows again is shrunk and saved to net_found/. Usage (`npm run fuzz -- net …`):
//   node tests/differential/fuzz_net.mjs [--seed 1] [--runs 500] [--minutes 0] [--limit 10] [--dry]
//   node tests/differential/fuzz_net.mjs --show tests/differential/net_found/<hash>.json     both traces of one program
// A program whose trace the oracle does not repeat is none that can be compared: it is counted, and no difference.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sampleNet } from './generate_net.mjs';
import { reduce } from './reduce.mjs';
import { openSides } from './sides.mjs';
import { excerpt, firstDifference, kind } from './traces.mjs';

/** Programs generated from one seed. */
const kPerSeed = 50;
/** Milliseconds spent on making one program smaller. */
const kShrinkFor = 20_000;
const found = fileURLToPath(new URL('./net_found/', import.meta.url));

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '500' },
    minutes: { type: 'string', default: '0' },
    limit: { type: 'string', default: '10' },
    dry: { type: 'boolean', default: false },
    show: { type: 'string' },
  },
});
const sides = openSides('tincan/net');

/** The smallest program found that differs in the same way. */
function shrink(program, wanted) {
  const deadline = Date.now() + kShrinkFor;
  return reduce(program, async (list) => {
    if (Date.now() > deadline) return list.map(() => false);
    const [expected, actual] = await sides.run(list);
    return list.map((_, i) => kind(expected[i], actual[i]) === wanted);
  });
}

async function report(seed, index, original, wanted) {
  const program = await shrink(original, wanted);
  const [[expected], [actual]] = await sides.run([program]);
  const text = JSON.stringify(program);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  console.log(`\n${hash}: seed ${seed}, program ${index}\n${text}`);
  console.log(excerpt(expected, actual));
  if (given.dry) return;
  mkdirSync(found, { recursive: true });
  const saved = { name: wanted, seed, index, program };
  writeFileSync(`${found}${hash}.json`, `${JSON.stringify(saved, null, 2)}\n`);
}

async function fuzz() {
  const minutes = Number(given.minutes);
  const runs = minutes > 0 ? Infinity : Number(given.runs);
  const deadline = Date.now() + minutes * 60_000;
  const counts = new Map();
  let done = 0;
  let unrepeated = 0;
  for (let seed = Number(given.seed); done < runs; seed++) {
    if (runs === Infinity && Date.now() > deadline) break;
    if (counts.size >= Number(given.limit)) break;
    const list = sampleNet(seed, Math.min(kPerSeed, runs - done));
    const [expected, actual] = await sides.run(list);
    for (const [i, program] of list.entries()) {
      if (firstDifference(expected[i], actual[i]) === -1) continue;
      const [[again], [seen]] = await sides.run([program]);
      const wanted = kind(again, seen);
      if (wanted === undefined || firstDifference(expected[i], again) !== -1) {
        unrepeated++;
        continue;
      }
      counts.set(wanted, (counts.get(wanted) ?? 0) + 1);
      if (counts.get(wanted) === 1) await report(seed, i, program, wanted);
    }
    done += list.length;
  }
  for (const [seen, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${count} x ${seen}`);
  console.log(
    `${done} programs of two peers from seed ${given.seed}: ${counts.size} kinds of difference; ${unrepeated} not repeated`,
  );
  return counts.size === 0 ? 0 : 1;
}

async function show(file) {
  const saved = JSON.parse(readFileSync(file, 'utf8'));
  const [[expected], [actual]] = await sides.run([saved.program ?? saved]);
  const equal = firstDifference(expected, actual) === -1;
  if (equal) console.log(`${expected.join('\n')}\n(equal)`);
  else console.log(excerpt(expected, actual, Infinity));
  return equal ? 0 : 1;
}

try {
  process.exitCode =
    given.show === undefined ? await fuzz() : await show(given.show);
} finally {
  sides.close();
}
