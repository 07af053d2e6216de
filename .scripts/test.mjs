// `npm test`: installs what is missing, builds, runs every suite; the last line is `N passed, N failed`. Exit code 1 on any failure
// and when a suite ran nothing. `npm test -- relay web` runs only the suites named. What a suite is: suites.mjs.
import { build } from './build.mjs';
import { allParts, setup } from './setup.mjs';
import { Failure, main } from './shell.mjs';

async function runSuite(suite) {
  console.log(`\n# ${suite.title ?? suite.name}`);
  const started = performance.now();
  let counts;
  try {
    counts = await suite.run();
    if (counts.passed + counts.failed === 0) {
      console.log('  FAILED: the suite ran nothing');
      counts.failed = 1;
    }
  } catch (error) {
    console.log(
      error instanceof Failure ? `  FAILED: ${error.message}` : error,
    );
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  return { ...counts, suite, seconds: (performance.now() - started) / 1000 };
}

/** A build that fails is a failed test: the suites that need none of it still run. */
function buildSuite() {
  return {
    name: 'build',
    async run() {
      await build();
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
}

await main(async (names) => {
  await setup(allParts);
  // Imported late: the suites use npm packages that setup may only just have installed.
  const { suites } = await import('./suites.mjs');
  const all = [buildSuite(), ...suites()];
  const unknown = names.filter(
    (name) => !all.some((suite) => suite.name === name),
  );
  if (unknown.length > 0) {
    const known = all.map((suite) => suite.name).join(', ');
    throw new Failure(
      `There is no suite ${unknown.join(', ')}; suites: ${known}`,
    );
  }
  const results = [];
  for (const suite of all) {
    const chosen = names.length === 0 || names.includes(suite.name);
    if (chosen) results.push(await runSuite(suite));
  }
  console.log();
  let passed = 0;
  let failed = 0;
  for (const result of results) {
    passed += result.passed;
    failed += result.failed;
    const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
    const name = (result.suite.title ?? result.suite.name).padEnd(36);
    const time = `${result.seconds.toFixed(1)} s`;
    console.log(
      `${name}${result.passed} passed, ${result.failed} failed${skipped} (${time})`,
    );
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
