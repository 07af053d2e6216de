// A paused reader in tab B stops tab A, and nothing piles up anywhere: not in A, not in the relay, not in B. A third
// tab asks both programs how far they are, and ends the pause: no clock decides anything here.
import assert from 'node:assert/strict';
import { freePort } from '../helpers/free_port.mjs';
import { Heaps } from './heaps.mjs';
import { launch, openTab } from './playground.mjs';

const MiB = 1024 * 1024;
const total = 100 * MiB;
const samples = 8;
/** What may be under way: a relay window, both highWaterMarks, one chunk (each 64 KiB but the window). */
const underWay = 256 * 1024 + 3 * 65536;
/** Growth allowed while B pauses; without backpressure all of the 100 MiB would pile up somewhere. */
const tabBound = 4 * MiB;
const relayBound = 12 * MiB;

const checksum = `
function add(sum, bytes) {
  for (let i = 0; i < bytes.length; i += 1) sum = (Math.imul(sum, 31) + bytes[i]) | 0;
  return sum;
}`;

const writer = `const net = require('net');
${checksum}
let sent = 0;
let sum = 1;
let last = true;
net.createServer((socket) => {
  function fill() {
    while (sent < ${total}) {
      const chunk = Buffer.alloc(65536);
      for (let i = 0; i < chunk.length; i += 1) chunk[i] = (sent >> 16) + i * 7;
      sum = add(sum, chunk);
      sent += chunk.length;
      last = socket.write(chunk);
      if (!last) return socket.once('drain', fill);
    }
    socket.end();
    console.log('all written, checksum', sum);
  }
  fill();
}).listen(9000);
net.createServer((socket) => socket.end(JSON.stringify({ sent, last })))
  .listen(9001, () => console.log('A is ready'));
`;

const reader = `const net = require('net');
${checksum}
let received = 0;
let sum = 1;
const socket = net.connect(9000, () => console.log('B is connected'));
socket.on('data', (data) => {
  received += data.length;
  sum = add(sum, data);
});
socket.on('end', () => console.log('all read,', received, 'checksum', sum));
socket.pause();
net.createServer((asker) => asker.end(JSON.stringify({ received }))).listen(9002);
net.createServer((asker) => { asker.end(); socket.resume(); }).listen(9003);
`;

const question = `const net = require('net');
const read = (port, then) => {
  let text = '';
  net.connect(port).on('data', (data) => { text += data; }).on('end', () => then(JSON.parse(text)));
};
read(9001, (a) => read(9002, (b) => console.log(JSON.stringify({ ...a, ...b }))));
`;

/**
 * Offers 100 MiB to a reader that pauses, then lets it read.
 * @param t the test
 * @param {string} url of the page
 * @param {(heaps: Heaps) => Promise<number>} relayBytes what the relay holds, after a garbage collection
 */
export async function pauseReader(t, url, relayBytes) {
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  t.after(() => browser.close());
  const heaps = await Heaps.at(port);
  t.after(() => heaps.close());

  const context = await browser.newContext();
  const a = await openTab(context, url, '#program=blank');
  const { room } = Object.fromEntries(
    new URLSearchParams(new URL(a.page.url()).hash.slice(1)),
  );
  const fragment = `#room=${room}&program=blank`;
  const b = await openTab(context, url, fragment);
  const c = await openTab(context, url, fragment);
  const [tabA, tabB] = [await heaps.watch(a.page), await heaps.watch(b.page)];

  const ask = async () => {
    await c.runCode(question);
    return JSON.parse(await c.outputWith('}\n'));
  };
  const measure = async () => {
    const relay = await relayBytes(heaps);
    const inA = await heaps.bytesOf(tabA);
    const inB = await heaps.bytesOf(tabB);
    // Page, frame, carrier, the run's worker and the one that waits for the next run.
    assert.ok(inA.threads >= 4, `only ${inA.threads} threads of A are seen`);
    return { a: inA.bytes, b: inB.bytes, relay };
  };

  await a.runCode(writer);
  await a.outputWith('A is ready');
  await b.runCode(reader);
  await b.outputWith('B is connected');
  let before = await ask();
  for (;;) {
    const now = await ask();
    if (now.sent === before.sent) break;
    before = now;
  }
  assert.equal(before.last, false, 'the last write() of A');
  assert.ok(before.sent - before.received <= underWay, JSON.stringify(before));

  const first = await measure();
  const grown = { a: 0, b: 0, relay: 0 };
  for (let i = 0; i < samples; i += 1) {
    assert.deepEqual(await ask(), before, 'nobody gets on while B pauses');
    const now = await measure();
    for (const part of Object.keys(grown))
      grown[part] = Math.max(grown[part], now[part] - first[part]);
  }
  t.diagnostic(
    `stalled at ${before.sent} bytes sent, ${before.received} read; at rest ${JSON.stringify(first)}, grown ${JSON.stringify(grown)}`,
  );
  assert.ok(grown.a < tabBound, `A grew by ${grown.a} bytes`);
  assert.ok(grown.b < tabBound, `B grew by ${grown.b} bytes`);
  assert.ok(grown.relay < relayBound, `the relay grew by ${grown.relay} bytes`);

  await c.runCode("require('net').connect(9003)");
  const [, written] = /checksum (-?\d+)/.exec(
    await a.outputWith('all written'),
  );
  const read = await b.outputWith('all read');
  assert.match(read, new RegExp(`all read, ${total} checksum ${written}\n`));
  const last = await measure();
  t.diagnostic(`after all was read ${JSON.stringify(last)}`);
  assert.ok(last.a - first.a < 2 * tabBound, 'A keeps what it has sent');
  assert.ok(last.b - first.b < 2 * tabBound, 'B keeps what it has read');
}
