// The installed package in Chromium, in a page and in a module worker: bundled by Vite and by esbuild, served by Vite's development
// server, and with no bundler at all; and the ways in which its engine gets there. What its streams do is the conformance suite's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build as esbuild } from 'esbuild';
import { build as vite, createServer as createViteServer } from 'vite';
import { launch } from '../helpers/chromium.mjs';
import { globalsSource } from './globals.mjs';
import { installPackage, root } from './install.mjs';

const expected = [
  'TIN',
  'CAN',
  'pipeline undefined',
  'a web stream',
  'ERR_METHOD_NOT_IMPLEMENTED',
  'over net',
  true,
];

/** Loads the module named in the worker's own address, then says which globals are no longer what they were. */
const probe = `
  ${globalsSource}
  const before = takeSnapshot();
  await import(new URL(location).searchParams.get('module'));
  postMessage({ changed: changedSince(before) });
`;

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
let browser;
before(async () => {
  installed = await installPackage();
  await installed.copy(path.join(import.meta.dirname, 'app.mjs'), 'app.mjs');
  browser = await launch();
});
after(async () => {
  await browser.close();
  await installed.remove();
});

const types = { '.html': 'text/html', '.wasm': 'application/wasm' };
/** A static server of a folder; what it is asked for ends up in `asked`. */
async function serveFolder(
  folder,
  { wasmType = types['.wasm'], policy = '' } = {},
) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    asked.push(pathname);
    if (pathname === '/blank.html' || pathname === '/probe.js') {
      const [type, text] =
        pathname === '/probe.js'
          ? ['text/javascript', probe]
          : ['text/html', '<!doctype html><title>blank</title>'];
      response.writeHead(200, {
        'content-type': type,
        'content-security-policy': policy,
      });
      response.end(text);
      return;
    }
    let body;
    try {
      body = await readFile(path.join(folder, pathname));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const ending = path.extname(pathname);
    const type = ending === '.wasm' ? wasmType : types[ending];
    response.writeHead(200, { 'content-type': type ?? 'text/javascript' });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, asked, close: () => server.close() };
}

/** What the program at `module` posts, and the globals that loading it changed. */
async function runIn(where, origin, module) {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/blank.html`);
    return await page.evaluate(
      async ({ inWorker, source, address }) => {
        const found = {};
        const target = inWorker
          ? new Worker(`/probe.js?module=${encodeURIComponent(address)}`, {
              type: 'module',
            })
          : globalThis;
        const complete = new Promise((resolve, reject) => {
          target.onmessage = ({ data }) => {
            Object.assign(found, data);
            if (found.seen && found.changed) resolve();
          };
          target.onerror = (event) => reject(new Error(event.message ?? event));
        });
        if (!inWorker) {
          const script = document.createElement('script');
          script.type = 'module';
          script.textContent = source.replace(
            "new URL(location).searchParams.get('module')",
            JSON.stringify(address),
          );
          // A global handler is one of those compared: it is there from the start.
          document.head.append(script);
        }
        await complete;
        return found;
      },
      {
        inWorker: where === 'a worker',
        source: probe,
        address: new URL(module, origin).href,
      },
    );
  } finally {
    await page.close();
  }
}

const places = ['a page', 'a worker'];
/** Chunks that hold a module of the engine as text. */
const isCarried = /tincan_(?:net_)?wasm/;

async function assertRuns(origin, module) {
  for (const where of places) {
    const { seen, changed } = await runIn(where, origin, module);
    assert.deepEqual(seen, expected, where);
    assert.deepEqual(changed, [], where);
  }
}

const out = (name) => path.join(installed.project, name);

test('bundled by Vite, with its engine as an asset', async () => {
  await vite({
    configFile: false,
    root: installed.project,
    logLevel: 'warn',
    build: {
      outDir: 'vite',
      modulePreload: false,
      rolldownOptions: {
        input: out('app.mjs'),
        output: { entryFileNames: 'app.js' },
      },
    },
  });
  const server = await serveFolder(out('vite'));
  try {
    await assertRuns(server.origin, '/app.js');
    const wasm = server.asked.filter((name) => name.endsWith('.wasm'));
    assert.equal(wasm.length, 2 * places.length, 'streams and network');
    const carried = server.asked.filter((name) => isCarried.test(name));
    assert.deepEqual(carried, [], 'the engine as text is left alone');
  } finally {
    server.close();
  }
});

test("from Vite's development server", async () => {
  const server = await createViteServer({
    configFile: false,
    root: installed.project,
    logLevel: 'error',
    cacheDir: out('.vite'),
    server: { host: '127.0.0.1', port: 0, hmr: false },
    plugins: [
      {
        name: 'blank-page',
        configureServer({ middlewares }) {
          middlewares.use((request, response, next) => {
            const [address] = request.url.split('?');
            if (address === '/blank.html') {
              response.setHeader('content-type', 'text/html');
              response.end('<!doctype html><title>blank</title>');
            } else if (address === '/probe.js') {
              response.setHeader('content-type', 'text/javascript');
              response.end(probe);
            } else next();
          });
        },
      },
    ],
  });
  try {
    await server.listen();
    const { port } = server.httpServer.address();
    await assertRuns(`http://127.0.0.1:${port}`, '/app.mjs');
  } finally {
    await server.close();
  }
});

async function bundleByEsbuild(outdir, options = {}) {
  const { warnings } = await esbuild({
    absWorkingDir: installed.project,
    entryPoints: ['app.mjs'],
    bundle: true,
    format: 'esm',
    outdir,
    ...options,
  });
  assert.deepEqual(warnings, []);
}

test('bundled by esbuild into one file that carries its engine', async () => {
  await bundleByEsbuild('one');
  const server = await serveFolder(out('one'));
  try {
    await assertRuns(server.origin, '/app.js');
  } finally {
    server.close();
  }
});

test('bundled by esbuild with splitting, the engine copied beside', async () => {
  await bundleByEsbuild('split', { splitting: true });
  for (const name of ['tincan.wasm', 'tincan_net.wasm'])
    await installed.copy(
      out(`node_modules/tincan-streams/${name}`),
      `split/${name}`,
    );
  const server = await serveFolder(out('split'));
  try {
    await assertRuns(server.origin, '/app.js');
    const carried = server.asked.filter((name) => isCarried.test(name));
    assert.deepEqual(carried, [], 'the engine as text is left alone');
  } finally {
    server.close();
  }
});

/** The program as a page without a bundler has it: the package's own files by address. */
async function writeUnbundled() {
  const text = await readFile(
    path.join(import.meta.dirname, 'app.mjs'),
    'utf8',
  );
  const address = '/node_modules/tincan-streams/browser/';
  const file = (subpath) =>
    subpath ? subpath.slice(1).replace('/', '_') : 'index';
  await installed.write(
    'unbundled.js',
    text.replace(
      /'tincan-streams((?:\/\w+)*)'/g,
      (_, subpath) => `'${address}${file(subpath)}.js'`,
    ),
  );
  await installed.write(
    'static.html',
    `<!doctype html><script>
       globalThis.answer = new Promise((resolve) => {
         onmessage = ({ data }) => resolve(data);
       });
     </script>
     <script type="module" src="unbundled.js"></script>`,
  );
}

test('without a bundler, from a static server', async () => {
  await writeUnbundled();
  const server = await serveFolder(installed.project);
  try {
    await assertRuns(server.origin, '/unbundled.js');
    const page = await browser.newPage();
    await page.goto(`${server.origin}/static.html`);
    const { seen } = await page.evaluate(() => globalThis.answer);
    assert.deepEqual(seen, expected);
    await page.close();
  } finally {
    server.close();
  }
});

test('streams alone load nothing of the network', async () => {
  await installed.write(
    'streams_alone.js',
    `import { Readable } from '/node_modules/tincan-streams/browser/stream.js';
     const chunks = await Readable.from(['tin', 'can']).toArray();
     globalThis.postMessage({ seen: chunks.join('') });
     globalThis.postMessage({ changed: [] });`,
  );
  const server = await serveFolder(installed.project);
  try {
    const { seen } = await runIn('a page', server.origin, '/streams_alone.js');
    assert.equal(seen, 'tincan');
    assert.match(server.asked.join(' '), /tincan\.wasm/);
    const net = server.asked.filter((name) => /net/.test(path.basename(name)));
    assert.deepEqual(net, []);
  } finally {
    server.close();
  }
});

for (const wasmType of ['application/octet-stream', 'text/html']) {
  test(`from a server that calls the engine ${wasmType}`, async () => {
    await writeUnbundled();
    const server = await serveFolder(installed.project, { wasmType });
    try {
      await assertRuns(server.origin, '/unbundled.js');
      const carried = server.asked.filter((name) => isCarried.test(name));
      assert.deepEqual(carried, [], 'its bytes are good all the same');
    } finally {
      server.close();
    }
  });
}

/** What the program posts in a page under a policy. */
async function runUnder(policy) {
  await writeUnbundled();
  const server = await serveFolder(installed.project, { policy });
  const page = await browser.newPage();
  try {
    await page.goto(`${server.origin}/blank.html`);
    return await page.evaluate(async () => {
      const heard = new Promise((resolve) => {
        globalThis.onmessage = ({ data }) => resolve(data.seen);
      });
      await import('/unbundled.js');
      return heard;
    });
  } finally {
    await page.close();
    server.close();
  }
}

test('under a policy that allows WebAssembly and no eval', async () => {
  const policy = "default-src 'none'; connect-src 'self'; script-src 'self'";
  assert.deepEqual(await runUnder(`${policy} 'wasm-unsafe-eval'`), expected);
  await assert.rejects(runUnder(policy), /CompileError.*Content Security/s);
});

/** The program with require() in the place of import. */
async function writeRequiring() {
  const text = await readFile(
    path.join(import.meta.dirname, 'app.mjs'),
    'utf8',
  );
  const body = text.replace(
    /^import (?:(\w+), )?(\w+|\{.*\}) from ('.*');$/gm,
    (_, whole, names, name) =>
      (whole ? `const ${whole} = require(${name});\n` : '') +
      `const ${names} = require(${name});`,
  );
  await installed.write('requires.cjs', `(async () => {\n${body}\n})();\n`);
}

test('a CommonJS program bundled by esbuild, even as a plain script', async () => {
  await writeRequiring();
  await bundleByEsbuild('required', {
    entryPoints: ['requires.cjs'],
    format: 'iife',
  });
  const server = await serveFolder(out('required'));
  try {
    await assertRuns(server.origin, '/requires.js');
  } finally {
    server.close();
  }
});

test('the tarball is what the repository describes', async () => {
  const manifest = JSON.parse(
    await readFile(out('node_modules/tincan-streams/package.json'), 'utf8'),
  );
  const own = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  );
  const published = Object.keys(manifest.exports);
  for (const subpath of Object.keys(own.exports)) {
    assert.ok(published.includes(subpath), subpath);
  }
  assert.equal(manifest.version, own.version);
});
