// What becomes of ports and connections when a WebSocket ends: cleanly, by a drop, by silence, by the relay's own end
// (transport.md 2.5 to 2.7). Clocks are shortened; every wait is for an event.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'node:test';
import {
  randomKey,
  roomPathOf,
  subprotocolsOf,
} from '../../build/relay/server.js';
import {
  bindRequest,
  connectRequest,
  dataFrame,
  Flag,
  frame,
  Type,
} from '../helpers/mux_client.mjs';
import { withRelay } from '../helpers/relay_room.mjs';

const pair = async ({ join }, options) => {
  const [a, b] = [await join(options), await join()];
  const listener = await a.listen(8000);
  const { stream } = await b.dial(8000);
  return { a, b, listener, stream, accepted: await listener.accept() };
};

for (const [name, end] of [
  ['closed with 1000', (client) => client.close(1000)],
  ['closed without a code', (client) => client.close(undefined)],
  ['dropped', (client) => client.drop()],
]) {
  test(`a WebSocket ${name}: its connections are reset, its port without a tab key is free`, () =>
    withRelay({}, async (room) => {
      const { a, b, stream } = await pair(room);
      await end(a);
      await b.until(() => stream.resetErrno !== null);
      assert.equal(stream.resetErrno, 0);
      assert.equal((await b.listen(8000)).code, 0);
    }));
}

test('a clean close frees the ports at once, tab key or not', () =>
  withRelay({}, async (room) => {
    const { a, b, stream } = await pair(room, { tabKey: randomKey() });
    await a.close();
    await b.until(() => stream.resetErrno !== null);
    assert.equal(room.relay.stats().reservations, 0);
    assert.equal((await b.listen(8000)).code, 0);
  }));

test('the close frame itself frees the ports, before the connection under it has ended', () =>
  withRelay({}, async ({ join, relay, roomSecret }) => {
    // By hand, on a half-open socket: a WebSocket library would end the connection by itself.
    const { port } = relay;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const messages = [];
    const opened = once(socket, 'data');
    socket.write(
      `GET ${roomPathOf(roomSecret)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
        `Origin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
        `Sec-WebSocket-Protocol: ${subprotocolsOf(roomSecret).join(', ')}\r\n\r\n`,
    );
    assert.match(String((await opened)[0]), /^HTTP\/1.1 101 /);
    /** A masked WebSocket frame whose mask is zero (RFC 6455 section 5.2). */
    const masked = (opcode, bytes) =>
      socket.write(
        Buffer.concat([
          Buffer.from([0x80 | opcode, 0x80 | bytes.length, 0, 0, 0, 0]),
          bytes,
        ]),
      );
    socket.on('data', (data) => messages.push(data));
    const answered = (condition) =>
      (async () => {
        while (!condition(Buffer.concat(messages))) await once(socket, 'data');
      })();
    const syn = frame(Type.windowUpdate, Flag.syn, 1, 0);
    masked(2, Buffer.concat([syn, dataFrame(1, bindRequest(8000))]));
    await answered((bytes) => bytes.includes(Buffer.from([5, 0, 5, 0, 0, 1])));
    const b = await join();
    assert.equal((await b.listen(8000)).code, 5);
    masked(8, Buffer.from([1000 >> 8, 1000 & 255]));
    await answered((bytes) =>
      bytes.includes(Buffer.from([0x88, 2, 1000 >> 8, 1000 & 255])),
    );
    assert.equal(relay.stats().sessions, 2);
    assert.equal((await b.listen(8000)).code, 0);
    socket.destroy();
  }));

test('a drop keeps the port for the same tab key; others hear 05, dials wait for the return', () =>
  withRelay({}, async (room) => {
    const { join, relay } = room;
    const tabKey = randomKey();
    const { a, b, stream } = await pair(room, { tabKey });
    await a.drop();
    await b.until(() => stream.resetErrno === 0);
    assert.equal(relay.stats().reservations, 1);
    assert.equal((await b.listen(8000)).code, 5);
    const stranger = await join({ tabKey: randomKey() });
    assert.equal((await stranger.listen(8000)).code, 5);
    const dialling = b.dial(8000);
    await b.roundTrip();
    const back = await join({ tabKey });
    const listener = await back.listen(8000);
    assert.equal(listener.code, 0);
    assert.equal((await dialling).code, 0);
    assert.equal((await listener.accept()).proxy.port, 8000);
    assert.equal(relay.stats().reservations, 0);
  }));

test('a reservation ends: dials are refused, the port is anybody’s', () =>
  withRelay({ reservationMs: 200 }, async (room) => {
    const { a, b, stream } = await pair(room, { tabKey: randomKey() });
    await a.drop();
    await b.until(() => stream.resetErrno === 0);
    assert.equal((await b.dial(8000)).code, 5);
    assert.equal((await b.listen(8000)).code, 0);
  }));

test('a dial to a reserved port is refused after its own wait', () =>
  withRelay({ limits: { reservedDialMs: 50 } }, async (room) => {
    const { a, b, stream } = await pair(room, { tabKey: randomKey() });
    await a.drop();
    await b.until(() => stream.resetErrno === 0);
    assert.equal((await b.dial(8000)).code, 5);
    assert.equal(room.relay.stats().reservations, 1);
  }));

test('a stream whose FIN has passed outlives the session: its other half ends alone', () =>
  withRelay({}, async (room) => {
    const { a, b, stream, accepted } = await pair(room);
    accepted.end();
    assert.equal(await stream.read(), null);
    await a.close();
    await b.roundTrip();
    assert.equal(stream.resetErrno, null);
    stream.end();
    await b.roundTrip();
    assert.equal(stream.resetErrno, null);
    assert.equal(room.relay.stats().streams, 0);
  }));

test('data for a session that ended after its FIN is answered with RST', () =>
  withRelay({}, async (room) => {
    const { a, b, stream, accepted } = await pair(room);
    accepted.end();
    assert.equal(await stream.read(), null);
    await a.close();
    await stream.write(Buffer.from('anybody there?'));
    await b.until(() => stream.resetErrno === 0);
  }));

test('a WebSocket lost inside a header or a payload delivers what arrived and resets', () =>
  withRelay({}, async (room) => {
    const { a, listener } = await pair(room);
    for (const cut of [5, 12 + 3]) {
      const b = await room.join();
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      b.send(dataFrame(stream.id, Buffer.from('whole')));
      b.send(dataFrame(stream.id, Buffer.from('partial')).subarray(0, cut));
      await b.drop();
      await a.until(() => accepted.resetErrno === 0);
      const text = Buffer.concat(accepted.received).toString();
      assert.equal(text, cut < 12 ? 'whole' : 'wholepar');
    }
  }));

test('a dial that is never answered is 06, and the listener’s stream reset', () =>
  withRelay({ limits: { dialMs: 100 } }, async ({ join, relay }) => {
    const [a, b] = [await join(), await join()];
    a.autoAccept = false;
    const listener = await a.listen(8000);
    const { code, stream } = await b.dial(8000);
    assert.equal(code, 6);
    const offered = await listener.accept();
    await a.until(() => offered.resetErrno === 0);
    stream.end();
    await b.roundTrip();
    assert.equal(relay.stats().streams, 1);
  }));

test('a refused stream the tab never ends is reset', () =>
  withRelay({ limits: { headerMs: 100 } }, async ({ join, relay }) => {
    const b = await join();
    const { stream } = await b.dial(8000);
    await b.until(() => stream.resetErrno === 0);
    assert.equal(relay.stats().streams, 0);
  }));

test('a listener’s tab lost before it answered refuses the dial', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    a.autoAccept = false;
    const listener = await a.listen(8000);
    const dialling = b.dial(8000);
    await listener.accept();
    await a.drop();
    assert.equal((await dialling).code, 5);
  }));

const fastClocks = { pingMs: 50, deadMs: 250, sweepMs: 25 };

test('a silent tab is dead: its peers hear errno 110', () =>
  withRelay({ limits: fastClocks }, async (room) => {
    const { a, b, stream } = await pair(room, { autoPong: false });
    a.answersPings = false;
    await b.until(() => stream.resetErrno !== null);
    assert.equal(stream.resetErrno, 110);
    await room.settled(() => room.relay.stats().sessions === 1);
    assert.ok(
      a.frames.some(({ type }) => type === 2),
      'a yamux ping was sent',
    );
  }));

test('a tab that answers only WebSocket pings is not dead (a page at a breakpoint)', () =>
  withRelay({ limits: fastClocks }, async (room) => {
    const { a, b } = await pair(room);
    a.answersPings = false;
    const pings = () => a.frames.filter(({ type }) => type === 2).length;
    await a.until(() => pings() >= 10);
    assert.equal(a.closeCode, null);
    assert.equal(b.closeCode, null);
  }));

test('R7: a connection with one end finished and nothing coming the other way is reset', () =>
  withRelay({ limits: { halfClosedMs: 300, sweepMs: 25 } }, async (room) => {
    const { b, stream, accepted } = await pair(room);
    const busy = await b.dial(8000);
    stream.end();
    await accepted.client.until(() => accepted.peerFinished);
    await b.until(() => stream.resetErrno !== null);
    await accepted.client.until(() => accepted.resetErrno !== null);
    assert.deepEqual([stream.resetErrno, accepted.resetErrno], [0, 0]);
    assert.equal(
      busy.stream.resetErrno,
      null,
      'one that is open is left alone',
    );
    assert.equal(room.relay.stats().splices, 1);
  }));

test('no frame after the upgrade: closed with 1008', () =>
  withRelay(
    { limits: { firstFrameMs: 100, sweepMs: 25 } },
    async ({ join }) => {
      const idle = await join();
      await idle.until(() => idle.closeCode !== null);
      assert.equal(idle.closeCode, 1008);
    },
  ));

test('a frame header that never ends: closed with 1008', () =>
  withRelay({ limits: { headerMs: 100, sweepMs: 25 } }, async ({ join }) => {
    const dribble = await join();
    await dribble.roundTrip();
    dribble.send(Buffer.from([0, 0]));
    await dribble.until(() => dribble.closeCode !== null);
    assert.deepEqual(
      [dribble.closeCode, dribble.closeReason],
      [1008, 'partial frame header'],
    );
  }));

test('a frame header a byte at a time is closed when its time is over: no byte begins it anew', () => {
  let now = 0;
  return withRelay(
    // No step of the clock is so long that the relay takes it for its own absence.
    { limits: { headerMs: 10_000, sweepMs: 5, deadMs: 1e9 }, clock: () => now },
    async ({ join }) => {
      const [a, b] = [await join(), await join()];
      await a.roundTrip();
      await b.roundTrip();
      const header = frame(Type.windowUpdate, 0, 1, 0);
      const closed = once(b.socket, 'close');
      let sent = 0;
      while (b.closeCode === null && sent < header.length - 1) {
        b.send(header.subarray(sent, ++sent));
        // The relay has it once its WebSocket answers; or it has closed that.
        const seen = once(b.socket, 'pong');
        b.socket.ping('', true);
        await Promise.race([seen, closed]);
        await a.roundTrip();
        now += 5000;
      }
      await b.until(() => b.closeCode !== null).catch(() => {});
      assert.deepEqual(
        [b.closeCode, b.closeReason],
        [1008, 'partial frame header'],
      );
      await a.roundTrip();
    },
  );
});

test('a SOCKS request a byte at a time is reset when its time is over; the tab goes on', () =>
  withRelay({ limits: { headerMs: 100 } }, async ({ join }) => {
    const b = await join();
    const dribble = b.openStream();
    for (const byte of connectRequest(8000, 'a'.repeat(200)).subarray(0, 200)) {
      if (dribble.resetErrno !== null) break;
      b.send(dataFrame(dribble.id, Buffer.from([byte])));
      await b.roundTrip();
    }
    await b.until(() => dribble.resetErrno !== null);
    assert.equal(dribble.resetErrno, 0);
    assert.equal((await b.dial(8000)).code, 5);
  }));

test('shutdown: GoAway, new streams refused, running connections end first, then 1012', () =>
  withRelay({}, async (room) => {
    const { a, b, stream, accepted } = await pair(room);
    const closing = room.relay.close({ drainMs: 60_000 });
    await b.until(() => b.goAway === 0);
    await assert.rejects(room.join(), (error) => error.status === 503);
    const late = b.openStream();
    b.send(dataFrame(late.id, connectRequest(8000)));
    await b.until(() => late.resetErrno === 0);
    await stream.write(Buffer.from('last'));
    stream.end();
    assert.equal(String(await accepted.readAll()), 'last');
    accepted.end();
    await closing;
    assert.deepEqual([a.closeCode, b.closeCode], [1012, 1012]);
    assert.equal(room.relay.stats().sessions, 0);
  }));
