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

const wasm = (name) => [
  'application/wasm',
  () => readFile(path.join(root, 'build/package', name)),
];

const served = {
  '/': ['text/html', async () => '<!doctype html><title>bench</title>'],
  '/worker.js': ['text/javascript', () => readFile(bundled)],
  '/tincan.wasm': wasm('tincan.wasm'),
  '/tincan_net.wasm': wasm('tincan_net.wasm'),
};

async function respond(request, response) {
  const [type, body] = served[request.url] ?? [];
  if (!type) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': type });
  response.end(await body());
}

/** In the page: starts the worker, and makes `ask(question)`, which resolves with its next message. */
function startWorker() {
  const worker = new globalThis.Worker('/worker.js', { type: 'module' });
  const heard = () =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.failed) reject(new Error(data.failed));
        else resolve(data);
      };
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  globalThis.ask = (question) => {
    worker.postMessage(question);
    return heard();
  };
  return heard();
}

/**
 * Runs `body({origin, version, openTab})`; `openTab()` resolves with a tab that runs the worker of `entry`, whose `ask(question)`
 * resolves with the worker's answer.
 * @param {string} entry file beside this one
 */
export async function withTabs(entry, body) {
  await bundle(entry);
  const server = createServer(respond);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await launch();
  const openTab = async () => {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.evaluate(startWorker);
    const ask = (question) =>
      page.evaluate((asked) => globalThis.ask(asked), question);
    return { page, ask };
  };
  try {
    return await body({ origin, version: browser.version(), openTab });
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * Sends each of `questions` to the worker of `entry`, in turn; resolves with the browser's version and the answers.
 * @param {string} entry file beside this one
 * @param {string[]} questions
 */
export function askInChromium(entry, questions) {
  return withTabs(entry, async ({ version, openTab }) => {
    const { ask } = await openTab();
    const answers = [];
    for (const question of questions) answers.push(await ask(question));
    return { version, answers };
  });
}
