// What is in a .js file decides whether it is CommonJS or an ES module, as in Node: programs at the edges of both run here and
// in the oracle. Those that do not begin are refused in the same words, on the same line.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { oraclePath } from '../helpers/oracle.mjs';
import { scripts } from './beginnings.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

/** Says which it is when it begins. */
function marked(code) {
  const [first] = /^(#![^\n]*\n)?('use strict';)?/.exec(code);
  const says = `console.log(this === undefined ? 'module' : 'CommonJS');`;
  return `${first}${says}${code.slice(first.length)}`;
}

/** The kind of a program that begins; else the error and its line. */
function essence(text) {
  const [, kind] = /^(module|CommonJS)$/m.exec(text) ?? [];
  if (kind !== undefined) return kind;
  const [error] = /^(?:\w*Error\b).*/m.exec(text) ?? [text];
  const [, line] = /program\.js:(\d+)/.exec(text) ?? [];
  return `${line ?? ''} ${error.replace(/ imported from .*| \{$/, '')}`;
}

async function inNode(folder, code) {
  const file = path.join(folder, 'program.js');
  await writeFile(file, code);
  return new Promise((resolve) =>
    execFile(oraclePath(), ['--no-warnings', file], (_, stdout, stderr) =>
      resolve(essence(stdout + stderr)),
    ),
  );
}

/** What the console of a run says. */
async function here(tab, code) {
  await tab.runCode(code);
  await tab.status(/^(Ended|Exit code)/);
  return essence(await tab.output());
}

test('what is in a .js file decides as in Node', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tincan-format-'));
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=blank');
  const name = tab.page.getByRole('textbox', { name: 'File name' });
  await name.fill('program.js');
  await name.press('Enter');
  const different = [];
  for (const code of scripts.js.map(marked)) {
    const expected = await inNode(folder, code);
    const actual = await here(tab, code);
    if (actual !== expected) different.push({ code, expected, actual });
  }
  await context.close();
  await rm(folder, { recursive: true });
  assert.deepEqual(different, []);
});
