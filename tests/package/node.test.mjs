// The installed package in Node: by require and import, in the Node that runs the tests and in the oracle's. What its streams do is
// the conformance suite's.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { oraclePath } from '../helpers/oracle.mjs';
import { globalsSource } from './globals.mjs';
import { installPackage } from './install.mjs';

const execute = promisify(execFile);
const examples = path.resolve(import.meta.dirname, '../fixtures/examples');
const subpaths = [
  '',
  '/stream',
  '/stream/promises',
  '/stream/consumers',
  '/stream/web',
  '/net',
];
const nodes = { 'this Node': process.execPath, "the oracle's": oraclePath() };

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
before(async () => {
  installed = await installPackage();
});
after(() => installed.remove());

let files = 0;
/** Runs text as a program of the project; resolves with its output. */
async function run(node, text, ending = 'cjs') {
  files += 1;
  const name = `program${files}.${ending}`;
  await installed.write(name, text);
  const options = { cwd: installed.project };
  const { stdout, stderr } = await execute(node, [name], options);
  assert.equal(stderr, '');
  return stdout;
}

const upper = `
  const upper = new Transform({
    transform(chunk, encoding, callback) {
      callback(null, chunk.toString().toUpperCase());
    },
  });
  pipeline(Readable.from(['tin', 'can']), upper, (error) => {
    if (error) throw error;
  });
  upper.on('data', (chunk) => process.stdout.write(chunk));
`;

test('it has no dependency that must be installed', () => {
  const manifest = JSON.parse(
    readFileSync(
      path.join(installed.project, 'node_modules/tincan-streams/package.json'),
    ),
  );
  assert.equal(manifest.name, 'tincan-streams');
  assert.equal(manifest.private, undefined);
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(
    Object.keys(manifest.peerDependencies).filter(
      (name) => !manifest.peerDependenciesMeta[name].optional,
    ),
    [],
  );
  const there = readdirSync(path.join(installed.project, 'node_modules'));
  assert.deepEqual(
    there.filter((name) => !name.startsWith('.')),
    ['tincan-streams'],
  );
});

for (const [title, node] of Object.entries(nodes)) {
  test(`require() in ${title} gives a working stream at once`, async () => {
    const text = `const { Readable, Transform, pipeline } = require('tincan-streams/stream');${upper}`;
    assert.equal(await run(node, text), 'TINCAN');
  });

  test(`import in ${title} gives a working stream`, async () => {
    const text = `import { Readable, Transform, pipeline } from 'tincan-streams/stream';${upper}`;
    assert.equal(await run(node, text, 'mjs'), 'TINCAN');
  });

  test(`import and require in ${title} share one engine`, async () => {
    const text = `
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      for (const subpath of ${JSON.stringify(subpaths)}) {
        const required = require('tincan-streams' + subpath);
        const imported = await import('tincan-streams' + subpath);
        const differs = Object.keys(required).filter(
          (key) => key !== 'default' && imported[key] !== required[key],
        );
        console.log(subpath, imported.default === required, differs.join());
      }
    `;
    assert.equal(
      await run(node, text, 'mjs'),
      subpaths.map((subpath) => `${subpath} true \n`).join(''),
    );
  });

  test(`loading it in ${title} changes no global`, async () => {
    const text = `
      ${globalsSource}
      // Node's own lazy globals become values when they are first asked for.
      const touch = () => { for (const key of Reflect.ownKeys(globalThis)) void globalThis[key]; };
      touch();
      const before = takeSnapshot();
      for (const subpath of ${JSON.stringify(subpaths)}) require('tincan-streams' + subpath);
      require('tincan-streams/stream').Readable.from(['a']).pipe(new (require('tincan-streams/stream').PassThrough)()).resume();
      console.log(JSON.stringify(changedSince(before)));
      globalThis.added = 1;
      console.log(JSON.stringify(changedSince(before)));
    `;
    assert.equal(await run(node, text), '[]\n["globalThis.added"]\n');
  });
}

test('a connection of the virtual network works by name', async () => {
  const text = `
    import { net } from 'tincan-streams';
    const server = net.createServer((socket) => socket.end('hello'));
    server.listen(7000, () => {
      const socket = net.connect(7000);
      socket.setEncoding('utf8').on('data', (text) => process.stdout.write(text));
      socket.on('close', () => server.close());
    });
  `;
  assert.equal(await run(process.execPath, text, 'mjs'), 'hello');
});

for (const name of readdirSync(examples)) {
  test(`an example of the documentation, unchanged: ${name}`, async () => {
    const text = readFileSync(path.join(examples, name), 'utf8');
    const modules = /require\('(?:node:stream|readable-stream)(\/\w+)?'\)/g;
    assert.match(text, modules);
    const node = await run(
      oraclePath(),
      text.replace(modules, "require('node:stream$1')"),
    );
    const ours = text.replace(modules, "require('tincan-streams/stream$1')");
    assert.notEqual(node, '');
    assert.equal(await run(oraclePath(), ours), node);
    assert.equal(await run(process.execPath, ours), node);
  });
}
