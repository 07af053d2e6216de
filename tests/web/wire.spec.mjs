// The Wire view: frames as they pass between two tabs, what is left of their windows, and the knobs, which slow
// the line and change nothing of what arrives.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
let a;
let b;
beforeEach(async () => {
  context = await browser.newContext();
  a = await openTab(context, playground.url, '#program=blank');
  b = await openTab(
    context,
    playground.url,
    await a.openB.getAttribute('href'),
  );
});
afterEach(async () => {
  assert.deepEqual([...a.complaints, ...b.complaints], []);
  await context.close();
});

const wireOf = (tab) => tab.page.getByRole('region', { name: 'Wire' });
async function show(tab) {
  await tab.page.getByRole('button', { name: 'Wire', exact: true }).click();
  await wireOf(tab).waitFor();
}
/** Frames as text, the first one first. */
const frames = async (tab) => {
  const rows = await wireOf(tab).locator('tbody tr').allTextContents();
  return rows.reverse();
};
const turn = (tab, knob, choice) =>
  wireOf(tab).getByRole('combobox', { name: knob }).selectOption(choice);

const listening = `const net = require('net');
net.createServer((socket) => {
  let seen = [];
  socket.on('data', (chunk) => seen.push(chunk.length));
  socket.on('end', () => {
    console.log('sizes', seen.join(' '));
    socket.end('bye');
  });
}).listen(7000, () => console.log('listening'));
`;
const client = (text) => `const net = require('net');
const socket = net.connect(7000);
socket.on('data', (chunk) => console.log('got ' + chunk));
socket.end('${text}');
`;

test('frames show type, flags, length and bytes, and the windows what is left', async () => {
  await show(a);
  await show(b);
  await a.runCode(listening);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  await b.runCode(client('hello wire'));
  await b.outputWith('got bye');
  const hex = [...'hello wire']
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join(' ');
  const sent = wireOf(b)
    .getByRole('row')
    .filter({ hasText: `→ out` })
    .filter({ hasText: hex });
  await sent.waitFor();
  assert.match(await sent.textContent(), /Data.*hello wire/);
  const received = wireOf(a)
    .getByRole('row')
    .filter({ hasText: '← in' })
    .filter({ hasText: hex });
  await received.waitFor();
  const all = await frames(b);
  assert.ok(all.some((row) => /SYN/.test(row)));
  assert.ok(all.some((row) => /FIN/.test(row)));
  const window = wireOf(b).getByRole('meter', { name: /^out 256 of 256 KiB/ });
  await window.first().waitFor();
});

test('frames go by the run’s clock, which rests and jumps', async () => {
  await show(a);
  await a.runCode(`const server = require('net').createServer();
server.listen(7000, () => setTimeout(() => server.close(), 5000));`);
  await a.status(/^Ended after 5\b.* of virtual time/);
  const closing = wireOf(a).getByRole('row').filter({ hasText: 'out' });
  await closing.filter({ hasText: 'FIN' }).first().waitFor();
  const rows = await frames(a);
  const times = rows.map((row) => Number.parseFloat(row));
  assert.ok(times.length > 3 && times[0] >= 0, rows.join('\n'));
  assert.deepEqual(
    times,
    [...times].sort((one, other) => one - other),
  );
  const fin = rows.findIndex((row) => /out.*FIN/.test(row));
  assert.ok(times[fin] >= 5000 && times[0] < 1000, rows.join('\n'));
});

test('a window fills while its reader pauses', async () => {
  await show(b);
  await a.runCode(`require('net').createServer((socket) => {
  socket.pause();
  console.log('paused');
}).listen(7000, () => console.log('listening'));
`);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  await b.runCode(`const socket = require('net').connect(7000);
socket.write(Buffer.alloc(1024 * 1024));
`);
  await wireOf(b)
    .getByRole('meter', { name: /^out 0 of \d+ KiB/ })
    .waitFor();
  // The socket's card and its row in the table say the same of the same stream.
  const full = 'window out: 256 / 256 KiB used, window in: 0 / 256 KiB used';
  await b.page.locator('.card').getByText(full).waitFor();
  await b.page.getByRole('row').filter({ hasText: full }).waitFor();
  await a.page
    .locator('.card')
    .getByText(/window in: (19[2-9]|2\d\d) \/ 256 KiB used/)
    .waitFor();
  // Before it was connected nothing was under way.
  await b.page.getByRole('button', { name: 'First event' }).click();
  await b.page.locator('.card').getByText('not connected').waitFor();
  assert.equal(await b.page.getByText('/ 256 KiB used').count(), 0);
  await b.page.getByRole('button', { name: 'Live' }).click();
  await b.page.locator('.card').getByText(full).waitFor();
});

test('at a moment looked at, the wire shows what had passed by then', async () => {
  await show(b);
  await a.runCode(listening);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  await b.runCode(`${client('hello wire')}
socket.on('close', () => {
  setTimeout(() => net.connect(7000).end('second'), 100);
});
`);
  await b.outputWith('got bye');
  const said = (what) =>
    wireOf(b).locator('tbody').getByText(what, { exact: false });
  await said('second').first().waitFor();
  const log = b.page.getByRole('searchbox', { name: 'Filter events' });
  await log.fill('stream:#1 event:destroy');
  await b.events.getByText('destroy', { exact: true }).click();
  await wireOf(b).getByText('What had passed by the moment').waitFor();
  await said('hello wire').first().waitFor();
  assert.equal(await said('second').count(), 0);
  const windows = await wireOf(b).locator('.windows').count();
  await b.page.getByRole('button', { name: 'First event' }).click();
  await wireOf(b)
    .getByText('By the moment looked at nothing had passed')
    .waitFor();
  assert.equal(await wireOf(b).locator('.windows').count(), 0);
  await b.page.getByRole('button', { name: 'Live' }).click();
  await said('second').first().waitFor();
  assert.ok((await wireOf(b).locator('.windows').count()) > windows);
});

test('a closed socket’s windows are the same live and at the last event', async () => {
  await a.runCode(`require('net').createServer((socket) => {
  socket.on('error', () => {}).pause();
}).listen(7000, () => console.log('listening'));
`);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  await b.runCode(`const socket = require('net').connect(7000, () => {
  socket.write(Buffer.alloc(100 * 1024));
  setTimeout(() => socket.resetAndDestroy(), 20);
});
`);
  await b.status(/^Ended/);
  const wire = b.page.locator('.card .wire');
  const windows = wire.filter({ hasText: 'KiB used' });
  await wire.filter({ hasText: 'RST sent' }).waitFor();
  // Its reset passes when the run's last event has happened.
  await windows.waitFor({ state: 'detached' });
  await b.page.getByRole('button', { name: 'Last event' }).click();
  await b.page.getByRole('button', { name: 'Live', pressed: false }).waitFor();
  assert.equal(await windows.count(), 0);
  assert.equal(await wire.locator('.fill').count(), 0);
  await b.page.getByRole('button', { name: 'Previous event' }).click();
  await windows.waitFor();
});

test('small messages cut the frames, and every byte arrives', async () => {
  await show(b);
  await turn(b, 'Largest message', '16 bytes');
  await a.runCode(listening);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  await b.runCode(client('x'.repeat(1000)));
  const output = await a.outputWith('sizes');
  const sizes = /sizes ([\d ]+)/.exec(output)[1].split(' ').map(Number);
  assert.equal(
    sizes.reduce((sum, size) => sum + size),
    1000,
  );
  await b.outputWith('got bye');
});

test('latency delays what passes, each way', async () => {
  await show(b);
  await a.runCode(listening);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  await turn(b, 'Latency', '1\u202f000 ms');
  await b.runCode(`const net = require('net');
const begun = performance.now();
net.connect(7000).on('connect', function () {
  this.destroy();
  console.log(performance.now() - begun >= 1900 ? 'late' : 'early');
});
`);
  assert.equal(await b.outputWith('l'), 'late\n');
});

test('a slow line makes write() wait, and the sum is right', async () => {
  await show(b);
  await turn(b, 'Bandwidth', '1\u202f024 KiB/s');
  await a.runCode(`require('net').createServer((socket) => {
  let sum = 0;
  socket.on('data', (chunk) => { sum += chunk.length; });
  socket.on('end', () => console.log('sum', sum));
}).listen(7000, () => console.log('listening'));
`);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  await b.runCode(`const socket = require('net').connect(7000);
console.log(socket.write(Buffer.alloc(600000)));
socket.end();
`);
  assert.equal(await b.outputWith('\n'), 'false\n');
  await a.outputWith('sum 600000');
});

test('the largest window granted is chosen, and the protocol’s first is the least', async () => {
  await show(b);
  await turn(b, 'Latency', '200 ms');
  await a.runCode(`require('net').createServer((socket) => {
  socket.end(Buffer.alloc(8 * 1024 * 1024));
}).listen(7000, () => console.log('listening'));
`);
  await a.outputWith('listening');
  await a.status('Relay: connected');
  const take = `let sum = 0;
require('net').connect(7000)
  .on('data', (chunk) => { sum += chunk.length; })
  .on('end', () => console.log('sum', sum));
`;
  const meter = (name) => wireOf(b).getByRole('meter', { name }).first();
  // What holds the sender up is the window alone, on a busy machine too: it grows.
  await b.runCode(take);
  await b.outputWith('sum 8388608');
  await meter(/^in .* of 4\s096 KiB/).waitFor();

  await b.page.locator('.run-options summary').click();
  await b.page
    .getByRole('combobox', { name: 'Largest window' })
    .selectOption('256 KiB');
  await turn(b, 'Latency', '0');
  await b.runCode(take);
  await b.outputWith('sum 8388608');
  const ways = await wireOf(b).getByRole('meter').all();
  assert.ok(ways.length >= 2);
  for (const way of ways)
    assert.match(await way.getAttribute('aria-label'), / of 256 KiB/);
});
