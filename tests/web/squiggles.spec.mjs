// A red squiggle means that the program does not begin, and nothing else: for programs at the edges of what is legal, the
// editor's help is asked, and the oracle is made to run them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { transformSync } from 'amaro';
import { oraclePath } from '../helpers/oracle.mjs';
import { refusedOtherwise, scripts } from './beginnings.mjs';
import { modules } from './beginnings_modules.mjs';
import {
  askLanguage,
  errors,
  open,
  problemAt,
  rename,
  tab,
  warnings,
  write,
} from './language_tab.mjs';
import { browser, playground } from './served.mjs';

let context;
let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tincan-squiggles-'));
  context = await browser.newContext();
  await open(context, playground.url);
});
afterEach(async () => {
  assert.deepEqual(tab.complaints, []);
  await context.close();
  await rm(folder, { recursive: true });
});

/** Says that it began; directives and a hashbang stay where they count. */
function marked(code) {
  const [first] = /^(#![^\n]*\n)?((?:'use strict'|"use strict");)?/.exec(code);
  return `${first}console.log('began');${code.slice(first.length)}`;
}

/** Whether the oracle begins the program, and what it says of it. */
async function beginsInNode(name, code) {
  const file = path.join(folder, name);
  await writeFile(file, marked(code));
  return new Promise((resolve) =>
    execFile(oraclePath(), ['--no-warnings', file], (_, stdout, stderr) =>
      resolve({ begins: stdout.startsWith('began'), stderr }),
    ),
  );
}

/** All of them, as many at a time as there are processors. */
async function inNode(programs) {
  const results = new Map();
  const waiting = [...programs];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      results.set(next, await beginsInNode(next.name, next.code));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

/** What the page gives the worker with a typed program. */
function withoutTypes({ name, code }) {
  if (!/ts$/.test(name)) return null;
  try {
    return transformSync(code, { mode: 'strip-only', filename: name }).code;
  } catch (error) {
    return { from: 0, to: 1, text: error.message };
  }
}

/** The problems of each, as the editor would be told. */
const problemsHere = (programs) =>
  askLanguage(
    programs.map((program) => ({
      program: { filename: program.name, code: program.code },
      question: { type: 'problems', stripped: withoutTypes(program) },
    })),
  );

const programs = {
  ...scripts,
  ...modules,
  js: [...scripts.js, ...refusedOtherwise.js],
};
for (const [extension, codes] of Object.entries(programs)) {
  test(`.${extension}: red is what does not begin in Node`, async () => {
    const programs = codes.map((code, i) => ({
      name: `program${i}.${extension}`,
      code,
    }));
    const [node, here] = await Promise.all([
      inNode(programs),
      problemsHere(programs),
    ]);
    const wrong = programs.flatMap((program, i) => {
      const { begins, stderr } = node.get(program);
      const red = here[i].filter(({ severity }) => severity === 'error');
      const isRight = begins === (red.length === 0);
      return isRight ? [] : [{ code: program.code, begins, stderr, red }];
    });
    assert.deepEqual(wrong, []);
    const refused = programs.filter((program) => !node.get(program).begins);
    assert.ok(refused.length > 5 && refused.length < programs.length - 5);
  });
}

test('an early error is told in the words of Run, where it is', async () => {
  await rename('program.cjs');
  await write('let a;\na?.b = 1;\n');
  await errors().first().waitFor();
  const said = await problemAt('a?');
  assert.match(said, /^Invalid left-hand side in assignment/);
  await tab.run.click();
  await tab.outputWith(`SyntaxError: ${said}`);
});

test('what is legal in a script is told no more', async () => {
  await write('1 = 2;\n');
  await errors().first().waitFor();
  await write('var await = 1; <!-- html\nawait;\n');
  await errors().first().waitFor({ state: 'hidden' });
  assert.equal(await warnings().count(), 0);
});

test('a name that is not there to import is red', async () => {
  await rename('program.mjs');
  await write("import { Readable, nope } from 'node:stream';\nexport { q };\n");
  await errors().nth(1).waitFor();
  assert.match(
    await problemAt('nope'),
    /^The requested module 'node:stream' does not provide an export named 'nope'/,
  );
  assert.match(await problemAt('q }'), /^Export 'q' is not defined in module/);
});

test('of TypeScript too red is what stops a run, at its place', async () => {
  await rename('program.mts');
  await write('const a: string = 1;\nconst b: any = null;\n1 = 2;\n');
  await errors().filter({ hasText: '1' }).waitFor();
  assert.equal(await errors().count(), 1);
  assert.equal(await warnings().count(), 1);
  assert.match(await problemAt('1 = 2'), /^Invalid assignment target/);
  await write('class A { constructor(private é: number) {} }\n');
  await errors().filter({ hasText: 'private' }).waitFor();
});
