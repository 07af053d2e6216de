// The field that says what the document is called, when a name is refused: what it shows to whom mends the name, and to
// whom goes on without it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tab, tabForEach } from './each_tab.mjs';

tabForEach('#program=blank');

const field = () => tab.page.getByRole('textbox', { name: 'File name' });
const refused = () =>
  tab.page
    .getByRole('alert')
    .filter({ hasText: 'Node takes no program from .json' });

async function refuse() {
  await field().fill('data.json');
  await field().press('Enter');
  await refused().waitFor();
}

async function showsNameInUse() {
  assert.equal(await field().inputValue(), 'program.js');
  assert.equal(await field().getAttribute('aria-invalid'), null);
  assert.match(await refused().textContent(), /still called program\.js\.$/);
}

const ways = {
  'the Run button': () => tab.run.click(),
  "Run's key": () => tab.page.keyboard.press('Control+Enter'),
};

for (const [way, run] of Object.entries(ways)) {
  test(`after ${way} the field has the name in use, and the reason stays`, async () => {
    await refuse();
    await run();
    await tab.status(/^Ended/);
    await showsNameInUse();
  });
}

test('leaving the field does the same, without Enter, too', async () => {
  await field().fill('data.json');
  await tab.code.click();
  await refused().waitFor();
  await showsNameInUse();
  await field().focus();
  await field().press('Enter');
  await refused().waitFor({ state: 'hidden' });
});

test('a refused name can be mended where it stands', async () => {
  await refuse();
  assert.equal(await field().inputValue(), 'data.json');
  await tab.page.keyboard.press('End');
  for (let i = 0; i < 4; i += 1) await tab.page.keyboard.press('Backspace');
  await tab.page.keyboard.type('mjs');
  await tab.page.keyboard.press('Enter');
  await refused().waitFor({ state: 'hidden' });
  assert.equal(await field().inputValue(), 'data.mjs');
});
