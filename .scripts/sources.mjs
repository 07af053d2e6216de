// Lists the project's own source files by kind; asks git, so that build products and ignored files never appear.
import path from 'node:path';
import { root, runQuietly } from './shell.mjs';

/** Tracked and new files (relative to the root) under `directories` whose name ends with one of `endings`. */
export async function sourceFiles(directories, endings) {
  const listed = await runQuietly('listing the sources', 'git', [
    '-C',
    root,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '--',
    ...directories,
  ]);
  return listed
    .split('\0')
    .filter((file) => endings.includes(path.extname(file)))
    .sort();
}

/** All C++ of the project. */
export function cppFiles() {
  return sourceFiles(['core', 'wasm', 'tests'], ['.h', '.cpp']);
}

/** Path of a command an npm package brings, to be run with Node. */
export function packageBin(name, bin) {
  return path.join(root, 'node_modules', name, bin);
}
