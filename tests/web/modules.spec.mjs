// ES modules and TypeScript: the same files print the same in the oracle and in the playground, and what is wrong
// with them is named with its line.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { oraclePath } from '../helpers/oracle.mjs';
import { launch, openTab, serve } from './playground.mjs';

const run = promisify(execFile);
let folder;
let playground;
let browser;
let context;
let tab;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tincan-modules-'));
  playground = await serve();
  browser = await launch();
  context = await browser.newContext();
  tab = await openTab(context, playground.url, '#program=blank');
});
after(async () => {
  await browser?.close();
  await playground?.close();
  await rm(folder, { recursive: true });
});

async function oracle(name, code) {
  const file = path.join(folder, name);
  await writeFile(file, code);
  return run(oraclePath(), [file], { cwd: folder }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    ({ stdout, stderr, code }) => ({ stdout, stderr, code }),
  );
}

async function rename(name) {
  const field = tab.page.getByRole('textbox', { name: 'File name' });
  await field.fill(name);
  await field.press('Enter');
}

/** @returns what the console shows once the run is over */
async function runHere(name, code) {
  await rename(name);
  await tab.runCode(code);
  await tab.status(/^(Ended|Exit code)/);
  return tab.output();
}

/** File name and text; what they print must be equal. */
const same = {
  'modules asked for by names that are only known as the program runs': [
    'computed.js',
    `const names = ['ut' + 'il', 'as' + 'sert', 'as' + 'sert/strict'];
for (const name of names) console.log(typeof require(name));
const ask = require;
console.log(ask('\\x75til').inspect([1]));
import('ut' + 'il').then(({ format }) => console.log(format('%s', 'last')));`,
  ],
  'util and assert by name': [
    'named.mjs',
    `import assert, { AssertionError } from 'node:assert';
import { inspect } from 'util';
try { assert.equal(1, 2); } catch (error) { console.log(error instanceof AssertionError, inspect([error.code])); }`,
  ],
  'an export of nothing makes a module': [
    'nothing.ts',
    `let kind: string = typeof require;\nconsole.log(kind, this);\nexport {};\n`,
  ],
  'imports of all kinds': [
    'kinds.mjs',
    `import net, { Socket } from 'net';
import * as stream from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import process from 'node:process';
console.log(net.Socket === Socket, stream.default.Duplex === stream.Duplex);
console.log(typeof require, typeof module, this);
await delay(5);
const { pipeline } = await import('stream/promises');
await pipeline(stream.Readable.from(['a', 'b']), async (from) => {
  for await (const chunk of from) console.log(chunk);
});
console.log(import.meta.main, typeof import.meta.url, process.argv.length);
export const answer = 42;
export default class Answer {}
`,
  ],
  'ticks come after microtasks in a module': [
    'order.mjs',
    `process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));
queueMicrotask(() => console.log('queued'));
await null;
console.log('awaited');
process.nextTick(() => console.log('second tick'));
await new Promise((resolve) => setImmediate(resolve));
console.log('immediate');
process.nextTick(() => console.log('third tick'));
await new Promise((resolve) => setTimeout(resolve, 5));
console.log('timer');
`,
  ],
  'ticks come before microtasks in CommonJS': [
    'order.cjs',
    `process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));
import('node:stream').then((m) => console.log('imported', typeof m.Duplex));
setImmediate(() => console.log('immediate'));
`,
  ],
  'a .js file with import is a module': [
    'detected.js',
    `import { Readable } from 'stream';\nconsole.log(typeof require, Readable.name);\n`,
  ],
  'a .js file with await at the top is a module': [
    'awaits.js',
    `await null;\nconsole.log(typeof require);\n`,
  ],
  'a .js file with a name of its own called require is a module': [
    'redeclares.js',
    `const require = 1;\nconsole.log(require, typeof module);\n`,
  ],
  'a .js file without either is CommonJS': [
    'plain.js',
    `console.log(typeof require, typeof module, this === module.exports);\n`,
  ],
  'what import() cannot give': [
    'missing.mjs',
    `for (const name of ['nope', 'node:nope', 'https://example.com/x.js'])
  await import(name).catch(({ code, message }) =>
    console.log(code, message.replace(/ imported from .*/, '')));
`,
  ],
  'what import() may ask of a module': [
    'asks.mjs',
    `const asked = [{ type: 'json' }, { type: 'css' }, { as: 'x', type: 'json' }, { type: 1 }, 1, {}];
for (const what of asked)
  await import('node:stream', { with: what }).then(
    ({ default: { name } }) => console.log(name),
    ({ name, code, message }) => console.log(name, code, message));
await import('stream', 1).catch(({ message }) => console.log(message));
`,
  ],
  'errors at the top of a module are unhandled rejections': [
    'origin.mjs',
    `process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
throw new Error('thrown');
`,
  ],
  'TypeScript with a type import': [
    'typed.ts',
    `import { Transform, type TransformCallback } from 'node:stream';
type Row = { a: number };
const upper = new Transform({
  transform(chunk: Buffer, _: BufferEncoding, callback: TransformCallback) {
    callback(null, chunk.toString().toUpperCase() as string);
  },
});
upper.on('data', (row: Buffer) => console.log(\`\${row}\`));
upper.end('typed' as string);
console.log(({ a: 1 } satisfies Row).a!);
`,
  ],
  'TypeScript that is CommonJS': [
    'common.cts',
    `const { Readable }: typeof import('stream') = require('stream');
Readable.from(['x'] as string[]).on('data', (d: string) => console.log(d));
`,
  ],
};

for (const [title, [name, code]] of Object.entries(same)) {
  test(`${title}, as in Node`, async () => {
    const expected = await oracle(name, code);
    assert.equal(expected.code, 0, expected.stderr);
    assert.equal(await runHere(name, code), expected.stdout);
    assert.deepEqual(tab.complaints, []);
  });
}

/** File name, text; the place and the message must be those Node prints. */
const wrong = {
  'a syntax error in a module': ['bad.mjs', 'let a = 1;\nconst b = ;\n'],
  'a syntax error below imports and exports': [
    'below.js',
    `import net from 'net';\nexport { net };\nexport default function f() {}\nlet b = 1 1;\n`,
  ],
  'a bracket too many': [
    'bracket.mjs',
    `import net from 'net';\nlet q = ] 1\n`,
  ],
  'an export that is not there': [
    'export.mjs',
    `import net from 'net';\nimport { Readable, Foo } from 'node:stream';\n`,
  ],
  'an export of what is not defined': [
    'undefined.mjs',
    `let a;\nexport { b };\n`,
  ],
  'a throw at the top': [
    'throws.mjs',
    `import { Readable } from 'node:stream'; Readable.nope();\n`,
  ],
  'a throw in a callback of a typed program': [
    'later.ts',
    `const ms: number = 1;\nsetTimeout((): void => { const x: any = null; x.y; }, ms);\n`,
  ],
  'require in a module': [
    'require.mjs',
    `import net from 'net';\nconst stream = require('stream');\n`,
  ],
  'require beside await': ['both.js', `await null;\nrequire('stream');\n`],
  'a rejection at the top': [
    'rejects.mjs',
    `\nawait Promise.reject(new TypeError('no'));\n`,
  ],
  'an enum': ['enum.ts', `let a: number;\nenum Colour { Red }\n`],
  'a parameter property': [
    'property.ts',
    `class A {\n  constructor(private x: number) {}\n}\n`,
  ],
  'a syntax error in types': ['types.ts', `const a: = 1;\n`],
  'a return at the top of a module': [
    'returns.mjs',
    `const f = () => { return 1; }; // return\nawait f();\nreturn { f };\n`,
  ],
  'a return beside await': ['neither.js', `let a = 1;\nawait a; return;\n`],
  'a function of a name taken': [
    'twice.mjs',
    `import net from 'net';\nfunction a() {}\nfunction a() {}\n`,
  ],
  'new.target at the top of a module': ['target.mjs', `\nnew.target;\n`],
  'a mistake behind an import that leads nowhere': [
    'behind.mjs',
    `import x from 'nope';\nlet b = 1 1;\n`,
  ],
  'import in a .cjs file': ['common.cjs', `\nimport net from 'net';\n`],
};

/** Of what Node prints: line, source line, where the caret begins, and the error. */
function essence(text, name) {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(`${name}:`));
  assert.ok(at >= 0, text);
  const caret = lines.findIndex((line) => /^\s*\^+$/.test(line));
  const error = lines.find((line) => /^\w*Error\b/.test(line));
  return [
    /:(\d+)$/.exec(lines[at])[1],
    lines[caret - 1],
    lines[caret].indexOf('^'),
    error.replace(/ \{$/, ''),
  ];
}

for (const [title, [name, code]] of Object.entries(wrong)) {
  test(`${title} is named with its line, as in Node`, async () => {
    const expected = await oracle(name, code);
    assert.equal(expected.code, 1);
    const output = await runHere(name, code);
    assert.deepEqual(essence(output, name), essence(expected.stderr, name));
    await tab.status('Exit code 1');
    await tab.page.locator('.cm-error-line').waitFor();
    assert.deepEqual(tab.complaints, []);
  });
}

test('an import that leads nowhere is named with its line', async () => {
  const output = await runHere('lost.mjs', `let a;\nimport b from 'lodash';\n`);
  assert.match(output, /^lost\.mjs:2\n.*\n {14}\^\n/);
  assert.match(
    output,
    /Error \[ERR_MODULE_NOT_FOUND\]: Cannot find package 'lodash'/,
  );
  const refused = await runHere('fs.mjs', `import fs from 'node:fs';\n`);
  assert.match(refused, /'node:fs' is part of Node, but Tincan does not offer/);
});

test('what an import asks for in vain is told in Node’s words, with its line', async () => {
  for (const asked of [
    `type: 'json'`,
    `'type': "css"`,
    `type: 'json', a: 'b'`,
  ]) {
    const code = `let a;\nimport b from 'stream' with { ${asked} };\nconsole.log('begun');`;
    const output = await runHere('asks.mjs', code);
    const { stderr } = await oracle('asks.mjs', code);
    const [said] = /^TypeError \[.*/m.exec(stderr);
    assert.match(output, /^asks\.mjs:2\n.*\n {28}\^\n/);
    assert.ok(output.includes(said), output);
    assert.doesNotMatch(output, /begun/);
  }
});

test('an await that never ends is told, with exit code 13', async () => {
  const code = `let a;\nawait new Promise(() => {});\n`;
  const output = await runHere('waits.mjs', code);
  const expected = await oracle('waits.mjs', code);
  assert.equal(expected.code, 13);
  assert.equal(
    output.trimEnd(),
    expected.stderr.replace(/file:.*\//, '').trimEnd(),
  );
  await tab.status('Exit code 13');
});

test('events of a typed program name the lines as written', async () => {
  const code = `import { Writable } from 'node:stream';
interface Sink { name: string }
const sink: Writable & Partial<Sink> = new Writable({ write(_c, _e, done) { done(); } });
sink.write('x');
`;
  await runHere('lines.ts', code);
  await tab.events.getByRole('button', { name: 'line 4' }).first().waitFor();
});

test('the kind of a program is kept over a reload, in its link, and in its project', async () => {
  const code = `import { Readable } from 'node:stream';
const words: string[] = ['kept'];
for await (const word of Readable.from(words)) console.log(word);
`;
  assert.equal(await runHere('kept.mts', code), 'kept\n');
  await tab.page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await tab.link();
  const [download] = await Promise.all([
    tab.page.waitForEvent('download'),
    tab.page.getByRole('button', { name: 'Download project' }).click(),
  ]);
  const zip = path.join(folder, 'project.zip');
  await download.saveAs(zip);
  const files = unzipSync(await readFile(zip));
  const project = path.join(folder, 'project');
  await mkdir(project);
  for (const [name, bytes] of Object.entries(files))
    await writeFile(path.join(project, name), bytes);
  const { stdout } = await run(oraclePath(), ['program.mts'], { cwd: project });
  assert.equal(stdout, 'kept\n');

  const other = await browser.newContext();
  const opened = await openTab(other, link);
  const name = opened.page.getByRole('textbox', { name: 'File name' });
  assert.equal(await name.inputValue(), 'kept.mts');
  await opened.page.reload();
  assert.equal(await name.inputValue(), 'kept.mts');
  await opened.run.click();
  await opened.status(/^Ended/);
  assert.equal(await opened.output(), 'kept\n');
  await other.close();
});

test('types are stripped by what the oracle strips them with', async () => {
  const { stdout } = await run(oraclePath(), ['-p', 'process.versions.amaro']);
  const { devDependencies } = createRequire(import.meta.url)(
    '../../package.json',
  );
  assert.equal(devDependencies.amaro, stdout.trim());
});
