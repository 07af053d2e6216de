'use strict';
// Child process that generates the programs of a seed and runs each on both modules, one after the other, in one and
// the same process; answers which of them differ. Shrinks and saves nothing, and what it answers is a suspicion only:
// sides.mjs runs a suspect again in processes of their own. Arguments: module under test, surface, names not to look at.

const { answer, modulesOf, traceOf } = require('./run_program.cjs');

/** Programs between two answers; between them nothing is sent, since a message is a turn of the loop. */
const kPerAnswer = 20;

const [against, surface, without] = process.argv.slice(2);
const modules = [modulesOf('node:stream'), modulesOf(against)];

/** Compares programs `from` to `count` of a seed. */
async function compare({ seed, count, from }, { sample, kind, isTrap }) {
  const programs = sample(seed, count);
  let differing = [];
  for (let i = from; i < count; i++) {
    const expected = await traceOf(modules[0], programs[i]);
    const actual = await traceOf(modules[1], programs[i]);
    const seen = kind(expected, actual);
    if (seen !== undefined) differing.push({ index: i, kind: seen });
    const trapped = isTrap(actual);
    const done = i + 1;
    if (trapped || done === count || done % kPerAnswer === 0) {
      await answer({ done, differing, trapped });
      if (trapped) return;
      differing = [];
    }
  }
}

async function start() {
  const { sample } = await import('./generator.mjs');
  const { kind, isTrap } = await import('./traces.mjs');
  const names = without ? without.split(',') : undefined;
  const tools = {
    sample: (seed, count) => sample(surface, seed, count, names),
    kind,
    isTrap,
  };
  process.on('message', (order) => void compare(order, tools));
  await answer({ ready: true, perAnswer: kPerAnswer });
}

void start();
