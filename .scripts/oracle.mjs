// `npm run oracle -- --compare <version>`: what changed in Node's own stream between the pinned version and that one.
// `npm run oracle -- --move <version>`: the same, then the pin is moved: package.json, lock file and node_modules.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { allParts, setup } from './setup.mjs';
import { ambientNode, Failure, main, root, run, runQuietly } from './shell.mjs';

const usage = 'npm run oracle -- --compare|--move <version>';

/** Installs one package into an empty folder and resolves with where it is. */
async function download(name, version, folder) {
  await runQuietly(`installing ${name}@${version}`, 'npm', [
    'install',
    '--prefix',
    folder,
    '--no-save',
    `${name}@${version}`,
  ]);
  return path.join(folder, 'node_modules', name);
}

async function compare(version) {
  const { binaryIn, oraclePackage } =
    await import('../tests/helpers/oracle.mjs');
  if (oraclePackage === undefined)
    throw new Failure('There is no oracle for this platform');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tincan-oracle-'));
  try {
    const binary = binaryIn(await download(oraclePackage, version, folder));
    const program = path.join(root, 'tests/differential/compare_versions.mjs');
    return await run(ambientNode, [program, binary]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The version stands in package.json only, at each package that holds a Node. */
async function move(version) {
  const file = path.join(root, 'package.json');
  const text = fs.readFileSync(file, 'utf8');
  const pins = /("node-(?:linux|win)-\w+": ")[^"]+/g;
  fs.writeFileSync(file, text.replace(pins, `$1${version}`));
  await runQuietly('installing the new oracle', 'npm', ['install']);
  console.log(
    `\nThe oracle is Node ${version} now; npm test shows what Tincan makes of it.`,
  );
}

await main(async ([action, version]) => {
  const known = action === '--compare' || action === '--move';
  if (!known || !/^\d+\.\d+\.\d+$/.test(version ?? ''))
    throw new Failure(usage);
  await setup(allParts);
  await build(['package']);
  const code = await compare(version);
  if (code === 0 && action === '--move') await move(version);
  return code;
});
