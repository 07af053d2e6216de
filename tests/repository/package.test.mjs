// The built package as Node loads it: it stands without Node's own stream and net, import and require share one engine, and `require`
// gives the module itself. What the modules do: tests/conformance and tests/wasm.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);
const require = createRequire(import.meta.url);
const execute = promisify(execFile);

/** Runs before a program: from here on, loading Node's stream or net by any of its doors throws. */
const denial = `
  const Module = require('node:module');
  const refused = /^(node:)?((stream|net)(\\/|$)|_stream_)/;
  const deny = (load) => function (name, ...rest) {
    if (refused.test(name)) throw new Error('denied: ' + name);
    return load.call(this, name, ...rest);
  };
  Module._load = deny(Module._load);
  process.getBuiltinModule = deny(process.getBuiltinModule);
  process.binding = deny(() => { throw new Error('denied: process.binding'); });
`;

/** Runs CommonJS text in the repository under the denial; resolves with its stdout. */
async function runDenied(text) {
  const args = ['-e', `${denial}\n${text}`];
  const { stdout } = await execute(process.execPath, args, { cwd: root });
  return stdout;
}

test('the denial itself denies', async () => {
  await assert.rejects(runDenied("require('stream')"), /denied: stream/);
  await assert.rejects(runDenied("require('node:net')"), /denied: node:net/);
});

for (const name of [
  'tincan',
  'tincan/stream',
  'tincan/stream/promises',
  'tincan/net',
]) {
  test(`${name} loads with Node's stream and net denied`, async () => {
    const stdout = await runDenied(
      `const loaded = require('${name}');
       process.stdout.write(Object.keys(loaded).length > 0 ? 'ok' : 'empty');
       process.exit();`,
    );
    assert.equal(stdout, 'ok');
  });
}

test('a stream runs with Node’s stream and net denied', async () => {
  const stdout = await runDenied(`
    const { Transform } = require('tincan/stream');
    const upper = new Transform({
      transform(chunk, encoding, callback) {
        callback(null, chunk.toString().toUpperCase());
      },
    });
    upper.on('data', (chunk) => require('fs').writeSync(1, chunk));
    upper.end('tincan');
  `);
  assert.equal(stdout, 'TINCAN');
});

test("the modules are not Node's own", () => {
  assert.notEqual(require('tincan/stream'), require('node:stream'));
  assert.notEqual(require('tincan/net'), require('node:net'));
  assert.notEqual(
    require('tincan/stream').Readable,
    require('node:stream').Readable,
  );
});

test('import and require hand out the same objects', async () => {
  const stream = require('tincan/stream');
  const imported = await import('tincan/stream');
  assert.equal(imported.default, stream);
  assert.equal(imported.Duplex, stream.Duplex);
  assert.equal((await import('tincan/net')).default, require('tincan/net'));
  assert.equal(
    (await import('tincan/stream/promises')).default,
    stream.promises,
  );
});

test('require gives a constructor, as Node’s stream is', () => {
  const Stream = require('tincan/stream');
  assert.equal(typeof Stream, 'function');
  assert.ok(new Stream.Readable() instanceof Stream);
});

test('loading the package touches no global', async () => {
  const script = `
    const before = new Set(Reflect.ownKeys(globalThis));
    require('tincan'); require('tincan/stream'); require('tincan/net');
    const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
    process.stdout.write(JSON.stringify(added.map(String)));
  `;
  assert.equal(await runDenied(script), '[]');
});
