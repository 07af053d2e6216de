// A relay on a free port and clients in its rooms, for one test; everything is closed when the test ends.
// No waiting by time in here: the relay and the clients say when they are ready.
import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
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

/** A hundred connections from a to b, whose WebSocket is not read any more. */
export async function deafListener({ join }, count = 100) {
  const [a, b] = [await join(), await join()];
  const listener = await b.listen(8000);
  const pairs = [];
  for (let i = 0; i < count; i++) {
    const { stream } = await a.dial(8000);
    pairs.push({ stream, accepted: await listener.accept() });
  }
  // What the dials still have under way must be in before b stops reading.
  await b.roundTrip();
  b.socket.pause();
  return { a, b, pairs };
}

/** A relay in its own process, with `memory()`: its resident bytes and stats. */
export async function relayProcess(options = {}) {
  const file = fileURLToPath(new URL('./relay_process.mjs', import.meta.url));
  const child = fork(file, [JSON.stringify(options)], {
    execArgv: ['--expose-gc'],
  });
  const [{ port }] = await once(child, 'message');
  const memory = async () => {
    child.send('measure');
    return (await once(child, 'message'))[0];
  };
  const end = async () => {
    child.disconnect();
    await once(child, 'exit');
  };
  return { port, memory, end };
}
