// `npm run lint`: eslint over all JavaScript and TypeScript, clang-tidy over all C++. Warnings are errors in both.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { configureNative, emscriptenFlags } from './cmake.mjs';
import { setup } from './setup.mjs';
import { ambientNode, capture, main, root, run } from './shell.mjs';
import { cppFiles, packageBin } from './sources.mjs';
import { contentHash, recordedStamp, recordStamp } from './stamps.mjs';

/** Runs eslint; resolves with its exit code. */
export function eslint() {
  return run(ambientNode, [
    packageBin('eslint', 'bin/eslint.js'),
    '--config',
    '.config/eslint.config.mjs',
    '--max-warnings',
    '0',
    '.',
  ]);
}

/** Arguments after the file name: how it is compiled. */
async function tidyArguments(file, database) {
  if (!file.startsWith('wasm/')) return ['-p', database];
  return [
    '--',
    ...(await emscriptenFlags()),
    '-std=c++20',
    '-Icore/include',
  ].concat(file.endsWith('/bindings.cpp') ? [] : ['-fno-rtti']);
}

/** Runs clang-tidy on every translation unit that changed, or whose headers did, since it last passed; resolves with 0 or 1. */
export async function clangTidy() {
  const all = (await cppFiles()).filter((file) =>
    existsSync(path.join(root, file)),
  );
  const units = all.filter((file) => /^(core|wasm)\/.*\.cpp$/.test(file));
  const common = all.filter((file) => file.endsWith('.h'));
  const database = await configureNative('clang++', { sanitize: true });
  let failed = false;
  const queue = [...units];
  const worker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const stamp = `tidy_${file.replaceAll('/', '_')}`;
      const hash = contentHash([
        file,
        ...common,
        '.clang-tidy',
        'CMakeLists.txt',
      ]);
      if (recordedStamp(stamp) === hash) continue;
      const args = ['--quiet', file, ...(await tidyArguments(file, database))];
      const { code, stdout, stderr } = await capture('clang-tidy', args);
      if (code === 0) {
        recordStamp(stamp, hash);
      } else {
        failed = true;
        // The count of suppressed warnings from system headers says nothing.
        const said = `${stdout}${stderr}`.replace(
          /^\d+ warnings?.* generated\.\n/gm,
          '',
        );
        console.log(said.trimEnd());
      }
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  return failed ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    await setup(['emscripten', 'cmake', 'ninja', 'clang', 'clang-tidy']);
    const scripts = await eslint();
    const cpp = await clangTidy();
    return scripts || cpp;
  });
}
