// What the Streams pane tells of each stream, in the words of its table and of its cards alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tab, tabForEach } from './each_tab.mjs';

tabForEach('#program=blank');

const row = (...texts) =>
  texts.reduce(
    (rows, hasText) => rows.filter({ hasText }),
    tab.page.getByRole('row'),
  );

test('the chunk in flight, the callback owed and the closed valve are told', async () => {
  await tab.runCode(`const { Readable, Writable } = require('stream');
const source = new Readable({ highWaterMark: 2, read() {} });
const slow = new Writable({ highWaterMark: 4, write() {} });
source.pipe(slow);
source.push('abc');
source.push('defgh');
source.push('ij');
`);
  await tab.status(/^Ended/);
  const writable = await row('#2 Writable').textContent();
  assert.match(writable, /8 of 4 byteswrite\(\) false/);
  assert.match(writable, /needs drain/);
  assert.match(writable, /3 bytes in _write, callback owed/);
  const readable = await row('#1 Readable').textContent();
  assert.match(readable, /paused, pipes to #2, valve closed/);
  await tab.page
    .getByText('3 bytes in _write, callback owed')
    .first()
    .waitFor();
  await tab.page.getByText('pipes to #2, valve closed').first().waitFor();
});

test('corked writes and an unanswered _read are told', async () => {
  await tab.runCode(`const { Duplex } = require('stream');
const both = new Duplex({ read() {}, write() {} });
both.cork();
both.write('abc');
both.read();
`);
  await tab.status(/^Ended/);
  assert.match(await row('writable').textContent(), /corked 1/);
  assert.match(
    await row('readable', 'push() –').textContent(),
    /_read asked, push\(\) owed/,
  );
});

test('a half-open Duplex is drawn and told as one of four', async () => {
  await tab.runCode(`const { Duplex } = require('stream');
const both = new Duplex({ read() {}, write(chunk, encoding, done) { done(); } });
both.end('x');
`);
  await tab.status(/^Ended/);
  await row('half-open: only readable').first().waitFor();
  await tab.page.getByText('readable open, writable finished').waitFor();
});

test('FIN and RST of a socket are told, each way', async () => {
  await tab.choose('Half-open');
  await tab.run.click();
  await tab.status(/^Ended/);
  const clean = row('#1 Socket', 'write()');
  assert.match(
    await clean.textContent(),
    /connected, FIN sent, FIN received(?!, RST)/,
  );
  await tab.choose('Blank');
  await tab.runCode(`const net = require('net');
const server = net.createServer((socket) => {
  socket.on('error', () => server.close());
}).listen(7000, () => {
  const client = net.connect(7000, () => client.resetAndDestroy());
});
`);
  await tab.status(/^Ended/);
  assert.equal(await row('connected, RST sent').count(), 1);
  assert.equal(await row('connected, RST received').count(), 1);
});

test('the highest level so far is told, of any moment', async () => {
  await tab.runCode(`const { Writable } = require('stream');
const w = new Writable({ highWaterMark: 4, write(chunk, encoding, done) { setImmediate(done); } });
w.write('ab');
w.write('cdef');
`);
  await tab.status(/^Ended/);
  const peak = () => row('#1 Writable').getByRole('cell').nth(4).textContent();
  assert.equal(await peak(), '6 bytes');
  const press = (name) => tab.page.getByRole('button', { name }).click();
  await press('First event');
  assert.equal(await peak(), '0 bytes');
  await press('Next event');
  assert.equal(await peak(), '2 bytes');
});

test('a part chosen leads to log and code, and a line of the code to its events', async () => {
  await tab.runCode(`const { Readable } = require('stream');
const r = new Readable({ highWaterMark: 3, read() {} });
r.push('ab');
r.push('cd');
`);
  await tab.status(/^Ended/);
  await tab.page.getByText('push() → false').click();
  const filter = tab.page.getByRole('searchbox');
  assert.match(await filter.inputValue(), /^stream:#1 event:push/);
  const marked = () => tab.code.locator('.cm-stream-line').allTextContents();
  assert.ok((await marked()).includes("r.push('cd');"));
  await tab.events.focus();
  await tab.page.keyboard.press('End');
  assert.equal(
    await tab.code.locator('.cm-moment-line').textContent(),
    "r.push('cd');",
  );
  await tab.code.getByText("r.push('ab');").click();
  await tab.page.getByRole('button', { name: 'Events of line 3' }).click();
  assert.equal(await filter.inputValue(), 'line:3');
});

test('streams that nobody holds any more are all told, in the order of their birth', async () => {
  for (let i = 0; i < 2; i += 1) {
    await tab.runCode(`const { Readable } = require('stream');
class Named extends Readable {}
let left = 20;
for (let i = 0; i < 20; i += 1) setTimeout(() => {
  let n = 0;
  new Named({ read() { this.push('x'); } })
    .on('data', function () { if (++n > 200) this.destroy(); })
    .on('close', () => { if (--left === 0) console.log('all closed'); });
}, i);
`);
    await tab.outputWith('all closed');
    await tab.status(/^Ended/);
    const heads = await tab.page
      .getByRole('rowheader', { name: /^#\d+ / })
      .allTextContents();
    const numbers = heads.map((head) => /^#(\d+) Named/.exec(head)?.[1]);
    const wanted = Array.from({ length: 20 }, (_, n) => String(n + 1));
    assert.deepEqual(
      [...new Set(numbers)].sort((a, b) => a - b),
      wanted,
    );
  }
});
