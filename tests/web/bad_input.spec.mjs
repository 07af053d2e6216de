// What goes wrong says so in the right place, and the next run works.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { oraclePath } from '../helpers/oracle.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
let tab;
beforeEach(async () => {
  context = await browser.newContext();
  tab = await openTab(context, playground.url, '#program=blank');
});
afterEach(async () => {
  await tab.runCode("console.log('the next run works')");
  assert.equal(await tab.outputWith('works\n'), 'the next run works\n');
  await tab.status(/^Ended/);
  await context.close();
});

async function failure(code) {
  await tab.runCode(code);
  await tab.status('Exit code 1');
  return tab.output();
}

test('a syntax error names its line and column as Node does', async () => {
  const text = await failure('const x = 1\nlet y = = 2\n');
  assert.equal(
    text,
    "program.js:2\nlet y = = 2\n        ^\n\nSyntaxError: Unexpected token '='\n\nNode.js v24.21.0\n",
  );
});

test('a program that stops in the middle is an unexpected end of input', async () => {
  const text = await failure('function f() {\n');
  assert.match(
    text,
    /^program\.js:2\n[^]*SyntaxError: Unexpected end of input/,
  );
});

test('an error names the line, and clicking it goes there', async () => {
  const text = await failure(
    "'use strict';\nfunction f() {\n  throw new TypeError('boo');\n}\nsetTimeout(f, 1);\n",
  );
  assert.match(
    text,
    /^program\.js:3\n {2}throw new TypeError\('boo'\);\n {8}\^\n\nTypeError: boo\n {4}at /,
  );
  await tab.console
    .getByRole('button', { name: 'program.js:3', exact: true })
    .click();
  await tab.page.keyboard.type('// here ');
  const line = await tab.page.locator('.cm-line').nth(2).textContent();
  assert.match(line, /\/\/ here/);
});

const hooks = {
  read: "new Readable({ read() { throw new Error('thrown in a hook'); } }).resume();",
  write:
    "new Writable({ write() { throw new Error('thrown in a hook'); } }).write('x');",
  final:
    "new Writable({ write(c, e, cb) { cb(); }, final() { throw new Error('thrown in a hook'); } }).end();",
  transform:
    "new Transform({ transform() { throw new Error('thrown in a hook'); } }).write('x');",
  destroy:
    "new Readable({ read() {}, destroy() { throw new Error('thrown in a hook'); } }).destroy();",
  construct:
    "new Readable({ construct() { throw new Error('thrown in a hook'); }, read() {} });",
};

for (const [hook, code] of Object.entries(hooks)) {
  test(`a throw in ${hook}() shows Node's text and the program's line`, async () => {
    const text = await failure(
      `const { Readable, Writable, Transform } = require('stream');\n${code}\n`,
    );
    assert.match(text, /Error: thrown in a hook\n/);
    assert.match(text, /program\.js:2/);
  });
}

test("an unhandled 'error' event says so, as Node does", async () => {
  const text = await failure(
    "const { Duplex } = require('stream');\nconst d = new Duplex({\n  read() {},\n  write(chunk, encoding, callback) {\n    callback(new Error('bad'));\n  },\n});\nd.write('x');\n",
  );
  assert.match(text, /Unhandled 'error' event/);
  assert.match(text, /Error: bad\n/);
  assert.match(text, /Emitted 'error' event on Duplex instance$/m);
  assert.match(text, /program\.js:5/);
});

test('a rejection nobody handles ends the run', async () => {
  const text = await failure("Promise.reject(new Error('refused'));\n");
  assert.match(text, /^program\.js:1\n[^]*Error: refused\n/);
});

test('an unknown module and one not offered say which', async () => {
  assert.match(
    await failure("require('nosuch');\n"),
    /Error: Cannot find module 'nosuch'[^]*code: 'MODULE_NOT_FOUND'/,
  );
  assert.match(
    await failure("require('fs');\n"),
    /'fs' is part of Node, but Tincan does not offer it/,
  );
});

test('while (true) {} is stopped at once, and its output so far stays', async () => {
  await tab.runCode("console.log('before');\nwhile (true) {}\n");
  await tab.outputWith('before');
  await tab.stop.click();
  await tab.status('Stopped');
  assert.match(await tab.output(), /^before\nStopped\./);
});

test('no status tells an end that the panes do not show', async () => {
  // The page gets no frame to draw in, as under heavy load.
  await tab.page.evaluate(() => {
    const due = [];
    const { requestAnimationFrame } = window;
    window.requestAnimationFrame = (draw) => due.push(draw);
    window.giveFrames = () => {
      window.requestAnimationFrame = requestAnimationFrame;
      for (const draw of due) draw(performance.now());
    };
  });
  await tab.runCode("console.log('before');\nwhile (true) {}\n");
  await tab.status('Running');
  await tab.stop.click();
  await tab.status('Stopped');
  assert.match(await tab.output(), /^(before\n)?Stopped\.\n$/);

  await tab.runCode(
    "require('stream').Readable.from(['a']).resume();\nconsole.log('printed');\n",
  );
  await tab.status(/^Ended/);
  assert.equal(await tab.output(), 'printed\n');
  assert.match(await tab.events.textContent(), /#1 Readable/);
  await tab.page.evaluate(() => window.giveFrames());
});

test('printing without end neither hangs the page nor loses count', async () => {
  await tab.runCode("for (let i = 0; ; i++) console.log('line', i);\n");
  await tab.page.getByText(/last 5.000 of [\d\u202f]+ lines/).waitFor();
  await tab.stop.click();
  await tab.status('Stopped');
});

test('old timers do not print into the next run', async () => {
  await tab.runCode("setInterval(() => console.log('old'), 1);\n");
  await tab.outputWith('old');
  await tab.runCode("setTimeout(() => console.log('new'), 50);\n");
  assert.equal(await tab.outputWith('new'), 'new\n');
});

/** What Node prints for this program on stderr. */
async function oracleFailure(code) {
  const folder = await mkdtemp(path.join(tmpdir(), 'tincan-'));
  const file = path.join(folder, 'program.js');
  await writeFile(file, code);
  const { stderr } = spawnSync(oraclePath(), [file], { encoding: 'utf8' });
  await rm(folder, { recursive: true });
  // Node begins with an empty line where stderr is a pipe, and with the whole path.
  return stderr.trimStart().replaceAll(file, 'program.js');
}

/** An error's name and message and its properties: all but the frames, which are each runtime's own. */
const essence = (text) => [
  /^(\w*Error.*)$/m.exec(text)?.[1],
  /\{\n( {2}errno[^]*)$/.exec(text)?.[1],
];

const network = {
  'a connect to a port nobody listens on':
    "require('net').connect(8001, '127.0.0.1');\n",
  'a second listen on a port':
    "const net = require('net');\nnet.createServer().listen(4999, () => net.createServer().listen(4999));\n",
};

for (const [what, code] of Object.entries(network)) {
  test(`${what} fails in Node's words`, async () => {
    const text = await failure(code);
    assert.match(text, /Unhandled 'error' event/);
    assert.match(text, /E(CONNREFUSED|ADDRINUSE)/);
    assert.deepEqual(essence(text), essence(await oracleFailure(code)));
  });
}

const thrown = {
  'a number': ["'use strict';\nfunction f() {\n  throw 5;\n}\nf();\n", 3],
  'a string': ["throw 'text'\n", 1],
  'an object': ['setTimeout(() => { throw { a: 1 }; }, 1);\n', 1],
  nothing: ['\n  throw undefined;\n', 2],
};

for (const [what, [code, line]] of Object.entries(thrown)) {
  test(`${what} thrown prints what Node prints`, async () => {
    const text = await failure(code);
    assert.equal(text, await oracleFailure(code));
    await tab.console
      .getByRole('button', { name: `program.js:${line}`, exact: true })
      .waitFor();
  });
}

test('a value thrown by a listener, whose place nobody knows, is shown all the same', async () => {
  const text = await failure(
    "const { Readable } = require('stream');\nconst r = new Readable({ read() {} });\nr.on('data', () => { throw 'x'; });\nr.push('a');\n",
  );
  assert.match(text, /^(Uncaught:|program\.js:3)\n[^]*x\n/);
});

test("an error in a microtask is the program's", async () => {
  const text = await failure(
    "queueMicrotask(() => { throw new Error('late'); });\n",
  );
  assert.match(text, /^program\.js:1\n[^]*Error: late\n/);
});

test('a stream that floods without yielding is seen, and its last events stay after Stop', async () => {
  await tab.runCode(
    "const { Writable } = require('stream');\nconst w = new Writable({ write(chunk, encoding, callback) { callback(); } });\nwhile (true) w.write('x');\n",
  );
  await tab.page
    .getByText(/^last [\d\u202f]+ of [\d\u202f]{7,} events/)
    .waitFor();
  await tab.stop.click();
  await tab.status('Stopped');
  await tab.page.getByText(/^last [\d\u202f]+ of .* events/).waitFor();
  assert.match(await tab.events.textContent(), /#1 Writable writable write/);
  const row = tab.page.getByRole('row').filter({ hasText: 'Writable' });
  assert.match(await row.textContent(), /of 65\D536 bytes/);
});

test('every event of the log belongs to a stream with a name', async () => {
  await tab.runCode(
    "const { PassThrough } = require('stream');\nprocess.nextTick(() => new PassThrough().end('x'));\n",
  );
  await tab.status(/^Ended/);
  await tab.events.getByText('#1 PassThrough').first().waitFor();
  assert.doesNotMatch(await tab.events.textContent(), /#0/);
});
