// libFuzzer over the C++ of core/: builds tests/core/fuzz/<name>_fuzz.cpp with clang and runs it. An input a line in base64 is kept in
// <name>_corpus.txt; what libFuzzer finds lies under build/fuzz/<name>.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { buildNative } from './cmake.mjs';
import { capture, Failure, root, run } from './shell.mjs';

/** What is fuzzed: tests/core/fuzz/<name>_fuzz.cpp. */
export const fuzzTargets = ['mux', 'headers', 'network'];

const kept = (name) =>
  path.join(root, 'tests', 'core', 'fuzz', `${name}_corpus.txt`);

async function prepare(name) {
  const program = await buildNative(
    'clang++',
    { sanitize: true },
    `tincan_${name}_fuzz`,
  );
  const directory = path.join(root, 'build', 'fuzz', name);
  const corpus = path.join(directory, 'corpus');
  fs.mkdirSync(corpus, { recursive: true });
  const lines = fs.readFileSync(kept(name), 'utf8').trim().split('\n');
  for (const line of lines) {
    const file = createHash('sha1').update(line).digest('hex');
    fs.writeFileSync(path.join(corpus, file), Buffer.from(line, 'base64'));
  }
  return { program, directory, corpus, kept: lines.length };
}

/** Runs every kept input, then 5,000 more of a fixed seed. Throws a Failure with libFuzzer's report when one is broken. */
export async function fuzzShortly(name) {
  const { program, directory, corpus, kept: inputs } = await prepare(name);
  const options = ['-runs=5000', '-seed=1', '-max_len=200'];
  const fresh = fs.mkdtempSync(path.join(directory, 'fresh-'));
  const { code, stderr } = await capture(
    program,
    [...options, `-artifact_prefix=${directory}/`, fresh, corpus],
    { env: { UBSAN_OPTIONS: 'print_stacktrace=1' } },
  );
  fs.rmSync(fresh, { recursive: true });
  if (code !== 0) throw new Failure(`${name} broke\n${stderr.slice(-6000)}`);
  return { passed: inputs + 1, failed: 0, skipped: 0 };
}

/** `npm run fuzz -- <name> [--minutes N]`: goes on from what is kept. What was found new and reaches more code is then kept, too. */
export async function fuzzOn(name, args) {
  const at = args.indexOf('--minutes');
  const minutes = at < 0 ? 5 : Number(args[at + 1]);
  if (!(minutes > 0)) throw new Failure('--minutes wants a number above 0');
  const { program, directory, corpus } = await prepare(name);
  const code = await run(program, [
    `-max_total_time=${Math.ceil(minutes * 60)}`,
    '-max_len=400',
    '-print_final_stats=1',
    `-artifact_prefix=${directory}/`,
    corpus,
  ]);
  if (code !== 0) return code;
  const merged = path.join(directory, 'merged');
  fs.rmSync(merged, { recursive: true, force: true });
  fs.mkdirSync(merged);
  await capture(program, ['-merge=1', '-max_len=120', merged, corpus]);
  const lines = fs
    .readdirSync(merged)
    .map((file) => fs.readFileSync(path.join(merged, file)))
    .filter((bytes) => bytes.length > 0)
    .sort((a, b) => a.length - b.length || Buffer.compare(a, b))
    .map((bytes) => bytes.toString('base64'));
  fs.writeFileSync(kept(name), `${lines.join('\n')}\n`);
  return 0;
}
