// One link for both cans: what A and B have, each with its seed and its moment, opens side by side and runs nothing.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openBoth } from './both_cans.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
let both;
beforeEach(async () => {
  context = await browser.newContext();
  both = await openBoth(context, playground.url, '#program=echo&b=echo');
});
afterEach(async () => {
  assert.deepEqual(both.complaints, []);
  await context.close();
});

const codeWith = (can, text) => can.code.filter({ hasText: text }).waitFor();

/** @param tick of the box for both programs */
async function linkOf(can, tick = true) {
  await can.page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = can.page.getByRole('dialog');
  const box = dialog.getByRole('checkbox', { name: /both programs/ });
  assert.ok(await box.isChecked());
  assert.equal(await dialog.getByText(/room/).count(), 0);
  await box.setChecked(tick);
  await can.page.waitForFunction(
    (version) =>
      document
        .querySelector('dialog textarea')
        .value.includes(`share=${version}.`),
    tick ? 2 : 1,
  );
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return new URL(link);
}

async function setSeed(can, value) {
  await can.page.getByText(/time, seed/).click();
  const seed = can.page.getByRole('textbox', { name: 'Seed' });
  await seed.fill(value);
  await seed.press('Tab');
  await can.page.getByText(/time, seed/).click();
}

const through = (name) => `const { PassThrough } = require('stream');
const p = new PassThrough();
p.on('data', (chunk) => console.log(String(chunk), Math.random()));
for (const word of ['${name}', 'more', 'end']) p.write(word);
p.end();`;

async function guestOf(link) {
  const stranger = await browser.newContext();
  return openBoth(stranger, playground.url, link.hash);
}

test('a link of either can opens both as they were, and runs nothing', async () => {
  await both.runCodes(through('of A'), through('of B'));
  await Promise.all([both.a.status(/^Ended/), both.b.status(/^Ended/)]);
  await setSeed(both.a, '7');
  const moment = ({ page }) => page.getByRole('slider').first();
  await both.b.page.getByRole('button', { name: /^Lanes/ }).click();
  await moment(both.b).fill('3');
  const links = [await linkOf(both.a), await linkOf(both.b)];
  for (const link of links) {
    assert.equal(link.pathname, '/side_by_side.html');
    assert.doesNotMatch(link.href, /room=|can=/);
  }
  const guest = await guestOf(links[1]);
  await codeWith(guest.a, 'of A');
  await codeWith(guest.b, 'of B');
  for (const can of [guest.a, guest.b]) {
    await can.page.getByText('came with the link').waitFor();
    await can.status('Ready');
    assert.equal(await can.output(), '');
  }
  await guest.a.page.getByText('Virtual time, seed 7').waitFor();
  await guest.b.page.getByText('Virtual time, seed 1').waitFor();
  await guest.runBoth.click();
  await Promise.all([guest.a.status(/^Ended/), guest.b.status(/^Ended/)]);
  assert.equal(await guest.b.output(), await both.b.output());
  assert.equal(await moment(guest.b).inputValue(), '3');
  assert.deepEqual(guest.complaints, []);
  await guest.page.context().close();
});

test('both come back after a reload, beside what one had', async () => {
  await both.a.code.fill('// own of A');
  await both.b.code.fill('// own of B');
  const link = await linkOf(both.a);
  await both.a.code.fill('// later of A');
  const again = await openBoth(context, playground.url, link.hash);
  await codeWith(again.a, 'own of A');
  await codeWith(again.b, 'own of B');
  await again.page.reload();
  await again.load(again.page.url());
  await codeWith(again.a, 'own of A');
  await codeWith(again.b, 'own of B');
  await again.a.program.selectOption('echo');
  await codeWith(again.a, 'later of A');
});

test('opened twice, the chooser has one of A and one of B, told apart', async () => {
  await both.runCodes(through('of A'), through('of B'));
  const link = await linkOf(both.a);
  const stranger = await browser.newContext();
  for (let times = 0; times < 2; times += 1) {
    const { page, a, b } = await openBoth(stranger, playground.url, link.hash);
    await codeWith(a, 'of A');
    await codeWith(b, 'of B');
    await b.page.getByText('came with the link').waitFor();
    await page.close();
  }
  const tab = await openTab(stranger, playground.url, '#program=echo');
  const copies = tab.program.locator('optgroup[label="From links"] option');
  const names = await copies.allTextContents();
  assert.equal(names.length, 2);
  assert.equal(
    names.filter((name) => name.startsWith('echo.js (B), ')).length,
    1,
  );
  assert.equal(names.filter((name) => name.startsWith('echo.js, ')).length, 1);
  await stranger.close();
});

test('one program alone, if that is wanted; its page says of a link for both where it opens', async () => {
  await both.b.code.fill('// of B alone');
  const alone = await linkOf(both.b, false);
  assert.equal(alone.pathname, '/');
  const tab = await openTab(context, playground.url, alone.hash);
  await codeWith(tab, 'of B alone');

  const pair = await linkOf(both.b);
  await tab.page.evaluate((hash) => {
    location.hash = hash;
  }, pair.hash);
  await tab.page.getByText('This link holds two programs').waitFor();
  await codeWith(tab, 'of B alone');
  await tab.page.getByRole('button', { name: 'Side by side' }).click();
  await tab.page.waitForURL(/side_by_side\.html/);
  const frame = tab.page.frameLocator('iframe[title="Can B"]');
  await frame.getByText('// of B alone').waitFor();
});

test('a link for both that is cut off is told as such in both, and nothing is lost', async () => {
  await both.b.code.fill('// my own');
  const { hash } = await linkOf(both.a);
  await both.page.goto('about:blank');
  const cut = await openBoth(context, playground.url, hash.slice(0, -20));
  for (const can of [cut.a, cut.b])
    await can.page.getByText(/cut off.*your own programs/i).waitFor();
  await codeWith(cut.b, 'my own');
  await codeWith(cut.a, 'class EchoDuplex');
});
