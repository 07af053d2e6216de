// A tab of its own for every test of the spec file that asks for it; what it complained of fails the test.
import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

/** Of the test that is running. @type {import('playwright-core').BrowserContext} */
export let context;
/** @type {import('./playground.mjs').Tab} */
export let tab;

/**
 * To be called once, at the top of a spec file.
 * @param {string} [fragment] what the tab is opened with
 * @param {() => Promise<void>} [last] what every test ends with, while the tab is still open
 */
export function tabForEach(fragment, last = () => Promise.resolve()) {
  beforeEach(async () => {
    context = await browser.newContext();
    tab = await openTab(context, playground.url, fragment);
  });
  afterEach(async () => {
    try {
      assert.deepEqual(tab.complaints, []);
      await last();
    } finally {
      await context.close();
    }
  });
}
