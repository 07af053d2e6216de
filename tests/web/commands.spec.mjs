// The command palette, the list of keys, the keys themselves, and the choice of a language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tab, tabForEach } from './each_tab.mjs';

tabForEach('#program=echo');

const key = (name) => tab.page.keyboard.press(name);
const type = (text) => tab.page.keyboard.type(text);
const field = () => tab.page.getByRole('combobox', { name: 'Type what you' });
const options = () => tab.page.getByRole('option').and(tab.page.locator('li'));
const current = () =>
  field().evaluate(
    (input) =>
      document.getElementById(input.getAttribute('aria-activedescendant'))
        ?.textContent,
  );

test('the palette finds a command by its words and runs it', async () => {
  await key('Control+k');
  await field().waitFor();
  const all = await options().count();
  assert.ok(all > 30, `${all} commands`);
  await type('half op');
  assert.equal(await options().count(), 1);
  await key('Enter');
  await tab.page.waitForFunction(() => location.hash.includes('half-open'));
  assert.equal(await tab.page.getByRole('dialog').count(), 0);

  // One dialog may lead to another.
  await key('Control+k');
  await type('share');
  await key('Enter');
  await tab.page.getByRole('textbox', { name: 'Link' }).waitFor();
  await key('Escape');

  await key('Control+k');
  await type('no such thing');
  await tab.status('There is no such command.');
  await key('Enter');
  await key('Escape');
  assert.equal(await tab.page.getByRole('dialog').count(), 0);
});

test('the arrows go along the palette and round, and what does not fit is not in it', async () => {
  await key('Control+k');
  await field().waitFor();
  assert.match(await current(), /^Run/);
  await key('ArrowUp');
  assert.match(await current(), /^Language: Deutsch/);
  await key('ArrowDown');
  await key('ArrowDown');
  // There is nothing to stop.
  assert.match(await current(), /^Commands/);
  await type('next event');
  assert.equal(await options().count(), 0);
});

test('the list behind ? says every key, and those keys do it', async () => {
  await tab.run.focus();
  await key('?');
  const dialog = tab.page.getByRole('dialog', { name: 'Keys and language' });
  await dialog.waitFor();
  const rows = await dialog.getByRole('row').allTextContents();
  for (const words of [
    'Run',
    'Stop',
    'Commands',
    'Next event',
    'Go to the code',
  ])
    assert.ok(
      rows.some((row) => row.endsWith(words)),
      `${words} in ${rows.join(' | ')}`,
    );
  await key('Escape');

  await key('Control+Enter');
  await tab.status(/^Ended/);
  const moment = tab.page.getByRole('slider', { name: 'Moment' });
  const number = async () =>
    Number(/^event (\d+)/.exec(await moment.getAttribute('aria-valuetext'))[1]);
  const last = await number();
  await key('Shift+F10');
  assert.equal(await number(), last - 1);
  await key('F10');
  assert.equal(await number(), last);
  await key('Shift+F8');
  assert.ok((await number()) < last);
  await key('Control+s');
  await tab.page
    .getByRole('alert')
    .filter({ hasText: 'saved already' })
    .waitFor();
});

test('the menu of time and chance closes by Escape, and by a press elsewhere', async () => {
  const menu = tab.page.getByText('Virtual time, seed 1');
  const seed = tab.page.getByRole('textbox', { name: 'Seed' });
  const focused = (locator) =>
    locator.evaluate((element) => element === document.activeElement);
  await menu.click();
  await seed.focus();
  await key('Escape');
  await seed.waitFor({ state: 'hidden' });
  assert.ok(await focused(menu), 'the menu has the focus');

  await menu.click();
  await seed.click();
  assert.ok(await focused(seed), 'a press inside leaves it open');
  // Its words take no focus.
  await tab.page.locator('.run-options legend').first().click();
  await key('Escape');
  await seed.waitFor({ state: 'hidden' });
  assert.ok(await focused(menu), 'the menu has the focus again');

  await menu.click();
  await tab.code.click();
  await seed.waitFor({ state: 'hidden' });
  assert.ok(await focused(tab.code), 'the code has the focus');
});

test('a ? that is typed is text', async () => {
  await tab.code.fill('');
  await tab.code.focus();
  await type('a ? b : c');
  await tab.page.getByRole('searchbox').focus();
  await type('?');
  assert.equal(await tab.page.getByRole('searchbox').inputValue(), '?');
  assert.equal(await tab.page.getByRole('dialog').count(), 0);
  assert.match(await tab.code.textContent(), /a \? b : c/);
});

test('the language chosen stays, and nothing typed is lost', async () => {
  await tab.code.fill('console.log("mine")');
  await tab.page.getByRole('button', { name: 'Keys and language' }).click();
  await tab.page.getByLabel('Language (the page').selectOption('Deutsch');
  const run = tab.page.getByRole('button', { name: 'Starten', exact: true });
  await run.waitFor();
  assert.match(await tab.code.textContent(), /mine/);
  await tab.page.reload();
  await run.waitFor();
  assert.equal(
    await tab.page.evaluate(() => document.documentElement.lang),
    'de',
  );
});
