// A program in an article of another origin: text until it is asked for, then a Tincan in a frame that runs it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { browser, playground } from './served.mjs';

const code = `const { PassThrough } = require('stream');
const p = new PassThrough();
p.on('data', (chunk) => console.log('a < b &&', String(chunk)));
p.end('through');`;
const article = (attributes = '') => `<!doctype html><html lang="en">
<script async src="${playground.url}embed.js"></script>
<p style="height: 3000px">Far above.</p>
<tincan-embed filename="pass.js" ${attributes}><pre><code>
${code.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}
</code></pre></tincan-embed>`;

let server;
let site;
before(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(article(request.url === '/seen' ? 'load="visible"' : ''));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Another host, not only another port.
  site = `http://localhost:${server.address().port}`;
});
after(() => new Promise((resolve) => server.close(resolve)));

async function open(path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const broken = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.location().url))
      broken.push(message.text());
  });
  await page.goto(site + path);
  return { context, page, asked, broken };
}

/** Of our host, what an article has loaded. */
const ofOurs = (asked) =>
  asked
    .filter((url) => url.startsWith(playground.url))
    .map((url) => new URL(url).pathname);

test('it is text until it is pressed; then the program runs, and nothing ran before', async () => {
  const { context, page, asked, broken } = await open('/');
  const button = page.getByRole('button', { name: 'Run it in Tincan' });
  await button.scrollIntoViewIfNeeded();
  assert.match(await page.locator('tincan-embed').innerText(), /a < b &&/);
  assert.deepEqual(ofOurs(asked), ['/embed.js']);

  await button.click();
  const frame = page.frameLocator('iframe[title="pass.js in Tincan"]');
  const run = frame.getByRole('button', { name: 'Run', exact: true });
  await run.waitFor();
  assert.equal(
    (await frame.locator('.cm-line').allTextContents()).join('\n'),
    `${code}\n`,
  );
  const log = frame.getByRole('log', { name: 'Console' });
  assert.equal(await log.textContent(), '');
  await run.click();
  await log.getByText('a < b && through').waitFor();
  await frame.getByRole('button', { name: '#1 PassThrough' }).waitFor();
  // The whole page with the same program is one press away.
  const link = page.getByRole('link', { name: 'Open in a tab of its own' });
  const href = await link.getAttribute('href');
  assert.match(href, /\/index\.html#program=blank&share=1\./);
  assert.deepEqual(broken, []);
  await context.close();
});

test('load="visible" waits until it comes into view', async () => {
  const { context, page, asked, broken } = await open('/seen');
  await page.getByRole('button', { name: 'Run it in Tincan' }).waitFor();
  assert.deepEqual(ofOurs(asked), ['/embed.js']);
  await page.locator('tincan-embed').scrollIntoViewIfNeeded();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Run', exact: true }).waitFor();
  assert.deepEqual(broken, []);
  await context.close();
});

test('without scripts the text stays', async () => {
  const { context, page } = await open('/', { javaScriptEnabled: false });
  assert.match(
    await page.locator('tincan-embed').innerText(),
    /p\.end\('through'\);/,
  );
  assert.equal(await page.getByRole('button').count(), 0);
  await context.close();
});

test('the page itself may not be framed, nor the frame see the article', async () => {
  const { context, page } = await open('/');
  await page.getByRole('button').click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Run', exact: true }).waitFor();
  const inside = page
    .frames()
    .find((each) => new URL(each.url()).pathname === '/embed.html');
  const seen = await inside.evaluate(() => {
    try {
      return window.parent.document.title;
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(seen, 'SecurityError');
  const refused = page.waitForEvent('console', (message) =>
    /frame-ancestors/.test(message.text()),
  );
  await page.evaluate((url) => {
    const other = document.createElement('iframe');
    other.src = url;
    document.body.append(other);
  }, playground.url);
  await refused;
  await context.close();
});

test('the example page runs', async () => {
  const page = await browser.newPage();
  await page.goto(`${playground.url}example.html`);
  await page.getByRole('button', { name: 'Run it in Tincan' }).click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Run', exact: true }).click();
  await frame
    .getByRole('log', { name: 'Console' })
    .getByText('read: read me')
    .waitFor();
  await page.close();
});
