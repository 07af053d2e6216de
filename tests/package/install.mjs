// Packs build/package and installs the tarball into an empty temporary project, without a network. Nothing is asserted here.
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const root = path.resolve(import.meta.dirname, '../..');
const execute = promisify(execFile);

/** npm without the settings and places it hands to what it runs, which would be this repository's. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
);

function npm(args, cwd) {
  const windows = process.platform === 'win32';
  return execute(windows ? 'npm.cmd' : 'npm', args, {
    cwd,
    env: environment,
    shell: windows,
  });
}

/** Packs a folder; resolves with the tarball's path. */
async function pack(folder, into) {
  const { stdout } = await npm(
    ['pack', folder, '--json', '--pack-destination', into],
    into,
  );
  // A list, or an object by name: npm's versions differ.
  const [{ filename }] = Object.values(JSON.parse(stdout));
  return path.join(into, filename);
}

/**
 * An empty project with the package in it.
 * @param {string[]} [packages] of this repository's node_modules, to be installed beside it
 */
export async function installPackage(packages = []) {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'tincan-package-'));
  const tarballs = path.join(directory, 'tarballs');
  await mkdir(tarballs);
  const folders = [
    path.join(root, 'build/package'),
    ...packages.map((name) => path.join(root, 'node_modules', name)),
  ];
  const packed = [];
  for (const folder of folders) packed.push(await pack(folder, tarballs));
  const project = path.join(directory, 'project');
  await mkdir(project);
  await writeFile(
    path.join(project, 'package.json'),
    '{ "name": "empty", "private": true }\n',
  );
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await npm(['install', ...quiet, ...packed], project);
  return {
    project,
    /** Writes a file of the project. */
    write: (name, text) => writeFile(path.join(project, name), text),
    copy: (from, name) => copyFile(from, path.join(project, name)),
    remove: () => rm(directory, { recursive: true }),
  };
}
