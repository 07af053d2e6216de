// Programs that speak to the page themselves: whatever they send, the page lives, says what happened in one
// line and ends the run. The ports are put into their hands; the worker itself does not give them away.
import assert from 'node:assert/strict';
import { beforeEach, afterEach, test } from 'node:test';
import { refuse, servePageOf } from './fake_relay.mjs';
import { openBoth } from './both_cans.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

/** Stands before the run worker's script: keeps what begins the run where programs find it. */
const giveAway = `addEventListener('message', ({ data }) => {
  if (data.port) globalThis.forger = { run: data.run, port: data.port, carrier: data.carrier };
});\n`;

let context;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

async function giveAwayPorts() {
  await context.route(/\/assets\/main-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    const body = giveAway + (await response.text());
    await route.fulfill({ response, body });
  });
}

async function openForger(url = playground.url) {
  await giveAwayPorts();
  return openTab(context, url, '#program=blank');
}

async function nextRunWorks(tab) {
  assert.deepEqual(tab.complaints, []);
  await tab.runCode("console.log('the next run works')");
  assert.equal(await tab.outputWith('works\n'), 'the next run works\n');
  await tab.status(/^Ended/);
}

const batch =
  "{ total: 1, records: new ArrayBuffer(0), levels: new Float64Array(0), shown: [], streams: [], made: 0, labels: [], places: [], ...'PART' }";
const malformed = {
  null: 'null',
  'a number': '7',
  'an unknown type': "{ run, type: 'toString' }",
  'a message of another run':
    "{ run: run + 1, type: 'exit', code: 0, ms: 0, virtual: true }",
  'pieces that are none': "{ run, type: 'output', pieces: 5, skipped: 0 }",
  'pieces with holes':
    "{ run, type: 'output', pieces: [, ,], skipped: { lines: 0, characters: 0 } }",
  'a piece of 50 MB':
    "{ run, type: 'output', pieces: [{ fd: 1, text: 'x'.repeat(5e7), cut: 0 }], skipped: { lines: 0, characters: 0 } }",
  'an endless number of lines left out':
    "{ run, type: 'output', pieces: [], skipped: { lines: Infinity, characters: 0 } }",
  'a trace without records': "{ run, type: 'trace', batch: {} }",
  'a cut record': `{ run, type: 'trace', batch: ${batch.replace("...'PART'", 'records: new ArrayBuffer(7)')} }`,
  'a stream without a state': `{ run, type: 'trace', batch: ${batch.replace("...'PART'", 'streams: [{ id: 1 }]')} }`,
  'a million names': `{ run, type: 'trace', batch: ${batch.replace("...'PART'", "labels: Array.from({ length: 1e6 }, (_, i) => [i, i, 'x'])")} }`,
  'a place that is none': "{ run, type: 'error', text: 'x', place: 3 }",
  'a note the page has no words for':
    "{ run, type: 'note', name: 'toString', values: {} }",
  'a note with a value that is no text':
    "{ run, type: 'note', name: 'relayLost', values: { reason: {} } }",
  'a note without values':
    "{ run, type: 'note', name: 'relayBack', values: null }",
  'kinds that are no names': "{ run, type: 'started', kinds: null, sides: 3 }",
};

for (const [what, message] of Object.entries(malformed)) {
  test(`${what} ends the run with a line that says so`, async () => {
    const tab = await openForger();
    await tab.runCode(
      `const { run, port } = forger;\nport.postMessage(${message});\nsetInterval(() => {}, 10);`,
    );
    await tab.status('broke off');
    assert.match(
      await tab.output(),
      /^The run broke off: the program sent the page a message that is none of the playground’s\n$/,
    );
    await nextRunWorks(tab);
  });
}

test('a flood of messages ends the run', async () => {
  const tab = await openForger();
  await tab.runCode(
    "const { run, port } = forger;\nfor (;;) port.postMessage({ run, type: 'note', name: 'relayBack', values: {} });",
  );
  await tab.status('broke off');
  assert.match(
    await tab.output(),
    /The run broke off: the program sends the page more messages than it can take\n$/,
  );
  await nextRunWorks(tab);
});

test('a second run’s worth of whole batches ends the run', async () => {
  const tab = await openForger();
  const whole = batch.replace(
    "...'PART'",
    'records: new ArrayBuffer(44 * 65536)',
  );
  await tab.runCode(
    `const { run, port } = forger;\nport.postMessage({ run, type: 'trace', batch: ${whole} });\nport.postMessage({ run, type: 'trace', batch: ${whole} });\nsetInterval(() => {}, 10);`,
  );
  await tab.status('broke off');
  assert.match(
    await tab.output(),
    /The run broke off: the program sends the page more events than it can take\n$/,
  );
  await nextRunWorks(tab);
});

test('a forged end is an end: the program does not go on', async () => {
  const tab = await openForger();
  const closed = new Promise((resolve) => {
    for (const worker of tab.page.workers()) worker.once('close', resolve);
  });
  await tab.runCode(
    "const { run, port } = forger;\nport.postMessage({ run, type: 'exit', code: 0, ms: 0, virtual: true });\nfor (;;);",
  );
  await tab.status(/^Ended/);
  await closed;
  await nextRunWorks(tab);
});

const abuses = {
  'opening again and again':
    'for (let i = 0; i < 200; i += 1) carrier.postMessage({ open: true });',
  'opening and closing by turns':
    "for (let i = 0; i < 200; i += 1) {\n  carrier.postMessage({ open: true });\n  carrier.postMessage({ close: true, code: 1000, reason: '' });\n}",
  nonsense: 'carrier.postMessage({ open: true });\ncarrier.postMessage(7);',
  'a close that no WebSocket takes':
    "carrier.postMessage({ open: true });\ncarrier.postMessage({ close: true, code: 1000, reason: 'x'.repeat(200) });",
};

for (const [what, code] of Object.entries(abuses)) {
  test(`${what} on the carrier makes one WebSocket at most`, async (t) => {
    let upgrades = 0;
    const front = await servePageOf(playground, (request, socket) => {
      upgrades += 1;
      refuse(socket, '401 Unauthorized');
    });
    t.after(() => front.close());
    const tab = await openForger(front.url);
    await tab.runCode(
      `const { carrier } = forger;\n${code}\nsetInterval(() => {}, 10);`,
    );
    await tab.status('the program does not keep to the protocol');
    await tab.stop.click();
    await tab.status('Stopped');
    await nextRunWorks(tab);
    assert.ok(upgrades <= 1, `${upgrades} WebSockets`);
  });
}

const over = 'time: 30, next: null, more: false, waits: false, ended: false';
const sends = (sent) => `carrier.postMessage({ ${over}, sent: [${sent}] });`;
const opening = '{ at: 30, message: { open: true } }';
/** What ends the run, and what does not even that. */
const breaches = {
  nonsense: 'carrier.postMessage(7);',
  'a moment that is none': sends('{ at: NaN, message: { open: true } }'),
  'a close with too long a reason': sends(
    "{ at: 30, message: { close: true, code: 1000, reason: 'x'.repeat(200) } }",
  ),
};
const tricks = {
  'bytes that are no frames': sends(
    `${opening}, { at: 30, message: new ArrayBuffer(100000) }`,
  ),
  'turns without end': `for (let i = 0; i < 1000; i += 1) ${sends('')}`,
};

for (const [what, code] of Object.entries({ ...breaches, ...tricks })) {
  test(`${what} to the common clock stops neither the other can nor the next run`, async () => {
    await giveAwayPorts();
    const both = await openBoth(context, playground.url);
    await both.runCodes(
      `const { carrier } = forger;\n${code}\nsetInterval(() => {}, 10);`,
      `require('net').createServer((socket) => socket.end('hello')).listen(8000);
setTimeout(() => console.log('B goes on'), 1000);`,
    );
    await both.b.outputWith('B goes on');
    if (what in breaches) {
      await both.a.status('Broke off');
      assert.match(
        await both.a.output(),
        /The run broke off: the program sent the common clock a message that is none/,
      );
    } else await both.a.stop.click();
    await both.a.runCode(
      "require('net').connect(8000).on('data', (data) => console.log(String(data)));",
    );
    assert.equal(await both.a.outputWith('hello'), 'hello\n');
    assert.deepEqual(both.complaints, []);
  });
}

test('a program that replaces postMessage gets no port of the page', async () => {
  const tab = await openTab(context, playground.url, '#program=blank');
  await tab.runCode(`
    const seen = new Set();
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (message, ...rest) {
      seen.add(JSON.stringify(message));
      return Reflect.apply(postMessage, this, [message, ...rest]);
    };
    const { Readable } = require('stream');
    Readable.from(['a']).on('data', () => console.log('data'));
    require('net').createServer().listen(8000, () => console.log('listening'));
    setTimeout(() => {
      console.log([...seen].join() || 'no message seen');
      process.exit();
    }, 100);
  `);
  await tab.status(/^Ended/);
  assert.equal(await tab.output(), 'data\nlistening\nno message seen\n');
  await nextRunWorks(tab);
});
