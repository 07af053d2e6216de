// What `npm run bench -- <name>` and `npm run fuzz -- <name>` have in common: one file a name, run on the user's Node.
import fs from 'node:fs';
import path from 'node:path';
import { ambientNode, Failure, root, run } from './shell.mjs';

/**
 * Runs `<directory>/<name>.mjs` with the remaining arguments and resolves with its exit code.
 * Throws a Failure that lists the names there are when there is no such file.
 */
export async function runNamed(directory, name, args) {
  const folder = path.join(root, directory);
  const names = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((file) => file.endsWith('.mjs'))
        .map((file) => file.slice(0, -4))
    : [];
  if (!names.includes(name)) {
    throw new Failure(
      `Nothing named ${name ?? '(no name given)'} in ${directory}; there is: ${names.join(', ')}`,
    );
  }
  const file = path.join(folder, `${name}.mjs`);
  // Heap measurements call gc().
  return run(ambientNode, ['--expose-gc', file, ...args], { stdio: 'inherit' });
}
