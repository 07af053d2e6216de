// A relay that is down, dies, refuses or talks nonsense: client and server in one program go on without it,
// the page says what is wrong in words, and the next run works.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { WebSocketServer } from 'ws';
import { refuse, servePageOf } from './fake_relay.mjs';
import { Can, openTab, serve as startServer } from './playground.mjs';
import { browser, playground } from './served.mjs';

const programs = path.resolve(import.meta.dirname, '../../web/programs');
const listen =
  "require('net').createServer().listen(8000, () => console.log('listening'));";

let context;
/** Servers of the test that runs: one that fails must not leave any open. */
const open = new Set();

beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  for (const server of [...open]) await server.close();
});

/** The same server, closed with its test if not before. */
function closedInTime(started) {
  const server = {
    url: started.url,
    port: started.port,
    async close() {
      open.delete(server);
      await started.close();
    },
  };
  open.add(server);
  return server;
}

const serve = async (port) => closedInTime(await startServer(port));
const servePage = async (...args) => closedInTime(await servePageOf(...args));

async function nextRunWorks(tab) {
  await tab.runCode("console.log('the next run works')");
  const text = await tab.outputWith('works\n');
  assert.equal(text, 'the next run works\n');
  await tab.status(/^Ended/);
}

/** A tab that has all it wants of its host, which may go. */
async function openWhole(host) {
  const tab = await openTab(context, host.url, '#program=blank');
  await tab.runCode("require('net')");
  await tab.status(/^Ended/);
  return tab;
}

test('server and client in one program need no relay', async () => {
  const mine = await serve();
  const tab = await openWhole(mine);
  await mine.close();
  const server = await readFile(
    path.join(programs, 'seeds/tcp-server.cjs'),
    'utf8',
  );
  const client = await readFile(path.join(programs, 'tcp-client.cjs'), 'utf8');
  await tab.runCode(`${server}\n{\n${client}\n}`);
  await tab.outputWith('Server got it');
  await tab.status('Relay: cannot be reached');
  const text = await tab.outputWith('The relay cannot be reached');
  assert.match(text, /Client says: Hello server/);
  assert.match(
    text,
    /The relay cannot be reached: other tabs cannot connect to port 4000\.\n/,
  );
  await tab.stop.click();
  await nextRunWorks(tab);
});

test('what becomes of the relay is told in the language of the page', async () => {
  const mine = await serve();
  const german = await browser.newContext({ locale: 'de-DE' });
  const page = await german.newPage();
  await page.goto(`${mine.url}#program=blank`);
  const tab = new Can(page);
  const run = async (code) => {
    await tab.code.fill(code);
    await page.getByRole('button', { name: 'Starten', exact: true }).click();
  };
  await run("require('net')");
  await tab.status(/^Beendet/);
  await mine.close();
  await run(
    "const net = require('net');\nfor (const port of [4000, 4001]) net.createServer().listen(port);",
  );
  const words =
    'Das Relay ist nicht erreichbar: Andere Tabs erreichen die Ports 4000, 4001 nicht.';
  await page.getByText(words).waitFor();
  await german.close();
});

test('without a relay a dial to nobody is an unreachable network', async () => {
  const mine = await serve();
  const tab = await openWhole(mine);
  await mine.close();
  await tab.runCode("require('net').connect(8000, 'localhost');");
  await tab.status('Exit code 1');
  const text = await tab.output();
  assert.match(text, /there is no way to other tabs\.\n/);
  assert.match(text, /Error: connect ENETUNREACH 127\.0\.0\.1:8000/);
  await nextRunWorks(tab);
});

test('a listener without a relay is found by other tabs when the relay is back', async () => {
  const mine = await serve();
  const a = await openWhole(mine);
  await mine.close();
  await a.runCode(`require('net').createServer((socket) => {
    socket.end('hello from A');
  }).listen(8000, () => console.log('listening'));`);
  await a.outputWith('other tabs cannot connect to port 8000');
  await a.outputWith('listening\n');
  const again = await serve(mine.port);
  await a.status('Relay: connected');
  await a.outputWith('The relay is back.');
  const room = new URLSearchParams(new URL(a.page.url()).hash.slice(1));
  const b = await openTab(
    context,
    again.url,
    `#room=${room.get('room')}&program=blank`,
  );
  await b.runCode(
    "require('net').connect(8000).on('data', (data) => console.log(String(data)));",
  );
  assert.equal(await b.outputWith('hello from A'), 'hello from A\n');
  await again.close();
});

test('a relay that dies is lost, in words, and the next run finds it again', async () => {
  const mine = await serve();
  const tab = await openTab(context, mine.url, '#program=blank');
  await tab.runCode(listen);
  await tab.outputWith('listening');
  await tab.status('Relay: connected');
  await mine.close();
  // A relay that says goodbye is looked for again before anything is said of it.
  await tab.outputWith(
    'it restarts. Until it is back, other tabs cannot connect to port 8000.',
  );
  await nextRunWorks(tab);
  const again = await serve(mine.port);
  await tab.runCode(listen);
  await tab.outputWith('listening');
  await tab.status('Relay: connected');
  await again.close();
});

test('a relay that dies in the middle resets the sockets of both tabs', async () => {
  const mine = await serve();
  const a = await openTab(context, mine.url, '#program=blank');
  await a.runCode(`require('net').createServer((socket) => {
    socket.on('data', () => socket.write('pong'));
    socket.on('error', (error) => console.log('A:', error.message));
  }).listen(8000, () => console.log('listening'));`);
  await a.status('Relay: connected');
  await a.outputWith('listening');
  const room = new URLSearchParams(new URL(a.page.url()).hash.slice(1));
  const b = await openTab(
    context,
    mine.url,
    `#room=${room.get('room')}&program=blank`,
  );
  await b.runCode(`const socket = require('net').connect(8000);
    socket.write('ping');
    socket.on('data', () => console.log('talking'));`);
  await b.outputWith('talking');
  await mine.close();
  await b.status('Exit code 1');
  const text = await b.output();
  assert.match(
    text,
    /^Error: read ECONNRESET\nEmitted 'error' event on Socket instance \{/m,
  );
  assert.match(text, /code: 'ECONNRESET'/);
  await a.outputWith('A: read ECONNRESET');
  await a.outputWith('The relay is lost');
  await nextRunWorks(b);
  await nextRunWorks(a);
});

test('a room the relay refuses is said to be refused, and what may help', async () => {
  const front = await servePage(playground, (request, socket) =>
    refuse(socket, '401 Unauthorized'),
  );
  const tab = await openTab(context, front.url, '#program=blank');
  await tab.runCode(listen);
  await tab.outputWith('listening');
  const text = await tab.outputWith('refuses this tab or its room');
  assert.match(text, /a new room, may help/);
  await tab.status('Relay: cannot be reached');
  await nextRunWorks(tab);
  await front.close();
});

test('why there is no relay is said in the language of the page', async () => {
  const front = await servePage(playground, (request, socket) =>
    refuse(socket, '401 Unauthorized'),
  );
  const german = await browser.newContext({ locale: 'de-DE' });
  const page = await german.newPage();
  await page.goto(`${front.url}#program=tcp-server-and-client`);
  await page.getByRole('textbox', { name: 'Code' }).fill(listen);
  await page.getByRole('button', { name: 'Starten', exact: true }).click();
  const status = page.getByRole('status').filter({ hasText: 'Relay: nicht' });
  await status.filter({ hasText: 'es weist diesen Tab ab' }).waitFor();
  await german.close();
  await front.close();
});

const nonsense = {
  'random bytes': [
    Buffer.from('f1e2d3c4b5a6978877665544332211f1e2d3c4b5a6978877', 'hex'),
    /frame version is not 0/,
  ],
  text: ['HTTP/1.1 200 OK', /the relay sent text/],
};

for (const [what, [message, rule]] of Object.entries(nonsense)) {
  test(`${what} from the relay reset the sockets and name the rule`, async () => {
    const endpoint = new WebSocketServer({
      noServer: true,
      handleProtocols: () => 'tincan.yamux.v1',
    });
    const front = await servePage(playground, (request, socket, head) => {
      endpoint.handleUpgrade(request, socket, head, (client) => {
        client.once('message', () => client.send(message));
      });
    });
    const tab = await openTab(context, front.url, '#program=blank');
    await tab.runCode("require('net').connect(8000, 'localhost');");
    await tab.status('Exit code 1');
    const text = await tab.output();
    assert.match(text, rule);
    assert.match(text, /Error: connect ECONNRESET 127\.0\.0\.1:8000/);
    await nextRunWorks(tab);
    await front.close();
  });
}
