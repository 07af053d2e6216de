// The field that says what the document is called: which names will do, what happens in lines named by them, and when one is
// refused what it shows to whom mends the name, and to whom goes on without it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { tab, tabForEach } from './each_tab.mjs';

tabForEach('#program=blank');

const field = () => tab.page.getByRole('textbox', { name: 'File name' });
const refused = () =>
  tab.page
    .getByRole('alert')
    .filter({ hasText: 'Node takes no program from .json' });

async function refuse() {
  await field().fill('data.json');
  await field().press('Enter');
  await refused().waitFor();
}

async function showsNameInUse() {
  assert.equal(await field().inputValue(), 'program.js');
  assert.equal(await field().getAttribute('aria-invalid'), null);
  assert.match(await refused().textContent(), /still called program\.js\.$/);
}

const ways = {
  'the Run button': () => tab.run.click(),
  "Run's key": () => tab.page.keyboard.press('Control+Enter'),
};

for (const [way, run] of Object.entries(ways)) {
  test(`after ${way} the field has the name in use, and the reason stays`, async () => {
    await refuse();
    await run();
    await tab.status(/^Ended/);
    await showsNameInUse();
  });
}

test('leaving the field does the same, without Enter, too', async () => {
  await field().fill('data.json');
  await tab.code.click();
  await refused().waitFor();
  await showsNameInUse();
  await field().focus();
  await field().press('Enter');
  await refused().waitFor({ state: 'hidden' });
});

test('a refused name can be mended where it stands', async () => {
  await refuse();
  assert.equal(await field().inputValue(), 'data.json');
  await tab.page.keyboard.press('End');
  for (let i = 0; i < 4; i += 1) await tab.page.keyboard.press('Backspace');
  await tab.page.keyboard.type('mjs');
  await tab.page.keyboard.press('Enter');
  await refused().waitFor({ state: 'hidden' });
  assert.equal(await field().inputValue(), 'data.mjs');
});

async function rename(name) {
  await field().fill(name);
  await field().press('Enter');
}

/** @returns what the console shows once the run is over */
async function runHere(name, code) {
  await rename(name);
  await tab.runCode(code);
  await tab.status(/^(Ended|Exit code)/);
  return tab.output();
}

const refusedNames = {
  '': 'A program needs a name',
  '..': '“..” is a folder’s name',
  '../a.mjs': '“../a.mjs” has a “/”',
  'nul\0.mjs': 'That name has the character NUL',
  [`${'日'.repeat(84)}.mjs`]: 'is too long',
  'data.json': 'Node takes no program from .json',
};
test('a name that will do for no program is refused beside it with the reason, and the old one stays', async () => {
  await rename('kept.mjs');
  const line = tab.page.locator('#filename-problem');
  for (const [name, words] of Object.entries(refusedNames)) {
    await rename(name);
    await line.filter({ hasText: words }).waitFor();
    assert.match(await line.textContent(), /still called kept\.mjs\.$/);
    assert.equal(await field().getAttribute('aria-invalid'), 'true');
    assert.equal(await field().inputValue(), name);
  }
  await field().focus();
  await field().press('Escape');
  await line.waitFor({ state: 'hidden' });
  assert.equal(await field().inputValue(), 'kept.mjs');
  await runHere('mended.mjs', 'console.log(import.meta.filename);');
  await line.waitFor({ state: 'hidden' });
});

/** Names that Node takes; each with a text whose second line makes an event and whose third fails. */
const required =
  "const { PassThrough } = require('stream');\nnew PassThrough().write('x');\n";
const imported =
  "import { PassThrough } from 'stream'; console.log(import.meta.url);\nnew PassThrough().write('x');\n";
const strangeNames = {
  '日本.ts': `${required}(null as any).x;`,
  'a b.js': `${required}null.x;`,
  "it's (1).cjs": `${required}throw new Error('x');`,
  '100% #1?.mjs': `${imported}null.x;`,
  'no ending': `${imported}null.x;`,
  '.js': `${required}null.x;`,
  'quoted "name".mjs': `${imported}await Promise.reject(new Error('x'));`,
};
for (const [name, code] of Object.entries(strangeNames)) {
  test(`a program may be called ${name}: what happens in its lines is named with them`, async () => {
    const output = await runHere(name, code);
    assert.ok(output.includes(`${name}:3\n`), output);
    if (code.startsWith('import'))
      assert.ok(output.includes(pathToFileURL(`/${name}`).href), output);
    await tab.events.getByRole('button', { name: 'line 2' }).first().waitFor();
    await runHere(name, 'var a =;\n');
    await tab.outputWith(`${name}:1\nvar a =;`);
  });
}
