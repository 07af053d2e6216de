// What a program does to itself is named: a loop that goes on writing after write() said false, and a thread that is
// never let go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

async function withTab(act) {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=blank');
  try {
    await act(tab);
    assert.deepEqual(tab.complaints, []);
  } finally {
    await context.close();
  }
}

const sink = `const { Writable } = require('stream');
const sink = new Writable({
  write(chunk, encoding, callback) { setImmediate(callback); },
});
`;

test('a loop that ignores false is named, with its stream and its line', () =>
  withTab(async (tab) => {
    await tab.runCode(`${sink}
for (let i = 0; i < 20000; i += 1) {
  sink.write('sixteen letters.');
}
setTimeout(() => process.exit(), 10);`);
    await tab.status(/^Ended/);
    const output = await tab.output();
    assert.match(
      output,
      /You wrote 10\u202f000 chunks to #1 Writable after write\(\) said false, line 7\./,
    );
    // Told once, not at every stretch.
    assert.equal(output.match(/You wrote/g).length, 1);
  }));

test('it is named while the loop goes on without end', () =>
  withTab(async (tab) => {
    await tab.runCode(`${sink}\nwhile (true) sink.write('x');`);
    await tab.outputWith('after write() said false, line 6');
    await tab.stop.click();
    await tab.status('Stopped');
  }));

test('who waits for drain, or stays below ten thousand, hears nothing', () =>
  withTab(async (tab) => {
    await tab.runCode(`const { Readable, Writable } = require('stream');
const slow = new Writable({ objectMode: true, highWaterMark: 1, write(c, e, cb) { setImmediate(cb); } });
Readable.from(Array(20000).keys()).pipe(slow).on('finish', () => console.log('done'));
const sink = new Writable({ write(c, e, cb) { cb(); } });
for (let i = 0; i < 9000; i += 1) sink.write('x'.repeat(20000));`);
    await tab.status(/^Ended/);
    assert.equal(await tab.output(), 'done\n');
  }));

test('a program that keeps its thread is said to be busy, and is again let be when it lets go', () =>
  withTab(async (tab) => {
    await tab.page.getByText('Virtual time, seed').click();
    await tab.page.getByLabel(/^Real/).check();
    // For four seconds only.
    const saidBusy = await tab.hears(
      tab.page.locator('.run-status'),
      'Still busy',
    );
    await tab.runCode(`const end = Date.now() + 6000;
while (Date.now() < end);
setInterval(() => {}, 1000);`);
    await saidBusy();
    await tab.status('Running');
    await tab.stop.click();
    await tab.status('Stopped');
  }));

test('Stop ends a program that is busy for good', () =>
  withTab(async (tab) => {
    await tab.runCode('while (true);');
    await tab.status('Still busy');
    await tab.stop.click();
    await tab.status('Stopped');
  }));
