// Real sockets of this machine into a room and back: what a program behind the gateway sees is what the tab's own
// sockets would show, half-close, reset and backpressure included.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { execFileSync, spawn } from 'node:child_process';
import net from 'node:net';
import { test } from 'node:test';
import { text } from 'node:stream/consumers';
import { randomKey } from '../../build/relay/server.js';
import { freePort } from '../helpers/free_port.mjs';
import { serve, tab } from '../helpers/gateway_programs.mjs';

const room = randomKey();
const entrance = await freePort();
const socks = await freePort();
const served = await serve(
  '--gateway-in',
  `${entrance}=${room}`,
  `--gateway-socks=${socks}=http://127.0.0.1:8080/#room=${room}&program=a`,
);

test('what leads where is printed before the URL', () => {
  assert.match(
    served.printed,
    new RegExp(
      `^127.0.0.1:${entrance} leads to port ${entrance} of the room\\n` +
        `127.0.0.1:${socks} is a SOCKS5 server into the room\\nhttp://`,
    ),
  );
});

test('nobody in the room listens: the connection is reset', async () => {
  const client = net.connect(entrance, '127.0.0.1');
  const [error] = await once(client, 'error');
  assert.equal(error.code, 'ECONNRESET');
});

test('a listening tab: both ends greet, half-closed either way, and reset', async () => {
  const tabA = await tab(
    served.url,
    room,
    entrance,
    `net.createServer({ allowHalfOpen: true }, (socket) => {
       let got = '';
       socket.on('data', (chunk) => { got += chunk; if (got === 'part') console.log('tab part'); });
       socket.on('error', (error) => console.log('tab ' + error.code));
       socket.on('end', () => { console.log('tab end ' + got); socket.end('late ' + got); });
       socket.on('close', () => console.log('tab close'));
       socket.on('data', () => { if (got === 'reset me') socket.resetAndDestroy(); });
     }).listen(port, () => console.log('listening'));`,
  );
  await tabA.says('listening');

  // As nc -N does: the end goes first, the answer comes after it.
  const client = net.connect({
    port: entrance,
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  client.end('hello');
  assert.equal(await text(client), 'late hello');
  await tabA.says('tab end hello');
  await tabA.says('tab close');

  const dropped = net.connect(entrance, '127.0.0.1');
  dropped.write('part');
  await tabA.says('tab part');
  dropped.resetAndDestroy();
  await tabA.says('tab ECONNRESET');

  const reset = net.connect(entrance, '127.0.0.1');
  reset.write('reset me');
  const [error] = await once(reset, 'error');
  assert.equal(error.code, 'ECONNRESET');

  // The same through SOCKS5, with the first bytes sent behind the request.
  const viaSocks = net.connect({
    port: socks,
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  const host = Buffer.from('localhost');
  viaSocks.end(
    Buffer.concat([
      Buffer.from([5, 1, 0, 5, 1, 0, 3, host.length]),
      host,
      Buffer.from([entrance >> 8, entrance & 255]),
      Buffer.from('by socks'),
    ]),
  );
  const answer = Buffer.concat(await viaSocks.toArray());
  assert.deepEqual([...answer.subarray(0, 4)], [5, 0, 5, 0]);
  assert.equal(answer.subarray(12).toString(), 'late by socks');
});

test('SOCKS5 says what is refused', async () => {
  const ask = async (bytes) => {
    const client = net.connect(socks, '127.0.0.1');
    client.write(Buffer.from(bytes));
    return [...Buffer.concat(await client.toArray()).subarray(0, 4)];
  };
  const nobody = await freePort();
  const at = [127, 0, 0, 1, nobody >> 8, nobody & 255];
  assert.deepEqual(await ask([5, 1, 0, 5, 1, 0, 1, ...at]), [5, 0, 5, 5]);
  assert.deepEqual(await ask([5, 1, 0, 5, 2, 0, 1, ...at]), [5, 0, 5, 7]);
  assert.deepEqual(
    await ask([5, 1, 0, 5, 1, 0, 1, 169, 254, 169, 254, 0, 80]),
    [5, 0, 5, 4],
  );
  assert.deepEqual(await ask([5, 1, 2]), [5, 255]);
  assert.deepEqual(await ask([4, 1, 0]), []);
});

test('bad arguments, and a gateway of a hosted instance, are refused in one line', async () => {
  for (const [args, pattern] of [
    [['--gateway-in', '8000'], /needs the room: what stands behind #room=/],
    [['--gateway-in', `0.0.0.0:8000=${room}`], /listens on 127\.0\.0\.1 only/],
    [['--gateway-in'], /needs a value/],
    [['--nosuch'], /--nosuch is not known/],
    [['--profile', 'public'], /local or hosted/],
    [
      ['--profile', 'hosted', '--gateway-in', `8000=${room}`],
      /A hosted instance has no gateway/,
    ],
    [['--gateway-in', `${entrance}=${room}`], /EADDRINUSE[^]*choose another/],
  ]) {
    const { code, complaints } = await serve(...args);
    assert.equal(code, 1, args.join(' '));
    assert.match(complaints, pattern);
    assert.equal(complaints.trim().split('\n').length, 1, complaints);
  }
});

test('without the arguments there is no gateway', async () => {
  const plain = await serve();
  const children = spawn('ps', [
    '--ppid',
    String(plain.program.pid),
    '-o',
    'args=',
  ]);
  assert.equal(await text(children.stdout), '');
});

test('a gateway process that ends is told in one line, and the server goes on', async () => {
  const port = await freePort();
  const { program, url } = await serve('--gateway-in', `${port}=${room}`);
  let complaints = '';
  program.stderr.on('data', (chunk) => (complaints += chunk));
  const [gateway] = execFileSync('ps', ['-o', 'pid=', '--ppid', program.pid], {
    encoding: 'utf8',
  }).match(/\d+/);
  process.kill(Number(gateway), 'SIGKILL');
  while (!complaints.endsWith('\n')) await once(program.stderr, 'data');
  assert.equal(
    complaints,
    `Gateway: its process ended (SIGKILL): 127.0.0.1:${port} leads nowhere until npm start is run again; tabs are not affected\n`,
  );
  assert.equal((await fetch(url)).status, 200);
  const ended = once(program, 'exit');
  program.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});

test('a gateway stopped along with its server is no failure', async () => {
  const port = await freePort();
  const { program } = await serve('--gateway-in', `${port}=${room}`);
  let complaints = '';
  program.stderr.on('data', (chunk) => (complaints += chunk));
  const [gateway] = execFileSync('ps', ['-o', 'pid=', '--ppid', program.pid], {
    encoding: 'utf8',
  }).match(/\d+/);
  const ended = once(program, 'exit');
  // Ctrl+C reaches every process of the terminal, in any order.
  process.kill(Number(gateway), 'SIGINT');
  program.kill('SIGINT');
  assert.deepEqual(await ended, [0, null]);
  assert.equal(complaints, '');
});
