'use strict';
// Child process of run.test.mjs: runs every scenario file and writes one JSON line per scenario to standard output.

const { readdirSync, writeSync } = require('node:fs');
const path = require('node:path');
const { load, runAll } = require('./prelude.cjs');

const folder = path.join(__dirname, 'scenarios');
for (const file of readdirSync(folder).sort()) load(path.join(folder, file));

runAll(({ file, name, host }, lines) => {
  writeSync(1, `${JSON.stringify({ file, name, host, lines })}\n`);
});
