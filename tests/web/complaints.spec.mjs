// What users of other playgrounds complain of, as far as no other spec asks for it; and whether the table of
// web/README.md, which names a test for each complaint, names tests that there are.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

const here = import.meta.dirname;

test('every complaint names a test that there is', () => {
  const readme = readFileSync(path.join(here, '../../web/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| (\d+) +\| ([^|]+)\| (.+) \|$/gm)];
  assert.deepEqual(
    rows.map(([, number]) => Number(number)),
    Array.from({ length: 15 }, (_, i) => i + 1),
  );
  for (const [, number, , tests] of rows) {
    const named = [...tests.matchAll(/`(\w+)`: ([^;]+)/g)];
    assert.ok(named.length > 0, `complaint ${number} names no test`);
    for (const [, spec, name] of named) {
      const source = readFileSync(path.join(here, `${spec}.spec.mjs`), 'utf8');
      assert.ok(source.includes(name.trim()), `${spec} has no test: ${name}`);
    }
  }
});

test('a long loop is no endless one: it runs to its end, as generators do', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=blank');
  await tab.runCode(`const { Readable } = require('stream');
let n = 0;
for (let i = 0; i < 5_000_000; i += 1) n += i % 2;
function* numbers() { let i = 0; while (true) yield i++; }
for (const i of numbers()) if (i === 300_000) break;
(async () => {
  let seen = 0;
  for await (const chunk of Readable.from(numbers())) { seen = chunk; if (chunk === 1000) break; }
  console.log(n, seen);
})();
`);
  assert.equal(await tab.outputWith('1000'), '2500000 1000\n');
  await tab.status(/^Ended/);
  assert.deepEqual(tab.complaints, []);
  await context.close();
});

test('a phone keeps fewer events, says so, and goes on', async () => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const tab = await openTab(context, playground.url, '#program=blank');
  await tab.runCode(`const { Writable } = require('stream');
const w = new Writable({ write(chunk, encoding, done) { done(); } });
let left = 150;
(function some() {
  for (let i = 0; i < 1000; i += 1) w.write('x');
  if ((left -= 1) > 0) setTimeout(some, 1);
})();
`);
  await tab.status(/^Ended/);
  const words = await tab.page
    .getByText(/the last [\d\u202f]+ of [\d\u202f]+ events/)
    .textContent();
  const [kept, all] = words
    .match(/[\d\u202f]+/g)
    .map((number) => Number(number.replaceAll('\u202f', '')));
  assert.ok(kept <= 256 * 1024, `${kept} kept`);
  assert.ok(all > 256 * 1024, `${all} in all`);
  await tab.runCode("console.log('goes on')");
  await tab.status(/^Ended/);
  await tab.page
    .getByRole('navigation', { name: 'Panes' })
    .getByRole('button', { name: 'Console' })
    .click();
  await tab.outputWith('goes on');
  assert.deepEqual(tab.complaints, []);
  await context.close();
});

test('it needs no cookie, no isolated origin and no header of isolation', async () => {
  const context = await browser.newContext();
  const headers = [];
  context.on('response', (response) => headers.push(response.headers()));
  const tab = await openTab(context, playground.url, '#program=tcp');
  await tab.run.click();
  await tab.status(/^Ended/);
  assert.deepEqual(await context.cookies(), []);
  assert.equal(
    await tab.page.evaluate(() => globalThis.crossOriginIsolated),
    false,
  );
  assert.ok(headers.length > 3);
  for (const sent of headers)
    for (const name of [
      'set-cookie',
      'cross-origin-opener-policy',
      'cross-origin-embedder-policy',
    ])
      assert.equal(sent[name], undefined, name);
  await context.close();
});

test('every program says what it is for before it is run', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url);
  const ids = await tab.program.evaluate((select) =>
    [...select.options].map(({ value }) => value),
  );
  assert.ok(ids.length > 10);
  const said = new Set();
  for (const id of ids) {
    await tab.program.selectOption(id);
    const title = await tab.program.evaluate(
      (select) => select.selectedOptions[0].textContent,
    );
    const intro = tab.page.getByRole('region', { name: 'Streams' });
    await intro.getByRole('heading', { name: title }).waitFor();
    const about = await intro.locator('h3 + p').textContent();
    assert.match(about, /^.{20,}\.$/s, id);
    said.add(about);
  }
  assert.equal(said.size, ids.length);
  await context.close();
});
