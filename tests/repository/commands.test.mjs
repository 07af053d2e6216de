// The project's own commands: nothing unchanged is built again, and the counting reporter cannot be fooled by a file that tests
// nothing. What they build and run is tested elsewhere.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tincan-commands-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs Node on `args`, free of this test runner's own context. */
function node(args, env = {}) {
  const inherited = { ...process.env };
  delete inherited.NODE_TEST_CONTEXT;
  return spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
}

/** Runs one test file's text under the reporter of `npm test`; returns the counts and the exit code. */
function countsOf(text) {
  const file = path.join(folder, 'sample.test.mjs');
  const totals = path.join(folder, 'totals.json');
  writeFileSync(file, text);
  const reporter = path.join(root, '.scripts', 'test_reporter.mjs');
  const run = node(['--test', `--test-reporter=${reporter}`, file], {
    TINCAN_TEST_TOTALS: totals,
  });
  return { ...JSON.parse(readFileSync(totals, 'utf8')), output: run.stdout };
}

test('a second build with nothing changed builds nothing', () => {
  const build = path.join(root, '.scripts', 'build.mjs');
  const first = node([build, 'relay']);
  assert.equal(first.status, 0, first.stderr);
  const second = node([build, 'relay']);
  assert.equal(second.status, 0, second.stderr);
  assert.equal(second.stdout, '');
});

test('a build step that does not exist is named with those that do', () => {
  const { status, stderr } = node([
    path.join(root, '.scripts', 'build.mjs'),
    'nowhere',
  ]);
  assert.equal(status, 1);
  assert.match(stderr, /^There is no build step nowhere; steps: .*relay.*\n$/);
});

test('tests are counted, suites are not', () => {
  const { passed, failed, skipped } = countsOf(`
    import { describe, it, test } from 'node:test';
    test('one', () => {});
    describe('suite', () => {
      it('two', () => {});
      it('three', () => { throw new Error('broken'); });
      it.skip('four', () => {});
    });
  `);
  assert.deepEqual(
    { passed, failed, skipped },
    { passed: 2, failed: 1, skipped: 1 },
  );
});

test('a failure is told by its full name, with what the file wrote', () => {
  const { output } = countsOf(`
    import { describe, it } from 'node:test';
    describe('outer', () => {
      it('inner', () => {
        console.log('seen before');
        throw new Error('broken');
      });
    });
  `);
  assert.match(output, /FAILED outer > inner/);
  assert.match(output, /broken/);
  assert.match(output, /seen before/);
});

for (const [what, text] of [
  ['holds no test', 'export {};'],
  ['exits before its tests', 'process.exit(0);'],
  ['throws at load', "throw new Error('at load');"],
]) {
  test(`a file that ${what} is a failure`, () => {
    const { passed, failed } = countsOf(text);
    assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 });
  });
}
