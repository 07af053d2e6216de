// `npm run bench -- <name> [options]`: brings the build up to date and runs tests/bench/<name>.mjs.
import { build } from './build.mjs';
import { runNamed } from './run_script.mjs';
import { allParts, setup } from './setup.mjs';
import { main } from './shell.mjs';

await main(async ([name, ...args]) => {
  await setup(allParts);
  await build();
  return runNamed('tests/bench', name, args);
});
