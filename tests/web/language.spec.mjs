// What the editor says of a program, with Node's types: completion, explanations, squiggles and formatting.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import {
  entry,
  errors,
  explanation,
  hover,
  key,
  list,
  open,
  problemAt,
  rename,
  tab,
  warnings,
  write,
} from './language_tab.mjs';
import { browser, playground } from './served.mjs';

let context;
beforeEach(async () => {
  context = await browser.newContext();
  await open(context, playground.url);
});
afterEach(async () => {
  assert.deepEqual(tab.complaints, []);
  await context.close();
});

test('a dot completes to what the stream has, with what Node says of it', async () => {
  await tab.code.fill(
    "const { Writable } = require('stream');\nconst sink = new Writable({});\n",
  );
  await key('Control+End');
  await tab.page.keyboard.type('sink.');
  await entry('cork').waitFor();
  await tab.page.keyboard.type('cor');
  await explanation().waitFor();
  const said = await explanation().textContent();
  assert.match(said, /Writable\.cork\(\): void/);
  assert.match(said, /forces all written data to be buffered in memory/);
  await key('Enter');
  await list().waitFor({ state: 'hidden' });
  assert.match(await tab.code.textContent(), /sink\.cork$/);
});

test('Tab takes no completion: it indents after typing, and leaves after Escape', async () => {
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  await entry('nextTick').waitFor();
  await key('Tab');
  assert.match(await tab.code.textContent(), /^ {2}process\.$/);
  await key('Escape');
  await list().waitFor({ state: 'hidden' });
  await key('Escape');
  await key('Tab');
  assert.equal(
    await tab.code.evaluate((node) => node === document.activeElement),
    false,
  );
});

test('a name under the mouse or the caret is explained', async () => {
  await tab.code.fill("const { pipeline } = require('node:stream');\n");
  await hover('pipeline');
  await explanation().waitFor();
  const said = await explanation().textContent();
  assert.match(said, /^function pipeline</);
  assert.match(said, /forwarding errors and\s+properly cleaning up/);
  await tab.page.mouse.move(0, 0);
  await explanation().waitFor({ state: 'hidden' });

  await key('Control+Home');
  for (let i = 0; i < 9; i += 1) await key('ArrowRight');
  // The editor takes its words for screen readers away after 200 ms.
  const announced = await tab.hears(
    tab.page.locator('.cm-announced'),
    'function pipeline',
  );
  await key('Shift+Alt+I');
  await explanation().waitFor();
  await announced();
  await key('Escape');
  await explanation().waitFor({ state: 'hidden' });
});

test('a syntax error is underlined and told before Run', async () => {
  await write('const x = ;\nlet a; let a;\n');
  await errors().first().waitFor();
  assert.match(await problemAt(';'), /^Expression expected\./);
  await key('Control+Shift+M');
  const panel = tab.page.getByRole('listbox', { name: 'Problems' });
  await panel.waitFor();
  assert.match(
    (await panel.getByRole('option').allTextContents()).join('\n'),
    /Expression expected[^]*Cannot redeclare block-scoped variable 'a'/,
  );
  await key('Escape');
  await write('const x = 1;\n');
  await errors().first().waitFor({ state: 'hidden' });
});

test('JavaScript is told of nothing that Node would run', async () => {
  // Sloppy mode, return outside a function, names of the globals, and types that do not fit.
  await write(
    'with (Math) cos(1);\nconst process = 1;\nprocess.foo();\n(1)();\nbreak;\nreturn;\n',
  );
  await errors().filter({ hasText: 'break' }).waitFor();
  assert.equal(await errors().count(), 1);
  assert.equal(await warnings().count(), 0);
});

test('the name of the file says what a program may have', async () => {
  await rename('program.cjs');
  await write('await 1;\n');
  await errors().first().waitFor();
  assert.match(await problemAt('await'), /^await is only valid in async/);
  await rename('program.js');
  await errors().first().waitFor({ state: 'hidden' });
  await write('const module = 1;\n');
  await rename('program.cjs');
  await errors().filter({ hasText: 'module' }).waitFor();
  assert.match(await problemAt('module'), /^Identifier 'module' has already/);
  await rename('program.js');
  await errors().first().waitFor({ state: 'hidden' });
  await write('let x: number = 1;\n');
  await errors().first().waitFor();
  assert.match(await problemAt('number'), /only be used in TypeScript files/);
  await rename('program.ts');
  await errors().first().waitFor({ state: 'hidden' });
});

test('a module that is not offered is told of, and does not complete', async () => {
  await write("const fs = require('fs');\nconst z = require('lodash');\n");
  await warnings().nth(1).waitFor();
  const said = await problemAt("'fs'");
  assert.match(said, /“fs” is part of Node, but Tincan does not offer it/);
  // The program begins, and fails when it comes there.
  assert.equal(await errors().count(), 0);
  assert.match(await problemAt("'lodash'"), /There is no module “lodash” here/);

  await tab.page.keyboard.type("require('");
  await entry('stream/promises').waitFor();
  const names = await list().getByRole('option').allTextContents();
  assert.ok(names.some((name) => name.includes('node:net')));
  for (const name of names) assert.doesNotMatch(name, /fs|http|url|tty/);

  await write("const fs = require('fs');\nfs.");
  await key('Control+Space');
  // The answer to this question comes after that to the former one.
  await tab.page.keyboard.press('Backspace');
  await tab.page.keyboard.type('; process.');
  await entry('nextTick').waitFor();
  assert.equal(await entry('readFile').count(), 0);
});

test('what types say is a warning, what Node does not run an error', async () => {
  await rename('program.mts');
  await write(
    "import { Readable, ReadableOptions } from 'node:stream';\nconst x: number = 'a';\nenum Kind { A }\n",
  );
  await warnings().first().waitFor();
  const said = await problemAt('x:');
  assert.match(said, /Type 'string' is not assignable to type 'number'/);
  assert.match(said, /Node takes types out and does not check them/);
  assert.equal(await warnings().count(), 1);
  assert.match(await problemAt('Kind'), /does not run this syntax/);
  assert.match(await problemAt('ReadableOptions'), /^This is a type/);
});

test('Format lays the code out; one undo takes it back, and the caret stays', async () => {
  await tab.code.fill('const a=1\nif(a){\nfoo( a,a )\n}\n');
  await key('Control+Home');
  for (let i = 0; i < 'const a'.length; i += 1) await key('ArrowRight');
  await key('Shift+Alt+F');
  await tab.page.getByText('foo(a, a)').waitFor();
  const lines = () => tab.page.locator('.cm-line').allTextContents();
  assert.deepEqual(await lines(), [
    'const a = 1',
    'if (a) {',
    '  foo(a, a)',
    '}',
    '',
  ]);
  await tab.page.keyboard.type('b');
  assert.equal((await lines())[0], 'const ab = 1');
  await key('Control+z');
  assert.equal((await lines())[0], 'const a = 1');
  await key('Control+z');
  assert.equal((await lines())[2], 'foo( a,a )');

  await key('Control+k');
  await tab.page.keyboard.type('format the');
  await key('Enter');
  await tab.page.getByText('foo(a, a)').waitFor();
});
