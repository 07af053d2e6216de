// Syntax that tells ES modules from CommonJS, at its edges: what a run says of it is what the oracle says.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { oraclePath } from '../helpers/oracle.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let folder;
let context;
let tab;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tincan-syntax-'));
  context = await browser.newContext();
  tab = await openTab(context, playground.url, '#program=blank');
});
afterEach(async () => {
  assert.deepEqual(tab.complaints, []);
  await context.close();
  await rm(folder, { recursive: true });
});

async function inNode(name, code) {
  const file = path.join(folder, name);
  await writeFile(file, code);
  return new Promise((resolve) =>
    execFile(oraclePath(), ['--no-warnings', file], (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    ),
  );
}

async function runHere(name, code) {
  const field = tab.page.getByRole('textbox', { name: 'File name' });
  await field.fill(name);
  await field.press('Enter');
  await tab.runCode(code);
  await tab.status(/^(Ended|Exit code)/);
  return tab.output();
}

test('an await in a template makes no module: V8 names the template', async () => {
  const code = 'console.log(`${await 1}`);\n';
  const words = 'SyntaxError: Missing } in template expression';
  const { stderr } = await inNode('template.js', code);
  assert.ok(stderr.includes(words), stderr);
  const said = await runHere('template.js', code);
  assert.ok(said.startsWith('template.js:1\n') && said.includes(words), said);
});

test('modules of Node have no source that could be imported', async () => {
  const code = `(async () => {
  for (const name of ['stream', 'nope'])
    await import.source(name).catch(({ name, code, message }) =>
      console.log(name, code, message.replace(/ from .*/, '')),
    );
})();
`;
  for (const name of ['source.mjs', 'source.cjs']) {
    const { stdout } = await inNode(name, code);
    assert.match(stdout, /ERR_SOURCE_PHASE_NOT_DEFINED.*\n.*ERR_MODULE_NOT/);
    assert.equal(await runHere(name, code), stdout);
  }
});
