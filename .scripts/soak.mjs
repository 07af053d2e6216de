// `npm run soak [-- relay] [options]`: the long cases, each a file of tests/soak; all of them without a name.
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { runNamed } from './run_script.mjs';
import { partsToBuild, setup } from './setup.mjs';
import { main, root } from './shell.mjs';

await main(async ([name, ...args]) => {
  await setup(partsToBuild);
  await build(['wasm', 'package', 'relay']);
  if (name) return runNamed('tests/soak', name, args);
  const names = fs
    .readdirSync(path.join(root, 'tests', 'soak'))
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => path.basename(file, '.mjs'));
  let worst = 0;
  for (const each of names)
    worst = Math.max(worst, await runNamed('tests/soak', each, []));
  return worst;
});
