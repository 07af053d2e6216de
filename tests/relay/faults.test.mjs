// Bad lines between a tab and the relay: cut into pieces, standing still, broken off at any byte. The rows of transport.md 5 that a
// WebSocket client cannot produce by itself; tests/README.md says where the others are.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { randomKey } from '../../build/relay/server.js';
import { faultProxy } from '../helpers/fault_proxy.mjs';
import { initialWindow, MuxClient } from '../helpers/mux_client.mjs';
import { echo, withRelay } from '../helpers/relay_room.mjs';

/** Runs `body` with a room that `join()` enters directly and `joinThrough()` by a bad line, told with the client. */
function withBadLine(relayOptions, proxyOptions, body) {
  return withRelay(relayOptions, async (room) => {
    const { port } = room.relay;
    const proxy = await faultProxy(port, proxyOptions);
    const clients = [];
    const joinThrough = async (options = {}) => {
      const client = await MuxClient.open(proxy.port, room.roomSecret, {
        origin: `http://127.0.0.1:${port}`,
        headers: { Host: `127.0.0.1:${port}` },
        ...options,
      });
      clients.push(client);
      return { client, line: proxy.lines.at(-1) };
    };
    try {
      await body({ ...room, joinThrough });
    } finally {
      for (const client of clients) client.socket.terminate();
      await proxy.close();
    }
  });
}

test('TCP cut into pieces of 1 to 13 bytes, both ways, carries the same bytes', () =>
  withBadLine(
    {},
    { pieces: [1, 13, 2, 12, 3, 11, 5, 7] },
    async ({ join, joinThrough }) => {
      const a = await join();
      const listener = await a.listen(8000);
      const { client: b } = await joinThrough();
      const sent = randomBytes(100_000);
      const { stream } = await b.dial(8000);
      const echoing = echo(await listener.accept());
      const writing = stream.write(sent, 1000).then(() => stream.end());
      assert.deepEqual(await stream.readAll(), sent);
      await Promise.all([writing, echoing]);
    },
  ));

test('a line broken off at any byte: a prefix arrives, then a reset, and nothing is left', () =>
  withBadLine({}, {}, async ({ join, joinThrough, relay, settled }) => {
    const a = await join();
    const listener = await a.listen(8000);
    const sent = randomBytes(2000);
    // WebSocket and yamux headers, the payload’s first bytes, its middle, its end.
    for (const after of [...Array(24).keys(), 1000, 2013, 2019, 2020]) {
      const { client: b, line } = await joinThrough();
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      await b.roundTrip();
      line.cutAfter('up', Math.max(after, 1));
      stream.request(sent);
      await a.until(() => accepted.resetErrno !== null);
      assert.equal(accepted.resetErrno, 0);
      const arrived = Buffer.concat(accepted.received);
      assert.deepEqual(arrived, sent.subarray(0, arrived.length));
      await settled(() => relay.stats().sessions === 1);
    }
    assert.equal(relay.stats().streams, 1);
    assert.equal(relay.stats().queuedBytes, 0);
  }));

test('a line that stands still holds its 16 senders; all arrives when it goes on', () =>
  withBadLine(
    { limits: { highMark: 256 * 1024, lowMark: 64 * 1024 } },
    {},
    async ({ join, joinThrough, relay }) => {
      const a = await join();
      const { client: b, line } = await joinThrough();
      const listener = await b.listen(8000);
      const pairs = [];
      for (let i = 0; i < 16; i++) {
        const { stream } = await a.dial(8000);
        pairs.push({ stream, accepted: await listener.accept() });
      }
      line.stall('down');
      const sent = randomBytes(3 * initialWindow);
      const writing = pairs.map(({ stream }) => stream.write(sent));
      const spent = ({ stream }) => stream.sendWindow === 0;
      while (!pairs.every(spent)) await a.roundTrip();
      await a.roundTrip();
      const bound = pairs.length * (initialWindow + 12 * 1024);
      assert.ok(relay.stats().queuedBytes <= bound, 'streams times window');
      const other = await join();
      await other.roundTrip();
      line.flow('down');
      for (const { accepted } of pairs) {
        assert.deepEqual(await accepted.readExactly(sent.length), sent);
      }
      await Promise.all(writing);
      assert.equal(b.closeCode, null, 'nobody was ended');
    },
  ));

test('a port whose line broke is kept for its tab and given back over a new line', () =>
  withBadLine({}, {}, async ({ join, joinThrough, relay, settled }) => {
    const tabKey = randomKey();
    const { client: a, line } = await joinThrough({ tabKey });
    await a.listen(8000);
    const other = await join();
    line.reset();
    await settled(() => relay.stats().reservations === 1);
    assert.equal((await other.listen(8000)).code, 5);
    const dialling = other.dial(8000);
    const { client: back } = await joinThrough({ tabKey });
    const listener = await back.listen(8000);
    assert.equal(listener.code, 0);
    assert.equal((await dialling).code, 0, 'a dial has waited for the return');
    assert.equal(relay.stats().reservations, 0);
  }));

test('100 tabs listen on one port at once: exactly one gets it', () =>
  withRelay(
    { limits: { socketsPerRoom: 100, socketsPerAddress: 100 } },
    async ({ join }) => {
      const tabs = await Promise.all(Array.from({ length: 100 }, () => join()));
      const replies = await Promise.all(tabs.map((tab) => tab.listen(8000)));
      const granted = replies.filter(({ code }) => code === 0);
      assert.equal(granted.length, 1);
      assert.ok(replies.every(({ code }) => code === 0 || code === 5));
    },
  ));

test('FIN crossing FIN, and RST crossing FIN: over once, nothing left', () =>
  withRelay({}, async ({ join, relay }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    for (const last of ['end', 'reset']) {
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      stream.end();
      accepted[last]();
      await Promise.all([a.roundTrip(), b.roundTrip()]);
      await b.until(() => stream.peerFinished || stream.resetErrno !== null);
      assert.equal(stream.resetErrno !== null, last === 'reset');
      await Promise.all([a.roundTrip(), b.roundTrip()]);
      assert.equal(relay.stats().splices, 0);
    }
    assert.equal(relay.stats().streams, 1);
  }));
