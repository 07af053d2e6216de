// One tab's picture in another: off until it is shared, drawn and told as one's own, over relay and browser, and
// unharmed by whatever else somebody in the room sends.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { MuxClient } from '../helpers/mux_client.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';
import { serveFolder } from './static_host.mjs';

let context;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const others = (tab) => tab.page.getByRole('region', { name: 'Other tab' });
const says = (tab, text) => others(tab).getByText(text).first().waitFor();
const open = (tab) =>
  tab.page.getByRole('button', { name: 'Other tab', exact: true }).click();
const share = (tab) =>
  others(tab).getByRole('button', { name: 'Share my picture' }).click();
const roomOf = (tab) =>
  new URLSearchParams(new URL(tab.page.url()).hash.slice(1)).get('room');

async function openTabs(url = playground.url) {
  const a = await openTab(context, url, '#program=blank');
  const b = await openTab(context, url, `#room=${roomOf(a)}&program=blank`);
  await open(a);
  await open(b);
  await says(a, 'No other tab shares its picture');
  await says(b, 'No other tab shares its picture');
  return [a, b];
}

const half = `const { Duplex } = require('stream');
const both = new Duplex({ highWaterMark: 2, read() {}, write() {} });
both.write('abc');
both.push('xyz');
setInterval(() => {}, 1000);
`;

test('what one tab shares the other draws and tells, and no more', async () => {
  const [a, b] = await openTabs();
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

for (const [width, height] of [
  [1280, 800],
  [390, 844],
]) {
  test(`no picture makes the page itself scroll, ${width} px`, async () => {
    const [a, b] = await openTabs();
    await share(a);
    await share(b);
    await b.runCode(half);
    await a.page.setViewportSize({ width, height });
    await a.page.evaluate(() => {
      document.querySelector('#panes').dataset.pane = 'streams';
    });
    await others(a).locator('.card').waitFor();
    const sizes = await a.page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth, scrollHeight];
    });
    assert.deepEqual(sizes, [width, height]);
    // Nor must anybody scroll for the button, or for who it is.
    const button = others(a).getByRole('button', { name: 'Share my picture' });
    const whose = others(a).getByRole('heading', { name: 'in another tab' });
    const pane = await others(a).boundingBox();
    for (const part of [button, whose]) {
      const { y, height: tall } = await part.boundingBox();
      assert.ok(y >= pane.y && y + tall <= pane.y + pane.height);
    }
  });
}

test('a tab that goes is told as gone, with the last it told', async () => {
  const [a, b] = await openTabs();
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
  await says(b, 'program.js, in another tab');
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
    const [a, b] = await openTabs(host.url);
    await share(a);
    await a.runCode(half);
    await others(b).locator('.card').waitFor();
  } finally {
    await host.close();
  }
});

test('what a flood of events has no room for is left out and counted', async () => {
  const [a, b] = await openTabs();
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

test('the ports of a program are all its own', async () => {
  const [a, b] = await openTabs();
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

// ---- somebody in the room who sends what they like

const keyOf = (room) =>
  createHash('sha256')
    .update(`tincan-picture${room}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

function frameOf(told, tail = Buffer.alloc(0)) {
  const text = Buffer.from(
    typeof told === 'string' ? told : JSON.stringify(told),
  );
  const head = Buffer.alloc(8);
  head.writeUInt32BE(text.length, 0);
  head.writeUInt32BE(tail.length, 4);
  return Buffer.concat([head, text, tail]);
}

const hello = frameOf({ type: 'hello', key: 'A'.repeat(22) });
const tables = { kinds: ['new'], sides: [''], flags: ['closed'] };
const batch = {
  total: 1,
  records: 0,
  levels: 0,
  shown: [],
  streams: [],
  made: 0,
  labels: [],
  places: [],
};
const trace = (part, tail) =>
  frameOf({ type: 'trace', notSent: 0, batch: { ...batch, ...part } }, tail);

const hostile = {
  'a frame of four gigabytes': Buffer.alloc(8, 0xff),
  'text that is no JSON': frameOf('{'),
  'text that is no UTF-8': Buffer.concat([
    Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]),
    Buffer.from([0xff, 0xfe]),
  ]),
  'a type nobody knows': frameOf({ type: 'toString' }),
  'no object': frameOf('null'),
  'a second hello': hello,
  'a file name without end': frameOf({
    type: 'run',
    filename: 'x'.repeat(100_000),
  }),
  'a stand that is none': frameOf({ type: 'stands', run: '__proto__' }),
  'bytes where none belong': frameOf({ type: 'still' }, Buffer.alloc(8)),
  'records that are not there': trace({ records: 44 }),
  'half a record': trace({ records: 7 }, Buffer.alloc(7)),
  'levels that are half a point': trace({}, Buffer.alloc(8)),
  'a hundred thousand streams shown': trace({
    shown: Array.from({ length: 1e5 }, (_, i) => i),
  }),
  'a stream without a state': trace({ shown: [1], streams: [{ id: 1 }] }),
};

async function forger(tab) {
  const port = Number(new URL(playground.url).port);
  const client = await MuxClient.open(port, keyOf(roomOf(tab)));
  const { code, stream } = await client.dial(1);
  assert.equal(code, 0);
  return { client, stream };
}

for (const [what, bytes] of Object.entries(hostile)) {
  test(`${what} ends the connection with a line that says so`, async () => {
    const tab = await openTab(context, playground.url, '#program=blank');
    await open(tab);
    await says(tab, 'No other tab of this room has this view open');
    const { client, stream } = await forger(tab);
    await stream.write(hello);
    await stream.write(frameOf({ type: 'run', filename: 'forged.js' }));
    await says(tab, 'forged.js, in another tab');
    await stream.write(bytes);
    await says(tab, 'The other tab sent what is no picture');
    await client.until(() => stream.peerFinished || stream.resetErrno !== null);
    client.socket.terminate();
    assert.deepEqual(tab.complaints, []);
    await tab.runCode("console.log('the page lives')");
    await tab.outputWith('the page lives');
  });
}

test('nonsense that is well formed is drawn as it is, and a flood of it does not stop the page', async () => {
  const tab = await openTab(context, playground.url, '#program=blank');
  await open(tab);
  await says(tab, 'No other tab of this room has this view open');
  const { client, stream } = await forger(tab);
  await stream.write(hello);
  await stream.write(
    frameOf({ type: 'run', filename: '<img src=x onerror=alert(1)>' }),
  );
  await stream.write(frameOf({ type: 'started', ...tables }));
  const side = {
    length: -1,
    highWaterMark: 'NaN',
    objectMode: false,
    flowing: null,
    lastPush: null,
    reading: true,
    ended: true,
    endEmitted: true,
  };
  const state = {
    id: 7,
    readable: side,
    writable: null,
    destroyed: true,
    closed: false,
    errored: true,
    pipedTo: 7,
  };
  const forged = trace(
    {
      total: 1e9,
      records: 44 * 4000,
      shown: [7, 8, 9],
      streams: [state],
      made: 3,
      labels: [[7, 1e9, '<b>bold</b>']],
    },
    Buffer.concat([Buffer.alloc(44 * 4000, 0xff), Buffer.alloc(72, 0xff)]),
  );
  await stream.write(forged);
  await says(tab, '<img src=x onerror=alert(1)>, in another tab');
  await others(tab).locator('.card').getByText('<b>bold</b>').waitFor();
  let flooding = true;
  const flood = (async () => {
    while (flooding) await stream.write(forged);
  })().catch(() => {});
  await tab.runCode("console.log('the page lives')");
  await tab.outputWith('the page lives');
  await tab.status(/^Ended/);
  flooding = false;
  client.socket.terminate();
  await flood;
  await says(tab, 'The other tab is gone');
  assert.deepEqual(tab.complaints, []);
});
