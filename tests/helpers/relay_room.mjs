// A relay on a free port and clients in its rooms, for one test; everything is closed when the test ends.
// No waiting by time in here: the relay and the clients say when they are ready.
import { EventEmitter, once } from 'node:events';
import { randomKey, startRelay } from '../../build/relay/server.js';
import { MuxClient } from './mux_client.mjs';

/**
 * Runs `body` with {relay, secret, join, log, settled}: `secret()` makes a room's secret, `join(options)` opens a client in the
 * test's room or in `options.secret`'s, `settled(condition)` waits until it holds, asking whenever the relay logs.
 */
export async function withRelay(options, body) {
  const log = [];
  const records = new EventEmitter().setMaxListeners(0);
  const relay = await startRelay({
    ...options,
    log: (record) => {
      log.push(record);
      records.emit('record');
    },
  });
  const settled = async (condition) => {
    while (!condition()) await once(records, 'record');
  };
  const roomSecret = randomKey();
  const clients = [];
  const join = async (clientOptions = {}) => {
    const { secret = roomSecret, ...rest } = clientOptions;
    const client = await MuxClient.open(relay.port, secret, rest);
    clients.push(client);
    return client;
  };
  try {
    await body({ relay, join, log, settled, secret: randomKey, roomSecret });
  } finally {
    for (const client of clients) client.socket.terminate();
    await relay.close();
  }
}

/** Sends back what comes, then ends. */
export async function echo(stream) {
  for (let piece; (piece = await stream.read()) !== null;)
    await stream.write(piece);
  stream.end();
}
