// Programs that print or make streams without end: Stop works, the page stays small, and what it leaves out it
// says. No clock decides anything: a page that is overrun never gets to the next step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tab, tabForEach } from './each_tab.mjs';

/** What a console may hold, with the words of its notes: UTF-16 units. */
const consoleBound = 600_000;

tabForEach('#program=blank', async () => {
  await tab.runCode("console.log('the next run works')");
  assert.equal(await tab.outputWith('works\n'), 'the next run works\n');
  await tab.status(/^Ended/);
});

async function stopped() {
  await tab.stop.click();
  await tab.status('Stopped');
  const text = await tab.output();
  assert.ok(text.length < consoleBound, `${text.length} characters`);
  assert.match(text, /Stopped\.\n$/);
  return text;
}

const growing = {
  'from a timer':
    "setInterval(() => process.stdout.write('x'.repeat(100000)), 0);",
  'without yielding': "while (true) process.stdout.write('x'.repeat(100));",
  'from a loop of immediates':
    "const go = () => { process.stdout.write('x'.repeat(1000)); setImmediate(go); }; go();",
};

for (const [how, code] of Object.entries(growing)) {
  test(`one line that grows without end ${how} is cut, and says so`, async () => {
    await tab.runCode(code);
    await tab.outputWith('more characters of this line are not shown');
    const text = await stopped();
    assert.match(text, /^x{20000}… \([\d\u202f]+ more characters of/);
  });
}

test('endless short lines leave the last of them, and the count of all', async () => {
  await tab.runCode("for (let i = 0; ; i += 1) console.log('x', i);");
  await tab.page.getByText(/last 5\D000 of [\d\u202f]{7,} lines/).waitFor();
  const lines = (await stopped()).split('\n').slice(0, -2);
  const numbers = lines.map((line) => Number(line.slice(2)));
  assert.equal(lines.length, 4999);
  numbers.forEach((number, i) => assert.equal(number, numbers[0] + i));
});

test('stdout and stderr by turns, without a newline, do not overrun the page', async () => {
  await tab.runCode(
    "while (true) { process.stdout.write('x'); process.stderr.write('y'); }",
  );
  await tab.page.getByText(/last 5\D000 of [\d\u202f]+ lines/).waitFor();
  await stopped();
});

test('a huge line shows its beginning and the length of the rest', async () => {
  await tab.runCode("console.log('x'.repeat(50e6));\nconsole.log('after');");
  await tab.status(/^Ended/);
  const text = await tab.output();
  assert.match(
    text,
    /^x{20000}… \(49\u202f980\u202f000 more characters of this line are not shown\)\nafter\n$/,
  );
});

test('huge lines without end', async () => {
  await tab.runCode("while (true) console.log('x'.repeat(50e6));");
  await tab.outputWith('more characters');
  await stopped();
});

test('a huge text of many lines shows the last of them', async () => {
  await tab.runCode(
    "let text = '';\nfor (let i = 0; i < 300000; i += 1) text += `line ${i}\\n`;\nprocess.stdout.write(text);",
  );
  await tab.status(/^Ended/);
  await tab.page.getByText(/last 5\D000 of 300\D000 lines/).waitFor();
  assert.match(await tab.output(), /^line 295000\n[^]*\nline 299999\n$/);
});

const many = {
  'streams without end':
    "const { Readable } = require('stream');\nfor (let i = 0; i < 1200000; i++) new Readable();",
  '5 000 streams at work':
    "const { PassThrough } = require('stream');\nconst all = Array.from({ length: 5000 }, () => new PassThrough());\nsetInterval(() => { for (const each of all) { each.write('x'); each.read(); } }, 1);",
};

for (const [what, code] of Object.entries(many)) {
  test(`${what}: the picture says how many it does not draw`, async () => {
    await tab.runCode(code);
    await tab.page
      .getByText(/the latest 48 of \d[\d\u202f]+ streams/)
      .waitFor();
    await stopped();
  });
}
