// Compares everything `require('stream')` and its sisters export, and every own and prototype property of each class,
// with the oracle's. Run by itself it prints the coverage table of the README; surface.test.mjs asserts it.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { oraclePath, ORACLE_VERSION } from '../helpers/oracle.mjs';

const dump = fileURLToPath(new URL('./surface_dump.cjs', import.meta.url));

const kUnnameable = 'an unregistered symbol: nobody outside Node can name it';
const kKeptInEngine =
  'kept in the engine: an accessor here, an own property there';
const kReadOnly = 'kept in the engine, which has no way to be told another';
const kPrints = 'prints the fields that are no own properties here';
const kNotShown = 'kept in the engine, which does not show it';
const kOnceAssigned =
  'an accessor here; Node adds it when it is first assigned';

const all = (reason, properties) =>
  Object.fromEntries(properties.map((property) => [property, reason]));

/**
 * Differences that are meant, by object and property: why.
 * @type {Record<string, Record<string, string>>}
 */
export const known = {
  "require('stream/web')": {
    ReadableStreamTee:
      "a class of Node's own WHATWG streams that no host shows globally",
  },
  'ReadableState.prototype': {
    ...all(kUnnameable, ['Symbol(kOnConstructed)']),
    ...all(kKeptInEngine, [
      'highWaterMark',
      'buffer',
      'bufferIndex',
      'length',
      'pipes',
      'awaitDrainWriters',
    ]),
    ...all(kPrints, ['Symbol(nodejs.util.inspect.custom)']),
    ...all(kReadOnly, ['errored', 'paused']),
    readable: kOnceAssigned,
  },
  'WritableState.prototype': {
    ...all(kUnnameable, ['Symbol(kOnConstructed)']),
    ...all(kKeptInEngine, [
      'highWaterMark',
      'length',
      'corked',
      'onwrite',
      'writelen',
      'bufferedIndex',
      'pendingcb',
    ]),
    ...all(kPrints, ['Symbol(nodejs.util.inspect.custom)']),
    ...all(kReadOnly, ['allBuffers', 'allNoop', 'errored', 'buffered']),
    ...all(kNotShown, ['writecb', 'afterWriteTickInfo']),
  },
  'new ReadableState()': { readable: kOnceAssigned },
  'new WritableState()': all(kNotShown, ['writecb', 'afterWriteTickInfo']),
};

/**
 * @typedef {object} Difference
 * @property {string} object whose property it is
 * @property {string} property
 * @property {'missing' | 'extra' | 'different' | 'order'} what
 * @property {unknown} [expected] on the oracle
 * @property {unknown} [actual]
 * @property {string} [reason] why it is meant
 */

function surfaceOf(moduleName) {
  return JSON.parse(
    execFileSync(oraclePath(), ['--no-warnings', dump, moduleName], {
      encoding: 'utf8',
    }),
  );
}

/** @returns {Difference[]} */
function compareObject(object, expected, actual) {
  /** @type {Difference[]} */
  const found = [];
  for (const [property, about] of Object.entries(expected)) {
    if (!(property in actual)) {
      found.push({ object, property, what: 'missing', expected: about });
    } else if (JSON.stringify(about) !== JSON.stringify(actual[property])) {
      found.push({
        object,
        property,
        what: 'different',
        expected: about,
        actual: actual[property],
      });
    }
  }
  for (const property of Object.keys(actual)) {
    if (property in expected) continue;
    found.push({ object, property, what: 'extra', actual: actual[property] });
  }
  const order = Object.keys(expected).filter((key) => key in actual);
  const actualOrder = Object.keys(actual).filter((key) => key in expected);
  if (order.join() !== actualOrder.join() && found.length === 0) {
    const at = order.findIndex((key, i) => key !== actualOrder[i]);
    found.push({
      object,
      property: order[at],
      what: 'order',
      expected: order,
      actual: actualOrder,
    });
  }
  return found.map((difference) => {
    const reason = known[object]?.[difference.property];
    return reason === undefined ? difference : { ...difference, reason };
  });
}

/** Compares both sides; one row an object, and all differences. */
export function compareSurface() {
  const oracle = surfaceOf('node:stream');
  const tincan = surfaceOf('tincan/stream');
  const rows = [];
  /** @type {Difference[]} */
  const differences = [];
  for (const [object, expected] of Object.entries(oracle)) {
    const found = compareObject(object, expected, tincan[object]);
    differences.push(...found);
    const total = Object.keys(expected).length;
    const missing = found.filter(({ what }) => what === 'missing').length;
    const other = found.filter(
      ({ what, reason }) => what !== 'missing' && reason === undefined,
    ).length;
    rows.push({ object, total, present: total - missing, other });
  }
  return { rows, differences };
}

/** The coverage table, as Markdown. */
export function coverageTable({ rows }) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const withSum = [
    ...rows,
    {
      object: 'all',
      total: sum('total'),
      present: sum('present'),
      other: sum('other'),
    },
  ];
  return [
    `| object | properties on Node ${ORACLE_VERSION} | present here | other differences |`,
    '| --- | --- | --- | --- |',
    ...withSum.map(
      ({ object, total, present, other }) =>
        `| \`${object}\` | ${total} | ${present} | ${other} |`,
    ),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = compareSurface();
  console.log(coverageTable(result));
  console.log();
  for (const {
    object,
    property,
    what,
    reason,
    ...both
  } of result.differences) {
    const detail = reason ?? JSON.stringify(both);
    console.log(`${object} ${property}: ${what} (${detail})`);
  }
}
