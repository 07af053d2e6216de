// The page where there is little room or little sight: 320 px, a zoom of 200 %, a phone's lanes, less motion,
// and what a screen reader is told by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

async function open(options, fragment = '#program=paused-reader') {
  const context = await browser.newContext(options);
  const tab = await openTab(context, playground.url, fragment);
  return {
    tab,
    async close() {
      assert.deepEqual(tab.complaints, []);
      await context.close();
    },
  };
}

const pane = (tab, name) =>
  tab.page
    .getByRole('navigation', { name: 'Panes' })
    .getByRole('button', { name })
    .click();
const wide = (tab) =>
  tab.page.evaluate(() => document.documentElement.scrollWidth);
const button = (tab, name) =>
  tab.page.getByRole('button', { name, exact: true });

const smallScreens = {
  '320 px': { viewport: { width: 320, height: 568 } },
  'a zoom of 200 %': {
    viewport: { width: 640, height: 400 },
    deviceScaleFactor: 2,
  },
};
for (const [name, options] of Object.entries(smallScreens)) {
  test(`at ${name} every view fits, and everything can be reached`, async () => {
    const { tab, close } = await open(options);
    const { width, height } = options.viewport;
    await tab.run.click();
    await tab.status(/^Ended/);
    for (const shown of ['Code', 'Streams', 'Console', 'Events', 'Lanes']) {
      await pane(tab, shown);
      assert.ok((await wide(tab)) <= width, `${shown} is too wide`);
      // What is on the page is inside the screen, or in something that scrolls.
      const outside = await tab.page.evaluate(() =>
        [...document.querySelectorAll('button, select, input, a')]
          .filter((node) => node.checkVisibility())
          .filter((node) => {
            const { left, right } = node.getBoundingClientRect();
            return left < -1 || right > innerWidth + 1;
          })
          .filter((node) => !node.closest('.pane-body, .lanes'))
          .map((node) => node.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(outside, [], shown);
      if (shown !== 'Lanes') {
        const body = tab.page.locator('.pane-body:visible');
        const box = await body.boundingBox();
        assert.ok(box.height >= 60, `${shown}: ${box.height} of ${height} px`);
      }
    }
    await pane(tab, 'Streams');
    await button(tab, 'Table').click();
    assert.ok((await wide(tab)) <= width, 'the table is too wide');
    await pane(tab, 'Code');
    for (const dialog of ['Share', 'History']) {
      await button(tab, dialog).click();
      await tab.page.getByRole('dialog').getByRole('heading').first().waitFor();
      const { scrollWidth, clientWidth } = await tab.page
        .getByRole('dialog')
        .evaluate((node) => ({
          scrollWidth: node.scrollWidth,
          clientWidth: node.clientWidth,
        }));
      assert.ok(scrollWidth <= clientWidth, `${dialog} is too wide`);
      await tab.page.keyboard.press('Escape');
    }
    await close();
  });
}

test('a phone has the lanes in a tab of their own, and they are scrubbed there', async () => {
  const { tab, close } = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await pane(tab, 'Lanes');
  await tab.page.getByText('The levels of every stream appear here').waitFor();
  await tab.run.tap();
  await tab.status(/^Ended/);
  const lane = tab.page.locator('.lane').filter({ hasText: '#2 W' });
  await lane
    .getByText(/^#2 W PassThrough, \d+ of 4 objects$/)
    .first()
    .waitFor();
  const box = await lane.locator('canvas').boundingBox();
  assert.ok(box.height >= 44, `${box.height} px high`);
  const words = () =>
    tab.page
      .getByRole('slider', { name: 'Moment' })
      .getAttribute('aria-valuetext');
  await lane.locator('canvas').tap({ position: { x: 2, y: 20 } });
  const early = await words();
  await lane.locator('canvas').tap({ position: { x: box.width - 2, y: 20 } });
  const number = (text) => Number(/^event (\d+)/.exec(text)[1]);
  assert.ok(number(early) < 5, early);
  assert.ok(number(await words()) > 100, await words());
  await close();
});

test('on a phone toolbar and timeline leave the screen to the panes', async () => {
  const { tab, close } = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await tab.run.tap();
  await tab.status(/^Ended/);
  const heightOf = async (name) =>
    (await tab.page.locator(name).boundingBox()).height;
  const taken = (await heightOf('#toolbar')) + (await heightOf('#timeline'));
  assert.ok(taken <= 150, `${taken} px`);
  // What has no room is in the menu, which the keyboard opens, too.
  const help = button(tab, 'Keys and language');
  assert.ok(!(await help.isVisible()));
  const menu = tab.page.locator('summary').filter({ hasText: 'seed 1' });
  await menu.focus();
  await tab.page.keyboard.press('Enter');
  for (const name of ['Side by side', 'Open B']) {
    const door = tab.page.getByRole('link', { name, exact: true });
    assert.ok((await door.boundingBox()).height >= 40);
  }
  await help.tap();
  const dialog = tab.page.getByRole('dialog');
  await dialog.waitFor();
  await tab.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(!(await help.isVisible()));
  assert.ok(await menu.evaluate((node) => node === document.activeElement));
  // And the rest of the timeline is in its tab.
  assert.ok(!(await button(tab, 'Next interesting').isVisible()));
  await pane(tab, 'Lanes');
  await button(tab, 'Next interesting').tap();
  await close();
});

test('names of lanes have the room they need, and the slider stands above the lanes', async () => {
  const { tab, close } = await open({ viewport: { width: 1280, height: 800 } });
  await tab.runCode(`const { PassThrough } = require('stream');
for (let i = 0; i < 12345; i += 1) new PassThrough();
new PassThrough().write('x');`);
  await tab.status(/^Ended/);
  const lane = tab.page.locator('.lane').filter({ hasText: '#12346 W' });
  const words = await lane
    .locator('span')
    .first()
    .evaluate((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect().right;
    });
  const curve = await lane.locator('canvas').boundingBox();
  assert.ok(words <= curve.x - 4, `${words} and ${curve.x}`);
  const slider = await tab.page
    .getByRole('slider', { name: 'Moment' })
    .boundingBox();
  assert.ok(Math.abs(slider.x - curve.x) < 1.5, `${slider.x} and ${curve.x}`);
  await close();
});

test('both graphs of a card stand at one height where a line of one side wraps', async () => {
  const { tab, close } = await open({ viewport: { width: 1280, height: 800 } });
  await tab.program.selectOption('duplex');
  await tab.run.click();
  await tab.status(/^Ended/);
  const graphs = tab.page.locator('#picture .card').first().locator('canvas');
  const [left, right] = await Promise.all(
    [0, 1].map((i) => graphs.nth(i).boundingBox()),
  );
  assert.equal(left.y, right.y);
  const stages = tab.page.locator('#picture .half-foot');
  const [wrapped, not] = await Promise.all(
    [0, 1].map((i) => stages.nth(i).locator('.steps').boundingBox()),
  );
  assert.ok(wrapped.y > not.y, 'a line wraps');
  await close();
});

test('less motion: nothing moves by itself, and playing goes in few steps', async () => {
  const { tab, close } = await open({ reducedMotion: 'reduce' });
  await tab.run.click();
  await tab.status(/^Ended/);
  assert.equal(
    await tab.page.evaluate(() => document.getAnimations().length),
    0,
  );
  await tab.page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
  await button(tab, 'First event').click();
  const moments = await tab.page.evaluate(
    () =>
      new Promise((resolve) => {
        const slider = document.querySelector('[aria-label=Moment]');
        const seen = new Set();
        const look = () => {
          seen.add(slider.value);
          if (slider.value === slider.max) resolve(seen.size);
          else requestAnimationFrame(look);
        };
        document.querySelector('[aria-label=Play]').click();
        look();
      }),
  );
  // Of 200 events, at a thousand a second: first, last, and hardly anything between.
  assert.ok(moments <= 3, `${moments} moments`);
  await close();
});

test('a screen reader is told what the streams become, one message at a time', async () => {
  const { tab, close } = await open({}, '#program=blank');
  await tab.runCode(`const { Duplex, PassThrough } = require('stream');
const both = new Duplex({ highWaterMark: 2, read() {}, write() {} });
both.write('abc');
setInterval(() => {}, 1000);
`);
  const summary = tab.page.getByRole('status', { name: 'Streams in short' });
  await summary
    .filter({
      hasText: /^#1 Duplex: open, writable side full, 3 of 2 bytes\.$/,
    })
    .waitFor();
  await tab.stop.click();
  await tab.runCode(`const { PassThrough } = require('stream');
for (let i = 0; i < 20; i += 1) new PassThrough().end().resume();
`);
  await tab.status(/^Ended/);
  await summary.filter({ hasText: /17 more streams changed\.$/ }).waitFor();
  await close();
});
