// The page on a host without a relay: the tabs of one browser are joined in it, with everything a relay gives.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { roomPathOf } from '../../build/relay/server.js';
import { Heaps } from './heaps.mjs';
import { freePort } from '../helpers/free_port.mjs';
import { pauseReader } from './paused_reader.mjs';
import { launch, openTab, Tab } from './playground.mjs';
import { serveFolder } from './static_host.mjs';

const joined = 'No relay: tabs of this browser only';

let browser, host, context;
before(async () => {
  [browser, host] = await Promise.all([launch(), serveFolder('/tincan/')]);
});
after(async () => {
  await browser?.close();
  await host?.close();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const blank = () => openTab(context, host.url, '#program=blank');
const roomOf = (tab) =>
  new URLSearchParams(new URL(tab.page.url()).hash.slice(1)).get('room');
const inRoomOf = (tab) =>
  openTab(context, host.url, `#room=${roomOf(tab)}&program=blank`);

const listen =
  "require('net').createServer().listen(8000, () => console.log('listening'));";

test('from a folder under a path, the programs A and B greet each other', async () => {
  const a = await openTab(context, host.url, '#program=a');
  await a.run.click();
  await a.page.getByRole('button', { name: /net\.createServer/ }).click();
  await a.status(joined);
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    a.openB.click(),
  ]);
  const b = new Tab(page);
  await b.run.waitFor();
  await b.run.click();
  assert.equal(await b.outputWith('Hello I am A'), 'Hello I am A\n');
  assert.equal(await a.outputWith('Hello I am B'), 'Hello I am B\n');
  // The browser says that a room's WebSocket and a plain request for it met nothing, once.
  const expected = /WebSocket connection to .* failed|status of 404/;
  for (const tab of [a, b])
    assert.deepEqual(
      tab.complaints.filter((text) => !expected.test(text)),
      [],
    );
});

test('half-close, reset and a port that nobody listens on are as in Node', async () => {
  const a = await blank();
  await a.runCode(`const net = require('net');
    net.createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('data', (data) => console.log('A got', String(data)));
      socket.on('end', () => setTimeout(() => socket.end('after your end'), 20));
    }).listen(8000);
    net.createServer((socket) => socket.on('data', () => socket.resetAndDestroy()))
      .listen(8001, () => console.log('listening'));`);
  await a.outputWith('listening');
  await a.status(joined);
  const b = await inRoomOf(a);
  await b.runCode(`const net = require('net');
    net.connect(8000).on('data', (data) => console.log('B got', String(data)))
      .on('close', (hadError) => {
        console.log('close', hadError);
        net.connect(8001, function () { this.write('x'); })
          .on('error', ({ message }) => {
            console.log(message);
            net.connect(8002).on('error', ({ message }) => console.log(message));
          });
      }).end('the end of B');`);
  await b.status(/^Ended/);
  assert.equal(
    await b.output(),
    'B got after your end\nclose false\nread ECONNRESET\nconnect ECONNREFUSED 127.0.0.1:8002\n',
  );
  await a.outputWith('A got the end of B');
});

test('a tab in another room reaches nobody, nor is it let into a room without its secret', async () => {
  await context.addInitScript(() => {
    globalThis.SharedWorker = class extends SharedWorker {
      constructor(url, name) {
        super(url, name);
        globalThis.joinedBy = url;
      }
    };
  });
  const a = await blank();
  await a.runCode(listen);
  await a.outputWith('listening');
  const other = await blank();
  assert.notEqual(roomOf(other), roomOf(a));
  await other.runCode("require('net').connect(8000);");
  await other.outputWith('ECONNREFUSED 127.0.0.1:8000');
  await other.runCode(listen);
  assert.equal(await other.outputWith('listening'), 'listening\n');

  // Any page of this origin may speak to what joins the tabs; without the secret it is not let in.
  const answer = await other.page.evaluate(
    ([path]) =>
      new Promise((resolve) => {
        const { port } = new SharedWorker(globalThis.joinedBy, 'tincan');
        port.onmessage = ({ data }) => resolve(data);
        const authKey = `k.${'A'.repeat(43)}`;
        const protocols = ['tincan.yamux.v1', authKey];
        port.postMessage({ path, protocols, life: null });
      }),
    [roomPathOf(roomOf(a))],
  );
  assert.deepEqual(answer, { refused: 'the room proof is wrong' });
});

test('a run that follows another at once finds its port free', async () => {
  const tab = await blank();
  for (const last of ['', '', 'for (;;) {}', '']) {
    await tab.runCode(
      listen.replace(
        "console.log('listening')",
        `{ console.log('listening'); ${last} }`,
      ),
    );
    assert.equal(await tab.outputWith('listening'), 'listening\n');
  }
});

test('a tab that closes resets its connections and frees its ports at once', async () => {
  const a = await blank();
  await a.runCode(`require('net').createServer((socket) => socket.write('hello'))
    .listen(8000, () => console.log('listening'));`);
  await a.outputWith('listening');
  const b = await inRoomOf(a);
  await b.runCode(
    "require('net').connect(8000).on('data', (data) => console.log(String(data)));",
  );
  await b.outputWith('hello');
  const c = await inRoomOf(a);
  await a.page.close();
  await b.outputWith('read ECONNRESET');
  await c.runCode(listen);
  assert.equal(await c.outputWith('listening'), 'listening\n');
});

test('programs reach neither the tabs of this browser nor what joins them', async () => {
  const tab = await blank();
  await tab.runCode(listen);
  await tab.status(joined);
  await tab.runCode(`
    console.log('SharedWorker', typeof SharedWorker);
    const alive = setInterval(() => {}, 1000);
    Promise.resolve().then(() => navigator.locks.query())
      .then(() => console.log('locks REACHED'), (error) => console.log('locks', error.name))
      .then(() => clearInterval(alive));`);
  await tab.status(/^Ended/);
  assert.match(
    await tab.output(),
    /^SharedWorker undefined\nlocks (SecurityError|TypeError)\n$/,
  );
});

test('a browser without SharedWorker says so, and programs run', async () => {
  await context.addInitScript(() => delete globalThis.SharedWorker);
  const tab = await blank();
  await tab.runCode(listen);
  await tab.status('Relay: cannot be reached');
  await tab.outputWith('this browser does not join its tabs');
  await tab.outputWith('listening');
});

test('why the tabs are not joined is said in the language of the page', async () => {
  const german = await browser.newContext({ locale: 'de-DE' });
  await german.addInitScript(() => {
    globalThis.SharedWorker = class {
      constructor() {
        const { port1, port2 } = new MessageChannel();
        port2.onmessage = () =>
          port2.postMessage({ refused: 'the room has had its bytes' });
        this.port = port1;
      }
    };
  });
  const page = await german.newPage();
  await page.goto(`${host.url}#program=blank`);
  await page.getByRole('textbox', { name: 'Code' }).fill(listen);
  await page.getByRole('button', { name: 'Starten', exact: true }).click();
  await page
    .getByText(
      'dieser Browser verbindet seine Tabs nicht (der Raum hat gesendet, was er an einem Tag senden darf)',
    )
    .first()
    .waitFor();
  await german.close();
});

test('every reason why a relay lets no tab in has its words', async () => {
  const [proofs, relay, words] = await Promise.all(
    ['relay/http.ts', 'relay/relay.ts', 'texts/reasons.ts'].map((name) =>
      readFile(new URL(`../../web/${name}`, import.meta.url), 'utf8'),
    ),
  );
  // What is refused before a proof is asked for is no tab of the page.
  const reasons = [
    ...proofs.matchAll(/refusal\(\d+, '(the (?:room|tab) [^']+)'/g),
    ...relay.matchAll(/reason: '([^']+)'/g),
    ...relay.matchAll(/'([^']* has had its bytes)'/g),
  ].map(([, reason]) => reason);
  assert.equal(reasons.length, 7, reasons.join());
  for (const reason of reasons) assert.match(words, new RegExp(`'${reason}':`));
});

test('when what joins the tabs dies, connections are reset and it is made again', async (t) => {
  const port = await freePort();
  const mine = await launch([`--remote-debugging-port=${port}`]);
  t.after(() => mine.close());
  const heaps = await Heaps.at(port);
  t.after(() => heaps.close());
  const tabs = await mine.newContext();
  const a = await openTab(tabs, host.url, '#program=blank');
  await a.runCode(`require('net').createServer((socket) => {
    socket.write('hello');
    socket.on('error', (error) => console.log('A:', error.message));
  }).listen(8000, () => console.log('listening'));`);
  await a.outputWith('listening');
  const b = await openTab(tabs, host.url, `#room=${roomOf(a)}&program=blank`);
  const dial =
    "require('net').connect(8000).on('data', (data) => console.log(String(data)));";
  await b.runCode(dial);
  await b.outputWith('hello');
  await heaps.endSharedWorker();
  await b.outputWith('read ECONNRESET');
  await a.outputWith('A: read ECONNRESET');
  await a.outputWith('The relay is back.');
  await b.runCode(dial);
  await b.outputWith('hello');
});

test('while B pauses A stands still and memory is flat; then all arrives in order', async (t) => {
  let relay;
  await pauseReader(t, host.url, async (heaps) => {
    relay ??= await heaps.watchSharedWorker();
    const { bytes } = await heaps.bytesOf(relay);
    return bytes;
  });
});
