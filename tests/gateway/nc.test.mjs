// Programs that know nothing of Tincan against a tab in real Chromium, through the gateway: Debian's nc (of its two, the one with -N), and the seeds' B
// under real Node. Only the port differs from what is printed in the articles, for a test takes a free one.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { randomKey } from '../../build/relay/server.js';
import { launch } from '../helpers/chromium.mjs';
import { freePort } from '../helpers/free_port.mjs';
import { root, serve } from '../helpers/gateway_programs.mjs';
import { oraclePath } from '../helpers/oracle.mjs';
import { openTab } from '../web/playground.mjs';

const port = await freePort();
const room = randomKey();
const seed = (name) =>
  fs
    .readFileSync(path.join(root, 'web/programs/seeds', name), 'utf8')
    .replace('8000', port);

let browser;
let tab;
before(async () => {
  const served = await serve('--gateway-in', `${port}=${room}`);
  browser = await launch();
  const at = `#room=${room}&program=a`;
  tab = await openTab(await browser.newContext(), served.url, at);
});
after(() => browser?.close());

test('the seeds’ B under real Node greets A in a tab', async () => {
  // A as printed needs the mend that its run proposes.
  const a = seed('a.cjs').replace('http.create', 'net.create');
  await tab.runCode(
    `${a}\nserver.on('listening', () => console.log('listening'))`,
  );
  await tab.outputWith('listening\n');
  const b = spawn(oraclePath(), ['-e', seed('b.cjs')]);
  const [greeting] = await once(b.stdout.setEncoding('utf8'), 'data');
  assert.equal(greeting, 'Hello I am A\n');
  assert.equal(
    await tab.outputWith('Hello I am B'),
    'listening\nHello I am B\n',
  );
  b.kill();
});

test('nc sends lines and its end, and gets the tab’s answer and end', async () => {
  await tab.runCode(`
    require('net').createServer({ allowHalfOpen: true }, (socket) => {
      socket.setEncoding('utf8');
      socket.on('data', (text) => console.log('data ' + JSON.stringify(text)));
      socket.on('end', () => {
        console.log('end');
        socket.end('answered after the end\\n');
      });
      socket.on('close', (hadError) => console.log('close ' + hadError));
    }).listen(${port}, () => console.log('listening'));`);
  await tab.outputWith('listening');
  const nc = spawn('nc.openbsd', ['-N', '127.0.0.1', String(port)]);
  nc.stdin.end('one\ntwo\n');
  assert.equal(await text(nc.stdout), 'answered after the end\n');
  assert.equal(
    await tab.outputWith('close'),
    'listening\ndata "one\\ntwo\\n"\nend\nclose false\n',
  );
});

test('nc that is killed in the middle is an end or a reset, as with a kernel', async () => {
  await tab.runCode(`
    require('net').createServer((socket) => {
      socket.on('error', (error) => console.log(error.code));
      socket.on('close', () => console.log('close'));
      socket.write('unread');
    }).listen(${port}, () => console.log('listening'));`);
  await tab.outputWith('listening');
  const nc = spawn('nc.openbsd', ['127.0.0.1', String(port)]);
  await once(nc.stdout, 'data');
  nc.kill('SIGKILL');
  assert.match(
    await tab.outputWith('close'),
    /^listening\n(ECONNRESET\n)?close\n$/,
  );
});

test('curl asks a server written on net', async () => {
  await tab.runCode(`
    require('net').createServer((socket) => {
      socket.once('data', (head) => {
        console.log(head.toString().split('\\r\\n')[0]);
        socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nhello\\n');
      });
    }).listen(${port}, () => console.log('listening'));`);
  await tab.outputWith('listening');
  const url = `http://127.0.0.1:${port}/from-curl`;
  assert.equal(
    execFileSync('curl', ['-s', url], { encoding: 'utf8' }),
    'hello\n',
  );
  await tab.outputWith('GET /from-curl HTTP/1.1');
});
