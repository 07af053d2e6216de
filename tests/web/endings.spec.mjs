// How programs end, and what they print on the way, is what Node prints and how it ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { underNode, withoutFrames } from '../helpers/oracle_program.mjs';
import { launch, openTab, serve } from './playground.mjs';

let playground;
let browser;
let tab;
before(async () => {
  playground = await serve();
  browser = await launch();
  tab = await openTab(
    await browser.newContext(),
    playground.url,
    '#program=blank',
  );
});
after(async () => {
  await browser?.close();
  await playground?.close();
});

/** Runs a program to its end. @returns {Promise<{text: string, status: number}>} */
async function inPlayground(code) {
  await tab.runCode(code);
  await tab.status(/^Ended|Exit code/);
  const [, status] =
    /Exit code (\d+)/.exec(
      await tab.page.getByRole('status').first().textContent(),
    ) ?? [];
  return { text: await tab.output(), status: Number(status ?? 0) };
}

const plain = ({ text, status }) => ({
  // Node begins with an empty line where nothing was printed before, points at `throw` where the console points
  // at the error, and knows lines of its own.
  text: withoutFrames(text)
    .trimStart()
    .replace(/^ *\^$/gm, '^')
    .replace(/^node:events:\d+$/m, 'node:events'),
  status,
});

const programs = {
  'text that closes the function around it':
    'console.log(1)\n}); (function(){\nconsole.log(2)\n',
  'a brace too many after return': 'let a = 1;\nreturn; }\n',
  'a brace too many, others in text and comments':
    "let s = '}'; // }\nif (s) { s = `}${s}`; }\n  }\n/}/.test(s);\n",
  'a throw in exit':
    "process.on('exit', () => {\n  throw new Error('in exit');\n});\n",
  'a throw in exit after exit(3)':
    "process.on('exit', () => {\n  throw new Error('in exit');\n});\nprocess.exit(3);\n",
  'a throw in exit after exit(0)':
    "process.on('exit', () => {\n  throw new Error('in exit');\n});\nprocess.exit(0);\n",
  'a throw in exit with an exit code of its own':
    "process.exitCode = 4;\nprocess.on('exit', () => {\n  throw new Error('in exit');\n});\n",
  'a throw in exit after an uncaught error':
    "process.on('exit', (code) => {\n  console.log('exit', code, process.exitCode);\n  throw new Error('in exit');\n});\nthrow new Error('first');\n",
  'a throw in exit that is listened for':
    "process.on('uncaughtException', (error) => console.log('caught', error.message));\nprocess.on('exit', () => {\n  throw new Error('in exit');\n});\n",
  'a throw in the listener for throws':
    "process.on('exit', () => console.log('exit'));\nprocess.on('uncaughtException', () => {\n  throw new Error('again');\n});\nthrow new Error('first');\n",
  'exit() in exit':
    "process.on('exit', () => process.exit(5));\nprocess.on('exit', () => console.log('never'));\n",
  'exit() in exit after an uncaught error':
    "process.on('exit', () => process.exit(5));\nthrow new Error('unsaid');\n",
  'an exit code set in exit':
    "process.on('exit', (code) => {\n  console.log(code, process.exitCode);\n  process.exitCode = 9;\n});\n",
  'exit() with text that is a number': "process.exit('3');\n",
  'exit() with null': 'process.exit(null);\n',
  'a thrown proxy that throws':
    "throw new Proxy({}, {\n  get() { throw new Error('trap'); },\n  getPrototypeOf() { throw new Error('trap'); },\n});\n",
  'a thrown revoked proxy':
    'const { proxy, revoke } = Proxy.revocable({}, {});\nrevoke();\nthrow proxy;\n',
  'a thrown object whose constructor has a symbol for a name':
    "throw { constructor: { name: Symbol('s') } };\n",
  'a thrown object that refuses to be inspected':
    "throw {\n  [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no'); },\n};\n",
  'a thrown symbol': "throw Symbol('s');\n",
  'an error of an emitter without a usable name':
    "const e = new (require('events'))();\ne.constructor = { name: Symbol('s') };\ne.emit('error', new Error('bad'));\n",
  'an error of an emitter whose constructor throws':
    "const e = new (require('events'))();\nObject.defineProperty(e, 'constructor', { get() { throw new Error('no'); } });\ne.emit('error', new Error('bad'));\n",
};

for (const [what, code] of Object.entries(programs)) {
  test(`${what} ends as in Node`, async () => {
    const wanted = plain(await underNode(code));
    assert.deepEqual(plain(await inPlayground(code)), wanted);
  });
}

for (const code of ["'abc'", 'NaN', '2.5', '{}']) {
  test(`exit(${code}) fails as in Node`, async () => {
    const program = `try {\n  process.exit(${code});\n} catch (error) {\n  console.log(error.name, error.code, error.message, error.stack.split('\\n')[0]);\n}\n`;
    assert.deepEqual(await inPlayground(program), await underNode(program));
  });
}

test('a rejection with a revoked proxy says so', async () => {
  const { text, status } = await inPlayground(
    'const { proxy, revoke } = Proxy.revocable({}, {});\nrevoke();\nPromise.reject(proxy);\n',
  );
  assert.equal(status, 1);
  assert.match(text, /rejected with the reason "#<Object>"/);
});

test('a stream whose constructor throws or has no name is drawn all the same', async () => {
  const { text } = await inPlayground(`
    const { PassThrough } = require('stream');
    const a = new PassThrough();
    Object.defineProperty(a, 'constructor', { get() { throw new Error('no'); } });
    const b = new PassThrough();
    b.constructor = { name: Symbol('s') };
    for (const each of [a, b]) each.on('data', String).end('x');
    console.log('fine');
  `);
  assert.equal(text, 'fine\n');
  await tab.events.getByText('#2 stream').first().waitFor();
});

test('console.table prints what Node prints', async () => {
  const program = `
    const values = [
      [{ a: 1, b: 'x' }, { a: 2, c: true }], [[1, 2], [3, 4]], 5, null, undefined, 'text',
      [1, 'two', { three: 3 }], new Map([['k', 1], ['l', { z: 2 }]]), new Set(['s', 1]),
      { x: { y: 1 }, z: [1, 2] }, [], {}, [{ a: { deep: { er: 1 } } }], [undefined, null, () => {}],
      ['日本', 'a'], new Map([[{ a: 1 }, 'v']]).entries(), new Map([[1, 2]]).keys(), new Uint8Array([1, 2]),
      new Set([{ a: 1 }, { b: 2 }]).values(), new Set([1]).entries(), [['x', { q: 1 }]], [new Date(0), /x/],
      [{ a: { x: 1, y: 2, z: 3 }, b: [1, 2, 3], c: [1, 2, 3, 4], d: { x: {} }, e: [[1], [2]], f: new Map([[1, 2]]) }],
      ['a\\nb', 'x'.repeat(200)], [{ a: -0, b: undefined }, { b: 1 }], [class A {}, Symbol('x'), 1n], [[]], [, 1],
      [{ 'é': 1, '\\u{1F600}': 'é', ['e\\u0301']: 2 }], Object.assign([1], { extra: 2 }), Buffer.from('ab'),
      { f() {}, get g() { return 3; } }, new Map([[[1, 2, 3], { a: 1 }]]), [[[]], [{}]], [1][Symbol.iterator](),
    ];
    for (const value of values) console.table(value);
    console.table([{ a: 1, b: 2 }], ['b']);
    console.table([{ a: 1 }], ['zz', 'a']);
    console.table([{ a: 1 }], []);
    console.group('group');
    console.table([{ a: 1 }]);
    console.groupEnd();
    try { console.table([1], 'x'); } catch (error) { console.log(error.code, error.message); }
  `;
  assert.deepEqual(await inPlayground(program), await underNode(program));
});

test('decoders and the modules beside stream are what Node has', async () => {
  const program = `
    const { StringDecoder } = require('node:string_decoder');
    const decoder = new StringDecoder('utf8');
    console.log(JSON.stringify([[0xe2], [0x82], [0xac, 0xf0]].map((piece) => decoder.write(Buffer.from(piece)))));
    console.log(decoder.lastNeed, decoder.lastTotal, JSON.stringify(decoder.end()));
    const { Readable } = require('stream');
    const { text, json } = require('stream/consumers');
    const { ReadableStream } = require('node:stream/web');
    const { setTimeout: sleep } = require('node:timers/promises');
    console.log(Object.keys(require('node:stream/consumers')).join());
    console.log(ReadableStream === globalThis.ReadableStream);
    (async () => {
      console.log(await text(Readable.from(['a', 'b'])), await json(Readable.from(['[1]'])));
      console.log(await sleep(1, 'slept'));
    })();
  `;
  assert.deepEqual(await inPlayground(program), await underNode(program));
});

test('emit is nobody’s but the emitter’s own, and an unheard error still has its place', async () => {
  const { text } = await inPlayground(
    "const { EventEmitter } = require('events');\nconsole.log(EventEmitter.prototype.emit.name);\nnew EventEmitter().emit('error', new Error('bad'));\n",
  );
  // The engine hands a pipe's chunks over by itself only where emit() is the one it knows.
  assert.match(text, /^emit\n/);
  assert.match(text, /\nEmitted 'error' event at:\n {4}at .*program\.js:3/);
});
