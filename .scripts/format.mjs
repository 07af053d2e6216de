// `npm run format` rewrites all sources in the house style; `--check` only says which differ and exits 1.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setup } from './setup.mjs';
import { ambientNode, main, root, run } from './shell.mjs';
import { cppFiles, packageBin } from './sources.mjs';

/** Formats, or checks the format of, everything; resolves with 0 or the exit code of the formatter that objects. */
export async function format({ check }) {
  const prettier = packageBin('prettier', 'bin/prettier.cjs');
  const mode = check
    ? ['--check', '--log-level', 'warn']
    : ['--write', '--log-level', 'warn'];
  const scripts = await run(ambientNode, [prettier, ...mode, '.']);
  // Deleted but not yet committed files are still listed by git.
  const files = (await cppFiles()).filter((file) =>
    existsSync(path.join(root, file)),
  );
  if (files.length === 0) return scripts;
  const clangMode = check ? ['--dry-run', '-Werror'] : ['-i'];
  const cpp = await run('clang-format', [...clangMode, ...files]);
  return scripts || cpp;
}

if (process.argv[1] === import.meta.filename) {
  await main(async (args) => {
    await setup(['clang-format']);
    return format({ check: args.includes('--check') });
  });
}
