'use strict';
// Whole programs: the ones the project grew from, kept character for character in seeds/ (text files, so that no
// formatter ever touches them), and those of the program chooser that need no network.

const { readFileSync } = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const { scenario, stream, turn } = require('../prelude.cjs');

const seeds = path.join(__dirname, '..', 'seeds');
const chooser = path.join(__dirname, '..', '..', '..', 'web', 'programs');

const programs = [
  path.join(seeds, 'basic_duplex.txt'),
  path.join(seeds, 'echo_stream.txt'),
  ...[
    'pipe-in-a-loop',
    'push-returns-false',
    'write-returns-false',
    'paused-reader',
  ].map((name) => path.join(chooser, `${name}.cjs`)),
];

/** Runs a program as CommonJS with the stream module under test and a console that logs; resolves when its timers ran. */
async function runProgram(log, text) {
  let timers = 0;
  const load = (name) =>
    name.replace('node:', '') === 'stream' ? stream : require(name);
  const globals = {
    require: load,
    console: { log: (...args) => log('console.log', util.format(...args)) },
    setTimeout: (callback, ...rest) => {
      timers++;
      return setTimeout(
        (...args) => {
          timers--;
          callback(...args);
        },
        ...rest,
      );
    },
  };
  new Function(...Object.keys(globals), text)(...Object.values(globals));
  do await turn();
  while (timers > 0);
}

for (const file of programs) {
  const text = readFileSync(file, 'utf8');
  scenario(`program ${path.parse(file).name}`, (log) => runProgram(log, text));
}
