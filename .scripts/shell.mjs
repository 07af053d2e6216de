// Where the project is and how its commands start other programs. No decisions about what to build or test here.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
);

/** A failure the user can act on: printed as its one line, without a stack. */
export class Failure extends Error {}

const binDirectory = path.join(root, 'node_modules', '.bin');

/**
 * The user's own Node. `npm run` puts node_modules/.bin first in PATH, and there `node` is the oracle (Node 24); what we start
 * must run on the Node the user has, before and after `npm ci` alike.
 */
export const ambientNode =
  process.env.npm_node_execpath &&
  !process.env.npm_node_execpath.startsWith(path.join(root, 'node_modules'))
    ? process.env.npm_node_execpath
    : process.execPath;

/** The environment for child processes: PATH without node_modules/.bin, see `ambientNode`. */
export function childEnv(extra = {}) {
  const PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((entry) => path.resolve(entry) !== binDirectory)
    .join(path.delimiter);
  return { ...process.env, PATH, ...extra };
}

/** Whether `program` can be found in PATH. */
export function which(program) {
  const found = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], {
    env: childEnv(),
    encoding: 'utf8',
  });
  return found.status === 0 ? found.stdout.trim() : undefined;
}

/**
 * Runs a program with its output passed through; resolves with its exit code (128 when a signal ended it).
 * Rejects with a Failure when it cannot be started.
 */
export function run(program, args, { env, cwd = root, stdio } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: childEnv(env),
      stdio: stdio ?? ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (error) =>
      reject(new Failure(`cannot start ${program}: ${error.message}`)),
    );
    child.on('close', (code) => resolve(code ?? 128));
  });
}

/** Runs a program and resolves with `{ code, stdout, stderr }`, both as text. */
export function capture(
  program,
  args,
  { env, cwd = root, stdin = 'ignore', stdout: target = 'pipe' } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: childEnv(env),
      stdio: [stdin, target, 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) =>
      reject(new Failure(`cannot start ${program}: ${error.message}`)),
    );
    child.on('close', (code) => resolve({ code: code ?? 128, stdout, stderr }));
  });
}

/** Runs a program quietly; when it fails, throws a Failure that begins with `what` and carries the program's output. */
export async function runQuietly(what, program, args, options) {
  const { code, stdout, stderr } = await capture(program, args, options);
  if (code !== 0) {
    throw new Failure(`${what} failed\n${(stdout + stderr).trimEnd()}`);
  }
  return stdout;
}

/** Runs a command's main function; a Failure becomes its line on stderr and exit code 1. */
export async function main(command) {
  try {
    process.exitCode = (await command(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
