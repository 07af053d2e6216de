'use strict';
// What every scenario file starts from: the stream module under test and scenario(), which registers a named program
// and what it logs. A file run by itself prints its traces; run_scenarios.cjs runs all files in one process.
// No scenario may depend on the clock, on another scenario, or on text that differs between host Nodes (stacks).

const path = require('node:path');
const { render } = require('./render.cjs');

const stream = require(process.env.TINCAN_STREAM || 'stream');

/** Immediates without a new line after which a scenario is over. */
const kQuietTurns = 6;
/** Milliseconds after which a scenario whose promise does not settle is given up, which its trace says. */
const kGiveUpAfter = 3_000;

/** @type {{ file: string, name: string, body: Function, host: string | undefined }[]} */
const scenarios = [];

/**
 * Registers a scenario.
 * @param {string} name a sentence
 * @param {(log: (...values: unknown[]) => void) => unknown} body may return a promise, which is awaited
 * @param {{ host?: string }} [options] host: why the trace depends on the host's version (then compared on 24 only)
 */
function scenario(name, body, { host } = {}) {
  scenarios.push({ file: current, name, body, host });
}

/** Name of the file being loaded by load(); undefined when a scenario file is run by itself. */
let current;

/** Registers the scenarios of a file. */
function load(file) {
  current = path.basename(file, '.cjs');
  require(file);
}

/** Logs each of `events` of `s` with its arguments, under `label`. */
function watch(log, s, events, label = '') {
  for (const event of events)
    s.on(event, (...args) => log(`${label}${event}`, ...args));
  return s;
}

/** All events that do not change how a stream flows. */
const kQuietEvents = [
  'end',
  'drain',
  'finish',
  'prefinish',
  'pipe',
  'unpipe',
  'pause',
  'resume',
  'error',
  'close',
];

/** The public state of a stream in one object, without what does not apply to it. */
function state(s) {
  const names = [
    'readable',
    'readableFlowing',
    'readableLength',
    'readableEnded',
    'writable',
    'writableLength',
    'writableNeedDrain',
    'writableCorked',
    'writableEnded',
    'writableFinished',
    'destroyed',
    'closed',
    'errored',
  ];
  return Object.fromEntries(
    names.map((n) => [n, s[n]]).filter(([, v]) => v !== undefined),
  );
}

/** A Writable that logs what it is given and calls back at once; `options` may replace anything. */
function sink(log, options = {}) {
  return new stream.Writable({
    write(chunk, encoding, callback) {
      log('_write', chunk, encoding);
      callback();
    },
    ...options,
  });
}

/** A Readable whose `_read` only logs; the scenario pushes by itself. */
function source(log, options = {}) {
  return new stream.Readable({
    read(size) {
      log('_read', size);
    },
    ...options,
  });
}

/** Resolves in a macrotask of its own. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

let record = (line) => {
  throw new Error(`nothing runs, but: ${line}`);
};

process.on('uncaughtException', (error) => record(`uncaught ${render(error)}`));
process.on('unhandledRejection', (error) =>
  record(`unhandled rejection ${render(error)}`),
);

/** Runs one scenario and gives its trace. */
async function run({ body }) {
  const lines = [];
  record = (line) => lines.push(line);
  const log = (label, ...values) =>
    lines.push(
      [String(label), ...values.map((value) => render(value))].join(' '),
    );
  let settled = false;
  const done = (async () => body(log))().then(
    () => (settled = true),
    (error) => {
      lines.push(`rejected ${render(error)}`);
      settled = true;
    },
  );
  const clock = new Promise((resolve) =>
    setTimeout(resolve, kGiveUpAfter, 'late').unref(),
  );
  if ((await Promise.race([done, clock])) === 'late' && !settled)
    lines.push('(does not settle)');
  for (let quiet = 0, seen = lines.length; quiet < kQuietTurns;) {
    await turn();
    quiet = lines.length === seen ? quiet + 1 : 0;
    seen = lines.length;
  }
  record = () => {};
  return lines;
}

/** Runs all registered scenarios, one after another. */
async function runAll(each) {
  for (const entry of scenarios) each(entry, await run(entry));
}

module.exports = {
  stream,
  scenario,
  load,
  runAll,
  watch,
  state,
  sink,
  source,
  turn,
  kQuietEvents,
};

setImmediate(() => {
  if (current !== undefined) return;
  runAll(({ name }, lines) =>
    console.log([`# ${name}`, ...lines, ''].join('\n')),
  );
});
