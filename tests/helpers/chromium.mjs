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

/** @param {string[]} more flags of Chromium beside the usual ones */
export async function launch(more = []) {
  const executablePath = candidates.find((file) => existsSync(file));
  if (executablePath === undefined) {
    throw new Error(`no Chromium at ${candidates.join(' or ')}`);
  }
  return chromium.launch({ executablePath, args: [...flags, ...more] });
}
