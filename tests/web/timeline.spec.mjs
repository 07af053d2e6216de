// Time travel: the slider and its buttons go to any moment of a run that is over or under way, by keyboard
// too, and the picture follows without the program running again.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { tab, tabForEach } from './each_tab.mjs';

tabForEach('#program=blank');
let moment;
beforeEach(() => {
  moment = tab.page.getByRole('slider', { name: 'Moment' });
});

/** Three writes into a buffer of 4 bytes: true, false, false; then all drains. */
const draining = `const { Writable } = require('stream');
console.log('the program ran');
const w = new Writable({ highWaterMark: 4, write(chunk, encoding, done) { setImmediate(done); } });
w.write('ab');
w.write('cde');
w.write('f');
w.end();
`;

const press = (name) =>
  tab.page.getByRole('button', { name, exact: true }).click();
const words = () => moment.getAttribute('aria-valuetext');
const state = () =>
  tab.page.getByRole('row').filter({ hasText: '#1 Writable' }).textContent();

test('there is no timeline before there are events', async () => {
  assert.equal(await moment.count(), 0);
  await tab.runCode("console.log('no stream')");
  await tab.status(/^Ended/);
  assert.equal(await moment.count(), 0);
});

test('buttons go along the run, and the picture is that of the moment', async () => {
  await tab.runCode(draining);
  await tab.status(/^Ended/);
  await press('First event');
  assert.match(await words(), /^event 0, [\d.]+ ms: #1 Writable new/);
  assert.match(await state(), /write\(\) –/);
  await press('Next interesting');
  assert.match(await words(), /write 3 → false$/);
  assert.match(await state(), /5 of 4 bytes/);
  assert.match(await state(), /2 bytes in _write, callback owed/);
  await press('Previous event');
  assert.match(await words(), /write 2 → true$/);
  assert.match(await state(), /2 of 4 bytes/);
  await press('Last event');
  assert.match(await words(), /close$/);
  const live = tab.page.getByRole('button', { name: 'Live' });
  assert.equal(await live.getAttribute('aria-pressed'), 'false');
  await live.click();
  assert.equal(await live.getAttribute('aria-pressed'), 'true');
  assert.match(await state(), /closed/);
  assert.equal(await tab.output(), 'the program ran\n');
});

test('the slider goes by keyboard: events, the ends, interesting ones', async () => {
  await tab.runCode(draining);
  await tab.status(/^Ended/);
  await moment.focus();
  await tab.page.keyboard.press('Home');
  assert.match(await words(), /^event 0,/);
  await tab.page.keyboard.press('ArrowRight');
  assert.match(await words(), /^event 1,/);
  await tab.page.keyboard.press('Control+ArrowRight');
  assert.match(await words(), /→ false$/);
  await tab.page.keyboard.press('Control+ArrowLeft');
  assert.match(await words(), /^event 0,/);
  await tab.page.keyboard.press('End');
  assert.match(await words(), /close$/);
});

test('playing goes from the first moment to the last, and pauses there', async () => {
  await tab.runCode(draining);
  await tab.status(/^Ended/);
  await tab.page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
  await press('Play');
  await tab.page.waitForFunction(() => {
    const slider = document.querySelector('[aria-label=Moment]');
    return (
      slider.value === slider.max &&
      document.querySelector('[aria-label=Play]') !== null
    );
  });
  assert.match(await words(), /close$/);
  assert.equal(await tab.output(), 'the program ran\n');
});

test('a bookmark leads back to its moment, and the next run has none', async () => {
  await tab.runCode(draining);
  await tab.status(/^Ended/);
  await press('First event');
  await press('Next event');
  await press('Bookmark');
  await press('Last event');
  await press('Go to bookmark at event 1');
  assert.match(await words(), /^event 1,/);
  await tab.run.click();
  await tab.status(/^Ended/);
  const bookmarks = tab.page.getByRole('button', { name: /^Go to bookmark/ });
  assert.equal(await bookmarks.count(), 0);
});

test('a run goes on while a moment of it is looked at', async () => {
  await tab.runCode(
    "const { PassThrough } = require('stream');\nconst p = new PassThrough().resume();\nsetInterval(() => p.write('x'), 1);\n",
  );
  await moment.waitFor();
  await press('First event');
  const max = await moment.getAttribute('max');
  await tab.page.waitForFunction(
    (before) =>
      Number(document.querySelector('[aria-label=Moment]').max) > before,
    Number(max),
  );
  assert.match(await words(), /^event 0,/);
  await press('Live');
  await tab.stop.click();
  await tab.status('Stopped');
});

test('of a flood the last events are kept, which is said', async () => {
  await tab.runCode(
    "const { Writable } = require('stream');\nconst w = new Writable({ write(chunk, encoding, done) { done(); } });\nwhile (true) w.write('x');\n",
  );
  const timeline = tab.page.getByRole('region', { name: 'Timeline' });
  await timeline
    .getByText(/the last [\d\u202f]+ of [\d\u202f]+ events/)
    .waitFor();
  await tab.stop.click();
  await tab.status('Stopped');
  await press('First event');
  const first = await words();
  await press('Next event');
  assert.notEqual(await words(), first);
  assert.match(await state(), /of 65\u202f536 bytes/);
});

test('at 320 px the slider is there whatever pane is shown, and nothing overflows', async () => {
  await tab.page.setViewportSize({ width: 320, height: 640 });
  await tab.runCode(draining);
  await tab.status(/^Ended/);
  for (const pane of ['Streams', 'Console', 'Events', 'Code']) {
    await tab.page
      .getByRole('navigation')
      .getByRole('button', { name: pane })
      .click();
    await tab.page.getByRole('slider', { name: 'Moment' }).press('Home');
    assert.match(await words(), /^event 0,/);
    await press('Next event');
    const wide = await tab.page.evaluate(
      () => document.documentElement.scrollWidth,
    );
    assert.ok(wide <= 320, `${pane}: ${wide} px wide`);
  }
});
