// `npm run typecheck`: tsc without output over the page, the Node side of web/, and the façade's JSDoc.
import { build } from './build.mjs';
import { partsToBuild, setup } from './setup.mjs';
import { ambientNode, main, run } from './shell.mjs';
import { packageBin } from './sources.mjs';

const projects = [
  'wasm/tsconfig.json',
  'web/tsconfig.json',
  'web/tsconfig.node.json',
  'web/tsconfig.browser_relay.json',
];

/** Checks every project; resolves with 0, or the exit code of the first that fails after all were checked. */
export async function typecheck() {
  let result = 0;
  for (const project of projects) {
    const tsc = packageBin('typescript', 'bin/tsc');
    const code = await run(ambientNode, [
      tsc,
      '--noEmit',
      '--pretty',
      'false',
      '-p',
      project,
    ]);
    result ||= code;
  }
  return result;
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    await setup(partsToBuild);
    // The façade imports the engine's loader.
    await build(['wasm']);
    return typecheck();
  });
}
