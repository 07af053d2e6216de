// Child process of throws.test.mjs. `node run_throws.mjs trace node:stream|tincan`: runs every program of throws.cjs
// with several thrown values and writes one JSON line a trace. `… rounds <throws>`: runs them again and again on
// Tincan and writes what is left in the engine afterwards. `… slots`: writes which slots their streams still use.

import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { programs } = require('./throws.cjs');
const { render } = require('../conformance/render.cjs');

/** What is thrown, by name: identity shows for objects. */
const values = {
  'an Error': () => new Error('boom'),
  'an object': () => ({ not: 'an error' }),
  'a string': () => 'boom',
  undefined: () => undefined,
};

/** Turns without a new line after which a program is over. */
const kQuietTurns = 6;
const turn = () => new Promise((resolve) => setImmediate(resolve));

let uncaught = () => {};
process.on('uncaughtException', (error) => uncaught(error));
process.on('unhandledRejection', (error) => uncaught(error));

async function trace(stream) {
  for (const { name, body } of programs) {
    for (const [kind, make] of Object.entries(values)) {
      const value = make();
      const named = (object) => (object === value ? 'THE VALUE' : undefined);
      const lines = [];
      const log = (label, ...what) => {
        const told = what.map((each) => render(each, named));
        lines.push([label, ...told].join(' '));
      };
      uncaught = (error) => log('uncaught', error);
      const boom = () => {
        log('boom');
        throw value;
      };
      body({ stream, boom, log });
      for (let quiet = 0, seen = 0; quiet < kQuietTurns;) {
        await turn();
        quiet = lines.length === seen ? quiet + 1 : 0;
        seen = lines.length;
      }
      report({ name: `${name}: ${kind}`, lines });
    }
  }
}

async function rounds(least) {
  const border = await import('../helpers/border.mjs');
  const { stream, turn, collectUntil, liveStreams } = border;
  let throws = 0;
  const boom = () => {
    throws += 1;
    throw new Error('boom');
  };
  const log = () => {};
  const round = async () => {
    for (const { body } of programs) {
      body({ stream, boom, log });
      for (let i = 0; i < 3; ++i) await turn();
    }
    for (let i = 0; i < 20; ++i) await turn();
  };
  // The first rounds fill tables that stay: the engine's memory grows to what the programs need at once.
  for (let i = 0; i < 3; ++i) await round();
  await collectUntil(() => liveStreams() === 0);
  const before = measured(border);
  throws = 0;
  while (throws < least) await round();
  await collectUntil(() => liveStreams() === 0);
  report({ throws, before, after: measured(border) });
}

async function slots() {
  const { stream, turn, wasm, borderOf, lookup } =
    await import('../helpers/border.mjs');
  const made = wasm.tc_stream_new;
  let ids = [];
  wasm.tc_stream_new = (...options) => {
    const id = made(...options);
    ids.push(id);
    return id;
  };
  const boom = () => {
    throw new Error('boom');
  };
  for (const { name, body, stuck } of programs) {
    ids = [];
    body({ stream, boom, log() {} });
    const streams = ids.map(lookup);
    for (let i = 0; i < 20; ++i) await turn();
    if (stuck) continue;
    const used = streams.map((s) => borderOf(s).slots.used);
    // The error a stream ended with is part of its state.
    const errors = ids.map((id) => (wasm.tc_errored(id) === 0 ? 0 : 1));
    report({ name, used, errors });
  }
}

const measured = (border) => ({
  liveStreams: border.liveStreams(),
  memoryBytes: border.memoryBytes(),
  stackPointer: border.stackPointer(),
});

function report(what) {
  writeSync(1, `${JSON.stringify(what)}\n`);
}

const [mode, argument] = process.argv.slice(2);
if (mode === 'rounds') {
  await rounds(Number(argument));
} else if (mode === 'slots') {
  await slots();
} else {
  const name = argument === 'tincan' ? 'tincan/stream' : argument;
  await trace(require(name));
}
