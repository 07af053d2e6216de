'use strict';
// Child process that runs programs against the stream module named by its first argument and answers with their
// traces. One program after another; what a program leaves uncaught goes into its own trace and harms no other.

const { Program } = require('./program.cjs');

const stream = require(process.argv[2]);

/** @type {Program | undefined} */
let current;

process.on('uncaughtException', (error) => {
  if (current === undefined) throw error;
  current.record(`uncaught ${current.show(error)}`);
});
process.on('unhandledRejection', (error) => {
  current?.record(`unhandled rejection ${current.show(error)}`);
});
process.on('warning', (warning) => {
  // Node numbers rejections over the whole life of the process.
  const text = warning.message.replace(/rejection id: \d+/, 'rejection');
  current?.record(`warning ${warning.name}: ${text}`);
});

process.on('message', async (programs) => {
  for (const spec of programs) {
    current = new Program(stream, spec);
    const lines = await current.execute();
    current = undefined;
    // Its completion would otherwise be a turn of the loop in the middle of the next program.
    await new Promise((resolve) => process.send(lines, resolve));
  }
});

process.send('ready');
