// connect() with several addresses when one does not answer: the relay of this test takes every dial and says nothing. What is expected
// is what the oracle tells of an address whose packets are lost.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { exitNetwork, net, useCarrier } from '../../build/package/index.mjs';

useCarrier((events) => {
  queueMicrotask(() => events.opened());
  return {
    send: (message) => queueMicrotask(() => events.drained(message.byteLength)),
    close() {},
  };
});

/** A lookup that answers with `addresses`. */
const answering =
  (...addresses) =>
  (host, options, callback) =>
    setImmediate(
      callback,
      null,
      addresses.map((address) => ({ address, family: net.isIP(address) })),
    );

/** Everything `socket` tells of its attempts, without ports. */
function told(socket) {
  const lines = [];
  for (const event of [
    'connectionAttempt',
    'connectionAttemptFailed',
    'connectionAttemptTimeout',
  ]) {
    socket.on(event, (address, port, family, error) =>
      lines.push([event, address, family, error?.code].join(' ').trim()),
    );
  }
  return lines;
}

test('an address that does not answer is left for the next', async () => {
  const server = net.createServer((socket) => socket.end());
  server.listen(0, '127.0.0.1');
  // An address is looked up on a tick; the relay will never grant the port, but this engine has it.
  await new Promise(setImmediate);
  const { port } = server.address();
  const socket = net.connect({
    port,
    lookup: answering('127.0.0.2', '127.0.0.1'),
    autoSelectFamilyAttemptTimeout: 10,
  });
  const lines = told(socket);
  await once(socket, 'connect');
  assert.deepEqual(lines, [
    'connectionAttempt 127.0.0.2 4',
    'connectionAttemptTimeout 127.0.0.2 4',
    'connectionAttempt 127.0.0.1 4',
  ]);
  assert.deepEqual(socket.autoSelectFamilyAttemptedAddresses, [
    `127.0.0.2:${port}`,
    `127.0.0.1:${port}`,
  ]);
  assert.equal(socket.remoteAddress, '127.0.0.1');
  socket.resume();
  await once(socket, 'close');
  server.close();
});

test('the errors of all attempts, timeouts among them', async () => {
  const socket = net.connect({
    port: 8000,
    lookup: answering('127.0.0.2', '2001:db8::1'),
    autoSelectFamilyAttemptTimeout: 10,
  });
  const lines = told(socket);
  const [error] = await once(socket, 'error');
  assert.deepEqual(lines, [
    'connectionAttempt 127.0.0.2 4',
    'connectionAttemptTimeout 127.0.0.2 4',
    'connectionAttempt 2001:db8::1 6',
    'connectionAttemptFailed 2001:db8::1 6 ENETUNREACH',
  ]);
  assert.equal(error.code, 'ETIMEDOUT');
  assert.deepEqual(
    error.errors.map(({ code, address }) => `${code} ${address}`),
    ['ETIMEDOUT 127.0.0.2', 'ENETUNREACH 2001:db8::1'],
  );
  exitNetwork();
});
