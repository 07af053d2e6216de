// A and B in one page, on one virtual clock: they meet without a relay, their timers are one order, and the same
// seeds give the same run on both sides.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTab } from './playground.mjs';
import { BothCans, openBoth } from './both_cans.mjs';
import { browser, playground } from './served.mjs';

async function withBoth(act, fragment, options = {}) {
  const context = await browser.newContext(options);
  const both = await openBoth(context, playground.url, fragment);
  try {
    await act(both, context);
    assert.deepEqual(both.complaints, []);
  } finally {
    await context.close();
  }
}

const endOf = (can) => can.status(/^(Ended|Exit code)/);

async function outputs({ a, b }) {
  await Promise.all([endOf(a), endOf(b)]);
  return Promise.all([a.output(), b.output()]);
}

test('from A’s page the programs A and B come side by side and greet each other; no relay is asked', async () => {
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=a');
  const asked = [];
  tab.page.on('websocket', (socket) => asked.push(socket.url()));
  context.on('request', (request) => asked.push(request.url()));
  const link = tab.page.getByRole('link', { name: 'Side by side' });
  const address = new URL(await link.getAttribute('href'), playground.url);
  const both = new BothCans(tab.page);
  await both.load(address.href);

  await both.runBoth.click();
  await both.a.outputWith('ReferenceError: http is not defined');
  await both.b.outputWith('connect ECONNREFUSED 127.0.0.1:8000');
  await both.a.page.getByRole('button', { name: /net\.createServer/ }).click();
  await both.a.status('Joined side by side');
  await both.b.run.click();
  assert.equal(await both.b.outputWith('Hello I am A'), 'Hello I am A\n');
  assert.equal(await both.a.outputWith('Hello I am B'), 'Hello I am B\n');
  assert.ok(asked.length > 0);
  assert.deepEqual(
    asked.filter((url) => /^ws|\/r\/|ticket/.test(url)),
    [],
  );
  assert.deepEqual(both.complaints, []);
  await context.close();
});

test('B’s page comes with its A at the left; the address keeps what is chosen', () =>
  withBoth(async (both) => {
    const chosen = ({ program }) => program.inputValue();
    assert.equal(await chosen(both.a), 'fast-writer');
    assert.equal(await chosen(both.b), 'slow-reader');
    await both.b.program.selectOption('Blank');
    await both.page.waitForURL(/&b=blank$/);
    await both.load(both.page.url());
    assert.equal(await chosen(both.a), 'fast-writer');
    assert.equal(await chosen(both.b), 'blank');
  }, '#program=slow-reader'));

/** Each prints the day of year 2026 it sees, an hour and a half at most after it began. */
const moments = (delays) => `
for (const ms of [${delays}]) setTimeout(() => console.log(ms, Date.now(), Math.floor(performance.now())), ms);`;

test('timers of both sides fall due in one order, on one clock', () =>
  withBoth(async (both) => {
    await both.runCodes(moments([30, 3600000]), moments([20, 40, 1800000]));
    const lines = (await outputs(both)).join('').trim().split('\n');
    const [, began] = lines
      .map((line) => line.split(' ').map(Number))
      .map(([ms, date]) => [ms, date - ms])[0];
    const seen = lines
      .map((line) => line.split(' ').map(Number))
      .sort(([, one], [, other]) => one - other);
    assert.deepEqual(
      seen.map(([ms]) => ms),
      [20, 30, 40, 1800000, 3600000],
    );
    for (const [ms, date] of seen) assert.equal(date, began + ms);
  }));

/** A asks B, who asks back: who answers first, and when, is all in the clock. */
const talkOfA = `const net = require('net');
const log = (...words) => console.log(...words, performance.now(), Math.random());
net.createServer((socket) => {
  log('A: connection from', socket.remotePort);
  socket.on('data', (data) => {
    log('A: got', String(data));
    setTimeout(() => socket.write('answer to ' + data), Math.random() * 50);
  });
  socket.on('end', () => log('A: end'));
  socket.on('close', () => process.exit());
}).listen(8000, () => log('A: listening'));
let n = 0;
setImmediate(function spin() { if (++n < 5000) setImmediate(spin); else log('A: spun'); });
const interval = setInterval(() => { log('A: interval'); if (performance.now() > 200) clearInterval(interval); }, 7);
setTimeout(() => {
  new Blob(['x'.repeat(1e6)]).arrayBuffer().then(({ byteLength }) => log('A: blob', byteLength));
}, 60);`;
const talkOfB = `const net = require('net');
const log = (...words) => console.log(...words, performance.now(), Math.random());
setTimeout(() => {
  const socket = net.connect(8000, () => log('B: connected from', socket.localPort));
  let rounds = 0;
  socket.on('data', (data) => {
    log('B: got', String(data));
    if (++rounds === 9) socket.end();
  });
  const interval = setInterval(() => {
    log('B: interval');
    socket.write('question ' + Math.random());
    if (performance.now() > 150) clearInterval(interval);
  }, 9);
  socket.on('close', () => log('B: close'));
}, 3);
for (const end = performance.now() + 4; performance.now() < end;);`;

/** Room for all panes in both. */
const wide = { viewport: { width: 2000, height: 1600 } };

test('the same seeds give the same run on both sides, another seed another', () =>
  withBoth(
    async (both) => {
      await both.runCodes(talkOfA, talkOfB);
      const all = async () => [
        ...(await outputs(both)),
        await both.a.rows(),
        await both.b.rows(),
      ];
      const first = await all();
      assert.match(first[0], /A: end/);
      assert.match(first[1], /B: close/);
      assert.ok(first[2].length > 20 && first[3].length > 20);
      for (let i = 0; i < 3; i += 1) {
        await both.runAgain();
        assert.deepEqual(await all(), first);
      }
      await both.b.page.getByText(/Virtual time, seed/).click();
      const seed = both.b.page.getByRole('textbox', { name: 'Seed' });
      await seed.fill('7');
      await seed.press('Tab');
      await both.runAgain();
      const other = await outputs(both);
      assert.notEqual(other[0], first[0]);
      assert.notEqual(other[1], first[1]);
    },
    '',
    wide,
  ));

test('latency between them is of the one clock', () =>
  withBoth(async (both) => {
    await both.a.page.getByRole('button', { name: 'Streams' }).click();
    await both.a.page.getByRole('button', { name: 'Wire' }).click();
    await both.a.page.getByLabel(/Latency/).selectOption('1000');
    await both.runCodes(
      `require('net').createServer((socket) => socket.pipe(socket)).listen(8000);`,
      `setTimeout(() => {
  const socket = require('net').connect(8000, () => {
    const sent = Date.now();
    socket.on('data', () => console.log('back after', Date.now() - sent));
    socket.end('x');
  });
}, 5000);`,
    );
    await endOf(both.b);
    assert.equal(await both.b.output(), 'back after 2000\n');
    await both.stopBoth.click();
  }));

test('a server alone waits in real time for the other to be run', () =>
  withBoth(async (both) => {
    await both.a.runCode(`const net = require('net');
net.createServer((socket) => socket.on('data', (data) => { console.log(String(data)); process.exit(); })).listen(8000);
setTimeout(() => { console.log('nobody came'); process.exit(); }, 600000);`);
    await both.a.status('Joined side by side');
    await both.b.runCode(
      `require('net').connect(8000).on('close', () => console.log('closed')).end('here');`,
    );
    assert.deepEqual(await outputs(both), ['here\n', 'closed\n']);
    // Alone, and waiting for nobody: time jumps as it does in a tab of its own.
    await both.b.runCode(
      `setTimeout(() => console.log(Math.floor(performance.now())), 600000);`,
    );
    await endOf(both.b);
    assert.equal(await both.b.output(), '600025\n');
  }));

test('who is run later sees the same date, and a process time of its own', () =>
  withBoth(async (both) => {
    await both.a.runCode(`let n = 0;
setInterval(() => { n += 1; if (n === 10) console.log('a while'); }, 10);
require('net').createServer((socket) => socket.on('data', (data) => {
  console.log(n > 0, Date.now() - Number(data));
  process.exit();
})).listen(8000, () => console.log('listening'));`);
    // Alone, and listening, its time is real: some of it has to pass.
    await both.a.outputWith('a while');
    await both.b.runCode(`console.log(Math.floor(performance.now()));
const socket = require('net').connect(8000, () => setTimeout(() => socket.end(String(Date.now())), 5));`);
    assert.deepEqual(await outputs(both), [
      'listening\na while\ntrue 0\n',
      '25\n',
    ]);
  }));

test('programs without rest go on side by side', () =>
  withBoth(async (both) => {
    const spin = (
      name,
      ms,
    ) => `setImmediate(function again() { setImmediate(again); });
setTimeout(() => { console.log('${name}', Math.floor(performance.now())); process.exit(); }, ${ms});`;
    await both.runCodes(spin('A', 1000), spin('B', 500));
    assert.deepEqual(await outputs(both), ['A 1025\n', 'B 525\n']);
  }));

test('a busy program keeps the other waiting, and says so, until it is stopped', () =>
  withBoth(async (both) => {
    await both.runCodes(
      'console.log("busy"); for (;;) {}',
      'console.log("B runs");',
    );
    await both.a.outputWith('busy');
    const said = both.page.getByText('A is busy: the clock and B wait for it');
    await said.waitFor();
    assert.equal(await both.b.output(), '');
    await both.a.stop.click();
    assert.equal(await both.b.outputWith('B runs'), 'B runs\n');
    await said.waitFor({ state: 'hidden' });
  }));

test('a syntax error on one side keeps nobody waiting', () =>
  withBoth(async (both) => {
    await both.runCodes('this is no program', 'console.log("B runs");');
    assert.equal(await both.b.outputWith('B runs'), 'B runs\n');
    await both.a.outputWith('SyntaxError');
    await both.a.page.getByRole('textbox', { name: 'File name' }).fill('a.ts');
    await both.runCodes('let x: = 1;', 'console.log("B runs again");');
    await both.b.outputWith('B runs again');
  }));

test('Stop both ends both, and their ports are free for the next run', () =>
  withBoth(async (both) => {
    const dial = (i) =>
      `const socket = require('net').connect(8000, () => console.log('connected ${i}'));`;
    for (let i = 0; i < 3; i += 1) {
      await both.runCodes(
        `require('net').createServer(() => {}).listen(8000, () => console.log('listening ${i}'));`,
        dial(i),
      );
      const [a, b] = [`listening ${i}`, `connected ${i}`];
      assert.equal(await both.a.outputWith(a), `${a}\n`);
      assert.equal(await both.b.outputWith(b), `${b}\n`);
      await both.stopBoth.click();
      await Promise.all([both.a.status('Stopped'), both.b.status('Stopped')]);
    }
    // B alone is stopped: A hears of it as of a process that was killed, and can be met again.
    await both.runCodes(
      `require('net').createServer((socket) => socket.on('close', () => console.log('B is gone')).resume())
  .listen(8000, () => console.log('listening'));`,
      dial('once more'),
    );
    await both.b.outputWith('connected once more');
    await both.b.stop.click();
    await both.a.outputWith('B is gone');
    await both.b.run.click();
    await both.b.outputWith('connected');
  }));

test('in real time a timer takes its time, on both sides', () =>
  withBoth(async (both) => {
    const { page } = both.b;
    await page.getByText('Virtual time, seed').click();
    await page.getByLabel(/^Real/).check();
    const began = performance.now();
    await both.runCodes('', 'setTimeout(() => console.log("B"), 700);');
    await outputs(both);
    assert.ok(performance.now() - began >= 700);
    // Both say so, though A chose nothing: before their next run as after this one.
    for (const can of [both.a, both.b]) {
      const status = can.page.locator('.run-status');
      assert.match(await status.textContent(), /^Ended after [\d.]+ m?s$/);
      await can.page.getByText('Real time, seed 1').waitFor();
    }
  }));

test('a run that met real time goes by it to its end; the next one is as chosen', () =>
  withBoth(async (both) => {
    await both.a.runCode(
      `require('net').createServer((socket) => socket.on('close', () => process.exit()).resume()).listen(8000);`,
    );
    await both.a.status('Joined side by side');
    const clock = (can, words) =>
      can.page.getByText(`${words} time, seed 1`).waitFor();
    await clock(both.a, 'Virtual');
    await both.b.page.getByText('Virtual time, seed').click();
    await both.b.page.getByLabel(/^Real/).check();
    await both.b.runCode(`require('net').connect(8000).end();`);
    await endOf(both.a);
    await clock(both.a, 'Real');
    await clock(both.b, 'Real');
    await both.a.runCode('setTimeout(() => console.log("an hour"), 3600000);');
    await both.a.status('Ended after 1 h of virtual time');
    await clock(both.a, 'Virtual');
  }));

test('a hundred megabytes go over with backpressure', () =>
  withBoth(async ({ a, b, runBoth }) => {
    await runBoth.click();
    const received = await b.outputWith('received');
    const sent = await a.outputWith('checksum');
    const summary = (text) => /(\d+) bytes, checksum (\w+)/.exec(text).slice(1);
    assert.deepEqual(summary(received), summary(sent));
  }, '#program=fast-writer'));

const dials = (count) => `let connected = 0, decided = 0;
const refused = {};
setTimeout(() => {
  for (let i = 0; i < ${count}; i++)
    require('net').connect(8000)
      .on('connect', () => { connected += 1; over(); })
      .on('error', ({ code }) => { refused[code] = (refused[code] ?? 0) + 1; over(); });
}, 50);
function over() {
  if (++decided < ${count}) return;
  console.log(connected, JSON.stringify(refused));
  process.exit();
}`;

test('600 dials at once are all connected, as in Node; of too many it is said whose limit that is', () =>
  withBoth(async (both) => {
    const server = `require('net').createServer((socket) => socket.on('error', () => {}).resume()).listen(8000);`;
    await both.runCodes(server, dials(600));
    await endOf(both.b);
    assert.equal(await both.b.output(), '600 {}\n');
    await both.runCodes(server, dials(1100));
    assert.match(
      await both.b.outputWith('{"EAGAIN"'),
      /^connect EAGAIN is a limit of the playground, not of Node: [^\n]*\n1023 {"EAGAIN":77}\n$/,
    );
  }));
