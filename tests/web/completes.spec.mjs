// What the editor completes is there when the program runs, and what it lets import by name is exported: of the modules, of
// what their classes make, and of the globals.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, test } from 'node:test';
import { oraclePath } from '../helpers/oracle.mjs';
import { askLanguage, open, rename, tab } from './language_tab.mjs';
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

const modules =
  'stream stream/promises stream/consumers stream/web net events buffer util assert assert/strict string_decoder timers timers/promises process console'.split(
    ' ',
  );

const header = `const stream = require('stream'), net = require('net'), events = require('events'), util = require('util');
const { StringDecoder } = require('string_decoder');
// Members that come with what is done to them.
const socket = new net.Socket();
socket.setTimeout(1);
const server = net.createServer();
server.maxConnections = 1;
`;

/** What a dot is put behind. */
const values = [
  ...modules.map((name) => `require('${name}')`),
  ...['Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough', 'Stream']
    .map((name) => `stream.${name}`)
    .flatMap((name) => [name, `new ${name}()`]),
  'socket server net.Socket net.Server events Buffer process console performance crypto',
  'process.stdout process.stderr process.stdin process.versions util.types util.inspect',
  'AbortSignal Blob File URL URLSearchParams ReadableStream WritableStream TransformStream',
]
  .flatMap((names) => (names.startsWith('new ') ? [names] : names.split(' ')))
  .concat(
    `new net.BlockList()
new net.SocketAddress()
new events()
Buffer.from('a')
new StringDecoder('utf8')
setTimeout(() => {}, 0)
setImmediate(() => {})
new ReadableStream()
new ReadableStream().getReader()
new WritableStream()
new WritableStream().getWriter()
new TransformStream()
new AbortController()
new AbortController().signal
new EventTarget()
new Event('a')
new Blob(['a'])
new File(['a'], 'b')
new TextDecoder()
new TextEncoder()
new URL('http://a/')`.split('\n'),
  );

/** The names that stand in the list behind this code. */
async function completions(codes) {
  const answers = await askLanguage(
    codes.map((code) => ({
      program: { filename: 'program.cjs', code },
      question: { type: 'completions', at: code.length },
    })),
  );
  return answers.map((answer) => answer?.entries ?? []);
}

test('what completes is there when the program runs', async () => {
  const lists = await completions(values.map((value) => `${header}${value}.`));
  const names = lists.map((entries) => entries.map(({ name }) => name));
  const of = (value) => names[values.indexOf(value)];
  assert.ok(of("require('util')").includes('promisify'));
  assert.ok(of('new stream.Readable()').includes('compose'));
  assert.ok(of('new stream.Duplex()').includes('cork'));
  assert.ok(of('socket').includes('setNoDelay'));
  // An autoSelectFamily that tries no second address says none.
  const later = ['autoSelectFamilyAttemptedAddresses'];
  await tab.runCode(`${header}
const later = ${JSON.stringify(later)};
const names = ${JSON.stringify(names)};
const values = [${values.join(',\n')}];
values.forEach((value, i) => {
  for (const name of names[i])
    if (!(name in Object(value)) && !later.includes(name))
      console.log(${JSON.stringify(values)}[i], name);
});
console.log('looked at', names.flat().length);
process.exit();`);
  await tab.status(/^Ended/);
  assert.match(await tab.output(), /^looked at 1\d{3}\n$/);
});

test('the globals that complete are there when the program runs', async () => {
  const [entries] = await completions(['']);
  const notValues = ['keyword', 'interface', 'type'];
  const names = entries
    .filter(({ kind }) => !notValues.includes(kind))
    .map(({ name }) => name);
  assert.ok(names.includes('setImmediate'));
  assert.ok(!names.includes('window'));
  await tab.runCode(`for (const name of ${JSON.stringify(names)}) {
  try {
    eval(name);
  } catch {
    console.log(name);
  }
}
console.log('looked at', ${names.length});`);
  await tab.status(/^Ended/);
  assert.match(await tab.output(), /^looked at \d{3}\n$/);
});

test('what can be written for a stream of its own completes in its class alone', async () => {
  const begin =
    "const { Writable } = require('stream');\nclass Sink extends Writable {\n  ";
  const [inClass, before, after] = await completions([
    begin,
    'const { Writable } = require("stream");\nnew Writable().',
    `${begin}_final(done) { done(); }\n}\nnew Sink().`,
  ]);
  const has = (entries) => entries.some(({ name }) => name === '_final');
  assert.deepEqual([inClass, before, after].map(has), [true, false, true]);
});

test('what is let import by name is what a run exports, and Node has it', async () => {
  const listing = `${modules
    .map((name, i) => `import * as m${i} from '${name}';`)
    .join('\n')}
console.log(JSON.stringify([${modules.map((_, i) => `Object.keys(m${i})`)}]));`;
  await rename('program.mjs');
  await tab.runCode(listing);
  await tab.status(/^Ended/);
  const here = JSON.parse(await tab.output());
  const node = JSON.parse(
    execFileSync(oraclePath(), ['--input-type=module', '-e', listing]),
  );
  const typed = await completions(modules.map((name) => `require('${name}').`));
  const asked = modules.flatMap((module, i) => {
    const names = [...here[i], ...node[i], ...typed[i].map(({ name }) => name)];
    return [...new Set(names)].map((name) => ({
      module,
      name,
      isHere: here[i].includes(name),
      isInNode: node[i].includes(name),
    }));
  });
  const problems = await askLanguage(
    asked.map(({ module, name }) => ({
      program: {
        filename: 'program.mjs',
        code: `import { ${name} as x } from 'node:${module}';`,
      },
      question: { type: 'problems', stripped: null },
    })),
  );
  const wrong = asked.filter(
    ({ isHere }, i) =>
      isHere !== !problems[i].some(({ severity }) => severity === 'error'),
  );
  assert.deepEqual(wrong, []);
  const own = asked.filter(({ isHere, isInNode }) => isHere && !isInNode);
  assert.deepEqual(own, []);
  assert.ok(asked.length > 250);
});
