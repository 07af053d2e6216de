// Compares everything require('net') gives, and every own and prototype property of its classes, with the oracle's. A difference that
// is meant stands in `known` with its reason; others fail, and so does a known one that is none.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { oraclePath } from '../helpers/oracle.mjs';

const dump = fileURLToPath(new URL('./surface_net_dump.cjs', import.meta.url));
const surfaceOf = (name) =>
  JSON.parse(
    execFileSync(oraclePath(), ['--no-warnings', dump, name], {
      encoding: 'utf8',
    }),
  );

/** Reasons, by what they explain: `object property`, where either may end in `*`. */
const known = {
  "require('net') _createServerHandle":
    'handles of the operating system, for cluster',
  "require('net') configureRelay": 'our own: where the room is',
  '* Symbol(messaging_*':
    'V8’s structured clone is open to Node’s classes only',
  '* Symbol(k*': 'Node’s own state, under symbols nobody else has',
  '* Symbol(tincan.*': 'our own state',
  '* Symbol(async_id_symbol)': 'async_hooks knows Node’s own resources only',
  '* Symbol(lastWriteQueueSize)': 'Node’s own state',
  '* Symbol(timeout)': 'Node’s own state',
  '* _handle': 'an own property here, an accessor there',
  'Server.prototype _setupWorker': 'cluster is the operating system’s',
};

const matches = (pattern, text) =>
  pattern === text ||
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.()'[\]]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

function differences() {
  const oracle = surfaceOf('node:net');
  const tincan = surfaceOf('tincan/net');
  const found = [];
  for (const object of new Set([
    ...Object.keys(oracle),
    ...Object.keys(tincan),
  ])) {
    const expected = oracle[object] ?? {};
    const actual = tincan[object] ?? {};
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    for (const name of names) {
      if (expected[name] === actual[name]) continue;
      found.push([
        `${object} ${name}`,
        `${expected[name] ?? 'nothing'} there, ${actual[name] ?? 'nothing'} here`,
      ]);
    }
  }
  return found;
}

test('the surface of net is the oracle’s but for what is known', () => {
  const unknown = differences().filter(
    ([where]) => !Object.keys(known).some((pattern) => matches(pattern, where)),
  );
  assert.deepEqual(unknown, []);
});

test('every known difference is one', () => {
  const found = differences().map(([where]) => where);
  const idle = Object.keys(known).filter(
    (pattern) => !found.some((where) => matches(pattern, where)),
  );
  assert.deepEqual(idle, []);
});
