// `npm run fuzz -- [--minutes N] [--seed S]`: random programs on the oracle and on Tincan (tests/differential/fuzz.mjs).
// `npm run fuzz -- net [--minutes N] [--seed S]`: random programs of two peers (fuzz_net.mjs).
// `npm run fuzz -- mux|headers|network [--minutes N]`: that part of core/ under libFuzzer (libfuzzer.mjs).
import { build } from './build.mjs';
import { fuzzOn, fuzzTargets } from './libfuzzer.mjs';
import { runNamed } from './run_script.mjs';
import { partsToBuild, setup } from './setup.mjs';
import { main } from './shell.mjs';

await main(async (args) => {
  if (fuzzTargets.includes(args[0])) {
    await setup(['cmake', 'ninja', 'clang']);
    return fuzzOn(args[0], args.slice(1));
  }
  await setup(partsToBuild);
  await build(['package']);
  if (args[0] === 'net')
    return runNamed('tests/differential', 'fuzz_net', args.slice(1));
  return runNamed('tests/differential', 'fuzz', args);
});
