// The page itself: its roles, its keys, its narrow layout, and what it asks of the network.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

test('every part has its role and name', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url);
  for (const part of [
    'run',
    'stop',
    'code',
    'console',
    'events',
    'program',
    'openB',
  ]) {
    assert.equal(await tab[part].count(), 1, part);
  }
  await tab.status('Relay: offline');
  await context.close();
});

test('a program can be chosen, run and stopped by keyboard alone', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url);
  await tab.program.focus();
  await tab.page.keyboard.type('Echo');
  await tab.page.waitForFunction(() => location.hash.includes('program=echo'));
  await tab.page.keyboard.press('Tab');
  await tab.page.keyboard.press('Enter');
  await tab.outputWith('Echoed: World');
  await tab.status(/^Ended/);
  // Past Stop, Open B and the pane buttons into the editor, and out again: no trap.
  await tab.code.focus();
  await tab.page.keyboard.press('Tab');
  assert.equal(
    await tab.code.evaluate((node) => node === document.activeElement),
    false,
  );
  await tab.code.focus();
  await tab.page.keyboard.press('Control+a');
  await tab.page.keyboard.type('setInterval(() => {}, 10);');
  await tab.page.keyboard.press('Control+Enter');
  await tab.status('Running');
  await tab.page.keyboard.press('Control+.');
  await tab.status('Stopped');
  await context.close();
});

test('Open B leads to the same room with B and cannot reach back', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=a');
  const own = new URLSearchParams(new URL(tab.page.url()).hash.slice(1));
  assert.match(own.get('room'), /^[\w-]{22}$/);
  const href = new URLSearchParams(
    (await tab.openB.getAttribute('href')).slice(1),
  );
  assert.equal(href.get('room'), own.get('room'));
  assert.equal(href.get('program'), 'b');
  assert.equal(await tab.openB.getAttribute('rel'), 'noopener');
  await context.close();
});

test('an address that names no program is said to', async () => {
  const context = await browser.newContext();
  const unknown = (page) =>
    page.getByRole('alert').filter({ hasText: 'does not have' });
  for (const fragment of ['#program=', '#program=nope']) {
    const tab = await openTab(context, playground.url, fragment);
    await unknown(tab.page).waitFor();
  }
  const tab = await openTab(context, playground.url, '#program=a');
  assert.equal(await unknown(tab.page).count(), 0);
  for (const b of ['', 'no pe']) {
    const page = await context.newPage();
    await page.goto(`${playground.url}side_by_side.html#program=a&b=${b}`);
    const frames = page.getByRole('main').locator('iframe');
    await unknown(frames.last().contentFrame()).waitFor();
    assert.equal(await unknown(frames.first().contentFrame()).count(), 0);
    await page.close();
  }
  await context.close();
});

test('a damaged room link is said to be one', async () => {
  const context = await browser.newContext();
  const tab = await openTab(
    context,
    playground.url,
    '#room=short&program=echo',
  );
  const notice = tab.page.getByRole('alert').filter({ hasText: 'damaged' });
  await notice.filter({ hasText: 'copy its whole address' }).waitFor();
  const room = () => new URLSearchParams(new URL(tab.page.url()).hash.slice(1));
  assert.match(room().get('room'), /^[\w-]{22}$/);

  // The whole link, put into the same tab: the room is the link's and nothing is wrong any more.
  const link = `#room=${'A'.repeat(22)}&program=echo`;
  await tab.page.evaluate((hash) => {
    location.hash = hash;
  }, link);
  await notice.waitFor({ state: 'hidden' });
  assert.equal(room().get('room'), 'A'.repeat(22));
  await context.close();
});

test('at 390 px one pane shows at a time, nothing overflows, targets are large', async () => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const tab = await openTab(context, playground.url, '#program=echo');
  await tab.run.tap();
  for (const pane of ['Console', 'Streams', 'Events', 'Code']) {
    await tab.page
      .getByRole('navigation')
      .getByRole('button', { name: pane })
      .tap();
    const wide = await tab.page.evaluate(
      () => document.documentElement.scrollWidth,
    );
    assert.ok(wide <= 390, `${pane}: ${wide} px wide`);
    assert.equal(await tab.page.locator('.pane:visible').count(), 1);
  }
  for (const button of await tab.page.getByRole('button').all()) {
    if (!(await button.isVisible())) continue;
    const { height } = await button.boundingBox();
    assert.ok(height >= 44, `${await button.textContent()}: ${height} px high`);
  }
  await context.close();
});

test('the table says what the picture shows', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=echo');
  await tab.run.click();
  await tab.status(/^Ended/);
  await tab.page.getByRole('button', { name: 'Table' }).click();
  const rows = tab.page.getByRole('row').filter({ hasText: 'EchoDuplex' });
  await rows.first().waitFor();
  assert.equal(await rows.count(), 2);
  assert.match(await rows.nth(0).textContent(), /writable0 of 65\D536 bytes/);
  assert.match(
    await rows.nth(1).textContent(),
    /readable0 of 65\D536 bytes.*flowing/,
  );
  await context.close();
});

test('the Events log shows what the stream did', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=echo');
  await tab.run.click();
  await tab.status(/^Ended/);
  await tab.events.getByText('data').first().waitFor();
  const text = await tab.events.textContent();
  for (const kind of ['write', 'push', 'data'])
    assert.match(text, new RegExp(kind));
  await context.close();
});

test('an event leads to the line of the program that caused it', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=blank');
  await tab.runCode(
    "const { PassThrough } = require('stream');\nconst pass = new PassThrough();\npass.write('a');\nfunction end() {\n  pass.end();\n}\nend();\n",
  );
  await tab.status(/^Ended/);
  const lines = tab.events.getByRole('button', { name: /^line \d+$/ });
  const named = new Set(await lines.allTextContents());
  assert.deepEqual([...named].sort(), ['line 3', 'line 5']);
  await lines.filter({ hasText: 'line 5' }).first().click();
  await tab.page.keyboard.type('// here ');
  const line = await tab.page.locator('.cm-line').nth(4).textContent();
  assert.match(line, /\/\/ here/);
  await context.close();
});

test('edits survive another program and a reload', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=echo');
  await tab.code.fill('console.log(1)');
  await tab.program.selectOption('blank');
  await tab.program.selectOption('echo');
  await tab.code.filter({ hasText: 'console.log(1)' }).waitFor();
  await tab.page.reload();
  await tab.code.filter({ hasText: 'console.log(1)' }).waitFor();
  await tab.page.getByRole('button', { name: 'Reset program' }).click();
  assert.match(await tab.code.textContent(), /class EchoDuplex/);
  await context.close();
});

test('the page asks nobody but its own server', async () => {
  const context = await browser.newContext();
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  const tab = await openTab(context, playground.url, '#program=echo');
  await tab.run.click();
  await tab.status(/^Ended/);
  const foreign = asked.filter(
    (url) => !/^(blob|data):/.test(url) && !url.startsWith(playground.url),
  );
  assert.deepEqual(foreign, []);
  assert.deepEqual(tab.complaints, []);
  await context.close();
});
