// Remembers, by content, what a build step was made from, so that nothing unchanged is built again.
// Content rather than time: a checkout that touches every file rebuilds nothing.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './shell.mjs';

const stampDirectory = path.join(root, 'build', '.stamps');

function* filesUnder(entry) {
  const stat = fs.statSync(entry, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) {
    yield entry;
    return;
  }
  const names = fs.readdirSync(entry).sort();
  for (const name of names) yield* filesUnder(path.join(entry, name));
}

/**
 * One hash over the paths and contents of all files under `entries` (relative to the root); what is missing counts as absent,
 * what lies under `except` is left out.
 */
export function contentHash(entries, { except = [] } = {}) {
  const hash = createHash('sha256');
  const excluded = except.map((entry) => path.join(root, entry) + path.sep);
  for (const entry of entries) {
    for (const file of filesUnder(path.join(root, entry))) {
      if (excluded.some((directory) => file.startsWith(directory))) continue;
      const content = fs.readFileSync(file);
      hash.update(`\0${path.relative(root, file)}\0${content.length}\0`);
      hash.update(content);
    }
  }
  return hash.digest('hex');
}

/** The hash recorded under `name`, or undefined. */
export function recordedStamp(name) {
  const file = path.join(stampDirectory, name);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

export function recordStamp(name, hash) {
  fs.mkdirSync(stampDirectory, { recursive: true });
  fs.writeFileSync(path.join(stampDirectory, name), hash);
}

export function forgetStamp(name) {
  fs.rmSync(path.join(stampDirectory, name), { force: true });
}
