// The suites of `npm test`: each runs something and resolves with { passed, failed, skipped }. Their order is the order of running.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildNative, buildWasm, wasmDirectory } from './cmake.mjs';
import { format } from './format.mjs';
import { fuzzShortly, fuzzTargets } from './libfuzzer.mjs';
import { buildHashicorpYamux } from './go.mjs';
import { clangTidy, eslint } from './lint.mjs';
import { ambientNode, capture, Failure, root, run } from './shell.mjs';
import { typecheck } from './typecheck.mjs';

const testRoot = path.join(root, 'tests');

/** Directories of node:test suites that must exist and run something; others beside them are found. */
const expected = [
  'repository',
  'package',
  'conformance',
  'differential',
  'wasm',
  'relay',
  'yamuxspec',
  'gateway',
  'web',
];
/** Directories of tests/ that hold no node:test files. */
const otherwise = ['core', 'helpers', 'soak', 'bench', 'fixtures'];

/** One check that passes or fails as a whole. */
function asOneTest(check) {
  return async () =>
    (await check()) === 0
      ? { passed: 1, failed: 0, skipped: 0 }
      : { passed: 0, failed: 1, skipped: 0 };
}

/** Runs a doctest program and reads its XML: how many cases, and which assertions failed. */
async function runDoctest(program, args = []) {
  // To a file: what Node has not yet written to a pipe is lost when the program's end ends it.
  const report = path.join(
    fs.mkdtempSync(path.join(os.tmpdir(), 'tincan-test-')),
    'report.xml',
  );
  const file = fs.openSync(report, 'w');
  const { code, stderr } = await capture(program, [...args, '-r=xml'], {
    stdout: file,
    // A leak in the engine is a failure; print where it was allocated.
    env: {
      ASAN_OPTIONS: 'detect_leaks=1',
      UBSAN_OPTIONS: 'print_stacktrace=1',
    },
  });
  fs.closeSync(file);
  const stdout = fs.readFileSync(report, 'utf8');
  fs.rmSync(path.dirname(report), { recursive: true });
  const total = stdout.match(
    /<OverallResultsTestCases successes="(\d+)" failures="(\d+)" skipped="(\d+)"/,
  );
  const [passed, failed, skipped] = (total ?? []).slice(1).map(Number);
  if (code === 0 && total) return { passed, failed, skipped };
  // A sanitizer report or an abort ends the program without its totals, or after them with a bad exit code.
  const failures = stdout.match(
    /<TestCase[^>]*>(?:(?!<\/TestCase>)[\s\S])*success="false"[\s\S]*?<\/TestCase>/g,
  );
  console.log((failures ?? [stdout.slice(-4000)]).join('\n'));
  console.log(stderr.trimEnd());
  return {
    passed: passed ?? 0,
    failed: Math.max(1, failed ?? 0),
    skipped: skipped ?? 0,
  };
}

async function runNodeTests(files) {
  const totals = path.join(
    fs.mkdtempSync(path.join(os.tmpdir(), 'tincan-test-')),
    'totals.json',
  );
  const reporter = path.join(root, '.scripts', 'test_reporter.mjs');
  const code = await run(
    ambientNode,
    ['--expose-gc', '--test', `--test-reporter=${reporter}`, ...files],
    { env: { TINCAN_TEST_TOTALS: totals } },
  );
  if (!fs.existsSync(totals))
    throw new Failure(`node --test ended with ${code} before it reported`);
  const counted = JSON.parse(fs.readFileSync(totals, 'utf8'));
  fs.rmSync(path.dirname(totals), { recursive: true });
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

function testFiles(directory) {
  const folder = path.join(testRoot, directory);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => /\.(test|spec)\.[cm]?js$/.test(name))
    .map((name) => path.join(folder, name))
    .sort();
}

/** What a directory's tests need built beyond `npm run build`. */
const preparations = {
  async yamuxspec() {
    await buildNative('clang++', { sanitize: true }, 'tincan_yamux_echo');
    await buildWasm(['tincan_yamux_echo']);
    await buildHashicorpYamux();
  },
};

function nodeSuites() {
  const present = fs
    .readdirSync(testRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !otherwise.includes(entry.name))
    .map((entry) => entry.name);
  const names = [...new Set([...expected, ...present])];
  return names.map((name) => ({
    name,
    async run() {
      const files = testFiles(name);
      if (files.length === 0)
        throw new Failure(`tests/${name} holds no test file`);
      await preparations[name]?.();
      return runNodeTests(files);
    },
  }));
}

/** All suites, in order. */
export function suites() {
  return [
    {
      name: 'core-clang',
      title: 'core, clang++ with ASan and UBSan',
      run: async () =>
        runDoctest(await buildNative('clang++', { sanitize: true })),
    },
    {
      name: 'core-gcc',
      title: 'core, g++',
      run: async () =>
        runDoctest(await buildNative('g++', { sanitize: false })),
    },
    {
      name: 'core-wasm',
      title: 'core, Wasm in Node',
      async run() {
        await buildWasm(['tincan_core_tests_wasm']);
        return runDoctest(ambientNode, [
          path.join(wasmDirectory, 'core_tests.cjs'),
        ]);
      },
    },
    ...fuzzTargets.map((name) => ({
      name: `fuzz-${name}`,
      title: `${name}, libFuzzer, ASan, UBSan`,
      run: () => fuzzShortly(name),
    })),
    ...nodeSuites(),
    { name: 'format', run: asOneTest(() => format({ check: true })) },
    { name: 'eslint', run: asOneTest(eslint) },
    { name: 'clang-tidy', run: asOneTest(clangTidy) },
    { name: 'typecheck', run: asOneTest(typecheck) },
  ];
}
