// Virtual time and seeds: a run is a function of its program and its seed, timers keep Node's order, and nobody waits
// for a clock. Real time, where it was chosen or another tab takes part.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { oraclePath } from '../helpers/oracle.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

const run = promisify(execFile);

async function withTab(act, fragment = '#program=blank') {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, fragment);
  try {
    await act(tab, context);
    assert.deepEqual(tab.complaints, []);
  } finally {
    await context.close();
  }
}

async function outputOf(tab, code) {
  await tab.runCode(code);
  await tab.status(/^(Ended|Exit code)/);
  return tab.output();
}

async function outputOfNode(code) {
  const folder = await mkdtemp(path.join(tmpdir(), 'tincan-time-'));
  try {
    const file = path.join(folder, 'program.cjs');
    await writeFile(file, code);
    return (await run(oraclePath(), [file])).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function openMenu(tab) {
  await tab.page.getByText(/(Virtual|Real) time, seed/).click();
}

const status = (tab) => tab.page.locator('.run-status');

test('a timer of a day is due at once', () =>
  withTab(async (tab) => {
    const output = await outputOf(
      tab,
      `const began = Date.now();
setTimeout(() => console.log((Date.now() - began) / 3600000), 24 * 3600000);`,
    );
    assert.equal(output, '24\n');
    assert.match(await status(tab).textContent(), /1 d of virtual time/);
  }));

test('in real time a timer takes its time', () =>
  withTab(async (tab) => {
    await openMenu(tab);
    await tab.page.getByLabel(/^Real/).check();
    await openMenu(tab);
    const began = performance.now();
    await outputOf(tab, 'setTimeout(() => {}, 700);');
    assert.ok(performance.now() - began >= 700);
    assert.doesNotMatch(await status(tab).textContent(), /virtual/);
  }));

/** What differs from one moment to the next, from one run to the next, or from one machine to the next. */
const telltale = `const { Readable, Transform } = require('stream');
console.log(Date.now(), new Date().toISOString(), performance.now(), process.hrtime(), process.uptime());
console.log(Math.random(), crypto.randomUUID(), crypto.getRandomValues(new Uint8Array(4)).join());
let timers = 0;
const interval = setInterval(() => {
  console.log('interval', performance.now(), Math.random());
  if (++timers === 3) clearInterval(interval);
}, 50);
const slow = new Transform({
  transform(chunk, encoding, callback) {
    setTimeout(callback, Math.random() * 100, null, chunk);
  },
});
Readable.from(['a', 'b', 'c']).pipe(slow).on('data', (d) => console.log(String(d), performance.now()));
setTimeout(() => {
  new Blob(['x'.repeat(1e6)]).arrayBuffer().then(({ byteLength }) => console.log('blob', byteLength, performance.now()));
}, 1000);
let spins = 0;
setImmediate(function spin() { if (++spins < 500) setImmediate(spin); else console.log('spun', performance.now()); });
for (const end = performance.now() + 2; performance.now() < end;);
console.log('busy', performance.now());`;

const trace = async (tab) => (await tab.rows()).join('\n');

test('the same seed gives the same run, another seed another', () =>
  withTab(async (tab) => {
    const first = [await outputOf(tab, telltale), await trace(tab)];
    const second = [await outputOf(tab, telltale), await trace(tab)];
    assert.match(first[0], /2026-01-01T00:00:00/);
    assert.match(first[0], /\nblob 1000000 .*\n$/);
    assert.deepEqual(second, first);

    await openMenu(tab);
    await tab.page.getByRole('textbox', { name: 'Seed' }).fill('7');
    await tab.page.getByRole('textbox', { name: 'Seed' }).press('Tab');
    const third = await outputOf(tab, telltale);
    assert.notEqual(third, first[0]);
    await tab.page.getByText('Virtual time, seed 7').waitFor();
  }));

test('Re-roll runs with another seed', () =>
  withTab(async (tab) => {
    const code = 'console.log(Math.random());';
    const before = await outputOf(tab, code);
    await openMenu(tab);
    await tab.page.getByRole('button', { name: 'Re-roll and run' }).click();
    await tab.page.waitForFunction((old) => {
      const log = document.querySelector('[role=log][aria-label=Console]');
      return /^0[.]\d+/.test(log.textContent) && log.textContent !== old;
    }, before);
  }));

test('the seed and the kind of time are in the link; a link without them is as usual', () =>
  withTab(async (tab) => {
    await openMenu(tab);
    await tab.page.getByRole('textbox', { name: 'Seed' }).fill('4242');
    await tab.page.getByRole('textbox', { name: 'Seed' }).press('Tab');
    const output = await outputOf(tab, 'console.log(Math.random());');
    await tab.page.getByRole('button', { name: 'Share', exact: true }).click();
    const link = await tab.link();
    await withTab(async (other) => {
      await other.page.getByText('Virtual time, seed 4242').waitFor();
      await other.run.click();
      await other.status(/^Ended/);
      assert.equal(await other.output(), output);
    }, new URL(link).hash);
  }));

/** Nothing in these depends on how fast a machine is, unless it stands still for a third of a second: Node waits in real time. */
const orders = {
  'timers by time, then by age': `
for (const ms of [1800, 600, 1200, 600, 0, 1]) setTimeout(console.log, ms, ms);
setTimeout(() => { setTimeout(console.log, 300, 'after the second'); console.log('second'); }, 600);`,
  'ticks and microtasks between two timers': `
for (const n of [1, 2]) setTimeout(() => {
  console.log('timer', n);
  Promise.resolve().then(() => console.log('microtask', n));
  process.nextTick(() => console.log('tick', n));
}, 20);`,
  'immediates of a round, and those they make': `
setTimeout(() => {
  setImmediate(() => { console.log('a'); setImmediate(console.log, 'c'); process.nextTick(console.log, 'tick'); });
  setImmediate(console.log, 'b');
}, 5);`,
  'a timer made in a timer waits for the next round': `
setTimeout(() => {
  setTimeout(console.log, 0, 'later');
  setImmediate(console.log, 'immediate');
  console.log('now');
}, 5);`,
  'an interval and its end': `
let n = 0;
const interval = setInterval(() => { console.log(++n); if (n === 3) clearInterval(interval); }, 800);
setTimeout(console.log, 2000, 'between');`,
  'refresh, unref and close': `
const again = setTimeout(console.log, 1200, 'refreshed');
setTimeout(() => again.refresh(), 600);
setTimeout(console.log, 1500, 'before it');
setTimeout(console.log, 9000, 'never').unref();`,
  'a busy wait is over when its time has come': `
const end = Date.now() + 50;
while (Date.now() < end);
setTimeout(console.log, 10, 'after');
console.log('waited');`,
  'for await of an interval': `
const { setInterval } = require('timers/promises');
(async () => {
  let n = 0;
  for await (const value of setInterval(10, 'value')) { console.log(value); if (++n === 3) break; }
})();`,
  'AbortSignal.timeout': `
const { addAbortSignal, Readable } = require('stream');
const never = new Readable({ read() {} });
addAbortSignal(AbortSignal.timeout(1200), never);
never.on('error', ({ name }) => console.log(name));
setTimeout(console.log, 600, 'before');
setTimeout(console.log, 1800, 'after');`,
  'a server and its client with a pause': `
const net = require('net');
const server = net.createServer((socket) => {
  socket.on('data', (data) => setTimeout(() => socket.end('echo ' + data), 500));
  socket.on('close', () => server.close());
}).listen(4000, () => {
  const client = net.connect(4000);
  client.on('data', (data) => console.log(String(data)));
  client.on('end', () => console.log('end'));
  client.write('hello');
});`,
};
for (const [title, code] of Object.entries(orders)) {
  test(`${title}, in Node's order`, () =>
    withTab(async (tab) => {
      assert.equal(await outputOf(tab, code), await outputOfNode(code));
      assert.match(await status(tab).textContent(), /of virtual time/);
    }));
}

test('an interval without end is paced, and Stop works', () =>
  withTab(async (tab) => {
    await tab.runCode(
      'let n = 0; setInterval(() => { n += 1; if (n === 1500) console.log("ready"); }, 1000);',
    );
    await tab.outputWith('ready');
    await tab.stop.click();
    await tab.status('Stopped');
  }));

test('the log shows virtual time', () =>
  withTab(async (tab) => {
    await outputOf(
      tab,
      `const { PassThrough } = require('stream');
const stream = new PassThrough();
setTimeout(() => stream.end('x'), 90 * 60000);`,
    );
    await tab.events.getByText('1 h 30 min').first().waitFor();
  }));

test('with another tab, time is real from there on', () =>
  withTab(async (a, context) => {
    await a.runCode(`require('net').createServer((socket) => socket.end('hello')).listen(8000, () => {
  console.log('listening');
});`);
    await a.outputWith('listening');
    const href = await a.openB.getAttribute('href');
    const b = await openTab(context, playground.url, href);
    await b.runCode(
      `require('net').connect(8000).on('data', (d) => console.log(String(d)));`,
    );
    await b.outputWith('hello');
    await b.page.getByText('Real time, seed 1').waitFor();
    await a.page.getByText('Real time, seed 1').waitFor();
    await b.status(/^Ended/);
    assert.doesNotMatch(await status(b).textContent(), /virtual/);
    await a.stop.click();
  }));

test('what arrives can be cut: the bytes are the same, the chunks are the seed’s', () =>
  withTab(async (tab) => {
    const code = `const net = require('net');
const sizes = [];
const server = net.createServer((socket) => {
  let text = '';
  socket.on('data', (data) => { sizes.push(data.length); text += data; socket.pause(); setTimeout(() => socket.resume(), 5); });
  socket.on('end', () => { console.log(text.length, text === 'abcdefghij'.repeat(1000)); console.log(sizes.join()); socket.end(); server.close(); });
}).listen(4000, () => net.connect(4000).end('abcdefghij'.repeat(1000)));`;
    const [whole, chunks] = (await outputOf(tab, code)).split('\n');
    assert.equal(whole, '10000 true');
    assert.equal(chunks, '10000');
    await openMenu(tab);
    await tab.page.getByLabel(/^Cut what arrives/).check();
    const cut = await outputOf(tab, code);
    assert.ok(cut.startsWith('10000 true\n'));
    assert.ok(cut.split(',').length > 1, cut);
    assert.equal(await outputOf(tab, code), cut);
    // Run closed it.
    await openMenu(tab);
    await tab.page.getByRole('textbox', { name: 'Seed' }).fill('2');
    await tab.page.getByRole('textbox', { name: 'Seed' }).press('Tab');
    assert.notEqual(await outputOf(tab, code), cut);
  }));

test('the time, the seed and the cuts chosen are still chosen after a reload', () =>
  withTab(async (tab) => {
    const seed = tab.page.getByRole('textbox', { name: 'Seed' });
    await openMenu(tab);
    await tab.page.getByLabel(/^Real/).check();
    await seed.fill('4711');
    await seed.press('Tab');
    await tab.program.selectOption({ label: 'Blank' });
    await tab.page.waitForURL(/program=blank/);
    await tab.page.reload();
    await openMenu(tab);
    assert.equal(await seed.inputValue(), '4711');
    assert.ok(await tab.page.getByLabel(/^Real/).isChecked());
  }, '#program=echo'));
