// One end of the tcp bench in a process of its own: `tcp_peer.mjs <raw|tincan> <sink|source> <options>`. By IPC: {size, count} asks a
// sink to say 'arrived' when as much is here, and a source to send.
import { createRequire } from 'node:module';
import WebSocket from 'ws';
import { rawEnd, tincanEnd } from './tcp_ends.mjs';

const [kind, role, given] = process.argv.slice(2);
const options = JSON.parse(given);

class PlainWebSocket extends WebSocket {
  constructor(url) {
    super(url, { perMessageDeflate: false });
  }
}

const end = await (kind === 'raw'
  ? rawEnd(role, PlainWebSocket, options)
  : tincanEnd(role, createRequire(import.meta.url)('tincan/net'), options));

process.on('message', ({ size, count }) => {
  if (role === 'source') return end(Buffer.alloc(size, 1), count);
  end.expect(size * count, () => process.send('arrived'));
});
process.on('disconnect', () => process.exit());
process.send('ready');
