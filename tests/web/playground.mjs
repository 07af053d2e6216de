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

/** A playground as a person sees it: in a tab of its own, or in a frame. */
export class Can {
  /** @param {import('playwright-core').Page | import('playwright-core').Frame} page */
  constructor(page) {
    this.page = page;
    this.run = page.getByRole('button', { name: 'Run', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.code = page.getByRole('textbox', { name: 'Code' });
    // Read where they are not seen, too: a narrow screen shows one pane at a time.
    const unseen = { includeHidden: true };
    this.console = page.getByRole('log', { name: 'Console', ...unseen });
    this.events = page.getByRole('log', { name: 'Events', ...unseen });
    this.program = page.getByRole('combobox', { name: 'Program' });
    this.openB = page.getByRole('link', { name: 'Open B' });
  }

  /** Chooses another program, and waits until it is there: what was kept of it is read first. */
  async choose(option) {
    const [id] = await this.program.selectOption(option);
    await this.page.waitForFunction(
      (wanted) =>
        new URLSearchParams(location.hash.slice(1)).get('program') === wanted,
      id,
    );
  }

  /** Runs this text in place of whatever is in the editor. */
  async runCode(code) {
    await this.code.fill(code);
    // The editor takes typed text in after the event that brings it: a turn later it is there, whatever the page has to do.
    await this.page.evaluate(
      () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(null);
        }),
    );
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

  /**
   * Keeps from now on whether this element says these words, for however short a time.
   * @param {import('playwright-core').Locator} element
   * @returns {Promise<() => Promise<void>>} waits until it has said them
   */
  async hears(element, words) {
    const ear = await element.evaluateHandle(
      (node, wanted) => ({
        heard: new Promise((resolve) => {
          const changes = {
            childList: true,
            characterData: true,
            subtree: true,
          };
          new MutationObserver(() => {
            if (node.textContent.includes(wanted)) resolve();
          }).observe(node, changes);
        }),
      }),
      words,
    );
    return () => ear.evaluate(({ heard }) => heard);
  }

  /** The rows of the event log that are drawn, once no frame changes them any more. */
  rows() {
    return this.events.evaluate(async (log) => {
      const texts = () =>
        [...log.querySelectorAll('.event:not(.event-head)')].map(
          (row) => row.textContent,
        );
      const frame = () => new Promise(requestAnimationFrame);
      let now = texts();
      for (let before = []; before.join('\n') !== now.join('\n');) {
        before = now;
        await frame();
        await frame();
        now = texts();
      }
      return now;
    });
  }

  /** Waits for the link in the Share dialog that is being opened. */
  async link() {
    await this.page.waitForFunction(
      () => document.querySelector('[aria-label=Link]')?.value,
    );
    return this.page.getByLabel('Link', { exact: true }).inputValue();
  }

  /** Waits for the run's state in words. */
  async status(pattern) {
    const status = this.page.getByRole('status').filter({ hasText: pattern });
    await status.first().waitFor();
  }
}

/** A whole tab. */
export class Tab extends Can {
  /** What the browser complained about: errors of the page, blocked loads. */
  complaints;

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    super(page);
    this.complaints = complaintsOf(page);
  }
}

/** What the browser complains about from now on. */
export function complaintsOf(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

export async function openTab(context, url, fragment = '') {
  const page = await context.newPage();
  const tab = new Tab(page);
  await page.goto(url + fragment);
  await tab.run.waitFor();
  return tab;
}
