'use strict';
// One of two programs that send each other much at once over a relay: `heap_peer.cjs <server|client> <relay options>`. By IPC:
// {mebibytes} sends so much on a connection of its own and answers with the SHA-256 of what was sent and of what came; 'measure'
// answers with the bytes of heap and buffers after a garbage collection.

const { createHash } = require('node:crypto');
const { once } = require('node:events');
const net = require('tincan/net');

const [role, options] = process.argv.slice(2);
net.configureRelay(JSON.parse(options));
const kPort = 8000;
const mebibyte = 2 ** 20;

async function send(socket, mebibytes) {
  const hash = createHash('sha256');
  for (let i = 0; i < mebibytes; i++) {
    const block = Buffer.alloc(mebibyte, role);
    block.writeUInt32BE(i, 0);
    hash.update(block);
    if (!socket.write(block)) await once(socket, 'drain');
  }
  socket.end();
  return hash.digest('hex');
}

async function receive(socket) {
  const hash = createHash('sha256');
  for await (const chunk of socket) hash.update(chunk);
  return hash.digest('hex');
}

const server = net.createServer({ allowHalfOpen: true });
/** Connections nobody has asked for yet: one may come before the order it is for. */
const waiting = [];
server.on('connection', (socket) => waiting.push(socket));

async function connection() {
  if (role === 'server') {
    if (waiting.length === 0) await once(server, 'connection');
    return waiting.shift();
  }
  const socket = net.connect({ port: kPort, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

process.on('message', async (order) => {
  if (order === 'measure') {
    // What a first collection lets go of may hold buffers that a second one frees.
    for (let i = 0; i < 3; i++) {
      globalThis.gc();
      await new Promise(setImmediate);
    }
    const { heapUsed, external } = process.memoryUsage();
    process.send(heapUsed + external);
    return;
  }
  const socket = await connection();
  const [sent, received] = await Promise.all([
    send(socket, order.mebibytes),
    receive(socket),
  ]);
  process.send({ sent, received });
});
process.on('disconnect', () => process.exit());

if (role === 'server') server.listen(kPort, () => process.send('ready'));
else process.send('ready');
