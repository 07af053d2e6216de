// The sandbox: what a program cannot reach, and to whom the frame does not listen.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

test('the frame opened by itself refuses to run', async () => {
  const page = await browser.newPage();
  await page.goto(new URL('sandbox.html', playground.url).href);
  await page.getByText('only works inside').waitFor();
  await page.close();
});

test('the frame framed by a stranger is not even shown', async () => {
  const stranger = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<iframe sandbox="allow-scripts" src="${playground.url}sandbox.html"></iframe>` +
        '<script>addEventListener("message", () => { document.title = "spoke"; })</script>',
    );
  });
  await new Promise((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const page = await browser.newPage();
  const refused = page.waitForEvent('console', (message) =>
    /frame-ancestors/.test(message.text()),
  );
  await page.goto(`http://127.0.0.1:${stranger.address().port}/`);
  await refused;
  assert.notEqual(await page.title(), 'spoke');
  await page.close();
  await new Promise((resolve) => stranger.close(resolve));
});

test('a program has an opaque origin and reaches no network, storage or page', async () => {
  // The page's own Service Worker, which asks for its files when it likes, is in offline.spec.mjs.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const tab = await openTab(context, playground.url, '#program=blank');
  // A blocked request never has a response.
  const answered = [];
  context.on('response', (response) => answered.push(response.url()));
  await tab.runCode(`
    const attempts = {
      fetch: () => fetch('${playground.url}'),
      import: () => import('${playground.url}assets/x.js'),
      WebSocket: () => new Promise((resolve, reject) => {
        const socket = new WebSocket('${playground.url.replace('http', 'ws')}r/x/ws');
        socket.onopen = resolve;
        socket.onerror = () => reject(new Error('refused'));
      }),
      EventSource: () => new Promise((resolve, reject) => {
        const source = new EventSource('${playground.url}');
        source.onopen = resolve;
        source.onerror = () => reject(new Error('refused'));
      }),
    };
    console.log('origin', globalThis.origin);
    // What the browser promises does not keep a program alive; a timer does.
    const alive = setInterval(() => {}, 1000);
    (async () => {
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          await attempt();
          console.log(name, 'REACHED');
        } catch (error) {
          console.log(name, 'stopped');
        }
      }
      for (const name of ['postMessage', 'importScripts', 'indexedDB', 'caches', 'self'])
        console.log(name, typeof globalThis[name]);
      console.log('done');
      clearInterval(alive);
    })();
  `);
  const text = await tab.outputWith('done');
  assert.equal(
    text,
    [
      'origin null',
      'fetch stopped',
      'import stopped',
      'WebSocket stopped',
      'EventSource stopped',
      'postMessage undefined',
      'importScripts undefined',
      'indexedDB undefined',
      'caches undefined',
      'self undefined',
      'done',
      '',
    ].join('\n'),
  );
  // The page asks for its own files, which have hashes in their names, when it likes: on a slow machine only now.
  const isOfPage = (url) => /\/assets\/[\w.]+-[\w-]{8}\.\w+$/.test(url);
  assert.deepEqual(
    answered.filter((url) => url.startsWith('http') && !isOfPage(url)),
    [],
  );
  await context.close();
});
