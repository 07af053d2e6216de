// What a person has in two cans is theirs: two documents, whatever the programs, in the address of both, over reloads.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openBoth } from './both_cans.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
let both;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(async () => {
  assert.deepEqual(both.complaints, []);
  await context.close();
});

const codeWith = (can, text) => can.code.filter({ hasText: text }).waitFor();

async function reload() {
  await both.page.reload();
  await both.load(both.page.url());
}

test('one program in both cans is two documents; A’s is the one of a tab alone', async () => {
  const alone = await openTab(context, playground.url, '#program=echo');
  await alone.code.fill('// typed alone');
  await alone.page.close({ runBeforeUnload: true });
  both = await openBoth(context, playground.url, '#program=echo&b=echo');
  await codeWith(both.a, 'typed alone');
  await codeWith(both.b, 'class EchoDuplex');
  await both.b.code.fill('// typed in B');
  await both.a.code.fill('// typed in A');
  await reload();
  await codeWith(both.a, 'typed in A');
  await codeWith(both.b, 'typed in B');
  await both.b.page.getByRole('button', { name: 'Reset program' }).click();
  await codeWith(both.b, 'class EchoDuplex');
  await both.b.page.getByRole('button', { name: 'Undo reset' }).click();
  await both.page.close({ runBeforeUnload: true });

  const again = await openTab(context, playground.url, '#program=echo');
  await codeWith(again, 'typed in A');
  await again.program.selectOption({ label: 'Echo Stream, second text' });
  await codeWith(again, 'typed in B');
});

test('a can that chooses what the other one shows gets the second of it', async () => {
  both = await openBoth(context, playground.url, '#program=echo');
  await both.a.code.fill('// of A');
  await both.b.program.selectOption('echo');
  await codeWith(both.b, 'class EchoDuplex');
  await both.b.code.fill('// of B');
  await both.a.program.selectOption('blank');
  await codeWith(both.a, 'pipeline');
  await both.b.program.selectOption('echo');
  await codeWith(both.b, 'of A');
  await both.a.program.selectOption('echo');
  await codeWith(both.a, 'of B');
  await reload();
  await codeWith(both.a, 'of B');
  await codeWith(both.b, 'of A');
});

test('the address has the documents of both', async () => {
  const tab = await openTab(context, playground.url, '#program=echo');
  await tab.code.fill('// came by a link');
  await tab.page.getByRole('button', { name: 'Share', exact: true }).click();
  const { hash } = new URL(await tab.link());
  const guest = await openTab(context, playground.url, hash);
  await codeWith(guest, 'came by a link');
  both = await openBoth(context, playground.url, '#program=blank');
  const option = both.b.program.locator('optgroup[label="From links"] option');
  const id = await option.getAttribute('value');
  await both.b.program.selectOption(id);
  await both.page.waitForURL(new RegExp(`&b=echo&b-document=${id}$`));
  await codeWith(both.b, 'came by a link');
  await reload();
  await codeWith(both.b, 'came by a link');
  assert.equal(await both.a.program.inputValue(), 'blank');
  const copied = await openBoth(
    context,
    playground.url,
    new URL(both.page.url()).hash,
  );
  await codeWith(copied.b, 'came by a link');
  // Chosen in A, too, it is there twice.
  await both.a.program.selectOption(id);
  await codeWith(both.a, 'came by a link');
  await both.a.code.fill('// A’s of the link');
  await reload();
  await codeWith(both.a, 'A’s of the link');
  await codeWith(both.b, 'came by a link');
});

test('B’s program at the left has its A’s beside it after a reload, too', async () => {
  both = await openBoth(
    context,
    playground.url,
    '#program=slow-reader&b=blank',
  );
  await both.b.program.selectOption('fast-writer');
  await both.page.waitForURL(/&b=fast-writer$/);
  await reload();
  assert.equal(await both.a.program.inputValue(), 'slow-reader');
  assert.equal(await both.b.program.inputValue(), 'fast-writer');
});

test('each can keeps its time, its seed and its cuts over a reload', async () => {
  both = await openBoth(context, playground.url);
  const menu = (can) => can.page.locator('.run-options summary');
  const options = async (can) => {
    await menu(can).click();
    const { page } = can;
    const chosen = [
      await page.getByLabel(/^Real/).isChecked(),
      await page.getByRole('textbox', { name: 'Seed' }).inputValue(),
      await page.getByRole('checkbox', { name: /Cut what/ }).isChecked(),
    ];
    await menu(can).click();
    return chosen;
  };
  await menu(both.a).click();
  const seed = both.a.page.getByRole('textbox', { name: 'Seed' });
  await seed.fill('7');
  await seed.press('Tab');
  await both.a.page.getByRole('checkbox', { name: /Cut what/ }).check();
  await menu(both.a).click();
  await menu(both.b).click();
  await both.b.page.getByLabel(/^Real/).check();
  await menu(both.b).click();
  await reload();
  assert.deepEqual(await options(both.a), [false, '7', true]);
  assert.deepEqual(await options(both.b), [true, '1', false]);
  // Nothing of one can came to the other; a frame alone is told them once more.
  await Promise.all([
    both.a.page.waitForNavigation(),
    both.a.page.evaluate(() => location.reload()),
  ]);
  assert.deepEqual(await options(both.a), [false, '7', true]);
});
