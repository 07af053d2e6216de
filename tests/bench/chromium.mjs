// Runs a bench's worker in headless Chromium: bundles it into build/bench, serves it on a free loopback port, passes
// messages. Knows nothing of what is measured.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { launch } from '../helpers/chromium.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const bundled = path.join(root, 'build/bench/worker.js');

async function bundle(entry) {
  const build = await rolldown({
    input: path.join(import.meta.dirname, entry),
    cwd: root,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  await build.write({ file: bundled, format: 'es', codeSplitting: false });
  await build.close();
}

const served = {
  '/': ['text/html', async () => '<!doctype html><title>bench</title>'],
  '/worker.js': ['text/javascript', () => readFile(bundled)],
  '/tincan.wasm': [
    'application/wasm',
    () => readFile(path.join(root, 'build/package/tincan.wasm')),
  ],
};

async function respond(request, response) {
  const [type, body] = served[request.url] ?? [];
  if (!type) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': type });
  response.end(await body());
}

/**
 * Sends each of `questions` to the worker of `entry`, in turn; resolves with the browser's version and the answers.
 * @param {string} entry file beside this one
 * @param {string[]} questions
 */
export async function askInChromium(entry, questions) {
  await bundle(entry);
  const server = createServer(respond);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const answers = await page.evaluate(async (asked) => {
      const worker = new globalThis.Worker('/worker.js', { type: 'module' });
      const heard = () =>
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => {
            if (data.failed) reject(new Error(data.failed));
            else resolve(data);
          };
          worker.onerror = ({ message }) => reject(new Error(message));
        });
      await heard();
      const all = [];
      for (const question of asked) {
        worker.postMessage(question);
        all.push(await heard());
      }
      return all;
    }, questions);
    return { version: browser.version(), answers };
  } finally {
    await browser.close();
    server.close();
  }
}
