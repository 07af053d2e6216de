// Finds what a command needs and installs what is missing: npm packages by `npm ci`, the rest by apt (root or sudo).
// A part that cannot be had is named in one line with the way to get it. Needs Node 20 alone: no imports beyond node: and shell.mjs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
  ambientNode,
  capture,
  childEnv,
  Failure,
  main,
  root,
  which,
} from './shell.mjs';

/** Programs and libraries by name: how to see that they are there, and the Debian packages that bring them. */
const systemParts = {
  emscripten: {
    title: 'Emscripten (em++)',
    present: () => which('em++'),
    apt: ['emscripten'],
    elsewhere: 'https://emscripten.org/docs/getting_started/downloads.html',
  },
  cmake: { title: 'CMake', present: () => which('cmake'), apt: ['cmake'] },
  ninja: {
    title: 'Ninja',
    present: () => which('ninja'),
    apt: ['ninja-build'],
  },
  gcc: { title: 'g++', present: () => which('g++'), apt: ['g++'] },
  clang: {
    title: 'clang++ with its sanitizer runtime',
    present: () => which('clang++') && linksSanitized(),
    apt: ['clang', 'libclang-rt-14-dev'],
  },
  doctest: {
    title: 'doctest',
    present: () => fs.existsSync('/usr/include/doctest/doctest.h'),
    apt: ['doctest-dev'],
  },
  'clang-format': {
    title: 'clang-format',
    present: () => which('clang-format'),
    apt: ['clang-format'],
  },
  'clang-tidy': {
    title: 'clang-tidy',
    present: () => which('clang-tidy'),
    apt: ['clang-tidy'],
  },
  chromium: {
    title: 'Chromium',
    present: () => which('chromium'),
    apt: ['chromium'],
  },
  'tcp-clients': {
    title: 'nc of OpenBSD, and curl',
    present: () => which('nc.openbsd') && which('curl'),
    apt: ['netcat-openbsd', 'curl'],
  },
  'go-yamux': {
    title: 'Go with hashicorp/yamux',
    present: () =>
      which('go') &&
      fs.existsSync('/usr/share/gocode/src/github.com/hashicorp/yamux'),
    apt: ['golang-go', 'golang-github-hashicorp-yamux-dev'],
    // A peer of one suite, which says that it was skipped.
    optional: true,
  },
};

/** What `npm start` and `npm run build` need. */
export const partsToBuild = ['emscripten', 'cmake', 'ninja'];
/** What `npm test` needs: everything. */
export const allParts = Object.keys(systemParts);

function linksSanitized() {
  const linked = spawnSync(
    'clang++',
    ['-fsanitize=address,undefined', '-x', 'c++', '-', '-o', '/dev/null'],
    { input: 'int main() {}', env: childEnv() },
  );
  return linked.status === 0;
}

function readJson(file) {
  return fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : undefined;
}

/** Whether node_modules holds exactly the versions of the lock file; packages for other systems may be absent. */
function packagesAreCurrent() {
  const wanted = readJson(path.join(root, 'package-lock.json')).packages;
  const installed = readJson(
    path.join(root, 'node_modules', '.package-lock.json'),
  )?.packages;
  if (!installed) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const found = installed[name];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

async function installPackages() {
  console.log('Installing npm packages');
  // npm's own entry point when started by npm, so that it runs on the user's Node.
  const [program, ...first] = process.env.npm_execpath
    ? [ambientNode, process.env.npm_execpath]
    : ['npm'];
  const args = [...first, 'ci', '--include=dev', '--include=optional'];
  const { code, stderr } = await capture(program, args);
  if (code !== 0) {
    throw new Failure(
      `Missing: the npm packages; npm ci could not install them (${firstError(stderr, /^npm (?:error|ERR!) (?!code|errno)(.*)/m)}). Get them with npm ci, which needs a reachable npm registry.`,
    );
  }
}

/** What a package client gave as its reason, in one line. */
function firstError(output, pattern) {
  return output.match(pattern)?.[1].trim() ?? 'it gave no reason';
}

/** How to become root here: nothing as root, sudo where it is, undefined otherwise. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!which('sudo')) return undefined;
  // Without a terminal nobody can type a password: fail at once rather than wait.
  return process.stdin.isTTY ? ['sudo'] : ['sudo', '-n'];
}

async function installSystemParts(missing) {
  const titles = missing.map((part) => part.title).join(', ');
  const packages = missing.flatMap((part) => part.apt);
  const byHand = `apt-get install ${packages.join(' ')}`;
  const links = missing.flatMap((part) => part.elsewhere ?? []);
  const advice = [`on Debian 12: ${byHand}`, ...links].join('; or ');
  const prefix = rootPrefix();
  if (!which('apt-get') || !prefix) {
    throw new Failure(`Missing: ${titles}. Get it first (${advice}).`);
  }
  console.log(`Installing ${titles} (${byHand})`);
  // sudo clears the environment: the variable is set behind it.
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  const [program, ...rest] = [...prefix, ...quiet];
  // A terminal is handed on, for sudo to ask for a password.
  const apt = (...args) =>
    capture(program, [...rest, ...args], { stdin: 'inherit' });
  let result = await apt('update');
  if (result.code === 0) {
    result = await apt('install', '-y', '--no-install-recommends', ...packages);
  }
  const absent = missing.filter((part) => !part.present());
  if (absent.length > 0) {
    const names = absent.map((part) => part.title).join(', ');
    const reason = firstError(result.stderr, /^(?:E:|sudo:) (.*)/m);
    throw new Failure(
      `Missing: ${names}; apt-get could not install it (${reason}). Get it first (${advice}).`,
    );
  }
}

/** The oldest Node the bundler and the tests run on: package.json's `engines`. */
function requireNode() {
  const { engines } = readJson(path.join(root, 'package.json'));
  const wanted = engines.node.match(/\d+/g).map(Number);
  const version = spawnSync(ambientNode, ['--version'], { encoding: 'utf8' });
  const found = version.stdout.match(/\d+/g).map(Number);
  const older =
    found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1]);
  if (older) {
    throw new Failure(
      `Missing: Node ${engines.node}; this is ${version.stdout.trim()}. Get it from https://nodejs.org/en/download.`,
    );
  }
}

/** Makes sure the named system parts and the npm packages are there. Throws a Failure of one line where they cannot be had. */
export async function setup(parts) {
  requireNode();
  const absent = parts
    .map((name) => systemParts[name])
    .filter((part) => !part.present());
  const missing = absent.filter((part) => !part.optional);
  if (missing.length > 0) await installSystemParts(missing);
  for (const part of absent.filter(({ optional }) => optional)) {
    try {
      await installSystemParts([part]);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.log(`Going on without it. ${error.message}`);
    }
  }
  if (!packagesAreCurrent()) await installPackages();
}

if (process.argv[1] === import.meta.filename) {
  await main(() => setup(allParts));
}
