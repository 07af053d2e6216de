'use strict';
// The programs the project grew from, kept character for character in seeds/ (text files, so that no formatter ever
// touches them), and the ones of the program chooser that use streams alone.

const { readFileSync } = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const { scenario, stream, turn } = require('../prelude.cjs');

/** Runs a program as CommonJS with the stream module under test and a console that logs. */
function runProgram(log, text) {
  const load = (name) => (name === 'stream' ? stream : require(name));
  const console = {
    log: (...args) => log('console.log', util.format(...args)),
  };
  new Function('require', 'console', text)(load, console);
}

for (const name of ['basic_duplex', 'echo_stream']) {
  scenario(`seed program ${name}`, async (log) => {
    runProgram(
      log,
      readFileSync(path.join(__dirname, '..', 'seeds', `${name}.txt`), 'utf8'),
    );
    await turn();
  });
}
