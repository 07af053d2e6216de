// The editor's help as a person meets it in a tab: the list of completions, explanations, squiggles, by role and by what is
// seen. It asserts nothing.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { openTab } from './playground.mjs';

/** The tab that is looked at. @type {import('./playground.mjs').Tab} */
export let tab;

/** Opens a page with an empty program. */
export async function open(context, url) {
  tab = await openTab(context, url, '#program=blank');
  return tab;
}

export const key = (name) => tab.page.keyboard.press(name);
export const list = () =>
  tab.page.getByRole('listbox', { name: 'What can stand' });
export const entry = (name) =>
  list().getByRole('option', { name, exact: true });
export const explanation = () => tab.page.locator('.cm-explanation');
export const errors = () => tab.page.locator('.cm-lintRange-error');
export const warnings = () => tab.page.locator('.cm-lintRange-warning');

/** Another name, hence another kind of program. */
export async function rename(filename) {
  const field = tab.page.getByRole('textbox', { name: 'File name' });
  await field.fill(filename);
  await field.press('Enter');
}

/** Replaces the program by typing its last character, as a person ends: the editor keeps the focus. */
export async function write(code) {
  await tab.code.fill(code.slice(0, -1));
  await key('Control+End');
  await tab.page.keyboard.type(code.slice(-1));
}

/** The middle of this text's first character on the page. */
const placeOf = (text) =>
  tab.page.evaluate((wanted) => {
    const lines = [...document.querySelectorAll('.cm-line')];
    const line = lines.find((each) => each.textContent.includes(wanted));
    let at = line.textContent.indexOf(wanted);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    for (; at >= node.data.length; node = walker.nextNode())
      at -= node.data.length;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, text);

export async function hover(text) {
  const { x, y } = await placeOf(text);
  await tab.page.mouse.move(x, y);
  // A mouse that rests where it came to has moved before.
  await tab.page.mouse.move(x + 1, y);
}

/** The problem at this text, in words. */
export async function problemAt(text) {
  await hover(text);
  const problem = tab.page.locator('.cm-tooltip-hover .cm-diagnostic');
  await problem.first().waitFor();
  const words = await problem.allTextContents();
  await tab.page.mouse.move(0, 0);
  await problem.first().waitFor({ state: 'hidden' });
  return words.join('\n');
}

/**
 * What the worker that the editor asks answers to each of these, in one of its own.
 * @param {{ program: { filename: string, code: string }, question: object }[]} asked
 */
export async function askLanguage(asked) {
  const assets = await readdir(
    path.join(import.meta.dirname, '../../build/web/assets'),
  );
  const file = assets.find((name) => name.startsWith('language_worker-'));
  const replies = await tab.page.evaluate(
    async ([url, requests]) => {
      const worker = new Worker(url);
      const found = [];
      await new Promise((resolve) => {
        worker.onmessage = ({ data }) => {
          found[data.id] = data;
          if (data.id === requests.length - 1) resolve();
        };
        requests.forEach((request, id) =>
          worker.postMessage({ id, ...request }),
        );
      });
      worker.terminate();
      return found;
    },
    [`assets/${file}`, asked],
  );
  const failed = replies.find(({ failure }) => failure);
  if (failed) throw new Error(failed.failure);
  return replies.map(({ answer }) => answer);
}
