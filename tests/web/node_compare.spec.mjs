// The same program in Node and here, event by event: the script the page gives is run by the oracle, and its log given
// back to the page.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { oraclePath } from '../helpers/oracle.mjs';
import { launch, openTab, serve } from './playground.mjs';

const run = promisify(execFile);
let playground;
let browser;
let context;
let folder;
before(async () => {
  playground = await serve();
  browser = await launch();
  context = await browser.newContext();
  folder = await mkdtemp(path.join(tmpdir(), 'tincan-compare-'));
});
after(async () => {
  await browser?.close();
  await playground?.close();
  await rm(folder, { recursive: true });
});

const button = (tab, name) =>
  tab.page.getByRole('button', { name, exact: true });
async function openCompare(tab) {
  await button(tab, 'Share').click();
  await button(tab, 'Run in Node and compare').click();
}
const fileInput = (tab) => tab.page.getByLabel('Log from Node');
const verdict = (tab) => tab.page.getByRole('dialog').getByRole('status');

/** Runs the program here and the page's script in Node. @returns the log, as text */
async function logOfNode(tab) {
  await tab.run.click();
  await tab.status(/^Ended/);
  await openCompare(tab);
  const [download] = await Promise.all([
    tab.page.waitForEvent('download'),
    button(tab, 'Download script').click(),
  ]);
  const script = path.join(folder, download.suggestedFilename());
  await download.saveAs(script);
  const { stdout, stderr } = await run(oraclePath(), [script], { cwd: folder });
  // The tracer takes nothing from what the program prints.
  assert.equal(stdout, await tab.output());
  const [, name] = /events noted in (.*)\n$/.exec(stderr);
  return readFile(name);
}

async function give(tab, buffer) {
  await fileInput(tab).setInputFiles({
    name: 'log.json',
    mimeType: 'application/json',
    buffer,
  });
}

const programs =
  'duplex echo blank modules types push-false write-false paused-reader pipe-loop half-open tcp';
for (const id of programs.split(' ')) {
  test(`${id}: no divergence from Node`, async () => {
    const tab = await openTab(context, playground.url, `#program=${id}`);
    const log = await logOfNode(tab);
    if (JSON.parse(log).events.length > 0) {
      await give(tab, log);
      await verdict(tab).waitFor();
      const words = await verdict(tab).textContent();
      assert.match(words, /^No divergence: [1-9]/);
      assert.match(words, /Node v24\./);
    } else {
      assert.equal(id, 'blank');
    }
    assert.deepEqual(tab.complaints, []);
    await tab.page.close();
  });
}

const manyEvents = (count) => `const { Readable, Writable } = require('stream');
const numbers = Array.from({ length: ${count} }, (_, i) => i);
Readable.from(numbers).pipe(
  new Writable({ objectMode: true, write(chunk, encoding, done) { done(); } }),
);
`;

test('a run of sixty thousand events at once is compared whole', async () => {
  const tab = await openTab(context, playground.url, '#program=blank');
  await tab.code.fill(manyEvents(10_000));
  const log = await logOfNode(tab);
  await give(tab, log);
  await verdict(tab).waitFor();
  const words = await verdict(tab).textContent();
  const [, rows] = /^No divergence: ([\d\s]+)/.exec(words);
  assert.equal(Number(rows.replace(/\s/g, '')), JSON.parse(log).total);
  await tab.page.close();
});

test('of a longer one that has gaps it is said how many events are missing', async () => {
  const tab = await openTab(context, playground.url, '#program=blank');
  await tab.code.fill(manyEvents(20_000));
  await give(tab, await logOfNode(tab));
  const alert = tab.page.getByRole('dialog').getByRole('alert');
  const words = await alert.textContent();
  assert.match(words, /too long: [\d\s]+ of its 120\s019 events were not kept/);
  assert.match(words, /first 65\s536 always are/);
  await tab.page.close();
});

test('the first divergence is named and pinned', async () => {
  const tab = await openTab(context, playground.url, '#program=echo');
  const log = JSON.parse(await logOfNode(tab));
  const at = log.events.findIndex(([, , kind]) => kind === 'data');
  log.events[at][3] += 1;
  await give(tab, Buffer.from(JSON.stringify(log)));
  await verdict(tab).waitFor();
  const words = await verdict(tab).textContent();
  assert.match(
    words,
    /^They part at row \d+: Tincan #1 EchoDuplex data 6, .*; Node v24\S* #1 EchoDuplex data 7,/,
  );
  const pinned = tab.page.locator('.first-difference');
  assert.match(await pinned.textContent(), /data 6.*≠.*data 7/);
});

test('a file that is no log is told as such, and the page lives', async () => {
  const tab = await openTab(context, playground.url, '#program=echo');
  await tab.run.click();
  await tab.status(/^Ended/);
  await openCompare(tab);
  const alert = tab.page.getByRole('dialog').getByRole('alert');
  const bad = {
    hello: 'no log of events',
    '{"a": 1}': 'no log of events',
    null: 'no log of events',
    '{"tincan": "log", "version": 9, "events": []}': 'newer Tincan',
    '{"tincan": "log", "version": 1, "runtime": "x", "program": "x", "events": [[1, 2]]}':
      'damaged',
  };
  for (const [text, words] of Object.entries(bad)) {
    await give(tab, Buffer.from(text));
    await alert.filter({ hasText: words }).waitFor();
  }
  await button(tab, 'Close').click();
  // Dropped on the page, it is the same.
  await tab.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['\u0000\u0001'], 'picture.png'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
  });
  await alert.filter({ hasText: 'no log of events' }).waitFor();
  await button(tab, 'Close').click();
  await tab.run.click();
  await tab.status(/^Ended/);
  assert.deepEqual(tab.complaints, []);
});

test('the log can be saved, and compared with itself', async () => {
  const tab = await openTab(context, playground.url, '#program=pipe-loop');
  await tab.run.click();
  await tab.status(/^Ended/);
  await button(tab, 'Share').click();
  const [download] = await Promise.all([
    tab.page.waitForEvent('download'),
    button(tab, 'Save log as JSON').click(),
  ]);
  await button(tab, 'Close').click();
  const log = JSON.parse(await readFile(await download.path()));
  assert.equal(log.runtime, 'Tincan');
  assert.equal(log.events.length, log.total);
  await openCompare(tab);
  await give(tab, Buffer.from(JSON.stringify(log)));
  await verdict(tab).waitFor();
  assert.match(await verdict(tab).textContent(), /^No divergence/);
});
