// Drives CMake for the native and the Wasm build directories. Which sources and flags: CMakeLists.txt.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { capture, Failure, root, runQuietly, which } from './shell.mjs';

export const wasmDirectory = path.join(root, 'build', 'wasm');

/** Emscripten's own root, where its CMake toolchain file is. */
async function emscriptenRoot() {
  if (which('em-config')) {
    const asked = await capture('em-config', ['EMSCRIPTEN_ROOT']);
    if (asked.code === 0) return asked.stdout.trim();
  }
  return path.dirname(fs.realpathSync(which('em++')));
}

/** em++ 3.1.6 as Debian ships it looks for acorn where only Debian's own Node would find it. */
function emscriptenEnv() {
  const modules = '/usr/share/nodejs';
  if (!fs.existsSync(path.join(modules, 'acorn'))) return {};
  const paths = [process.env.NODE_PATH, modules].filter(Boolean);
  return { NODE_PATH: paths.join(path.delimiter) };
}

async function configure(what, directory, settings, env) {
  const args = ['-G', 'Ninja', '-S', root, '-B', directory, ...settings];
  await runQuietly(`configuring ${what}`, 'cmake', args, { env });
}

async function compile(what, directory, targets, env) {
  const jobs = String(os.availableParallelism());
  const args = ['--build', directory, '-j', jobs, '--target', ...targets];
  await runQuietly(`compiling ${what}`, 'cmake', args, { env });
}

/** Builds targets under Emscripten: `tincan_wasm`, `tincan_core_tests_wasm`, `tincan_yamux_echo`. */
export async function buildWasm(targets) {
  const toolchain = path.join(
    await emscriptenRoot(),
    'cmake/Modules/Platform/Emscripten.cmake',
  );
  if (!fs.existsSync(toolchain)) {
    throw new Failure(`Emscripten's CMake toolchain is not at ${toolchain}`);
  }
  const settings = [`-DCMAKE_TOOLCHAIN_FILE=${toolchain}`];
  const env = emscriptenEnv();
  await configure('Wasm', wasmDirectory, settings, env);
  await compile('Wasm', wasmDirectory, targets, env);
}

/** Configures the native build with `compiler` and returns its directory (compile_commands.json is in it). */
export async function configureNative(compiler, { sanitize }) {
  const directory = path.join(root, 'build', 'native', compiler);
  await configure(`core for ${compiler}`, directory, [
    `-DCMAKE_CXX_COMPILER=${compiler}`,
    `-DTINCAN_SANITIZE=${sanitize ? 'ON' : 'OFF'}`,
  ]);
  return directory;
}

/** Builds `target` (the doctest suite by default) natively with `compiler` and returns the path of its program. */
export async function buildNative(
  compiler,
  options,
  target = 'tincan_core_tests',
) {
  const directory = await configureNative(compiler, options);
  await compile(`core with ${compiler}`, directory, [target]);
  return path.join(directory, target);
}

/** The flags em++ adds for its target and headers: what another clang tool needs to read wasm/ sources. */
export async function emscriptenFlags() {
  const flags = await runQuietly('asking em++ for its flags', 'em++', [
    '--cflags',
  ]);
  return flags.trim().split(/\s+/);
}
