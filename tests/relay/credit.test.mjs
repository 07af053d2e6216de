// Credit through the relay: the ledger and its corner case (R1), withheld credit (R3), the stalled socket (R4), and
// a paused reader that holds the writer while the relay's memory stays flat (transport.md 2.4).
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import test from 'node:test';
import { randomKey } from '../../build/relay/server.js';
import {
  connectRequest,
  dataFrame,
  frame,
  initialWindow,
  MuxClient,
  Type,
} from '../helpers/mux_client.mjs';
import {
  deafListener,
  relayProcess,
  withRelay,
} from '../helpers/relay_room.mjs';

const mebibyte = 1024 * 1024;
const requestBytes = connectRequest(8000).length;

/** A connection whose ends give header credit back or not, as an engine or a foreign peer would. */
async function connect({ join }, { headerCredit, replyCredit }) {
  const [a, b] = [await join(), await join()];
  a.autoAccept = false;
  const listener = await a.listen(8000);
  const stream = b.openStream();
  stream.request(connectRequest(8000));
  const accepted = await listener.accept();
  a.accept(accepted, headerCredit);
  await stream.readExactly(12);
  if (replyCredit > 0) stream.grant(replyCredit);
  stream.consumedSinceGrant = 0;
  await b.roundTrip();
  await a.roundTrip();
  return { a, b, stream, accepted };
}

test('R1: with header credit returned both ways, each side may send exactly one window', () =>
  withRelay({}, async (room) => {
    const { a, b, stream, accepted } = await connect(room, {
      headerCredit: 28,
      replyCredit: 12,
    });
    assert.equal(requestBytes, 19);
    assert.equal(stream.sendWindow, initialWindow);
    assert.equal(accepted.sendWindow, initialWindow);
    // The 12 bytes of the reply were the relay's own: A never lost them, so it never gets them back.
    const grants = a.frames.filter(
      ({ type, length }) => type === Type.windowUpdate && length > 0,
    );
    assert.deepEqual(grants, []);
    await stream.write(Buffer.alloc(initialWindow));
    await accepted.write(Buffer.alloc(initialWindow));
    await a.until(() => accepted.receivedBytes === initialWindow);
    await b.until(() => stream.receivedBytes === initialWindow + 12);
  }));

test('R1: a foreign listener that keeps the header’s 28 bytes is sent what fits; the rest is held', () =>
  withRelay({}, async (room) => {
    const { a, b, stream, accepted } = await connect(room, {
      headerCredit: 0,
      replyCredit: 12,
    });
    assert.equal(stream.sendWindow, initialWindow - requestBytes);
    const bytes = randomBytes(stream.sendWindow);
    await stream.write(bytes);
    stream.end();
    await b.roundTrip();
    await a.until(() => accepted.receivedBytes === initialWindow - 28);
    await a.roundTrip();
    assert.equal(accepted.receivedBytes, initialWindow - 28);
    assert.equal(accepted.peerFinished, false);
    accepted.grant(4);
    await a.until(() => accepted.receivedBytes === initialWindow - 24);
    accepted.grant(100);
    const all = await accepted.readAll();
    assert.ok(all.equals(bytes));
    assert.deepEqual([a.closeCode, b.closeCode], [null, null]);
  }));

test('R1: a foreign dialler that keeps the reply’s 12 bytes is sent what fits; the rest is held', () =>
  withRelay({}, async (room) => {
    const { a, b, stream, accepted } = await connect(room, {
      headerCredit: 28,
      replyCredit: 0,
    });
    const bytes = randomBytes(initialWindow);
    await accepted.write(bytes);
    accepted.end();
    await b.until(() => stream.receivedBytes === initialWindow);
    await b.roundTrip();
    assert.equal(stream.peerFinished, false);
    stream.grant(12);
    assert.ok((await stream.readAll()).equals(bytes));
    assert.equal(a.closeCode, null);
  }));

test('credit is passed on while half a frame is still under way, and not a byte too much', () =>
  withRelay({}, async (room) => {
    const { a, b, stream, accepted } = await connect(room, {
      headerCredit: 28,
      replyCredit: 12,
    });
    const whole = dataFrame(stream.id, Buffer.alloc(100_000));
    b.send(whole.subarray(0, 30_000));
    await a.until(() => accepted.receivedBytes > 0);
    accepted.grant(5_000);
    await a.roundTrip();
    b.send(whole.subarray(30_000));
    await b.roundTrip();
    assert.equal(stream.sendWindow, initialWindow + 5_000);
    b.send(dataFrame(stream.id, Buffer.alloc(initialWindow + 5_000 - 100_000)));
    await b.roundTrip();
    b.send(dataFrame(stream.id, Buffer.alloc(1)));
    await b.until(() => b.closeCode !== null);
    assert.equal(b.closeCode, 1002);
    assert.equal(accepted.receivedBytes, initialWindow + 5_000);
  }));

/** As deafListener(), every window sent: more than the kernel takes, so b's outbox in the relay stays full. */
async function congest(room) {
  const scene = await deafListener(room);
  for (const { stream } of scene.pairs)
    await stream.write(Buffer.alloc(initialWindow));
  await scene.a.roundTrip();
  return { ...scene, queued: room.relay.stats().queuedBytes };
}

test('R3: credit towards the senders of a congested WebSocket is withheld until it drains', () =>
  withRelay({}, async (room) => {
    const { a, b, pairs, queued } = await congest(room);
    assert.ok(queued > mebibyte, `only ${queued} bytes are queued`);
    assert.ok(
      queued < 100 * (initialWindow + 12 * 8),
      `${queued} bytes are queued`,
    );
    const [{ stream, accepted }] = pairs;
    const granted = 50_000;
    b.send(frame(Type.windowUpdate, 0, accepted.id, granted));
    // Frames of b arrive in order: once a has this byte, the relay has seen the grant.
    const other = pairs[1];
    b.send(dataFrame(other.accepted.id, Buffer.from('x')));
    await a.until(() => other.stream.received.length > 0);
    await a.roundTrip();
    assert.equal(stream.sendWindow, 0, 'the grant was passed on');
    b.socket.resume();
    await a.until(() => stream.sendWindow === granted);
    await b.until(() =>
      pairs.every((pair) => pair.accepted.receivedBytes === initialWindow),
    );
  }));

test('R4: a WebSocket that takes no byte is ended; its peers hear errno 110', () =>
  withRelay({ limits: { stallMs: 300, sweepMs: 50 } }, async (room) => {
    const { a, pairs } = await deafListener(room);
    const bytes = Buffer.alloc(initialWindow);
    // On a busy machine the end may come while the windows are still being filled.
    await Promise.allSettled(pairs.map(({ stream }) => stream.write(bytes)));
    await a.until(() => pairs.every(({ stream }) => stream.resetErrno === 110));
    await room.settled(() => room.relay.stats().sessions === 1);
    assert.equal(room.relay.stats().queuedBytes, 0);
    assert.ok(room.log.some(({ detail }) => detail === 'stalled'));
  }));

test('a paused reader holds the writer; the relay keeps at most its window; all arrives after resume', async () => {
  const relay = await relayProcess();
  try {
    const secret = randomKey();
    const join = () => MuxClient.open(relay.port, secret);
    const [a, b] = [await join(), await join()];
    const listener = await b.listen(8000);
    const { stream } = await a.dial(8000);
    const accepted = await listener.accept();
    const size = 64 * mebibyte;
    const block = randomBytes(mebibyte);
    const sent = createHash('sha256');
    let writtenBytes = 0;
    const writing = (async () => {
      for (let at = 0; at < size; at += block.length) {
        sent.update(block);
        await stream.write(block);
        writtenBytes += block.length;
      }
      stream.end();
    })();
    const received = createHash('sha256');
    let bytes = 0;
    const readUntil = async (end) => {
      while (bytes < end) {
        const piece = await accepted.read();
        received.update(piece);
        bytes += piece.length;
      }
    };
    // Warm: the relay's own buffers and code exist before the measurement.
    await readUntil(16 * mebibyte);
    await a.until(() => stream.sendWindow === 0);
    const before = await relay.memory();
    const held = writtenBytes;
    for (let i = 0; i < 50; i++) {
      await a.roundTrip();
      await b.roundTrip();
    }
    const during = await relay.memory();
    assert.equal(
      stream.sendWindow,
      0,
      'the writer got credit from a paused reader',
    );
    assert.equal(writtenBytes, held);
    assert.ok(writtenBytes - bytes <= initialWindow);
    assert.equal(during.stats.queuedBytes, 0);
    assert.ok(
      during.rss - before.rss < 8 * mebibyte,
      `grew by ${during.rss - before.rss}`,
    );
    await readUntil(size);
    await writing;
    assert.equal(await accepted.read(), null);
    assert.equal(received.digest('hex'), sent.digest('hex'));
    const after = await relay.memory();
    assert.ok(
      after.rss - before.rss < 40 * mebibyte,
      `grew by ${after.rss - before.rss}`,
    );
    await Promise.all([a.close(), b.close()]);
  } finally {
    await relay.end();
  }
});
