// Two real tabs, A and B, over the relay: the seeds' programs as printed, and backpressure from one
// tab to the other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTab, Tab } from './playground.mjs';
import { browser, playground } from './served.mjs';

/** Clicks Open B and returns the new tab. */
async function openB(context, a) {
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    a.openB.click(),
  ]);
  const b = new Tab(page);
  await b.run.waitFor();
  return b;
}

test('A as printed fails as in Node; with the fix A and B greet each other', async () => {
  const context = await browser.newContext();
  const a = await openTab(context, playground.url, '#program=a');
  await a.run.click();
  const failure = await a.outputWith('ReferenceError: http is not defined');
  assert.match(
    failure,
    /^a\.javascript:4\n {2}var server = http\.createServer/,
  );
  await a.page.getByRole('button', { name: /net\.createServer/ }).click();
  await a.status('Relay: connected');

  const b = await openB(context, a);
  await b.run.click();
  assert.equal(await b.outputWith('Hello I am A'), 'Hello I am A\n');
  assert.equal(await a.outputWith('Hello I am B'), 'Hello I am B\n');

  // B ends as a process that is killed: its connection is closed, and A goes on and can be met again.
  await b.stop.click();
  await b.run.click();
  assert.equal(await b.outputWith('Hello I am A'), 'Hello I am A\n');
  assert.equal(
    await a.outputWith('Hello I am B\nHello I am B'),
    'Hello I am B\nHello I am B\n',
  );
  await a.status('Running');
  await a.stop.click();
  await context.close();
});

test('a run that follows another at once finds its port free', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=blank');
  const listenThen = (then) =>
    `require('net').createServer().listen(8000, () => { console.log('listening'); ${then} });`;
  const listen = listenThen('');
  for (let i = 0; i < 3; i += 1) {
    await tab.runCode(listen);
    assert.equal(await tab.outputWith('listening'), 'listening\n');
  }
  await tab.runCode(listenThen('for (;;) {}'));
  await tab.outputWith('listening');
  await tab.runCode(listen);
  assert.equal(await tab.outputWith('listening'), 'listening\n');
  await context.close();
});

test('the server on port 4000 answers a client in another tab', async () => {
  const context = await browser.newContext();
  const a = await openTab(context, playground.url, '#program=tcp-server');
  await a.run.click();
  await a.status('Relay: connected');
  const b = await openB(context, a);
  await b.run.click();
  await b.status(/^Ended/);
  assert.match(await b.output(), /^Server got it\n/);
  assert.match(await a.outputWith('Client says:'), /Client says: Hello server/);
  await context.close();
});

test('a paused reader in B makes write() in A return false; all arrives after resume', async () => {
  const context = await browser.newContext();
  const a = await openTab(context, playground.url, '#program=fast-writer');
  await a.run.click();
  await a.outputWith('listening on 9000');
  const b = await openB(context, a);
  await b.run.click();
  await a.outputWith('write() -> false');
  const stalled = await b.outputWith('resume after');
  assert.match(stalled, /resume after 0 bytes/);
  assert.doesNotMatch(await a.output(), /sent \d+ bytes/);
  const received = await b.outputWith('received');
  const sent = await a.outputWith('checksum');
  const summary = (text) => /(\d+) bytes, checksum (\w+)/.exec(text).slice(1);
  assert.deepEqual(summary(received), summary(sent));
  assert.equal(summary(received)[0], String(100 * 1024 * 1024));
  await context.close();
});
