// What has to travel before the first program has run, and the engine with its façade: compressed sizes of the built files.
// `npm run bench -- web --sizes` prints them; tests/web/sizes.spec.mjs holds them to their bounds.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { watchFirstResult } from './web_watch.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** Bytes: gzip of all that a first visit loads, brotli of the engine with its stream façade. */
export const bounds = { firstProgram: 350_000, engine: 64_000 };

const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const brotlied = (bytes) => brotliCompressSync(bytes).length;

/**
 * A first visit that presses Run as soon as it can: every file of the page that any of its documents and workers asks for until
 * the program's output and its picture are shown. Not counted: what the Service Worker keeps for later, and what is loaded when
 * the person turns to it (the editor's completions and search, dialogs, Node's types, other languages).
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of the served build
 * @returns {Promise<Record<string, number>>} bytes of the files, gzipped, by name
 */
export async function firstVisit(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watchFirstResult, 'Echoed');
  const asked = new Set();
  context.on('request', (request) => {
    if (request.serviceWorker() !== null) return;
    if (!request.url().startsWith(url)) return;
    const { pathname } = new URL(request.url());
    asked.add(pathname === '/' ? 'index.html' : pathname.slice(1));
  });
  await page.goto(`${url}#program=echo`);
  await page.waitForFunction(() => globalThis.seen?.shown);
  await page.getByRole('status').getByText('Ended').first().waitFor();
  // Once nothing has run for a while, what later programs want is fetched.
  const names = [...asked];
  await page.locator('#picture button').first().waitFor();
  const sizes = {};
  for (const name of names) {
    const file = path.join(root, 'build/web', name);
    // The rest is the relay's: a room, the machine's addresses.
    if (existsSync(file)) sizes[name] = gzipped(file);
  }
  await context.close();
  return sizes;
}

/** @param {Record<string, number>} sizes */
export const total = (sizes) =>
  Object.values(sizes).reduce((all, bytes) => all + bytes, 0);

/**
 * The engine and the façade over it, as a bundler takes them into a page, by brotli: bytes of the Wasm, of Emscripten's loader
 * for it, and of the JavaScript that `require('stream')` stands for, without the kept libraries below it (Buffer, events,
 * inspect). And of the network, its module and its façade: what `require('net')` adds.
 */
export async function engineBytes() {
  const bundled = async (file, external) => {
    const build = await rolldown({
      input: path.join(root, file),
      cwd: root,
      platform: 'browser',
      external,
    });
    const { output } = await build.generate({ minify: true });
    await build.close();
    return brotlied(output[0].code);
  };
  const wasm = (name) =>
    brotlied(readFileSync(path.join(root, 'build/wasm', name)));
  const loader = /wasm\/tincan(?:_net)?\.js$/;
  const kept = [/^buffer$/, /^events$/, /^node-inspect/, loader];
  return {
    wasm: wasm('tincan.wasm'),
    loader: await bundled('build/wasm/tincan.js', []),
    stream: await bundled('wasm/js/stream.js', kept),
    netWasm: wasm('tincan_net.wasm'),
    net: await bundled('wasm/js/net.js', [...kept, /\/net_base\.js$/]),
  };
}
