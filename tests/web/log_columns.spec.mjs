// The columns of the event log: at the width of a laptop no word in them is cut, in any language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, playground } from './served.mjs';

/** Twelve seconds of virtual time, with chunks of 64 KiB. */
const slowEcho = `const { Duplex } = require('stream');
class EchoDuplex extends Duplex {
  _read() {}
  _write(chunk, encoding, callback) {
    this.push(chunk);
    setTimeout(callback, 4000);
  }
}
const echo = new EchoDuplex();
for (let i = 0; i < 3; i += 1) echo.write(Buffer.alloc(65536));
echo.end(() => console.log('finished'));
`;

const programs = {
  'the duplex program': { id: 'duplex', kind: '_read' },
  'the echo program': { id: 'echo', kind: '_write' },
  'the sockets of both sides': { id: 'tcp', kind: 'FIN received' },
  'a program of twelve seconds': {
    id: 'blank',
    code: slowEcho,
    kind: 'finish',
    time: '12000.0 ms',
  },
};

/** Cells that show less than they say; the columns' names among them. */
const cut = (page) =>
  page.locator('#events .event > *').evaluateAll((cells) =>
    cells
      .filter((cell) => {
        // Half a pixel too much is rounded away in scrollWidth, and cut all the same.
        const { right } = cell.getBoundingClientRect();
        const words = document.createRange();
        return (
          cell.scrollWidth > cell.clientWidth ||
          [...cell.childNodes].some((node) => {
            if (node.className === 'visually-hidden') return false;
            words.selectNode(node);
            return words.getBoundingClientRect().right > right + 0.02;
          })
        );
      })
      .map((cell) => `${cell.className}: ${cell.textContent}`),
  );

for (const locale of ['en', 'de']) {
  for (const [name, { id, code, kind, time }] of Object.entries(programs)) {
    test(`no cell is cut at 1280 px, ${locale}: ${name}`, async () => {
      const context = await browser.newContext({
        locale,
        viewport: { width: 1280, height: 1400 },
      });
      const page = await context.newPage();
      await page.goto(`${playground.url}#program=${id}`);
      const editor = page.locator('.cm-content');
      await editor.waitFor();
      if (code !== undefined) await editor.fill(code);
      await page
        .getByRole('button', {
          name: { en: 'Run', de: 'Starten' }[locale],
          exact: true,
        })
        .click();
      const seen = page.locator('#events .cell-kind', { hasText: kind });
      await seen.first().waitFor();
      if (time !== undefined)
        await page
          .locator('#events .cell-time', { hasText: time })
          .first()
          .waitFor();
      assert.deepEqual(await cut(page), []);
      const { scrollWidth, clientWidth } = await page
        .locator('#events')
        .evaluate(({ scrollWidth, clientWidth }) => ({
          scrollWidth,
          clientWidth,
        }));
      assert.ok(scrollWidth <= clientWidth, 'the log scrolls sideways');
      await context.close();
    });
  }
}
