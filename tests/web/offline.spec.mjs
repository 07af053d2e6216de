// The page without its host, once it has been visited: it opens, runs programs, and a newer one is told of politely.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openTab, serve } from './playground.mjs';
import { serveFolder } from './static_host.mjs';

let browser, context;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

/** Opens the page and waits until all of it is kept. */
async function visit(url, fragment) {
  const tab = await openTab(context, url, fragment);
  await tab.page.evaluate(() => navigator.serviceWorker.ready);
  return tab;
}

async function reload(tab) {
  await tab.page.reload();
  await tab.run.waitFor();
}

test('after a visit the page opens without its host, and runs programs', async () => {
  const host = await serve();
  const tab = await visit(host.url, '#program=write-returns-false');
  await tab.run.click();
  await tab.status(/^Ended/);
  const online = await tab.output();
  assert.notEqual(online, '');
  await host.close();
  for (const code of [null, "console.log('origin', globalThis.origin);"]) {
    await reload(tab);
    if (code === null) await tab.run.click();
    else await tab.runCode(code);
    await tab.status(/^Ended/);
    assert.equal(await tab.output(), code === null ? online : 'origin null\n');
  }
});

test('two tabs from a folder meet again when its host is gone', async () => {
  const host = await serveFolder('/tincan/');
  const a = await visit(host.url, '#program=tcp-server');
  await a.run.click();
  await a.status('No relay: tabs of this browser only');
  const room = new URLSearchParams(new URL(a.page.url()).hash.slice(1));
  await host.close();
  await reload(a);
  await a.run.click();
  await a.status('No relay: tabs of this browser only');
  const b = await openTab(
    context,
    host.url,
    `#room=${room.get('room')}&program=tcp-client`,
  );
  await b.run.click();
  await b.outputWith('Server got it');
});

test('a newer page is told of, comes when asked for, and nothing of the old one stays', async () => {
  let version = 1;
  const host = await serveFolder('/tincan/', 0, (file, text) =>
    file === 'index.html'
      ? text.replace('<title>Tincan', `<title>Tincan ${version}`)
      : text.replace(/version:(.)[0-9a-f]{16}/, `version:$1${version}`),
  );
  const a = await visit(host.url, '#program=blank');
  const b = await openTab(context, host.url, '#program=blank');
  await reload(a);
  assert.equal(await a.page.title(), 'Tincan 1');
  version = 2;
  await reload(a);
  const newer = a.page.getByText('A newer Tincan is there. It comes when');
  await newer.waitFor();
  assert.equal(await a.page.title(), 'Tincan 1', 'nothing changes unasked');
  await b.page.getByText('A newer Tincan is there').waitFor();
  await Promise.all([
    a.page.waitForEvent('load'),
    a.page.getByRole('button', { name: 'Reload with it now' }).click(),
  ]);
  await a.run.waitFor();
  assert.equal(await a.page.title(), 'Tincan 2');
  await b.page.getByText('taken by another tab').waitFor();
  assert.equal(await b.page.title(), 'Tincan 1', 'nothing reloads unasked');
  const names = await a.page.evaluate(() => caches.keys());
  assert.deepEqual(names, [`tincan ${host.url} 2`]);
  await a.runCode("console.log('runs')");
  await a.outputWith('runs');
  await host.close();
});

test('a page whose files cannot be kept works as before', async () => {
  const host = await serveFolder('/');
  await context.addInitScript(() => {
    // Not in the sandbox frame, which has none to read.
    if (globalThis.origin === 'null') return;
    navigator.serviceWorker.register = () =>
      Promise.reject(new DOMException('blocked', 'SecurityError'));
  });
  const tab = await openTab(context, host.url, '#program=blank');
  await tab.runCode("console.log('runs')");
  await tab.outputWith('runs');
  assert.deepEqual(tab.complaints, []);
  await host.close();
});
