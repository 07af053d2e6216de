// A tab's connection to a real address, by `--gateway-out`: what the real server and the tab see of each other is what
// two real sockets would, and nothing but what was listed is ever dialled.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { test } from 'node:test';
import { randomKey } from '../../build/relay/server.js';
import { openOutside } from '../../build/relay/outside.js';
import { freePort } from '../helpers/free_port.mjs';
import { serve, tab } from '../helpers/gateway_programs.mjs';
import { initialWindow } from '../helpers/mux_client.mjs';
import { withRelay } from '../helpers/relay_room.mjs';

const room = randomKey();
const nobody = await freePort();
const server = net.createServer({ allowHalfOpen: true });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
// Two that are not listed: another port of a listed host, and another address.
const strays = [];
const other = net.createServer((socket) => strays.push(socket));
other.listen(0, '127.0.0.1');
await once(other, 'listening');
test.after(() => {
  server.close();
  other.close();
});
const served = await serve(
  '--gateway-out',
  `localhost:${port},127.0.0.1:${nobody}`,
);

/** A tab that connects to `to`, tells its events, and does what `code` says with `socket`. */
const dialTab = (to, host, code = '') =>
  tab(
    served.url,
    room,
    to,
    `const socket = net.connect({ port, host: '${host}', allowHalfOpen: true });
     socket.on('connect', () => console.log('connect ' + socket.remoteAddress + ' ' + socket.localPort));
     socket.on('end', () => console.log('end'));
     socket.on('error', (error) => console.log(error.message + ' ' + error.errno));
     socket.on('close', (hadError) => console.log('close ' + hadError));
     ${code}`,
  );

/** What the other end says until it ends; unlike iterating, it leaves the socket as it is. */
async function all(socket) {
  const pieces = [];
  socket.on('data', (piece) => pieces.push(piece));
  socket.resume();
  await once(socket, 'end');
  return Buffer.concat(pieces);
}

const accepted = async () => (await once(server, 'connection'))[0];

test('what tabs may reach is printed before the URL', () => {
  assert.match(
    served.printed,
    new RegExp(
      `^Tabs may connect to localhost:${port}\\n` +
        `Tabs may connect to 127.0.0.1:${nobody}\\nhttp://`,
    ),
  );
});

test('both ends greet and half-close, whichever ends first', async () => {
  for (const first of ['tab', 'server']) {
    const connecting = accepted();
    const a = await dialTab(
      port,
      'localhost',
      `let got = '';
       socket.on('data', (chunk) => { got += chunk; });
       if ('${first}' === 'tab') socket.end('from the tab');
       socket.on('end', () => { console.log('got ' + got); if ('${first}' !== 'tab') socket.end('from the tab'); });`,
    );
    const socket = await connecting;
    await a.says(`connect 127.0.0.1 ${socket.remotePort}`);
    if (first === 'server') socket.end('from the server');
    assert.equal(String(await all(socket)), 'from the tab');
    if (first === 'tab') socket.end('from the server');
    await a.says('got from the server');
    await a.says('close false');
  }
});

test('a reset is a reset, both ways', async () => {
  let connecting = accepted();
  const resetting = await dialTab(
    port,
    '127.0.0.1',
    `socket.on('data', () => socket.resetAndDestroy());`,
  );
  let socket = await connecting;
  socket.write('reset me');
  const [error] = await once(socket, 'error');
  assert.equal(error.code, 'ECONNRESET');
  await resetting.says('close false');

  connecting = accepted();
  const reset = await dialTab(port, '127.0.0.1', `socket.resume();`);
  socket = await connecting;
  await reset.says(`connect 127.0.0.1 ${socket.remotePort}`);
  socket.resetAndDestroy();
  await reset.says('read ECONNRESET -104');
  await reset.says('close true');
});

test('a tab whose process dies is a reset', async () => {
  const connecting = accepted();
  const a = await dialTab(port, '127.0.0.1', `socket.resume();`);
  const socket = await connecting;
  await a.says(`connect 127.0.0.1 ${socket.remotePort}`);
  a.program.kill('SIGKILL');
  const [error] = await once(socket, 'error');
  assert.equal(error.code, 'ECONNRESET');
});

test('errors are those of Node; what is not listed is not dialled', async () => {
  const unlisted = other.address().port;
  for (const [to, host, message] of [
    [nobody, 'localhost', `connect ECONNREFUSED 127.0.0.1:${nobody} -111`],
    [unlisted, 'localhost', `connect ECONNREFUSED 127.0.0.1:${unlisted} -111`],
    [80, '169.254.169.254', 'connect EACCES 169.254.169.254:80 -13'],
    [port, '10.0.0.1', `connect EACCES 10.0.0.1:${port} -13`],
    [80, 'no.such.name', 'getaddrinfo ENOTFOUND no.such.name -3008'],
  ]) {
    const a = await dialTab(to, host);
    await a.says(message);
    await a.says('close true');
  }
  assert.equal(strays.length, 0);
});

/** A relay of this process with a way out to `port` alone, and a client in a room of it. */
async function withOutside(body) {
  const outside = await openOutside([{ host: 'localhost', port }]);
  await withRelay({ outside }, async ({ join, relay }) =>
    body(await join(), relay),
  );
}

test('a tab that grants nothing stops the real writer at its window; all arrives when it reads', () =>
  withOutside(async (client, relay) => {
    const connecting = accepted();
    const { stream, code } = await client.dial(port);
    assert.equal(code, 0);
    const socket = await connecting;
    const sent = randomBytes(32 * 1024 * 1024);
    socket.end(sent);
    // The SOCKS reply, whose credit the client gave back, and the window.
    const most = 12 + initialWindow;
    await client.until(() => stream.receivedBytes === most);
    await client.roundTrip();
    assert.equal(stream.receivedBytes, most);
    assert.ok(socket.writableLength > 0, 'the writer waits');
    assert.ok(relay.stats().queuedBytes <= most);
    assert.deepEqual(await stream.readAll(), sent);
    stream.end();
    assert.equal((await all(socket)).length, 0);
  }));

test('a real reader that stops gives the tab no credit; it comes back as the reader reads', () =>
  withOutside(async (client, relay) => {
    const connecting = accepted();
    const { stream } = await client.dial(port);
    const socket = await connecting;
    socket.pause();
    const sent = randomBytes(32 * 1024 * 1024);
    const writing = stream.write(sent).then(() => stream.end());
    // The kernel's buffers fill first; what then waits here is what the tab had credit for.
    while (relay.stats().queuedBytes <= initialWindow / 2)
      await client.roundTrip();
    assert.ok(relay.stats().queuedBytes <= initialWindow);
    assert.ok(stream.sendWindow < initialWindow / 2);
    assert.deepEqual(await all(socket), sent);
    await writing;
    socket.end();
    assert.equal(await stream.read(), null);
    await client.roundTrip();
    assert.equal(relay.stats().queuedBytes, 0);
    assert.equal(relay.stats().streams, 0);
  }));

test('32 MiB through a tab and back are the same bytes', async () => {
  const total = 32 * 1024 * 1024;
  const connecting = accepted();
  const a = await dialTab(
    port,
    'localhost',
    `const { createHash } = require('crypto');
     const sent = createHash('sha256');
     const got = createHash('sha256');
     let left = ${total};
     const source = new (require('tincan/stream').Readable)({ read() {
       if (left === 0) return this.push(null);
       const piece = require('crypto').randomBytes(65536);
       left -= piece.length;
       sent.update(piece);
       this.push(piece);
     } });
     source.pipe(socket);
     socket.on('data', (chunk) => got.update(chunk));
     socket.on('end', () => console.log('same ' + (sent.digest('hex') === got.digest('hex'))));`,
  );
  const socket = await connecting;
  socket.pipe(socket);
  await a.says('same true');
  await a.says('close false');
});

test('what may not be listed is refused in one line', async () => {
  for (const [args, pattern] of [
    [['--gateway-out', '169.254.169.254:80'], /never dialled/],
    [['--gateway-out', '0.0.0.0:80'], /never dialled/],
    [['--gateway-out', '[2001:db8::1]:80'], /of IPv6 only \[::1\]/],
    [['--gateway-out', 'localhost'], /HOST:PORT is wanted/],
    [['--gateway-out', 'localhost:0'], /HOST:PORT is wanted/],
    [['--gateway-out', 'no.such.invalid:80'], /no IPv4 address is known/],
    [
      ['--profile', 'hosted', '--gateway-out', 'localhost:80'],
      /A hosted instance has no gateway/,
    ],
  ]) {
    const { code, complaints } = await serve(...args);
    assert.equal(code, 1, args.join(' '));
    assert.match(complaints, pattern);
    assert.equal(complaints.trim().split('\n').length, 1, complaints);
  }
  await assert.rejects(
    openOutside([{ host: 'inside', port: 80 }], async () => '10.0.0.1'),
    /leads to 10\.0\.0\.1, an address of a private network/,
  );
  const named = await openOutside(
    [
      { host: 'inside', port: 80 },
      { host: '10.0.0.1', port: 80 },
    ],
    async () => '10.0.0.1',
  );
  assert.deepEqual([...named.lookup('inside')], [10, 0, 0, 1]);
});

test('a name is asked for once and its address is what is dialled', async () => {
  const names = [];
  const outside = await openOutside([{ host: 'db.example', port }], (name) => {
    names.push(name);
    return Promise.resolve('127.0.0.1');
  });
  await withRelay(
    { outside, token: 'token-of-this-test' },
    async ({ relay, roomSecret }) => {
      const connecting = accepted();
      const a = await tab(
        relay.url,
        roomSecret,
        port,
        `const socket = net.connect(port, 'db.example');
         socket.on('lookup', (error, address, family, host) => console.log([host, error, address, family].join(' ')));
         socket.on('connect', () => socket.end('over'));
         socket.on('close', (hadError) => console.log('closed ' + hadError));`,
      );
      await a.says('db.example  127.0.0.1 4');
      const socket = await connecting;
      assert.equal(String(await all(socket)), 'over');
      socket.end();
      await a.says('closed false');
    },
  );
  assert.deepEqual(names, ['db.example']);
});

test('without the argument no dial leaves', async () => {
  const plain = await serve();
  for (const [host, message] of [
    ['127.0.0.1', `connect ECONNREFUSED 127.0.0.1:${port} -111`],
    ['10.0.0.1', `connect ENETUNREACH 10.0.0.1:${port} -101`],
  ]) {
    const a = await tab(
      plain.url,
      room,
      port,
      `net.connect(port, '${host}').on('error', (error) => console.log(error.message + ' ' + error.errno));`,
    );
    await a.says(message);
  }
});
