// Traces of the conformance scenarios, each run of all of them in a child process. Compares nothing but two traces, for people.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(
  new URL('../conformance/run_scenarios.cjs', import.meta.url),
);

/** Milliseconds after which a run that gives no further trace is ended. */
const kHangAfter = 120_000;

/**
 * Traces of all scenarios, by "file: name".
 * @param {string} binary Node that runs them
 * @param {string} moduleName stream module under test
 * @returns {Promise<Map<string, { lines: string[], host?: string }>>}
 */
export async function traces(binary, moduleName) {
  const child = spawn(binary, ['--no-warnings', '--expose-gc', runner], {
    env: { ...process.env, TINCAN_STREAM: moduleName, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const clock = setTimeout(() => child.kill('SIGKILL'), kHangAfter);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    clock.refresh();
  });
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const [code, signal] = await new Promise((resolve) =>
    child.on('close', (...how) => resolve(how)),
  );
  clearTimeout(clock);
  const all = new Map();
  for (const line of output.split('\n').filter(Boolean)) {
    const { file, name, host, lines } = JSON.parse(line);
    const key = `${file}: ${name}`;
    assert.ok(!all.has(key), `two scenarios are called ${key}`);
    all.set(key, { host, lines });
  }
  all.failure =
    code === 0 ? '' : `${signal ?? `code ${code}`} ${errors.slice(0, 2000)}`;
  return all;
}

/** Two traces as one text, with - and + where they part. */
export function difference(expected, actual) {
  const at = expected.findIndex((line, i) => line !== actual[i]);
  const from = at === -1 ? expected.length : at;
  return [
    ...expected.slice(0, from).map((line) => `    ${line}`),
    ...expected.slice(from).map((line) => `  - ${line}`),
    ...actual.slice(from).map((line) => `  + ${line}`),
  ].join('\n');
}
