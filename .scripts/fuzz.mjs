// `npm run fuzz -- [--minutes N] [--seed S]`: random programs on the oracle and on Tincan (tests/differential/fuzz.mjs).
// `npm run fuzz -- net [--minutes N] [--seed S]`: random programs of two peers (fuzz_net.mjs).
// `npm run fuzz -- mux [--minutes N]`: the mux under libFuzzer (libfuzzer.mjs).
import { build } from './build.mjs';
import { fuzzOn } from './libfuzzer.mjs';
import { runNamed } from './run_script.mjs';
import { partsToBuild, setup } from './setup.mjs';
import { main } from './shell.mjs';

await main(async (args) => {
  if (args[0] === 'mux') {
    await setup(['cmake', 'ninja', 'clang']);
    return fuzzOn('mux', args.slice(1));
  }
  await setup(partsToBuild);
  await build(['package']);
  if (args[0] === 'net')
    return runNamed('tests/differential', 'fuzz_net', args.slice(1));
  return runNamed('tests/differential', 'fuzz', args);
});
