// The traces the native suite expects (tests/core) are the oracle's: every `run("program") == "trace"` is taken from
// the sources and run again, on the oracle and on Tincan. With --write the sources get the oracle's traces.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { oraclePath } from '../helpers/oracle.mjs';

const folder = new URL('../core/', import.meta.url);
const runner = fileURLToPath(
  new URL('../helpers/trace_dsl.cjs', import.meta.url),
);

const literal = '"(?:[^"\\\\]|\\\\.)*"';
/** `run("…" "…") == "…" "…"`, as clang-format may have broken the strings. */
const expectation = new RegExp(
  `run\\(\\s*((?:${literal}\\s*)+)\\)\\s*==\\s*(${literal}(?:\\s*${literal})*)`,
  'g',
);
const joined = (literals) =>
  literals
    .match(new RegExp(literal, 'g'))
    .map((each) => JSON.parse(each))
    .join('');

const sources = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith('_test.cpp'))
  .map((name) => ({
    name,
    text: fs.readFileSync(new URL(name, folder), 'utf8'),
  }));
const cases = sources.flatMap(({ name, text }) =>
  [...text.matchAll(expectation)].map(([, program, trace]) => ({
    name,
    program: joined(program),
    trace: joined(trace),
  })),
);

/** What `moduleName` makes of every program, inside the oracle's binary. */
function traces(moduleName) {
  const { status, stdout, stderr } = spawnSync(
    oraclePath(),
    ['--no-warnings', runner],
    {
      input: JSON.stringify(cases.map(({ program }) => program)),
      env: { ...process.env, TINCAN_STREAM: moduleName, NODE_OPTIONS: '' },
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const expected = traces('node:stream');

if (process.argv.includes('--write')) {
  let at = 0;
  for (const { name, text } of sources) {
    const rewritten = text.replace(expectation, (whole, program, trace) => {
      const now = expected[at++];
      if (joined(trace) === now) return whole;
      return whole.slice(0, whole.length - trace.length) + JSON.stringify(now);
    });
    if (rewritten !== text) fs.writeFileSync(new URL(name, folder), rewritten);
  }
} else {
  test('the native suite takes its traces from the oracle', () => {
    assert.ok(cases.length >= 200, `${cases.length} programs`);
    cases.forEach(({ name, program, trace }, i) =>
      assert.equal(trace, expected[i], `${name}: ${program}`),
    );
  });

  test("Tincan's JavaScript face gives the same traces", () => {
    const actual = traces('tincan/stream');
    cases.forEach(({ name, program }, i) =>
      assert.equal(actual[i], expected[i], `${name}: ${program}`),
    );
  });
}
