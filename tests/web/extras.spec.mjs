// Parts of the run worker that a program has only if its text says that it may want them: net, util and assert.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { context, tab, tabForEach } from './each_tab.mjs';

/** Files of such parts that the page asked its host for, by their names in the sources. */
let loads;
tabForEach();
beforeEach(() => {
  loads = [];
  context.on('request', (request) => {
    if (request.serviceWorker() !== null) return;
    const [, name] = /\/(extra_\w+|tincan_net)-/.exec(request.url()) ?? [];
    if (name !== undefined) loads.push(name);
  });
});

async function printed(code, text) {
  await tab.runCode(code);
  await tab.outputWith(text);
  await tab.status(/^Ended/);
}

test('net is loaded by the first program that names it, and once', async () => {
  await printed(
    "console.log(typeof require('stream').Duplex, 1)",
    'function 1',
  );
  assert.deepEqual(loads, []);
  const code = "console.log(require('net').isIP('::1'), 'is six')";
  await printed(code, '6 is six');
  await printed(`${code} // again`, '6 is six');
  assert.deepEqual(loads.sort(), ['extra_net', 'tincan_net']);
});

test('what a program wants that is opened is there before its Run', async () => {
  const fetched = tab.page.waitForResponse(/tincan_net-/);
  await tab.program.selectOption('TCP server on port 4000');
  await fetched;
  await tab.page.getByText('createServer').first().waitFor();
  assert.deepEqual(loads.sort(), ['extra_net', 'tincan_net']);
});

test('net is fetched ahead once nothing has run for a while', async () => {
  await tab.page.clock.install();
  await printed("console.log('no network here')", 'no network here');
  assert.deepEqual(loads, []);
  const fetched = ['extra_net', 'tincan_net'].map((name) =>
    tab.page.waitForResponse((response) => response.url().includes(name)),
  );
  let there = false;
  const both = Promise.all(fetched).then(() => (there = true));
  // The rest begins when the run's end is shown, not when it is told.
  while (!there) await tab.page.clock.fastForward(10_000);
  await both;
  await context.setOffline(true);
  await printed(
    "console.log(require('net').isIP('::1'), 'is six')",
    '6 is six',
  );
});

for (const [how, code] of [
  ['a computed name', "console.log(require('n' + 'et').isIP('::1'), 'is six')"],
  [
    'require under another name',
    "const ask = require; console.log(ask('n' + 'et').isIP('::1'), 'is six')",
  ],
  [
    'import() of a computed name',
    "import('n' + 'et').then(({ isIP }) => console.log(isIP('::1'), 'is six'))",
  ],
  [
    'an escape in an import',
    "import { isIP } from 'n\\u0065t'; console.log(isIP('::1'), 'is six')",
  ],
])
  test(`net is there by ${how}`, () => printed(code, '6 is six'));

test('a program that hides what it asks for is told so', async () => {
  await tab.runCode("arguments[1]('n' + 'et')");
  await tab.outputWith(
    "The module 'net' was not loaded: nothing in the program says that it is wanted",
  );
  await tab.status(/code 1/);
});

test('where it cannot be loaded the run says so, and the next one finds it', async () => {
  await context.route('**/extra_net-*.js', (route) => route.abort());
  await tab.runCode("console.log(require('net').isIP('::1'), 'is six')");
  await tab.outputWith(
    'The run broke off: A part of this page could not be loaded (a reload may help): TypeError: Failed to fetch',
  );
  await context.unroute('**/extra_net-*.js');
  await printed(
    "console.log(require('net').isIP('::1'), 'is six now')",
    '6 is six now',
  );
  tab.complaints = tab.complaints.filter((words) => !/ERR_FAILED/.test(words));
});
