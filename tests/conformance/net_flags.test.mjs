// Node's command line sets defaults of net: the oracle's net and Tincan's, in the same binary with the same flags, must say the same.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { oraclePath } from '../helpers/oracle.mjs';

const program = `
  const net = require(process.env.TINCAN_NET);
  console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
`;

const defaults = (moduleName, flags) =>
  execFileSync(oraclePath(), [...flags, '-e', program], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
    env: { ...process.env, TINCAN_NET: moduleName, NODE_OPTIONS: '' },
  });

for (const flags of [
  [],
  ['--no-network-family-autoselection'],
  ['--network-family-autoselection'],
  ['--no-enable-network-family-autoselection'],
  ['--network-family-autoselection-attempt-timeout=123'],
  ['--network-family-autoselection-attempt-timeout', '123'],
  ['--network-family-autoselection-attempt-timeout=5'],
]) {
  test(`defaults under ${flags.join(' ') || 'no flag'}`, () => {
    assert.equal(defaults('tincan/net', flags), defaults('node:net', flags));
  });
}
