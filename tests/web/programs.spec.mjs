// Every program of the chooser that ends by itself prints in the playground what it prints in Node.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import path from 'node:path';
import { promisify } from 'node:util';
import { oraclePath } from '../helpers/oracle.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

const folder = path.resolve(import.meta.dirname, '../../web/programs');
const run = promisify(execFile);

/** Chooser id to file. */
const programs = {
  duplex: 'seeds/create-a-duplex.cjs',
  echo: 'seeds/echo-stream.cjs',
  blank: 'blank.cjs',
  modules: 'modules.mjs',
  types: 'types.mts',
  'push-false': 'push-returns-false.cjs',
  'write-false': 'write-returns-false.cjs',
  'paused-reader': 'paused-reader.cjs',
  'pipe-loop': 'pipe-in-a-loop.cjs',
  'half-open': 'half-open.cjs',
  tcp: 'tcp-server-and-client.cjs',
};

for (const [id, file] of Object.entries(programs)) {
  test(`${id} prints what Node prints`, async () => {
    const { stdout } = await run(oraclePath(), [path.join(folder, file)]);
    const context = await browser.newContext();
    const tab = await openTab(context, playground.url, `#program=${id}`);
    await tab.run.click();
    await tab.status(/^Ended/);
    assert.equal(await tab.output(), stdout);
    assert.deepEqual(tab.complaints, []);
    await context.close();
  });
}

test('Create a Duplex prints the three lines the article promises', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=duplex');
  await tab.run.click();
  await tab.status(/^Ended/);
  const lines = (await tab.output()).split('\n').filter((line) => line !== '');
  assert.deepEqual(lines, [
    'Writable side received: Sending into writable',
    'Readable side requested data',
    'Reading: Hello from readable side',
  ]);
  await context.close();
});
