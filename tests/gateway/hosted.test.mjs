// A hosted instance has no gateway: not its arguments, not its code, and no connection but those that came to it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { root, serveFrom } from '../helpers/gateway_programs.mjs';

const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'tincan-hosted-'));
after(() => fs.rmSync(copy, { recursive: true }));
const built = path.join(root, 'build/relay');
fs.symlinkSync(path.join(root, 'build/web'), path.join(copy, 'web'));
fs.cpSync(built, path.join(copy, 'relay'), { recursive: true });

/** Which sources a built file is made of. */
const sourcesOf = (map) =>
  JSON.parse(fs.readFileSync(path.join(built, map), 'utf8')).sources;
const gatewayFiles = fs
  .readdirSync(built)
  .filter((name) => name.endsWith('.map'))
  .filter((map) =>
    sourcesOf(map).some((source) => /gateway\/(?!options\.ts)/.test(source)),
  )
  .map((map) => map.replace(/\.map$/, ''));
for (const name of gatewayFiles) {
  const said = `throw new Error('loaded ${name}');`;
  fs.writeFileSync(path.join(copy, 'relay', name), said);
}

test('the gateway is in files of its own', () => {
  assert.ok(gatewayFiles.includes('gateway.js'));
  assert.ok(!gatewayFiles.includes('serve.js'));
  assert.ok(gatewayFiles.length >= 3, gatewayFiles.join(' '));
});

test('nothing of the gateway is loaded unless it is asked for, and never in a hosted instance', async () => {
  const asked = await serveFrom(copy, '--gateway-out', 'localhost:80');
  assert.match(asked.complaints, /loaded /);
  for (const args of [[], ['--profile', 'hosted']]) {
    const { url, complaints } = await serveFrom(copy, ...args);
    assert.ok(url, complaints);
    assert.equal((await fetch(url)).status, 200);
  }
  const both = ['--profile', 'hosted', '--gateway-out', 'localhost:80'];
  const { code, complaints } = await serveFrom(copy, ...both);
  assert.equal(code, 1);
  assert.match(complaints, /A hosted instance has no gateway/);
});
