// The playground in real Chromium: one served build and one browser a test file. Tests act by role and
// name, as a person would; nothing here reaches into the page's code.
import path from 'node:path';
import { startPlayground } from '../../build/relay/playground.js';

export { launch } from '../helpers/chromium.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** @param {string} host 0.0.0.0 serves the machine's network too */
export async function serve(port = 0, host = '127.0.0.1', options = {}) {
  return startPlayground({
    ...options,
    directory: path.join(root, 'build/web'),
    host,
    port,
  });
}

/** One tab, with the parts a person sees. */
export class Tab {
  /** What the browser complained about: errors of the page, blocked loads. */
  complaints = [];

  constructor(page) {
    this.page = page;
    this.run = page.getByRole('button', { name: 'Run', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.code = page.getByRole('textbox', { name: 'Code' });
    this.console = page.getByRole('log', { name: 'Console' });
    this.events = page.getByRole('log', { name: 'Events' });
    this.program = page.getByRole('combobox', { name: 'Program' });
    this.openB = page.getByRole('link', { name: 'Open B' });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Runs this text in place of whatever is in the editor. */
  async runCode(code) {
    await this.code.fill(code);
    await this.run.click();
  }

  output() {
    return this.console.textContent();
  }

  /** Waits until the console satisfies the predicate. */
  async outputWith(text) {
    await this.page.waitForFunction(
      ([wanted]) =>
        document
          .querySelector('[role=log][aria-label=Console]')
          .textContent.includes(wanted),
      [text],
    );
    return this.output();
  }

  /** Waits for the run's state in words. */
  async status(pattern) {
    const status = this.page.getByRole('status').filter({ hasText: pattern });
    await status.first().waitFor();
  }
}

export async function openTab(context, url, fragment = '') {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const tab = new Tab(page);
  await page.goto(url + fragment);
  await tab.run.waitFor();
  return tab;
}
