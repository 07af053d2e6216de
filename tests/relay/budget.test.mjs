// The byte budget of a relay (rule R5, transport.md 2.4): what is refused near it, which streams are reset above it, and that the
// process's memory stays within it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { randomKey } from '../../build/relay/server.js';
import { dataFrame, initialWindow, MuxClient } from '../helpers/mux_client.mjs';
import {
  deafListener,
  relayProcess,
  withRelay,
} from '../helpers/relay_room.mjs';

const mebibyte = 1024 * 1024;

test('R5: near the byte budget dials are refused with 01, until the queue drains', () =>
  withRelay({ limits: { budgetBytes: 10 * mebibyte } }, async (room) => {
    const { a, b, pairs } = await deafListener(room);
    const c = await room.join();
    const probe = async () => {
      const { code, stream } = await c.dial(9000);
      stream.end();
      return code;
    };
    let written = 0;
    while ((await probe()) === 5) {
      await pairs[written++].stream.write(Buffer.alloc(initialWindow));
      await a.roundTrip();
    }
    assert.equal(await probe(), 1);
    assert.ok(room.relay.stats().queuedBytes > 8 * mebibyte);
    b.socket.resume();
    const full = ({ accepted }) => accepted.receivedBytes === initialWindow;
    await b.until(() => pairs.slice(0, written).every(full));
    await b.roundTrip();
    assert.equal(await probe(), 5);
  }));

test('R5: above the byte budget the streams with the most queued are reset until it is below 80 %', () =>
  withRelay({ limits: { budgetBytes: 10 * mebibyte } }, async (room) => {
    const { a, b, pairs } = await deafListener(room);
    // Each end() sends its FIN behind the data: a reader must hear of the reset, not of the end.
    const offer = (some, size) =>
      Promise.allSettled(
        some.map(async ({ stream }) => {
          await stream.write(Buffer.alloc(size));
          stream.end();
        }),
      );
    const few = pairs.slice(0, 40);
    const many = pairs.slice(40);
    const size = 16 * 1024;
    await offer(few, size);
    await offer(many, initialWindow);
    await room.settled(() => room.log.some(({ event }) => event === 'shed'));
    await a.roundTrip();
    const { sessions, queuedBytes } = room.relay.stats();
    assert.equal(sessions, 2);
    assert.ok(queuedBytes < 10 * mebibyte, `${queuedBytes} bytes are queued`);
    const reset = many.filter(({ stream }) => stream.resetErrno !== null);
    assert.ok(reset.length > 0 && reset.length < many.length);
    b.socket.resume();
    await b.until(() =>
      pairs.every(
        ({ accepted }) => accepted.peerFinished || accepted.resetErrno !== null,
      ),
    );
    for (const { stream, accepted } of pairs) {
      const whole = stream.resetErrno === null;
      assert.equal(accepted.resetErrno, whole ? null : 0);
      assert.equal(accepted.peerFinished, whole);
      const sent = few.some((pair) => pair.accepted === accepted)
        ? size
        : initialWindow;
      assert.equal(accepted.receivedBytes === sent, whole);
    }
    assert.ok(few.every(({ stream }) => stream.resetErrno === null));
    await b.roundTrip();
    assert.equal(room.relay.stats().queuedBytes, 0);
  }));

test('R5: frames gathered in one batch are taken apart; other streams lose nothing', () =>
  withRelay({ limits: { budgetBytes: 4 * mebibyte } }, async (room) => {
    const { a, b, pairs } = await deafListener(room);
    const piece = Buffer.alloc(1000);
    const rounds = 200;
    // A piece of each stream in turn, so that every batch has frames of many.
    const round = pairs.map(({ stream }) => dataFrame(stream.id, piece));
    for (let i = 0; i < rounds; i++) a.send(Buffer.concat(round));
    await a.roundTrip();
    await room.settled(() => room.log.some(({ event }) => event === 'shed'));
    b.socket.resume();
    await b.until(() =>
      pairs.every(
        ({ accepted }) =>
          accepted.receivedBytes === rounds * piece.length ||
          accepted.resetErrno !== null,
      ),
    );
    const reset = pairs.filter(({ stream }) => stream.resetErrno !== null);
    assert.ok(reset.length > 0 && reset.length < pairs.length);
    for (const { stream, accepted } of pairs)
      assert.equal(accepted.resetErrno, stream.resetErrno);
    await b.roundTrip();
    const { sessions, queuedBytes } = room.relay.stats();
    assert.deepEqual([sessions, queuedBytes], [2, 0]);
  }));

test('R5: the memory of a relay stays within its budget, whatever is offered', async () => {
  const relay = await relayProcess({ limits: { budgetBytes: 16 * mebibyte } });
  const clients = [];
  const join = async () => {
    const client = await MuxClient.open(relay.port, secret);
    clients.push(client);
    return client;
  };
  const secret = randomKey();
  try {
    const { a, pairs } = await deafListener({ join }, 250);
    const before = await relay.memory();
    let most = 0;
    for (const { stream } of pairs) {
      await stream.write(Buffer.alloc(initialWindow)).catch(() => {
        assert.notEqual(stream.resetErrno, null);
      });
      await a.roundTrip();
      const { rss, stats } = await relay.memory();
      assert.ok(
        stats.queuedBytes <= 16 * mebibyte,
        `${stats.queuedBytes} queued`,
      );
      most = Math.max(most, rss - before.rss);
    }
    assert.ok(most < 40 * mebibyte, `grew by ${most}`);
    assert.ok(pairs.some(({ stream }) => stream.resetErrno !== null));
  } finally {
    for (const client of clients) client.socket.terminate();
    await relay.end();
  }
});
