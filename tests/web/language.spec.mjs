// The editor knows Node's types: completion, explanations, squiggles and formatting, all of it loaded when it is first
// wanted, and none of it needed to write and run a program.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openTab, serve } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
let tab;
/** Requests for the worker that knows the types. */
let loads;
beforeEach(async () => {
  loads = [];
  context = await browser.newContext();
  context.on('request', (request) => {
    // The Service Worker's own are the same once more.
    if (
      request.serviceWorker() === null &&
      /language_worker/.test(request.url())
    )
      loads.push(request.url());
  });
  tab = await openTab(context, playground.url, '#program=blank');
});
afterEach(async () => {
  assert.deepEqual(tab.complaints, []);
  await context.close();
});

const key = (name) => tab.page.keyboard.press(name);
const list = () => tab.page.getByRole('listbox', { name: 'What can stand' });
const entry = (name) => list().getByRole('option', { name, exact: true });
const explanation = () => tab.page.locator('.cm-explanation');
const errors = () => tab.page.locator('.cm-lintRange-error');
const warnings = () => tab.page.locator('.cm-lintRange-warning');

/** Another name, hence another kind of program. */
async function rename(filename) {
  const field = tab.page.getByRole('textbox', { name: 'File name' });
  await field.fill(filename);
  await field.press('Enter');
}

/** Replaces the program by typing its last character, as a person ends: the editor keeps the focus. */
async function write(code) {
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

async function hover(text) {
  const { x, y } = await placeOf(text);
  await tab.page.mouse.move(x, y);
  // A mouse that rests where it came to has moved before.
  await tab.page.mouse.move(x + 1, y);
}

/** The problem at this text, in words. */
async function problemAt(text) {
  await hover(text);
  const problem = tab.page.locator('.cm-tooltip-hover .cm-diagnostic');
  await problem.first().waitFor();
  const words = await problem.allTextContents();
  await tab.page.mouse.move(0, 0);
  await problem.first().waitFor({ state: 'hidden' });
  return words.join('\n');
}

test('open, edit and Run load none of it', async () => {
  await tab.page.clock.install();
  await tab.run.click();
  await tab.status(/^Ended/);
  await tab.runCode("console.log('edited')");
  await tab.outputWith('edited');
  await tab.status(/^Ended/);
  // Longer than any pause the editor waits for.
  await tab.page.clock.fastForward(60_000);
  assert.deepEqual(loads, []);
});

test('a dot completes to what the stream has, with what Node says of it', async () => {
  await tab.code.fill(
    "const { Writable } = require('stream');\nconst sink = new Writable({});\n",
  );
  await key('Control+End');
  await tab.page.keyboard.type('sink.');
  await entry('cork').waitFor();
  assert.equal(loads.length, 1);
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
  await key('Shift+Alt+I');
  await explanation().waitFor();
  await tab.page
    .locator('.cm-announced')
    .filter({ hasText: 'function pipeline' })
    .waitFor({ state: 'attached' });
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
  await errors().filter({ hasText: 'const' }).waitFor();
  assert.match(await problemAt('const'), /^Identifier 'module' has already/);
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
  await errors().nth(1).waitFor();
  const said = await problemAt("'fs'");
  assert.match(said, /“fs” is part of Node, but Tincan does not offer it/);
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

test('what completes is there when the program runs', async () => {
  const modules =
    'stream stream/promises stream/consumers stream/web net events buffer util assert assert/strict string_decoder timers timers/promises process console';
  const names = {};
  for (const module of modules.split(' ')) {
    await tab.code.fill(`const m = require('${module}');\n`);
    await key('Control+End');
    await tab.page.keyboard.type('m.');
    await list().waitFor();
    names[module] = await list()
      .getByRole('option')
      .locator('.cm-completionLabel')
      .allTextContents();
    await key('Escape');
    await list().waitFor({ state: 'hidden' });
  }
  assert.ok(names.util.includes('promisify'));
  await tab.runCode(
    `const names = ${JSON.stringify(names)};
for (const [module, all] of Object.entries(names))
  for (const name of all)
    if (!(name in Object(require(module)))) console.log(module, name);
console.log('looked at', Object.values(names).flat().length);`,
  );
  await tab.status(/^Ended/);
  assert.match(await tab.output(), /^looked at \d{3}\n$/);
});

test('a program too large for it is said to be so, and stays at hand', async () => {
  const line = `console.log('${'x'.repeat(80)}');\n`;
  const code = line.repeat(1_000_000 / line.length);
  await tab.code.evaluate((node, text) => {
    node.focus();
    const data = new DataTransfer();
    data.setData('text/plain', text);
    node.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true }),
    );
  }, code);
  await tab.page
    .getByRole('alert')
    .filter({ hasText: 'too large for completion' })
    .waitFor();
  assert.deepEqual(loads, []);
  await tab.page.keyboard.type('// still here');
  await tab.page.getByText('// still here').waitFor();
});

test('when it cannot be loaded that is said once, and editing goes on', async () => {
  let refused = 0;
  await context.route('**/language_worker-*.js', (route) => {
    refused += 1;
    return route.abort();
  });
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  const notice = tab.page.getByRole('alert');
  await notice.filter({ hasText: 'could not be loaded' }).waitFor();
  await tab.page.getByRole('button', { name: 'Dismiss' }).click();
  await tab.code.focus();
  await key('Control+End');
  const again = context.waitForEvent('requestfailed');
  await key('Control+Space');
  await again;
  await tab.page.keyboard.type('exit(3)');
  await key('Control+Enter');
  await tab.status('Exit code 3');
  assert.ok(refused > 1);
  assert.equal(
    await notice.filter({ hasText: 'could not be loaded' }).count(),
    0,
  );
  tab.complaints = tab.complaints.filter((words) => !/ERR_FAILED/.test(words));
});

test('a check that takes too long is stopped, and that is said', async () => {
  // It answers the first question, and never another.
  await context.route('**/language_worker-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `let asked = 0;
        addEventListener('message', ({ data: { id } }) => {
          if (asked++ === 0) postMessage({ id, answer: null });
        });`,
    }),
  );
  await tab.page.clock.install();
  await tab.code.fill('');
  const loaded = tab.page.waitForEvent('worker');
  await tab.page.keyboard.type('process.');
  const worker = await loaded;
  const stopped = new Promise((resolve) => worker.on('close', resolve));
  await tab.page.clock.fastForward(1_000);
  await key('Control+Space');
  await tab.page.clock.fastForward(30_000);
  await tab.page
    .getByRole('alert')
    .filter({ hasText: 'took too long' })
    .waitFor();
  await stopped;
  await tab.page.keyboard.type('exit(4)');
  await key('Control+Enter');
  await tab.status('Exit code 4');
});

test('the worker may reach nothing', async () => {
  const loaded = tab.page.waitForEvent('worker');
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  const worker = await loaded;
  await entry('nextTick').waitFor();
  const reached = await worker.evaluate(() =>
    fetch('/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  assert.equal(reached, 'refused');
  tab.complaints = tab.complaints.filter(
    (words) => !/Content Security Policy|Refused/.test(words),
  );
});

test('once it was used it is there without the host', async () => {
  const host = await serve();
  const away = await browser.newContext();
  tab = await openTab(away, host.url, '#program=blank');
  await tab.page.evaluate(() => navigator.serviceWorker.ready);
  await tab.page.reload();
  await tab.run.waitFor();
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  await entry('nextTick').waitFor();
  await host.close();
  await tab.page.reload();
  await tab.run.waitFor();
  await tab.code.fill('');
  await tab.page.keyboard.type('console.');
  await entry('groupEnd').waitFor();
  await away.close();
});
