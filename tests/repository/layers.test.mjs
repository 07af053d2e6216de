// The layers as greps: web → the façade's indexes → wasm → core → C++ standard library. What imports can show is an eslint rule; this
// covers what it cannot: C++ includes, words core must not know, and dynamic imports and requires in the façade.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** `file:line: text` of every line under `directory` that matches, in files with one of `endings`. */
function grep(directory, endings, pattern) {
  const names = readdirSync(path.join(root, directory), { recursive: true });
  const files = names.filter((name) => endings.includes(path.extname(name)));
  assert.ok(files.length > 0, `${directory} has no ${endings} files`);
  return files.flatMap((name) =>
    readFileSync(path.join(root, directory, name), 'utf8')
      .split('\n')
      .map((text, index) => ({ text, line: index + 1 }))
      .filter(({ text }) => pattern.test(text))
      .map(({ text, line }) => `${directory}/${name}:${line}: ${text.trim()}`),
  );
}

test('core includes only its own headers and the C++ standard library', () => {
  const foreign = grep(
    'core',
    ['.h', '.cpp'],
    /^\s*#\s*include\s+(<[^>]*[./][^>]*>|<emscripten|"(?!tincan\/|[a-z0-9_]+\.h"))/,
  );
  assert.deepEqual(foreign, []);
});

// Comments too: a core that needs JavaScript to explain itself has taken in a decision of its host.
test('core never says emscripten, JavaScript, DOM, WebSocket or fetch', () => {
  const words =
    /\b(emscripten|EM_JS|EM_ASM|javascript|JS|DOM|WebSocket|MessagePort|XMLHttpRequest|document\.|globalThis|fetch\()/i;
  assert.deepEqual(grep('core', ['.h', '.cpp'], words), []);
});

test("the façade never requires or dynamically imports Node's own stream or net", () => {
  const asked = grep(
    'wasm/js',
    ['.js'],
    /^(?!\s*(\/\/|\*)).*\b(require|import)\s*\(\s*['"](node:)?(stream|net)(\/[a-z]+)?['"]/,
  );
  assert.deepEqual(asked, []);
});

test("web reaches the engine only through the façade's indexes", () => {
  const reached = grep(
    'web',
    ['.ts', '.tsx'],
    /['"`][./]*(wasm\/(?!js\/(?:index_streams|index_net|net_base)\.js['"`])|build\/wasm\/(?!tincan(?:_net)?\.wasm\b)|core\/)/,
  );
  assert.deepEqual(reached, []);
});

// So that it can be a script of its own, over streams that are there already.
test('net stands on net_base.js alone, and nothing of the streams on net', () => {
  const lines = grep('wasm/js', ['.js'], /\bfrom '|\bimport '/);
  const ofNet = /^wasm\/js\/(?:net\w*|index_net|ws_carrier)\.js:/;
  const net = lines.filter((line) => ofNet.test(line));
  assert.ok(net.length > 40, `${net.length} imports of net found`);
  const own =
    /'(?:\.\/(?:net\w*|ws_carrier)\.js|[./]+build\/wasm\/tincan_net\.js|@noble\/[\w/]+\.js)'/;
  assert.deepEqual(
    net.filter((line) => !own.test(line) && !/\/net_base\.js:/.test(line)),
    [],
  );
  const known = /^wasm\/js\/(?:index|start_net_browser|start_carried)\.js:/;
  assert.deepEqual(
    lines.filter(
      (line) =>
        !ofNet.test(line) &&
        !known.test(line) &&
        /'\.\/(?:index_)?net\w*\.js'/.test(line),
    ),
    [],
  );
});
