// What is asked of a relay under load (transport.md 5, cases 1, 11, 12 and 16; the figures of memory), with it in a process of
// its own so that its memory is its alone. Each prints what was measured and throws when its bound is broken.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { randomKey } from '../../build/relay/server.js';
import { initialWindow, MuxClient } from './mux_client.mjs';

const mebibyte = 2 ** 20;
const processProgram = fileURLToPath(
  new URL('./relay_process.mjs', import.meta.url),
);

/** Runs `body({join, rss, port, secret})` with a relay of its own; `rss()` is its memory after a collection, in bytes. */
export async function withRelayProcess(limits, body) {
  const child = fork(processProgram, [JSON.stringify({ limits })], {
    execArgv: ['--expose-gc'],
  });
  const [{ port }] = await once(child, 'message');
  const secret = randomKey();
  const clients = [];
  const join = async () => {
    clients.push(await MuxClient.open(port, secret));
    return clients.at(-1);
  };
  const rss = async () => {
    child.send('measure');
    const [told] = await once(child, 'message');
    return told.rss;
  };
  try {
    await body({ join, rss, port, secret });
  } finally {
    for (const client of clients) client.socket.terminate();
    child.disconnect();
    await once(child, 'exit');
  }
}

const shown = (bytes) => `${(bytes / mebibyte).toFixed(1)} MiB`;

/** Sends `count` blocks of 1 MiB that differ, and resolves with their SHA-256. */
async function send(stream, count) {
  const hash = createHash('sha256');
  const block = randomBytes(mebibyte);
  for (let i = 0; i < count; i++) {
    block.writeUInt32BE(i, 0);
    hash.update(block);
    await stream.write(Buffer.from(block));
  }
  stream.end();
  return hash.digest('hex');
}

async function receive(stream) {
  const hash = createHash('sha256');
  for (let piece; (piece = await stream.read()) !== null;) hash.update(piece);
  return hash.digest('hex');
}

/** Case 1: as much both ways at once; equal, and the relay's memory flat. */
export async function bothWays(count) {
  await withRelayProcess({}, async ({ join, rss }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const { stream } = await b.dial(8000);
    const accepted = await listener.accept();
    const before = await rss();
    const [there, back, gotThere, gotBack] = await Promise.all([
      send(stream, count),
      send(accepted, count),
      receive(accepted),
      receive(stream),
    ]);
    assert.equal(gotThere, there);
    assert.equal(gotBack, back);
    const growth = (await rss()) - before;
    console.log(
      `${count} MiB both ways, equal; relay grew by ${shown(growth)}`,
    );
    assert.ok(growth < 40 * mebibyte, 'the relay grew by 40 MiB or more');
  });
}

/** Case 11: a window stands for minutes while pings run; then all arrives. */
export async function zeroWindow(minutes) {
  await withRelayProcess({ pingMs: 1000 }, async ({ join, rss }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const { stream } = await b.dial(8000);
    const accepted = await listener.accept();
    const sent = randomBytes(2 * initialWindow);
    const writing = stream.write(sent);
    while (stream.sendWindow > 0) await b.roundTrip();
    const before = await rss();
    const pings = () => a.frames.filter(({ type }) => type === 2).length;
    const wanted = pings() + minutes * 60;
    await a.until(() => pings() >= wanted);
    const growth = (await rss()) - before;
    assert.equal(stream.sendWindow, 0);
    assert.deepEqual(await accepted.readExactly(sent.length), sent);
    await writing;
    console.log(
      `no credit for ${minutes} minutes, then all; relay grew by ${shown(growth)}`,
    );
    assert.ok(growth < 8 * mebibyte, 'the relay grew by 8 MiB or more');
  });
}

/** Case 16: many live streams, a KiB each way. A connection is two of them: the dialler's and the listener's. */
export async function liveStreams(count) {
  const limits = {
    streams: 2 * count,
    unacknowledged: count,
    undecided: count,
    dialsPerSecond: 0,
  };
  await withRelayProcess(limits, async ({ join, rss }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const connect = async () => {
      const { stream } = await b.dial(8000);
      return { stream, accepted: await listener.accept() };
    };
    // The first thousand make the relay's code warm and its heap as large as any work would.
    for (let i = 0; i < 1000; i++) {
      const { stream, accepted } = await connect();
      stream.end();
      accepted.end();
    }
    await Promise.all([a.roundTrip(), b.roundTrip()]);
    const before = await rss();
    const connections = [];
    for (let i = 0; i < count / 2; i++) connections.push(await connect());
    // One after the other: thousands of readers woken by every message would measure this client.
    for (const { stream, accepted } of connections) {
      const bytes = randomBytes(1024);
      await stream.write(bytes);
      await accepted.write(await accepted.readExactly(1024));
      assert.deepEqual(await stream.readExactly(1024), bytes);
    }
    const each = ((await rss()) - before) / count;
    console.log(`${count} live streams: ${each.toFixed(0)} bytes each`);
    assert.ok(each < 4096, 'a live stream costs 4 KiB or more');
  });
}

/** Case 12: a reader that never reads, `count` MiB offered to it by a writer that waits for credit. */
export async function pausedReader(count) {
  await withRelayProcess({}, async ({ join, rss }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const { stream } = await b.dial(8000);
    await listener.accept();
    const before = await rss();
    const offered = stream.write(Buffer.alloc(count * mebibyte));
    // The test ends with the writer still waiting.
    offered.catch(() => {});
    while (stream.sendWindow > 0) await b.roundTrip();
    await Promise.all([a.roundTrip(), b.roundTrip()]);
    const growth = (await rss()) - before;
    console.log(
      `a paused reader, ${count} MiB offered: relay grew by ${shown(growth)}`,
    );
    assert.ok(growth < 8 * mebibyte, 'the relay grew by 8 MiB or more');
  });
}

/** WebSockets that are open, have said one thing, and are idle. */
export async function idleSockets(count) {
  const limits = { socketsPerRoom: count, socketsPerAddress: count };
  await withRelayProcess(
    { ...limits, pingMs: 1e9, deadMs: 1e9 },
    async (room) => {
      // The first hundred make the relay's code warm.
      for (let i = 0; i < 100; i++) await (await room.join()).close();
      const before = await room.rss();
      for (let i = 0; i < count; i++) await (await room.join()).roundTrip();
      const each = ((await room.rss()) - before) / count;
      console.log(
        `${count} idle WebSockets: ${(each / 1024).toFixed(1)} KiB each`,
      );
      assert.ok(each <= 24 * 1024, 'an idle WebSocket costs more than 24 KiB');
    },
  );
}
