// `npm run fuzz -- [--minutes N] [--seed S]`: random programs on the oracle and on Tincan (tests/differential/fuzz.mjs).
import { build } from './build.mjs';
import { runNamed } from './run_script.mjs';
import { partsToBuild, setup } from './setup.mjs';
import { main } from './shell.mjs';

await main(async (args) => {
  await setup(partsToBuild);
  await build(['package']);
  return runNamed('tests/differential', 'fuzz', args);
});
