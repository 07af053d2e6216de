'use strict';
// Runs programs in this process, one after another: what one leaves uncaught goes into its own trace and harms no
// other. Compares nothing.

const { NetProgram } = require('./net_program.cjs');
const { Program } = require('./program.cjs');

/** @type {Program | NetProgram | undefined} */
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
 * @param {string} name of a net module, or of a stream module: its consumers are below it
 */
function modulesOf(name) {
  if (name.endsWith('net')) return { net: require(name) };
  return {
    stream: require(name),
    // Not every port of streams has them.
    get consumers() {
      return require(`${name}/consumers`);
    },
  };
}

/**
 * The trace of a program on a stream module, or of one of two peers on a net module; one at a time.
 * @param {object} modules
 * @param {object} spec
 * @returns {Promise<string[]>}
 */
async function traceOf(modules, spec) {
  current = modules.net
    ? new NetProgram(modules, spec)
    : new Program(modules, spec);
  const lines = await current.execute();
  current = undefined;
  return lines;
}

/** Sends to the parent; resolves when it is sent: later it would be a turn of the loop within the next program. */
const answer = (message) =>
  new Promise((resolve) => process.send(message, resolve));

module.exports = { answer, modulesOf, traceOf };
