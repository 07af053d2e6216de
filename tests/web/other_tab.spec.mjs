// One tab's picture in another: off until it is shared, drawn and told as one's own, over relay and browser, and both are
// readable. What somebody else in the room may send: other_tab_forger.spec.mjs.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { open, openTabs, others, roomOf, says, share } from './other_tabs.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';
import { serveFolder } from './static_host.mjs';

let context;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const half = `const { Duplex } = require('stream');
const both = new Duplex({ highWaterMark: 2, read() {}, write() {} });
both.write('abc');
both.push('xyz');
setInterval(() => {}, 1000);
`;

test('what one tab shares the other draws and tells, and no more', async () => {
  const [a, b] = await openTabs(context);
  await a.runCode(half);
  await says(b, 'No other tab shares its picture');
  await share(a);
  await says(a, 'Your picture is shared: 1 other tab can see it.');
  await says(b, 'program.js, in another tab');
  await says(b, /^As the other tab told [\d.]+ m?s ago\. \d+ events so far/);
  const table = others(b).getByRole('table', {
    name: 'Every stream of program.js, in another tab',
  });
  const row = table.getByRole('row').filter({ hasText: '#1 Duplex' }).first();
  assert.match(await row.textContent(), /writable3 of 2 byteswrite\(\) false/);
  const card = others(b).locator('.card');
  assert.match(await card.textContent(), /3 bytes in _write, callback owed/);
  assert.equal(await others(a).locator('.card').count(), 0);
  // One's own picture is as it was.
  assert.equal(await b.page.locator('#picture .card').count(), 0);

  // The next run follows by itself, and so does its end.
  await a.runCode("require('stream').Readable.from(['x']).resume();");
  await others(b).getByText('Ended', { exact: true }).waitFor();
  await others(b).getByRole('row').filter({ hasText: 'Readable' }).waitFor();
  await share(a);
  await says(b, 'No other tab shares its picture');
  assert.equal(await others(b).locator('.card').count(), 0);
  assert.deepEqual([...a.complaints, ...b.complaints], []);
});

test('it may be shared before the network is here', async () => {
  const a = await openTab(context, playground.url, '#program=blank');
  const b = await openTab(
    context,
    playground.url,
    `#room=${roomOf(a)}&program=blank`,
  );
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await a.page.route('**/tincan_net-*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await open(b);
  await open(a);
  await share(a);
  await a.runCode(half);
  arrive();
  await says(a, 'Your picture is shared: 1 other tab can see it.');
  await others(b).locator('.card').waitFor();
});

for (const [width, height] of [
  [1280, 800],
  [390, 844],
]) {
  test(`both pictures are readable, and say whose they are, ${width} px`, async () => {
    const [a, b] = await openTabs(context);
    await share(a);
    await share(b);
    await a.runCode(half);
    await b.runCode(half);
    // A tab behind another scrolls nothing.
    await a.page.bringToFront();
    await a.page.setViewportSize({ width, height });
    await a.page.evaluate(() => {
      document.querySelector('#panes').dataset.pane = 'streams';
    });
    await others(a).locator('.card').waitFor();
    const page = await a.page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth, scrollHeight];
    });
    assert.deepEqual(page, [width, height]);
    const own = a.page.getByRole('region', { name: 'Streams' });
    const pane = await a.page.locator('.pane-streams').boundingBox();
    const inside = async (part, whole) => {
      const { y, height: tall } = await part.boundingBox();
      return y >= whole.y && y + tall <= whole.y + whole.height;
    };
    const whose = (name) => a.page.getByRole('heading', { name });
    const always = [
      a.page.getByRole('button', { name: 'Share my picture' }),
      whose('program.js, in this tab'),
      whose('program.js, in another tab'),
    ];
    for (const part of always) assert.ok(await inside(part, pane));
    for (const picture of [own, others(a)]) {
      // Of a card at least one side is seen whole, down to its graph; what is below is hinted at.
      const side = picture.locator('.card .half canvas').first();
      assert.ok(await inside(side, await picture.boundingBox()));
      const more = picture.and(a.page.locator('[data-more]'));
      await more.waitFor();
      await picture.focus();
      await a.page.keyboard.press('End');
      await more.waitFor({ state: 'detached' });
      const last = picture.locator('.card').last();
      const { y, height: tall } = await last.boundingBox();
      const box = await picture.boundingBox();
      assert.ok(y + tall <= box.y + box.height + 1);
    }
    for (const part of always) assert.ok(await inside(part, pane));
  });
}

test('back in time the other picture is said to be the newest', async () => {
  const [a, b] = await openTabs(context);
  await share(b);
  await a.runCode(half);
  await b.runCode(half);
  await others(a).locator('.card').waitFor();
  const words = others(a).getByText('whatever moment your timeline is at');
  assert.equal(await words.count(), 0);
  await a.page.getByRole('button', { name: 'Previous event' }).click();
  await words.waitFor();
  await a.page.getByRole('button', { name: 'Live' }).click();
  await words.waitFor({ state: 'detached' });
});

test('a tab that goes is told as gone, with the last it told', async () => {
  const [a, b] = await openTabs(context);
  await share(a);
  await a.runCode(half);
  await others(b).locator('.card').waitFor();
  await a.page.close();
  await says(b, 'The other tab is gone');
  assert.equal(await others(b).locator('.card').count(), 1);
  // Closing the view ends sharing, too.
  const c = await openTab(
    context,
    playground.url,
    `#room=${roomOf(b)}&program=blank`,
  );
  await open(c);
  await share(c);
  // The first is that of the tab that is gone.
  await others(b)
    .getByRole('heading', { name: 'in another tab' })
    .nth(1)
    .waitFor();
  await open(c);
  await others(c).waitFor({ state: 'hidden' });
  await others(b).getByText('The other tab is gone').nth(1).waitFor();
  await open(c);
  await says(c, 'Your picture is not shared.');
});

test('who comes later sees what happened before', async () => {
  const a = await openTab(context, playground.url, '#program=blank');
  await open(a);
  await share(a);
  await a.runCode(`const net = require('net');
net.createServer((socket) => socket.resume()).listen(7000, () => {
  net.connect(7000).end('x');
});
`);
  await a.page
    .getByRole('row')
    .filter({ hasText: 'FIN sent' })
    .first()
    .waitFor();
  const b = await openTab(
    context,
    playground.url,
    `#room=${roomOf(a)}&program=blank`,
  );
  await open(b);
  await others(b)
    .getByRole('row')
    .filter({ hasText: 'connected, FIN sent' })
    .first()
    .waitFor();
});

test('tabs of one browser share over its own relay', async () => {
  const host = await serveFolder('/tincan/');
  try {
    const [a, b] = await openTabs(context, host.url);
    await share(a);
    await a.runCode(half);
    await others(b).locator('.card').waitFor();
  } finally {
    await host.close();
  }
});

test('what a flood of events has no room for is left out and counted', async () => {
  const [a, b] = await openTabs(context);
  await share(a);
  await a.runCode(`const { Writable } = require('stream');
const sink = new Writable({ objectMode: true, highWaterMark: 4,
  write(chunk, encoding, done) { done(); } });
let left = 300000;
(function more() {
  for (let i = 0; i < 1000; i += 1) sink.write(i);
  left -= 1000;
  if (left > 0) setImmediate(more);
  else sink.end();
})();
`);
  await a.status(/^Ended/);
  await says(b, /events were not sent/);
  // The end is told all the same.
  await others(b).getByText('Ended', { exact: true }).waitFor();
  const row = others(b).getByRole('row').filter({ hasText: '#1 Writable' });
  await row.filter({ hasText: 'closed' }).first().waitFor();
});

test('a batch that is too large to be told is left out and counted', async () => {
  const [a, b] = await openTabs(context);
  await share(a);
  await a.runCode(`const { Readable } = require('stream');
Readable.from(Array.from({ length: 5000 }, (_, i) => i)).resume();
`);
  await a.status(/^Ended/);
  await says(b, /events were not sent/);
  const row = others(b).getByRole('row').filter({ hasText: '#1 Readable' });
  await row.filter({ hasText: 'closed' }).first().waitFor();
});

test('the ports of a program are all its own', async () => {
  const [a, b] = await openTabs(context);
  await share(a);
  await says(b, 'program.js, in another tab');
  await a.runCode(`const net = require('net');
let open = 0;
for (let port = 1; port <= 8; port += 1)
  net.createServer((socket) => socket.end('mine')).listen(port, () => {
    open += 1;
    if (open === 8) console.log('all of them');
  });
`);
  await a.outputWith('all of them');
  await b.runCode(
    "require('net').connect(1).on('data', (text) => console.log(String(text)));",
  );
  assert.equal(await b.outputWith('mine'), 'mine\n');
  await b.runCode(
    "require('net').connect(9).on('error', (error) => console.log(error.code));",
  );
  assert.equal(await b.outputWith('ECONN'), 'ECONNREFUSED\n');
});

test('side by side it is not offered: both are seen', async () => {
  const page = await context.newPage();
  await page.goto(`${playground.url}side_by_side.html`);
  const can = page.frameLocator('iframe').first();
  const panes = can.getByRole('navigation', { name: 'Panes' });
  await panes.getByRole('button', { name: 'Streams' }).click();
  await can.getByRole('button', { name: 'Wire' }).waitFor();
  const button = can.getByRole('button', { name: 'Other tab' });
  assert.equal(await button.count(), 0);
});
