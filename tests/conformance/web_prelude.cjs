'use strict';
// What the scenarios of web streams share. The web streams are the host's own, whose steps differ between versions of Node.

const { turn } = require('./prelude.cjs');

const host = { host: "the host's own web streams take part" };

const events = [
  'end',
  'finish',
  'prefinish',
  'drain',
  'resume',
  'pause',
  'error',
  'close',
];
const settle = async () => {
  for (let i = 0; i < 8; ++i) await turn();
};

/** A ReadableStream and its controller. */
function source(log) {
  let controller;
  const web = new ReadableStream(
    {
      start(given) {
        controller = given;
      },
      cancel(reason) {
        log('cancel', reason);
      },
    },
    { highWaterMark: 3 },
  );
  return [web, controller];
}

const sink = (log, more) =>
  new WritableStream({
    write: (chunk) => log('sink write', chunk),
    close: () => log('sink close'),
    abort: (reason) => log('sink abort', reason),
    ...more,
  });

const exclaim = () =>
  new TransformStream({
    transform: (chunk, controller) => controller.enqueue(`${chunk}!`),
  });

/** Logs what `call` gives, or how it refuses. */
async function attempt(log, name, call) {
  try {
    const value = await call();
    log(name, value === undefined ? value : value.constructor.name);
  } catch (error) {
    log(name, error);
  }
}

module.exports = { attempt, events, exclaim, host, settle, sink, source };
