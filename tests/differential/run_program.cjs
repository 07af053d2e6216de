'use strict';
// Runs programs in this process, one after another: what one leaves uncaught goes into its own trace and harms no
// other. Compares nothing.

const { Program } = require('./program.cjs');

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

/**
 * The modules a program runs on.
 * @param {string} name of the stream module: its consumers are below it
 */
const modulesOf = (name) => ({
  stream: require(name),
  // Not every port of streams has them.
  get consumers() {
    return require(`${name}/consumers`);
  },
});

/**
 * The trace of a program on a stream module; one at a time.
 * @param {{stream: object, consumers: object}} modules
 * @param {object} spec
 * @returns {Promise<string[]>}
 */
async function traceOf(modules, spec) {
  current = new Program(modules, spec);
  const lines = await current.execute();
  current = undefined;
  return lines;
}

/** Sends to the parent; resolves when it is sent: later it would be a turn of the loop within the next program. */
const answer = (message) =>
  new Promise((resolve) => process.send(message, resolve));

module.exports = { answer, modulesOf, traceOf };
