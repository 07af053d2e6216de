// Every view of the page under axe, in both themes, wide and narrow: no rule of it is broken anywhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const press = (tab, name) =>
  tab.page.getByRole('button', { name, exact: true }).click();
const pane = (tab, name) =>
  tab.page
    .getByRole('navigation', { name: 'Panes' })
    .getByRole('button', { name })
    .click();
/** Goes to a pane, where panes are one at a time. */
const to = async (tab, name) => {
  if (tab.page.viewportSize().width < 900) await pane(tab, name);
};
const run = async (tab) => {
  await tab.run.click();
  await tab.status(/^(Ended|Exit)/);
};
const half = `const { Duplex } = require('stream');
const both = new Duplex({ highWaterMark: 2, read() {}, write() {} });
both.write('abc');
both.push('xyz');
both.cork();
`;

/** @type {Record<string, (tab: import('./playground.mjs').Tab) => Promise<void>>} */
const views = {
  'before a run': () => Promise.resolve(),
  async picture(tab) {
    await run(tab);
    await to(tab, 'Streams');
  },
  async 'picture of full buffers, one stream chosen'(tab) {
    await tab.code.fill(half);
    await run(tab);
    await to(tab, 'Streams');
    await press(tab, '#1 Duplex');
  },
  async 'picture of sockets'(tab) {
    await tab.choose('Half-open');
    await run(tab);
    await to(tab, 'Streams');
  },
  async table(tab) {
    await run(tab);
    await to(tab, 'Streams');
    await press(tab, 'Table');
  },
  async 'log, filtered, at a moment'(tab) {
    await run(tab);
    await to(tab, 'Events');
    await tab.page.getByRole('searchbox').fill('event:push');
    await tab.events.focus();
    await tab.page.keyboard.press('Home');
  },
  async 'timeline with a bookmark'(tab) {
    await run(tab);
    await to(tab, 'Lanes');
    await press(tab, 'Previous event');
    await press(tab, 'Bookmark');
  },
  async 'an error and its fix'(tab) {
    await tab.choose('A: a.javascript, listens on port 8000');
    await run(tab);
    await to(tab, 'Console');
  },
  async history(tab) {
    await run(tab);
    await press(tab, 'History');
    await tab.page.getByRole('dialog').getByRole('listitem').waitFor();
  },
  async share(tab) {
    await press(tab, 'Share');
    await tab.page.getByRole('textbox', { name: 'Link' }).waitFor();
  },
  async compare(tab) {
    await run(tab);
    await press(tab, 'Share');
    const [saved] = await Promise.all([
      tab.page.waitForEvent('download'),
      press(tab, 'Save log as JSON'),
    ]);
    await press(tab, 'Run in Node and compare');
    await tab.page.getByLabel('Log from Node').setInputFiles({
      name: 'log.json',
      mimeType: 'application/json',
      buffer: readFileSync(await saved.path()),
    });
    await tab.page.getByRole('region', { name: 'Both logs' }).waitFor();
  },
  async 'wire with frames'(tab) {
    await tab.choose('TCP server on port 4000');
    await tab.run.click();
    await tab.status('Relay: connected');
    await to(tab, 'Streams');
    await press(tab, 'Wire');
    await tab.page.getByRole('region', { name: 'Wire' }).waitFor();
    await tab.page.getByRole('cell').getByText('Data').first().waitFor();
  },
  async 'completions with an explanation'(tab) {
    await tab.code.fill('');
    await tab.page.keyboard.type('process.next');
    await tab.page.keyboard.press('Control+Space');
    await tab.page.locator('.cm-completionInfo code').first().waitFor();
  },
  async 'what is at the caret'(tab) {
    await tab.code.fill("require('stream').pipeline");
    await tab.page.keyboard.press('Control+End');
    await tab.page.keyboard.press('Shift+Alt+I');
    await tab.page.locator('.cm-explanation pre').nth(1).waitFor();
  },
  async 'problems of types'(tab) {
    const name = tab.page.getByRole('textbox', { name: 'File name' });
    await name.fill('a.mts');
    await name.press('Enter');
    await tab.code.fill("const x: number = 'a';\nenum E {}\nx.y()");
    await tab.page.keyboard.type(';');
    await tab.page.locator('.cm-lintRange-error').waitFor();
    await tab.page.keyboard.press('Control+Shift+M');
    await tab.page.getByRole('listbox', { name: 'Problems' }).waitFor();
  },
  async 'another tab’s picture'(tab) {
    const other = await openTab(
      tab.page.context(),
      playground.url,
      new URL(tab.page.url()).hash,
    );
    await to(tab, 'Streams');
    await to(other, 'Streams');
    await press(tab, 'Other tab');
    await press(other, 'Other tab');
    await press(other, 'Share my picture');
    await run(other);
    await run(tab);
    const others = tab.page.getByRole('region', { name: 'Other tab' });
    await others.locator('.card').first().waitFor();
  },
  async 'command palette'(tab) {
    await tab.page.keyboard.press('Control+k');
    await tab.page.getByRole('listbox', { name: 'Commands' }).waitFor();
  },
  async 'menu of time and chance'(tab) {
    await tab.page.locator('.run-options summary').click();
    await tab.page.getByRole('textbox', { name: 'Seed' }).waitFor();
  },
  async 'list of keys'(tab) {
    if (tab.page.viewportSize().width < 480)
      await tab.page.locator('.run-options summary').click();
    await press(tab, 'Keys and language');
    await tab.page.getByRole('dialog').getByRole('table').waitFor();
  },
  async 'a notice'(tab) {
    await tab.page.evaluate(() => {
      location.hash = 'share=1.4';
    });
    await tab.page.getByRole('alert').filter({ hasText: 'cut off' }).waitFor();
  },
};

const screens = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
];
for (const { width, height, colorScheme } of screens) {
  for (const [name, show] of Object.entries(views)) {
    test(`${name}, ${colorScheme}, ${width} px`, async () => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
      });
      const tab = await openTab(
        context,
        playground.url,
        '#program=paused-reader',
      );
      await show(tab);
      await tab.page.evaluate(axe);
      const { violations, passes } = await tab.page.evaluate(() =>
        globalThis.axe.run(),
      );
      assert.ok(passes.length > 10, 'axe looked at the page');
      // axe passes over what is for the eye alone; its colours count all the same.
      const forTheEye = await tab.page.evaluate(() => {
        for (const node of document.querySelectorAll('[aria-hidden]'))
          node.removeAttribute('aria-hidden');
        return globalThis.axe.run({ runOnly: 'color-contrast' });
      });
      const found = [...violations, ...forTheEye.violations].flatMap(
        ({ id, nodes }) =>
          nodes.map(
            ({ target, failureSummary }) =>
              `${id}: ${target.join(' ')}: ${failureSummary}`,
          ),
      );
      assert.deepEqual(found, []);
      assert.deepEqual(tab.complaints, []);
      await context.close();
    });
  }
}
