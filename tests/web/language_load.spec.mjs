// How the editor's help is loaded and bounded: when it is first wanted, by no program that is only written and run, with what
// it may reach, and what is said where there is none.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { entry, key, open, tab } from './language_tab.mjs';
import { serve } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
/** Requests for the worker that knows the types. */
let loads;
beforeEach(async () => {
  loads = [];
  context = await browser.newContext();
  context.on('request', (request) => {
    // The Service Worker's own are the same once more.
    if (
      request.serviceWorker() === null &&
      /language_worker/.test(request.url())
    )
      loads.push(request.url());
  });
  await open(context, playground.url);
});
afterEach(async () => {
  assert.deepEqual(tab.complaints, []);
  await context.close();
});

test('open, edit and Run load none of it', async () => {
  await tab.page.clock.install();
  await tab.run.click();
  await tab.status(/^Ended/);
  // However long this takes, Run follows the edit at once.
  await tab.page.clock.pauseAt(Date.now() + 3_600_000);
  await tab.runCode("console.log('edited')");
  await tab.page.clock.resume();
  await tab.outputWith('edited');
  await tab.status(/^Ended/);
  // Longer than any pause the editor waits for.
  await tab.page.clock.fastForward(60_000);
  assert.deepEqual(loads, []);
});

test('a dot after a name loads it, once', async () => {
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  await entry('nextTick').waitFor();
  await tab.page.keyboard.type('nextTick; console.');
  await entry('groupEnd').waitFor();
  assert.equal(loads.length, 1);
});

test('a program too large for it is said to be so, and stays at hand', async () => {
  const line = `console.log('${'x'.repeat(80)}');\n`;
  const code = line.repeat(1_000_000 / line.length);
  await tab.code.evaluate((node, text) => {
    node.focus();
    const data = new DataTransfer();
    data.setData('text/plain', text);
    node.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true }),
    );
  }, code);
  await tab.page
    .getByRole('alert')
    .filter({ hasText: 'too large for completion' })
    .waitFor();
  assert.deepEqual(loads, []);
  await tab.page.keyboard.type('// still here');
  await tab.page.getByText('// still here').waitFor();
});

test('when it cannot be loaded that is said once, and editing goes on', async () => {
  let refused = 0;
  await context.route('**/language_worker-*.js', (route) => {
    refused += 1;
    return route.abort();
  });
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  const notice = tab.page.getByRole('alert');
  await notice.filter({ hasText: 'could not be loaded' }).waitFor();
  await tab.page.getByRole('button', { name: 'Dismiss' }).click();
  await tab.code.focus();
  await key('Control+End');
  const again = context.waitForEvent('requestfailed');
  await key('Control+Space');
  await again;
  await tab.page.keyboard.type('exit(3)');
  await key('Control+Enter');
  await tab.status('Exit code 3');
  assert.ok(refused > 1);
  assert.equal(
    await notice.filter({ hasText: 'could not be loaded' }).count(),
    0,
  );
  tab.complaints = tab.complaints.filter((words) => !/ERR_FAILED/.test(words));
});

test('a check that takes too long is stopped, and that is said', async () => {
  // It answers the first question, never another, and says when that has come.
  await context.route('**/language_worker-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `let asked = 0;
        addEventListener('message', ({ data: { id, question } }) => {
          asked += 1;
          const none = question.type === 'problems' ? [] : null;
          if (asked === 1) postMessage({ id, answer: none });
          else console.log('asked again');
        });`,
    }),
  );
  await tab.page.clock.install();
  await tab.code.fill('');
  const loaded = tab.page.waitForEvent('worker');
  await tab.page.keyboard.type('process.');
  const worker = await loaded;
  const stopped = new Promise((resolve) => worker.on('close', resolve));
  const askedAgain = tab.page.waitForEvent(
    'console',
    (message) => message.text() === 'asked again',
  );
  await tab.page.clock.fastForward(1_000);
  await key('Control+Space');
  // Only a question that was put is waited for so long, and this one is put when the first is answered.
  await askedAgain;
  await tab.page.clock.fastForward(30_000);
  await tab.page
    .getByRole('alert')
    .filter({ hasText: 'took too long' })
    .waitFor();
  await stopped;
  await tab.page.keyboard.type('exit(4)');
  await key('Control+Enter');
  await tab.status('Exit code 4');
});

test('the worker may reach nothing', async () => {
  const loaded = tab.page.waitForEvent('worker');
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  const worker = await loaded;
  await entry('nextTick').waitFor();
  const reached = await worker.evaluate(() =>
    fetch('/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  assert.equal(reached, 'refused');
  tab.complaints = tab.complaints.filter(
    (words) => !/Content Security Policy|Refused/.test(words),
  );
});

test('once it was used it is there without the host', async () => {
  const host = await serve();
  const away = await browser.newContext();
  await open(away, host.url);
  await tab.page.evaluate(() => navigator.serviceWorker.ready);
  await tab.page.reload();
  await tab.run.waitFor();
  await tab.code.fill('');
  await tab.page.keyboard.type('process.');
  await entry('nextTick').waitFor();
  await host.close();
  await tab.page.reload();
  await tab.run.waitFor();
  await tab.code.fill('');
  await tab.page.keyboard.type('console.');
  await entry('groupEnd').waitFor();
  await away.close();
});
