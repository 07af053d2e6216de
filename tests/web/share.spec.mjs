// A link holds a program; a bad one costs nothing. A project runs in Node as it does here.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { oraclePath } from '../helpers/oracle.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

const run = promisify(execFile);
let context;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const open = (fragment) => openTab(context, playground.url, fragment);
const button = (tab, name) =>
  tab.page.getByRole('button', { name, exact: true });
const codeWith = (tab, text) => tab.code.filter({ hasText: text }).waitFor();
const notice = (tab, text) =>
  tab.page.getByRole('alert').filter({ hasText: text });
const fragmentOf = (link) => new URL(link).hash;

async function linkOf(tab, withRoom = false) {
  await button(tab, 'Share').click();
  const dialog = tab.page.getByRole('dialog');
  if (withRoom) await dialog.getByRole('checkbox', { name: /room/ }).check();
  const pattern = withRoom ? 'room=' : 'share=';
  await tab.page.waitForFunction(
    (text) => document.querySelector('dialog textarea')?.value.includes(text),
    pattern,
  );
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  const status = await dialog.getByRole('status').textContent();
  assert.equal(Number(status.replace(/\D/g, '')), link.length);
  await dialog.getByRole('button', { name: 'Close' }).click();
  return link;
}

test('a link opens as a copy of its own, runs nothing, and Reset goes back to it', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("from the link ✓")');
  await button(tab, 'Table').click();
  const link = await linkOf(tab);
  assert.doesNotMatch(link, /room=/);

  const other = await browser.newContext();
  const guest = await openTab(other, playground.url, '#program=echo');
  await guest.code.fill('console.log("my own")');
  const room = new URLSearchParams(new URL(guest.page.url()).hash.slice(1));
  await guest.page.evaluate((hash) => {
    location.hash = hash;
  }, fragmentOf(link));
  await codeWith(guest, 'from the link ✓');
  await notice(guest, 'came with the link').waitFor();
  await guest.status('Ready');
  assert.equal(await guest.output(), '');
  assert.equal(
    await button(guest, 'Table').getAttribute('aria-pressed'),
    'true',
  );
  // The same room as before, and nothing of the link left in the address.
  const now = new URLSearchParams(new URL(guest.page.url()).hash.slice(1));
  assert.equal(now.get('room'), room.get('room'));
  assert.equal(now.get('share'), null);
  await guest.runCode('console.log("edited copy")');
  await guest.outputWith('edited copy\n');
  await button(guest, 'Reset program').click();
  await codeWith(guest, 'from the link ✓');
  await guest.program.selectOption('echo');
  await codeWith(guest, 'my own');
  // The copy is in the chooser, also after a reload.
  await guest.page.reload();
  await codeWith(guest, 'my own');
  const copy = guest.program.locator('optgroup[label="From links"] option');
  await guest.program.selectOption(await copy.getAttribute('value'));
  await codeWith(guest, 'from the link ✓');
  assert.deepEqual(guest.complaints, []);
  await other.close();
});

test('opened twice, the second copy leaves what became of the first', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("shared")');
  const hash = fragmentOf(await linkOf(tab));
  const one = await open(hash);
  await codeWith(one, 'shared');
  await one.runCode('console.log("changed")');
  await one.outputWith('changed\n');
  const two = await open(hash);
  await codeWith(two, 'shared');
  await one.page.reload();
  await codeWith(one, 'changed');
});

test('a third opening takes the copy nobody touched', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("shared")');
  const hash = fragmentOf(await linkOf(tab));
  const one = await open(hash);
  await codeWith(one, 'shared');
  await one.code.fill('console.log("changed")');
  await one.page.reload();
  const two = await open(hash);
  await codeWith(two, 'shared');
  const three = await open(hash);
  await codeWith(three, 'shared');
  const copies = three.program.locator('optgroup[label="From links"] option');
  assert.equal(await copies.count(), 2);
});

test('what a text leaves at the end of a link is no part of it', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("shared")');
  const link = fragmentOf(await linkOf(tab));
  const guest = await open('#program=blank');
  for (const tail of ['.', ',', ')', ').', '>', '"', '”', "'", '%20', '!']) {
    await guest.page.evaluate((hash) => {
      location.hash = hash;
    }, link + tail);
    await codeWith(guest, 'shared');
    // Any other address of the page may be copied with one, too.
    await guest.page.evaluate((hash) => {
      location.hash = hash;
    }, `#program=blank${tail}`);
    await codeWith(guest, /^(?!.*shared)/);
  }
  assert.deepEqual(guest.complaints, []);
});

test('a link has the room only when asked', async () => {
  const tab = await open('#program=echo');
  const room = new URLSearchParams(new URL(tab.page.url()).hash.slice(1));
  const link = await linkOf(tab, true);
  const fields = new URLSearchParams(fragmentOf(link).slice(1));
  assert.equal(fields.get('room'), room.get('room'));
  // The program's own text is not in the link.
  assert.ok(link.length < 300, `${link.length} characters`);
});

test('a link holds the filter and the moment, and Run lands on it', async () => {
  const tab = await open('#program=echo');
  await tab.run.click();
  await tab.status(/^Ended/);
  const moment = (page) => page.getByRole('slider').first();
  await moment(tab.page).fill('4');
  await tab.page
    .getByRole('searchbox', { name: 'Filter events' })
    .fill('event:push');
  const link = await linkOf(tab);
  const guest = await open(fragmentOf(link));
  await notice(guest, 'came with the link').waitFor();
  await guest.run.click();
  await guest.status(/^Ended/);
  assert.equal(await moment(guest.page).inputValue(), '4');
  assert.equal(
    await guest.page.getByRole('searchbox').inputValue(),
    'event:push',
  );
});

test('a link never replaces what one has, and says in which lines it differs', async () => {
  const guest = await open('#program=echo');
  const kept = (await guest.page.locator('.cm-line').allTextContents()).slice(
    1,
  );
  await guest.code.fill(['// mine', ...kept].join('\n'));
  const link = await linkOf(guest);
  await guest.code.fill(['// mine, later', ...kept, '// my end'].join('\n'));
  await guest.page.evaluate((fragment) => {
    location.hash = fragment;
  }, fragmentOf(link));
  await button(guest, 'Compare with mine').click();
  const diff = guest.page.getByRole('region', { name: /beside yours/ });
  const lines = (await diff.textContent())
    .split('\n')
    .filter((line) => /[−+] /.test(line));
  assert.deepEqual(lines, [
    'only in yours: − // mine, later',
    'only in the link’s: + // mine',
    'only in yours: − // my end',
  ]);
  await guest.page.keyboard.press('Escape');
  await guest.program.selectOption('echo');
  await codeWith(guest, 'mine, later');
  assert.deepEqual(guest.complaints, []);
});

test('Copy link puts it on the clipboard', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const tab = await open('#program=echo');
  await button(tab, 'Share').click();
  await button(tab, 'Copy link').click();
  await tab.status('Copied.');
  const text = await tab.page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^http.*#program=echo&share=1\./);
});

/** Sound in every respect but what it unfolds to. */
function bomb() {
  const bytes = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
  const body = bytes.toString('base64url');
  const sum = crc32(bytes).toString(16).padStart(8, '0');
  return `1.${body.length}.${sum}.${body}`;
}
const badLinks = {
  'cut off': [(share) => share.slice(0, -20), 'cut off'],
  'cut off early': [() => '1.4', 'cut off'],
  damaged: [(share) => share.replace(/.{4}$/, 'AAAA'), 'damaged'],
  'a bomb': [bomb, 'damaged'],
  'followed by more': [(share) => `${share}AAAA`, 'damaged'],
  'followed by other text': [(share) => `${share}<b`, 'no program of Tincan'],
  foreign: [() => '<script>alert(1)</script>', 'no program of Tincan'],
  empty: [() => '', 'no program of Tincan'],
  newer: [(share) => share.replace(/^1/, '7'), 'newer Tincan'],
};
for (const [name, [spoil, words]] of Object.entries(badLinks)) {
  test(`a link that is ${name} is told as such; the own code is kept`, async () => {
    const tab = await open('#program=echo');
    await tab.code.fill('console.log("my own")');
    const share = new URLSearchParams(
      fragmentOf(await linkOf(tab)).slice(1),
    ).get('share');
    await tab.page.evaluate((text) => {
      location.hash = `program=blank&share=${encodeURIComponent(text)}`;
    }, spoil(share));
    await notice(tab, words).waitFor();
    await codeWith(tab, 'my own');
    await tab.run.click();
    await tab.outputWith('my own\n');
    assert.deepEqual(tab.complaints, []);
  });
}

test('the project runs in Node and prints what it printed here', async () => {
  const tab = await open('#program=pipe-loop');
  await tab.run.click();
  await tab.status(/^Ended/);
  await button(tab, 'Share').click();
  const [download] = await Promise.all([
    tab.page.waitForEvent('download'),
    button(tab, 'Download project').click(),
  ]);
  assert.equal(download.suggestedFilename(), 'tincan-pipe-loop.zip');
  const files = unzipSync(await readFile(await download.path()));
  assert.deepEqual(Object.keys(files).sort(), [
    'README.md',
    'package.json',
    'program.js',
  ]);
  const folder = await mkdtemp(path.join(tmpdir(), 'tincan-project-'));
  for (const [name, bytes] of Object.entries(files))
    await writeFile(path.join(folder, name), bytes);
  const { stdout } = await run(oraclePath(), ['program.js'], { cwd: folder });
  assert.equal(stdout, await tab.output());
  await rm(folder, { recursive: true });
  assert.deepEqual(tab.complaints, []);
});
