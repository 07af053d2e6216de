// The event log: its filter, its folded repeats, its keys, what it copies; and what binds it to the streams
// and to the lines of the program.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
let tab;
let filter;
beforeEach(async () => {
  context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  tab = await openTab(context, playground.url, '#program=blank');
  filter = tab.page.getByRole('searchbox', { name: 'Filter events' });
  await tab.runCode(program);
  await tab.status(/^Ended/);
});
afterEach(async () => {
  assert.deepEqual(tab.complaints, []);
  await context.close();
});

const program = `const { Readable, Writable } = require('stream');
const w = new Writable({ highWaterMark: 4, write() {} });
w.write('ab');
for (let i = 0; i < 5; i += 1) w.write('c');
const r = new Readable({ highWaterMark: 3, read() {} });
r.push('xyz');
`;

/** The rows in view, without the columns' names. */
const rows = () =>
  tab.events.evaluate((log) =>
    [...log.querySelectorAll('.event:not(.event-head)')].map((row) =>
      row.textContent.replaceAll(/\s+/g, ' ').trim(),
    ),
  );
const press = (name) =>
  tab.page.getByRole('button', { name, exact: true }).click();
const notice = (text) => tab.page.getByText(text).first().waitFor();

test('the filter chooses by stream, event, answer and words', async () => {
  await filter.fill('stream:#1 event:write answer:false');
  await notice(/^1 row of \d+ events$/);
  assert.match((await rows())[0], /#1 Writable writable write ×4 1 → false/);
  await filter.fill('event:push event:new -stream:#1');
  assert.deepEqual(
    (await rows()).map((row) => /#2 Readable (?:readable )?(\w+)/.exec(row)[1]),
    ['new', 'push'],
  );
  await filter.fill('line:3 writable');
  assert.ok((await rows()).every((row) => row.endsWith('line 3')));
  await filter.fill('colour:red');
  await notice(/^no such filter: colour:/);
  await filter.fill('');
  await notice(/^\d+ events$/);
});

test('repeats fold, and unfold on demand', async () => {
  await filter.fill('event:write');
  assert.equal((await rows()).length, 3);
  await press('Fold repeats');
  assert.equal((await rows()).length, 6);
  assert.equal(
    await tab.page
      .getByRole('button', { name: 'Fold repeats' })
      .getAttribute('aria-pressed'),
    'false',
  );
});

test('the arrow keys go from row to row, and the moment with them', async () => {
  await filter.fill('event:write');
  await tab.events.focus();
  await tab.page.keyboard.press('Home');
  const moment = tab.page.getByRole('slider', { name: 'Moment' });
  assert.match(await moment.getAttribute('aria-valuetext'), /write 2 → true$/);
  await tab.page.keyboard.press('End');
  assert.match(await moment.getAttribute('aria-valuetext'), /write 1 → false$/);
  await tab.page.keyboard.press('ArrowUp');
  assert.match(await moment.getAttribute('aria-valuetext'), /write 1 → true$/);
  const current = tab.events.locator('[aria-current=true]');
  assert.match(await current.textContent(), /write/);
  await tab.page.keyboard.press('Enter');
  await tab.page.getByRole('button', { name: 'Events of line 4' }).waitFor();
});

test('rows are copied as text: the current one, or all', async () => {
  const copied = () => tab.page.evaluate(() => navigator.clipboard.readText());
  await filter.fill('event:write');
  await press('Copy');
  await notice('Copied 3 rows');
  assert.match(
    await copied(),
    /^\d+ [\d.]+ ms #1 Writable writable write 2 → true W 2 R 0 line 3\n.*\n.* → false ×4 W 4 R 0 line 4\n$/,
  );
  await tab.events.focus();
  await tab.page.keyboard.press('Home');
  await tab.page.keyboard.press('Control+c');
  await notice('Copied 1 row');
  assert.match(await copied(), /^[^\n]*write 2 → true[^\n]*\n$/);
});

test('choosing a stream filters the log and marks its lines; again undoes it', async () => {
  const choose = tab.page.getByRole('button', { name: '#1 Writable' });
  await choose.click();
  assert.equal(await filter.inputValue(), 'stream:#1');
  assert.equal(await choose.getAttribute('aria-pressed'), 'true');
  const marked = () => tab.code.locator('.cm-stream-line').allTextContents();
  assert.deepEqual(await marked(), program.split('\n').slice(2, 4));
  await choose.click();
  assert.equal(await filter.inputValue(), '');
  assert.deepEqual(await marked(), []);
});

test('the moment marks its line, and a line of the program leads to its events', async () => {
  await filter.fill('event:push');
  await tab.events.focus();
  await tab.page.keyboard.press('Home');
  const line = tab.code.locator('.cm-moment-line');
  assert.equal(await line.textContent(), "r.push('xyz');");
  await line.click();
  await press('Events of line 6');
  assert.equal(await filter.inputValue(), 'line:6');
  const found = await rows();
  assert.ok(found.length > 0);
  assert.ok(found.every((row) => row.endsWith('line 6')));
});

test('a press on a part of a card filters the log to its events', async () => {
  await tab.page.getByText('2 bytes in _write, callback owed').first().click();
  assert.match(await filter.inputValue(), /^stream:#1 event:_write /);
  assert.deepEqual(
    (await rows()).map((row) => row.replace(/^\d+ [\d.]+ ms /, '')),
    ['#1 Writable writable _write 2 W 2 line 3'],
  );
});

test('the log stays at its end while events come, and after', async () => {
  await tab.runCode(`const { PassThrough } = require('stream');
const p = new PassThrough().resume();
let n = 0;
const timer = setInterval(() => {
  p.write('x');
  if ((n += 1) === 100) clearInterval(timer);
}, 1);
`);
  await tab.status(/^Ended/);
  const moment = tab.page.getByRole('slider', { name: 'Moment' });
  const last = Number(await moment.getAttribute('max'));
  assert.ok(last > 300, `${last} events`);
  await tab.events.getByText(new RegExp(`^${last}$`)).waitFor();
});
