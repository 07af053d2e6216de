// What a program prints under the real Node, as the playground's console would show it: both outputs in order,
// without the frames of Node's own, and with the program's name alone. It judges nothing.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { oraclePath } from './oracle.mjs';

/** @returns {Promise<{text: string, status: number}>} */
export async function underNode(code) {
  const folder = await mkdtemp(path.join(tmpdir(), 'tincan-'));
  const file = path.join(folder, 'program.js');
  const output = path.join(folder, 'output');
  await writeFile(file, code);
  const { status } = spawnSync('/bin/sh', [
    '-c',
    'exec "$0" "$1" >"$2" 2>&1',
    oraclePath(),
    file,
    output,
  ]);
  const text = await readFile(output, 'utf8');
  await rm(folder, { recursive: true });
  return { text: text.replaceAll(file, 'program.js'), status };
}

/** The text without stack frames, which are each runtime's own. */
export function withoutFrames(text) {
  return text.replace(/^ {4}at .*\n/gm, '').replace(/^ {4}at .*( \{)$/gm, '$1');
}
