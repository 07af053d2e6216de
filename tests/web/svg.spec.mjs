// The picture as an SVG file: sound, whole by itself, in words too, and with the levels and marks of the
// moment that is shown.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { context, tab, tabForEach } from './each_tab.mjs';

tabForEach('#program=blank');

const press = (name) =>
  tab.page.getByRole('button', { name, exact: true }).click();

async function save() {
  await press('Share');
  const [file] = await Promise.all([
    tab.page.waitForEvent('download'),
    press('Save picture as SVG'),
  ]);
  await press('Close');
  return {
    name: file.suggestedFilename(),
    svg: await readFile(await file.path(), 'utf8'),
  };
}

/** The picture's sides with their numbers and their geometry, in shares of the highWaterMark. */
const sidesOf = (svg) =>
  tab.page.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, 'image/svg+xml');
    if (document.querySelector('parsererror'))
      throw new Error(document.documentElement.textContent);
    const number = (node, name) => Number(node.getAttribute(name));
    return [...document.querySelectorAll('[data-length]')].map((side) => {
      const part = (name) => side.querySelector(`.${name}`);
      const base = number(part('tank'), 'y') + number(part('tank'), 'height');
      const mark = base - number(part('mark'), 'y1');
      return {
        stream: side.parentElement.dataset.stream,
        side: side.getAttribute('class'),
        length: number(side, 'data-length'),
        highWaterMark: number(side, 'data-high-water-mark'),
        level: number(part('level'), 'height') / mark,
        peak: (base - number(part('peak'), 'y1')) / mark,
        words: [...side.querySelectorAll('text')].map(
          (node) => node.textContent,
        ),
      };
    });
  }, svg);

const draining = `const { Writable } = require('stream');
const w = new Writable({ highWaterMark: 4, write(chunk, encoding, done) { setImmediate(done); } });
w.write('ab');
w.write('cde');
w.write('f');
w.end();
`;

test('levels, marks and words are those of the moment shown', async () => {
  await tab.runCode(draining);
  await tab.status(/^Ended/);
  await press('First event');
  await press('Next interesting');
  const row = await tab.page
    .getByRole('row')
    .filter({ hasText: '#1 Writable' })
    .textContent();
  assert.match(row, /5 of 4 bytes/);
  const { name, svg } = await save();
  assert.match(name, /^program\.js\.\d+\.svg$/);
  const [side, ...others] = await sidesOf(svg);
  assert.deepEqual(others, []);
  assert.equal(side.length, 5);
  assert.equal(side.highWaterMark, 4);
  assert.ok(Math.abs(side.level - 5 / 4) < 0.01, `level ${side.level}`);
  assert.ok(Math.abs(side.peak - 5 / 4) < 0.01, `peak ${side.peak}`);
  for (const words of [
    'write() → false',
    'needs drain',
    '5 of 4 bytes',
    '2 bytes in _write, callback owed',
  ])
    assert.ok(
      side.words.includes(words),
      `${words} in ${side.words.join(' | ')}`,
    );

  // Another moment of the same run is another picture: emptied, but the peak stays.
  await press('Last event');
  const [after] = await sidesOf((await save()).svg);
  assert.equal(after.level, 0);
  assert.ok(Math.abs(after.peak - 6 / 4) < 0.01, `peak ${after.peak}`);
  assert.ok(after.words.includes('closed'));
});

test('the file needs nothing else, says itself in words, and has both themes', async () => {
  await tab.choose('Half-open');
  await tab.run.click();
  await tab.status(/^Ended/);
  const { svg } = await save();
  const sides = await sidesOf(svg);
  const cards = await tab.page.getByRole('article').count();
  assert.equal(new Set(sides.map(({ stream }) => stream)).size, cards);
  assert.match(svg, /role="img" aria-labelledby="title about"/);
  assert.match(svg, /<title id="title">Streams of half-open\.js at event \d+</);
  assert.match(
    svg,
    /<desc id="about">#1 Socket, closed, writable 0 of 65\u202f536 bytes/,
  );
  assert.match(svg, /FIN sent/);
  assert.doesNotMatch(
    svg,
    /href|url\(|<script|<image|<foreignObject|light-dark/,
  );
  assert.match(svg, /@media \(prefers-color-scheme: dark\)/);

  // An image loads nothing and runs nothing: it is whole as one.
  const size = await tab.page.evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, svg);
  assert.ok(
    size.every((pixels) => pixels > 100),
    `${size}`,
  );
  const alone = await context.newPage();
  await alone.setContent(svg);
  const grounds = [];
  for (const colorScheme of ['light', 'dark']) {
    await alone.emulateMedia({ colorScheme });
    const fill = await alone
      .locator('.panel')
      .evaluate((panel) => getComputedStyle(panel).fill);
    grounds.push(Number(/\d+/.exec(fill)[0]));
  }
  assert.ok(grounds[0] > 200 && grounds[1] < 60, `grounds ${grounds}`);
});
