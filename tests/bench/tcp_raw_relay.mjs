// What the tcp bench compares with: every message of a WebSocket goes to the other one, by `ws` alone. No frames, no streams, no
// credit. Speaks IPC as tests/helpers/relay_process.mjs does.
import { once } from 'node:events';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  perMessageDeflate: false,
});
const ends = [];
server.on('connection', (socket) => {
  const other = 1 - ends.push(socket) + 1;
  socket.on('message', (data) => ends[other].send(data));
});
await once(server, 'listening');
process.on('message', () => process.send({ rss: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit());
process.send({ port: server.address().port });
