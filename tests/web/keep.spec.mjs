// What a person wrote outlives reload, close, Reset and a storage that fails.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const open = (fragment) => openTab(context, playground.url, fragment);
const button = (tab, name) =>
  tab.page.getByRole('button', { name, exact: true });
const codeWith = (tab, text) => tab.code.filter({ hasText: text }).waitFor();

/** Opens the page's own database and does something with one of its stores. */
function inStorage(tab, storeName, records) {
  return tab.page.evaluate(
    ([name, values]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('tincan');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(name, 'readwrite');
          for (const value of values) transaction.objectStore(name).put(value);
          const all = transaction.objectStore(name).getAll();
          transaction.oncomplete = () => resolve(all.result);
        };
      }),
    [storeName, records],
  );
}

test('what was typed is there after the tab was closed', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("kept")');
  // At once: the save that waits for the typing to stop has not happened.
  await tab.page.close({ runBeforeUnload: true });
  const again = await open('#program=echo');
  await codeWith(again, 'console.log("kept")');
  assert.deepEqual(again.complaints, []);
});

test('a pause in the typing is enough: no event of leaving is needed', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("paused")');
  await tab.page.waitForFunction(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('tincan');
        opening.onsuccess = () => {
          const get = opening.result
            .transaction('documents')
            .objectStore('documents')
            .get('echo');
          get.onsuccess = () => resolve(get.result?.code.includes('paused'));
        };
      }),
  );
});

test('undo after choosing another program does not bring the first one back', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("of echo")');
  await tab.program.selectOption('blank');
  await tab.code.press('Control+z');
  assert.doesNotMatch(await tab.code.textContent(), /of echo|EchoDuplex/);
});

test('Reset can be undone, and the history brings every Run back', async () => {
  const tab = await open('#program=echo');
  for (const number of [1, 2, 3]) {
    await tab.runCode(`console.log('version ${number}');`);
    await tab.outputWith(`version ${number}\n`);
    await tab.status(/^Ended/);
  }
  await button(tab, 'Reset program').click();
  await codeWith(tab, 'class EchoDuplex');
  await button(tab, 'Undo reset').click();
  await codeWith(tab, 'version 3');

  await button(tab, 'History').click();
  const entries = tab.page.getByRole('dialog').getByRole('listitem');
  await entries.first().waitFor();
  const texts = await entries.allTextContents();
  assert.equal(texts.length, 4, texts.join('\n'));
  assert.match(texts[0], /before an undo.*line 1/);
  assert.match(
    texts[1],
    /\d\d:\d\d:\d\d.*Run.*line 1: console.log\('version 3'/,
  );
  assert.match(texts[3], /Run.*line 1: console.log\('version 1'/);
  await entries.nth(3).getByRole('button', { name: 'Restore' }).click();
  await codeWith(tab, 'version 1');
  assert.equal(await tab.page.getByRole('dialog').count(), 0);

  // What the restore replaced is in the history as well, after a reload too.
  for (const isAgain of [false, true]) {
    if (isAgain) await tab.page.reload();
    await codeWith(tab, 'version 1');
    await button(tab, 'History').click();
    await entries.first().waitFor();
    assert.match((await entries.allTextContents())[0], /version 3/);
  }
});

test('sixty runs are sixty entries', async () => {
  const tab = await open('#program=blank');
  await tab.code.fill('1');
  const snapshots = Array.from({ length: 60 }, (_, i) => ({
    document: 'blank',
    code: `${i}`,
    reason: 'run',
    time: 1_700_000_000_000 + i,
  }));
  await inStorage(tab, 'snapshots', snapshots);
  await tab.run.click();
  await tab.status(/^Ended/);
  await button(tab, 'History').click();
  const entries = tab.page.getByRole('dialog').getByRole('listitem');
  await entries.first().waitFor();
  assert.equal(await entries.count(), 61);
});

test('another tab’s version that this one has not seen goes into the history', async () => {
  const one = await open('#program=echo');
  const two = await open('#program=echo');
  await one.code.fill('console.log("from one")');
  await one.run.click();
  await one.status(/^Ended/);
  await two.code.fill('console.log("from two")');
  await two.page.waitForFunction(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('tincan');
        opening.onsuccess = () => {
          const get = opening.result
            .transaction('documents')
            .objectStore('documents')
            .get('echo');
          get.onsuccess = () => resolve(get.result?.code.includes('two'));
        };
      }),
  );
  await button(two, 'History').click();
  const entries = two.page.getByRole('dialog').getByRole('listitem');
  await entries.first().waitFor();
  assert.match((await entries.allTextContents()).join('\n'), /from one/);
});

test('damaged records are left out with a word, and all others are there', async () => {
  const tab = await open('#program=echo');
  await tab.code.fill('console.log("sound")');
  await tab.run.click();
  await tab.status(/^Ended/);
  await inStorage(tab, 'documents', [
    { id: 'duplex', code: 7 },
    { id: 'blank' },
  ]);
  await inStorage(tab, 'snapshots', [{ document: 'echo', code: null }]);
  await tab.page.reload();
  const notice = tab.page.getByRole('alert');
  await notice.filter({ hasText: /2 kept documents could not be/ }).waitFor();
  await codeWith(tab, 'sound');
  await button(tab, 'History').click();
  const entries = tab.page.getByRole('dialog').getByRole('listitem');
  await entries.first().waitFor();
  assert.equal(await entries.count(), 1);
  await notice.filter({ hasText: /One kept snapshot could not/ }).waitFor();
});

test('without storage the page works, and says what that means', async () => {
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
  });
  const tab = await open('#program=echo');
  const notice = tab.page
    .getByRole('alert')
    .filter({ hasText: 'SecurityError' });
  await notice.filter({ hasText: 'as long as this tab' }).waitFor();
  await tab.runCode('console.log("works")');
  await tab.outputWith('works\n');
  await tab.status(/^Ended/);
  await tab.program.selectOption('blank');
  await tab.program.selectOption('echo');
  await codeWith(tab, 'works');
  await button(tab, 'History').click();
  await tab.page.getByRole('dialog').getByRole('listitem').waitFor();
  assert.deepEqual(tab.complaints, []);
});

test('a full storage is told once, and nothing typed is lost', async () => {
  const tab = await open('#program=echo');
  const session = await context.newCDPSession(tab.page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(playground.url).origin,
    quotaSize: 1,
  });
  await tab.runCode('console.log("no room")');
  const notice = tab.page.getByRole('alert').filter({ hasText: 'full' });
  await notice.waitFor();
  await tab.outputWith('no room\n');
  await tab.status(/^Ended/);
  await tab.program.selectOption('blank');
  await tab.program.selectOption('echo');
  await codeWith(tab, 'no room');
  await button(tab, 'History').click();
  await tab.page.getByRole('dialog').getByRole('listitem').waitFor();
  assert.deepEqual(tab.complaints, []);
});
