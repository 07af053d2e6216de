// Warnings are printed as Node prints them, and when: of delays that no timer can wait, and a program's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { underNode } from '../helpers/oracle_program.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

const programs = {
  'delays that no timer can wait': `
process.on('warning', ({ name, message }) => console.log('heard', name, message));
const none = () => {};
for (const delay of [2 ** 31 - 1, 2 ** 31, 2147483647.5, Infinity, 'x', NaN, -1, -2, 0, null, undefined, '5000000000'])
  clearTimeout(setTimeout(none, delay));
clearTimeout(setTimeout(none));
clearInterval(setInterval(none, 2 ** 31));
clearInterval(setInterval(none, -5));
AbortSignal.timeout(2 ** 31);
new (require('net').Socket)().setTimeout(2 ** 31).destroy();
console.log('first');
`,
  'a program’s own': `
process.on('warning', (w) => console.log(w instanceof Error, w.name, w.message, w.code));
process.nextTick(() => console.log('tick'));
process.emitWarning('a', 'DeprecationWarning', 'DEP9');
process.emitWarning('b');
process.emitWarning('c', { type: 'Kind', code: 'C1', detail: 'more' });
process.emitWarning(new RangeError('d'));
try {
  process.emitWarning(5);
} catch ({ code, message }) {
  console.log(code, message);
}
console.log('first');
`,
};

for (const [title, code] of Object.entries(programs)) {
  test(`${title} are warned of as in Node`, async () => {
    const context = await browser.newContext();
    const tab = await openTab(context, playground.url, '#program=blank');
    const { text, status } = await underNode(code);
    assert.equal(status, 0);
    await tab.runCode(code);
    await tab.status(/^Ended/);
    assert.equal(
      await tab.output(),
      text.replace(/^\(node:\d+\)/gm, '(node:1)'),
    );
    assert.deepEqual(tab.complaints, []);
    await context.close();
  });
}
