// Compares everything `require('stream')` and its sisters export, and every own and prototype property of each class,
// with the oracle's. Run by itself it prints the coverage table of the README, with --write into it; surface.test.mjs
// asserts both.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { oraclePath, ORACLE_VERSION } from '../helpers/oracle.mjs';

const dump = fileURLToPath(new URL('./surface_dump.cjs', import.meta.url));

/**
 * @typedef {object} Difference
 * @property {string} object whose property it is
 * @property {string} property
 * @property {'missing' | 'extra' | 'different' | 'order'} what
 * @property {unknown} [expected] on the oracle
 * @property {unknown} [actual]
 */

function surfaceOf(moduleName, binary = oraclePath()) {
  return JSON.parse(
    execFileSync(binary, ['--no-warnings', dump, moduleName], {
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
  return found;
}

/**
 * Compares the oracle's surface with Tincan's, or with that of another Node's stream; one row an object, and all differences.
 * @param {string} [binary] that other Node
 */
export function compareSurface(binary) {
  const oracle = surfaceOf('node:stream');
  const tincan = binary
    ? surfaceOf('node:stream', binary)
    : surfaceOf('tincan/stream');
  const rows = [];
  /** @type {Difference[]} */
  const differences = [];
  for (const [object, expected] of Object.entries(oracle)) {
    const found = compareObject(object, expected, tincan[object] ?? {});
    differences.push(...found);
    const total = Object.keys(expected).length;
    const missing = found.filter(({ what }) => what === 'missing').length;
    const other = found.length - missing;
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

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
const tableInReadme =
  /(<!-- node tests\/conformance\/surface\.mjs --write -->\n\n)[^]*?(\n\n<!-- end -->)/;

/** The README's text with this table in the place of its own. */
export function readmeWith(table) {
  const text = readFileSync(readme, 'utf8');
  if (!tableInReadme.test(text)) throw new Error('README.md has no table');
  return {
    text,
    updated: text.replace(tableInReadme, (_, before, after) =>
      [before, alignTable(table), after].join(''),
    ),
  };
}

/** As prettier lays tables out. */
function alignTable(table) {
  const rows = table.split('\n').map((line) => line.slice(2, -2).split(' | '));
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map((row) => row[i].length)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, i) =>
        cell.padEnd(widths[i], cell === '---' ? '-' : ' '),
      );
      return `| ${cells.join(' | ')} |`;
    })
    .join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = compareSurface();
  const table = coverageTable(result);
  console.log(table);
  console.log();
  for (const { object, property, what, ...both } of result.differences) {
    console.log(`${object} ${property}: ${what} (${JSON.stringify(both)})`);
  }
  if (process.argv.includes('--write'))
    writeFileSync(readme, readmeWith(table).updated);
}
