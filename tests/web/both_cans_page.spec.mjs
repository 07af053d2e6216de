// The page with both cans as a page: on a phone, by keyboard alone, for a screen reader, in German, from a folder,
// without its host, and who may frame what.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { BothCans, openBoth } from './both_cans.mjs';
import { browser, playground } from './served.mjs';
import { serve } from './playground.mjs';
import { serveFolder } from './static_host.mjs';

const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const server = '#program=tcp-server';

/** The server and its client have met, and the client has ended. */
async function met({ a, b }) {
  assert.match(await b.outputWith('closed'), /^Server got it\n/);
  const heard = await a.outputWith('Hello server\n');
  assert.match(heard, /^Client says: Hello server\n/);
}

async function violationsIn(page) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() =>
    globalThis.axe.run(document, { iframes: false }),
  );
  assert.ok(passes.length > 5, 'axe looked at the page');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

for (const colorScheme of ['light', 'dark']) {
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ]) {
    test(`axe finds nothing, ${colorScheme}, ${width} px`, async () => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
      });
      const both = await openBoth(context, playground.url, server);
      await both.runBoth.click();
      await met(both);
      for (const page of [both.page, both.a.page, both.b.page])
        assert.deepEqual(await violationsIn(page), []);
      assert.deepEqual(both.complaints, []);
      await context.close();
    });
  }
}

test('on a phone one can is seen at a time, and both run', async () => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const both = await openBoth(context, playground.url, server);
  const { page } = both;
  const seen = async () => {
    const frames = await page.locator('iframe').all();
    const visible = await Promise.all(frames.map((frame) => frame.isVisible()));
    return visible.join();
  };
  const cans = page.getByRole('navigation', { name: 'Cans' });
  assert.equal(await seen(), 'true,false');
  await both.runBoth.tap();
  await met(both);
  await cans.getByRole('button', { name: 'B ended' }).tap();
  assert.equal(await seen(), 'false,true');
  await both.b.status(/^Ended/);
  const widths = [page, both.b.page].map((each) =>
    each.evaluate(() => document.documentElement.scrollWidth),
  );
  assert.deepEqual(await Promise.all(widths), [390, 390]);
  await cans.getByRole('button', { name: 'A running' }).tap();
  assert.equal(await seen(), 'true,false');
  await context.close();
});

test('by keyboard: both run and stop, then the way apart, then A, then B', async () => {
  const context = await browser.newContext();
  const both = await openBoth(context, playground.url, server);
  const { page } = both;
  const focused = () =>
    page.evaluate(() => {
      const { title, textContent } = document.activeElement;
      return title || textContent;
    });
  const order = [];
  for (let i = 0; i < 60 && order.at(-1) !== 'Can B'; i += 1) {
    await page.keyboard.press('Tab');
    const name = await focused();
    if (name !== order.at(-1)) order.push(name);
    // The editor of a can keeps Tab for itself, but after Escape.
    await page.keyboard.press('Escape');
  }
  assert.deepEqual(order, [
    'Run both',
    'Stop both',
    'Apart, in two tabs',
    'Can A',
    'Can B',
  ]);
  await both.runBoth.focus();
  await page.keyboard.press('Enter');
  await met(both);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await both.a.status('Stopped');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Open B' }).waitFor();
  await context.close();
});

test('a key runs both, from outside as from in either can; the palette and the list have it', async () => {
  const context = await browser.newContext();
  const both = await openBoth(context, playground.url);
  const { page } = both;
  const code = 'console.log("ran", Math.random() < 0);';
  for (const can of [both.a, both.b]) await can.code.fill(code);
  const ran = async (act) => {
    const seen = await Promise.all(
      [both.a, both.b].map((can) =>
        can.console.locator('> *').first().elementHandle(),
      ),
    );
    await act();
    for (const [i, can] of [both.a, both.b].entries()) {
      if (seen[i] !== null)
        await can.page.waitForFunction((line) => !line.isConnected, seen[i]);
      await can.outputWith('ran false');
    }
  };
  const keys = 'Control+Shift+Enter';
  await both.runBoth.focus();
  assert.equal(await both.runBoth.getAttribute('aria-keyshortcuts'), keys);
  const press = () => page.keyboard.press(keys);
  await both.stopBoth.focus();
  await both.runBoth.click();
  await both.b.outputWith('ran false');
  await both.stopBoth.focus();
  await ran(press);
  for (const can of [both.a, both.b]) {
    await can.code.focus();
    await ran(press);
    assert.match(await can.code.textContent(), /^console\.log\(.*\);$/);
    await can.page.getByRole('button', { name: 'Keys and language' }).click();
    const rows = can.page.getByRole('dialog').getByRole('row');
    await rows.filter({ hasText: /^Ctrl Shift ↵Run both$/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('run both');
    await ran(() => page.keyboard.press('Enter'));
  }
  // Outside of both, the can that is shown has the list.
  await both.stopBoth.focus();
  await page.keyboard.press('?');
  await both.a.page.getByRole('dialog').getByText('Run both').waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(both.complaints, []);
  await context.close();
});

test('what is typed is kept, and a frame that loads again is joined again', async () => {
  const context = await browser.newContext();
  const both = await openBoth(context, playground.url);
  await both.a.runCode('setInterval(() => {}, 1000);');
  await both.a.status('Running');
  await both.a.page.evaluate(() => location.reload());
  await both.a.page.waitForFunction(
    () => document.querySelector('.run-ready') !== null,
  );
  await both.b.runCode('setTimeout(() => console.log("B goes on"), 5000);');
  await both.b.outputWith('B goes on');
  await both.a.run.click();
  await both.a.status('Running');
  assert.match(await both.a.code.textContent(), /setInterval/);
  await context.close();
});

test('in German, and in the other language once it is chosen in a can', async () => {
  const context = await browser.newContext({ locale: 'de-AT' });
  const page = await context.newPage();
  await page.goto(`${playground.url}side_by_side.html`);
  await page.getByRole('button', { name: 'Beide starten' }).waitFor();
  assert.equal(await page.title(), 'Tincan: A und B nebeneinander');
  const can = page.frameLocator('iframe[title="Dose A"]');
  await can.getByRole('button', { name: 'Tasten und Sprache' }).click();
  await can.getByRole('dialog').getByRole('combobox').selectOption('English');
  await page.getByRole('button', { name: 'Run both' }).waitFor();
  await context.close();
});

test('from a folder, and without its host after a visit', async () => {
  const context = await browser.newContext();
  const host = await serveFolder('/tincan/');
  const both = await openBoth(context, host.url, server);
  await both.runBoth.click();
  await met(both);
  await both.page.evaluate(() => navigator.serviceWorker.ready);
  assert.deepEqual(both.complaints, []);
  await host.close();
  const again = new BothCans(both.page);
  await again.load(both.page.url());
  await both.page.reload();
  await again.load(both.page.url());
  await again.runBoth.click();
  await met(again);
  await context.close();
});

test('only the own origin may frame a can, and nobody the page with both', async () => {
  const own = await serve();
  const page = await browser.newPage();
  const refusedBy = async (address, framed) => {
    const refused = page.waitForEvent('console', (message) =>
      /frame-ancestors/.test(message.text()),
    );
    await page.goto(address);
    await page.evaluate((source) => {
      const frame = document.createElement('iframe');
      frame.src = source;
      document.body.append(frame);
    }, `${own.url}${framed}`);
    return (await refused).text();
  };
  const stranger = createServer((request, response) => {
    response.setHeader('content-type', 'text/html').end('<body>');
  });
  await new Promise((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const strange = `http://127.0.0.1:${stranger.address().port}/`;
  assert.match(await refusedBy(strange, '?can=a'), /frame-ancestors 'self'/);
  assert.match(
    await refusedBy(strange, 'side_by_side.html'),
    /frame-ancestors 'none'/,
  );
  assert.match(
    await refusedBy(own.url, 'side_by_side.html'),
    /frame-ancestors 'none'/,
  );
  await page.close();
  await own.close();
  await new Promise((resolve) => stranger.close(resolve));
});
