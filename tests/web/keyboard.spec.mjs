// The whole way through the page with keys alone: Tab, arrows, Enter, and the page's own keys. No mouse, and
// no focus set from outside.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tab, tabForEach } from './each_tab.mjs';

tabForEach();

const key = (name) => tab.page.keyboard.press(name);
const focused = () =>
  tab.page.evaluate(() => {
    const { activeElement: at } = document;
    return at.getAttribute('aria-label') ?? at.textContent.trim();
  });

/** Presses Tab until the element with this name has the focus; fails when it comes round without. */
async function tabTo(name, back = false) {
  const seen = [];
  for (let i = 0; i < 80; i += 1) {
    await key(back ? 'Shift+Tab' : 'Tab');
    const at = await focused();
    if (at === name) return;
    seen.push(at);
  }
  assert.fail(`Tab never reaches ${name}: ${seen.join(' | ')}`);
}

test('open a program, run, scrub, filter, select, stop and share, by keyboard alone', async () => {
  await tabTo('Program');
  await tab.page.keyboard.type('Half-open');
  await tab.page.waitForFunction(() => location.hash.includes('half-open'));
  await tabTo('Run');
  await key('Enter');
  await tab.status(/^Ended/);

  await tabTo('Moment');
  const moment = () =>
    tab.page
      .getByRole('slider', { name: 'Moment' })
      .getAttribute('aria-valuetext');
  await key('Home');
  assert.match(await moment(), /^event 0,/);
  await key('ArrowRight');
  assert.match(await moment(), /^event 1,/);

  await tabTo('Filter events', true);
  await tab.page.keyboard.type('event:push');
  await tab.page.getByText(/^\d+ rows of \d+ events$/).waitFor();
  await key('Control+a');
  await key('Delete');

  const name = await tab.page
    .getByRole('button', { name: /^#\d+ Socket$/ })
    .first()
    .textContent();
  await tabTo(name, true);
  await key('Enter');
  const filter = tab.page.getByRole('searchbox');
  assert.match(await filter.inputValue(), /^stream:#\d+$/);

  // Into the editor by key, its text replaced, and out again with Escape and Tab.
  await key('Alt+1');
  await key('Control+a');
  await tab.page.keyboard.type('setInterval(() => {}, 10);');
  await key('Control+Enter');
  await tab.status('Running');
  await key('Escape');
  await key('Tab');
  assert.notEqual(await focused(), 'Code');
  await tabTo('Stop', true);
  await key('Enter');
  await tab.status('Stopped');

  await tabTo('Share');
  await key('Enter');
  const dialog = tab.page.getByRole('dialog', { name: 'Share' });
  await dialog.waitFor();
  await tabTo('Copy link');
  await key('Escape');
  await dialog.waitFor({ state: 'hidden' });
  // The focus is where it was before.
  assert.equal(await focused(), 'Share');
});

test('the focus is always seen', async () => {
  await tab.run.click();
  await tab.status(/^Ended/);
  await key('Alt+2');
  const unseen = new Set();
  for (let i = 0; i < 40; i += 1) {
    await key('Tab');
    const bare = await tab.page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body) return null;
      // The editor's outline is its pane's.
      const box = at.closest('#editor') ?? at;
      const { outlineStyle, outlineWidth } = getComputedStyle(box);
      return outlineStyle === 'none' || outlineWidth === '0px'
        ? at.outerHTML.slice(0, 200)
        : null;
    });
    if (bare !== null) unseen.add(bare);
  }
  assert.deepEqual([...unseen], []);
});
