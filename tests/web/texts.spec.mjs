// The texts of the page: every language says the same things, the page speaks the person's, and nothing that
// is shown stands outside the files of texts.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { buildSync } from 'esbuild';
import { browser, playground } from './served.mjs';

const folder = path.resolve(import.meta.dirname, '../../web/texts');
const importSource = (source) =>
  import(
    `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`
  );
async function texts(language) {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(folder, `${language}.ts`)],
    bundle: true,
    format: 'esm',
    write: false,
  });
  return (await importSource(outputFiles[0].text))[language];
}
const en = await texts('en');
const de = await texts('de');
const gaps = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test('both languages have the same keys, gaps and forms, and no empty text', () => {
  assert.ok(Object.keys(en).length > 100);
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  for (const [key, english] of Object.entries(en)) {
    assert.deepEqual(gaps(de[key]), gaps(english), key);
    assert.equal(de[key].split('|').length, english.split('|').length, key);
    for (const text of [english, de[key]])
      assert.notEqual(text.trim(), '', key);
  }
});

test('the page speaks the browser’s language, where it knows it', async () => {
  const names = { 'de-AT': ['de', 'Starten'], 'fr-FR': ['en', 'Run'] };
  for (const [locale, [lang, run]] of Object.entries(names)) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(playground.url);
    await page.getByRole('button', { name: run, exact: true }).click();
    assert.equal(
      await page.evaluate(() => document.documentElement.lang),
      lang,
    );
    await context.close();
  }
});

/** German, with every word of it between brackets: what has none comes from elsewhere. */
async function bracketed(route) {
  const answer = await route.fetch();
  const module = await importSource(await answer.text());
  const [name, all] = Object.entries(module)[0];
  const marked = Object.fromEntries(
    Object.entries(all).map(([key, text]) => [
      key,
      text
        .split('|')
        .map((form) => `⟦${form}⟧`)
        .join('|'),
    ]),
  );
  await route.fulfill({
    response: answer,
    body: `const all = ${JSON.stringify(marked)}; export { all as ${name} };`,
  });
}

/** What may stand without brackets: names, calls, numbers, and terms that are Node's or yamux's. */
const terms =
  /\b(KiB\/s|Data|Window Update|Ping|Go Away|SYN|ACK|FIN|RST|Tincan|English|Deutsch|writable|readable|true|false|Readable|Writable|Duplex|PassThrough|Socket|Server|[\w-]+\.(js|javascript|cjs)|ms|Alt|Shift|Ctrl|Enter|Space|Esc|Tab|Home|End|F\d+|[A-Z])\b|\b(write|push)\(\)|#\d+|^event:write$|^http:\/\/127.*$|^\d+\. \w+\.?, [\d:]+$/g;

/** The words of a text that come from no file of texts. */
function strangeWords(text) {
  let bare = text;
  while (/⟦[^⟦⟧]*⟧/.test(bare)) bare = bare.replace(/⟦[^⟦⟧]*⟧/g, '');
  // Its beginning may be in an element of its own.
  bare = bare.replace(/^[^⟦⟧]*⟧/, '');
  return bare.replace(terms, '').match(/\p{L}+/gu) ?? [];
}

/** Texts in view and texts spoken, but for the program, what it printed and sent, and the rows of the log. */
const seen = (page) =>
  page.evaluate(() => {
    const program =
      '.cm-editor .cm-scroller, #console .line, .event-spacer, .hex';
    const found = [];
    const walker = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent.closest(`script, noscript, style, ${program}`)) continue;
      if (node.data.trim() !== '') found.push(node.data.trim());
    }
    for (const element of document.querySelectorAll('*'))
      for (const name of [
        'aria-label',
        'title',
        'placeholder',
        'data-empty',
        'aria-valuetext',
      ])
        // A title that repeats what stands in the element is no text more.
        if (
          element.getAttribute(name) &&
          !(name === 'title' && element.title === element.textContent)
        )
          found.push(element.getAttribute(name));
    return found;
  });

test('what has no brackets is noticed', () => {
  assert.deepEqual(strangeWords('⟦Eins⟧, #1 Readable: ⟦3 von ⟦4⟧⟧'), []);
  assert.deepEqual(strangeWords('⟦Eins⟧ Run'), ['Run']);
});

test('at 1280 px the toolbar keeps to one row, whatever it says', async () => {
  for (const locale of ['de-DE', 'en-US']) {
    const context = await browser.newContext({
      locale,
      viewport: { width: 1280, height: 720 },
    });
    const page = await context.newPage();
    await page.goto(`${playground.url}#program=a`);
    const bar = page.getByRole('banner');
    await bar.locator('.help').waitFor();
    const { height, width, most } = await bar.evaluate((node) => {
      const say = (element, words) => {
        for (const child of element.childNodes)
          if (child.nodeType === Node.TEXT_NODE) child.data = words;
      };
      say(node.querySelector('.run-status'), 'Beendet nach 999 ms (virtuell)');
      say(node.querySelector('summary'), 'Virtual time, seed 999999');
      say(
        node.querySelector('.relay > span'),
        'No relay: only tabs of this browser',
      );
      const { clientHeight, clientWidth, scrollWidth } = node;
      return { height: clientHeight, width: clientWidth, most: scrollWidth };
    });
    assert.ok(height < 60, `${locale}: ${height} px high`);
    assert.equal(most, width, locale);
    await context.close();
  }
});

test('nothing that is shown stands outside the files of texts', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  await context.route('**/assets/de-*.js', bracketed);
  const page = await context.newPage();
  await page.goto(`${playground.url}#program=paused-reader`);
  const press = (name) =>
    page.getByRole('button', { name: `⟦${name}⟧`, exact: true }).click();
  const strange = new Set();
  const look = async (view) => {
    for (const shown of await seen(page))
      if (strangeWords(shown).length > 0) strange.add(`${view}: ${shown}`);
  };
  await press(de['toolbar.run']);
  await page.getByRole('status').filter({ hasText: 'Beendet' }).waitFor();
  await look('picture');
  await press(de['streams.table']);
  await look('table');
  await press(de['timeline.previous']);
  await press(de['timeline.bookmark']);
  await page.getByRole('searchbox').fill('colour:red');
  await look('timeline and filter');
  await press(de['code.history']);
  await page.getByRole('dialog').getByRole('listitem').waitFor();
  await look('history');
  await press(de['dialog.close']);
  await press(de['code.share']);
  await look('share');
  await press(de['share.runInNode']);
  await look('compare');
  await press(de['dialog.close']);
  await page.keyboard.press('Control+k');
  await page.getByRole('listbox').waitFor();
  await look('palette');
  await press(de['dialog.close']);
  await press(de['keys.title']);
  await look('keys');
  await press(de['dialog.close']);
  await page.evaluate(() => {
    location.hash = 'share=1.4';
  });
  await page.getByRole('alert').filter({ hasText: 'abgeschnitten' }).waitFor();
  await look('notice');
  await page.getByRole('combobox').first().selectOption('half-open');
  await look('before a run');
  await press(de['wire.title']);
  await look('wire');
  await press(de['toolbar.run']);
  await page.getByRole('status').filter({ hasText: 'Beendet' }).waitFor();
  await look('sockets');
  assert.deepEqual([...strange], []);
  await context.close();
});
