// Starts headless Chromium for tests. Knows nothing of what is shown in it.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * How long anything in a page is waited for (ms). It is to end what would hang, and to decide nothing: a test waits no longer than
 * what it waits for takes, and a machine shared with others may be many times slower than the one it was written on.
 */
const patience = 120_000;

/** @param {string[]} more flags of Chromium beside the usual ones */
export async function launch(more = []) {
  const executablePath = candidates.find((file) => existsSync(file));
  if (executablePath === undefined) {
    throw new Error(`no Chromium at ${candidates.join(' or ')}`);
  }
  const browser = await chromium.launch({
    executablePath,
    args: [...flags, ...more],
  });
  browser.on('context', (context) => context.setDefaultTimeout(patience));
  return browser;
}
