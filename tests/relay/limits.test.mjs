// The limits of a public instance, each alone: rates, quotas, longest lives, tickets. The relay's clock is the test's, so a day
// passes when the test says so.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import test from 'node:test';
import { kProfiles, startRelay } from '../../build/relay/server.js';
import { initialWindow } from '../helpers/mux_client.mjs';
import { withRelay } from '../helpers/relay_room.mjs';

/** A relay whose clock stands at `time.now` milliseconds; the clocks that would end a silent test are off. */
function withTime(limits, body) {
  const time = { now: 0 };
  const never = 1e12;
  const still = { deadMs: never, pingMs: never, sweepMs: 2 ** 31 - 1 };
  return withRelay(
    { clock: () => time.now, limits: { ...still, ...limits } },
    (room) =>
      body({
        ...room,
        time,
        pass(ms) {
          time.now += ms;
          room.relay.sweep();
        },
      }),
  );
}

const status = (code) => ({ status: code });

test('handshakes of an address: a burst, then one as each second passes', () =>
  withTime(
    { handshakesPerSecond: 1, handshakeBurst: 3 },
    async ({ join, pass }) => {
      for (let i = 0; i < 3; i++) await (await join()).close();
      await assert.rejects(join(), status(429));
      pass(999);
      await assert.rejects(join(), status(429));
      pass(1);
      await join();
      await assert.rejects(join(), status(429));
    },
  ));

test('bytes a second: beyond the burst a writer gets no credit until time has passed; nothing is lost', () =>
  withTime(
    { bytesPerSecond: initialWindow, byteBurst: 2 * initialWindow },
    async ({ join, pass }) => {
      const [a, b] = [await join(), await join()];
      const listener = await a.listen(8000);
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      const sent = Buffer.alloc(6 * initialWindow, 'z');
      const writing = stream.write(sent);
      let got = 0;
      const reading = (async () => {
        while (got < sent.length) got += (await accepted.read()).length;
      })();
      // The burst, and what is under way with credit that was given before.
      const settle = async () => {
        for (let before = -1; got !== before;) {
          before = got;
          await b.roundTrip();
          await a.roundTrip();
        }
      };
      await settle();
      const first = got;
      assert.ok(first >= 2 * initialWindow, `${first}`);
      assert.ok(first <= 3 * initialWindow, `${first}`);
      pass(500);
      await settle();
      assert.ok(got <= first + initialWindow, 'half a second, one window more');
      while (got < sent.length) {
        pass(1000);
        await settle();
      }
      await Promise.all([writing, reading]);
    },
  ));

test('bytes a day of a room: its tabs are closed with 1008 and refused with 429, other rooms not, and tomorrow not', () =>
  withTime(
    { roomBytesPerDay: 100_000 },
    async ({ join, secret, pass, settled, relay }) => {
      const [a, b] = [await join(), await join()];
      const other = await join({ secret: secret() });
      const listener = await a.listen(8000);
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      stream.request(Buffer.alloc(90_000));
      await accepted.readExactly(90_000);
      stream.request(Buffer.alloc(20_000));
      await assert.rejects(b.until(() => false));
      assert.equal(b.closeCode, 1008);
      assert.equal(b.closeReason, 'the room has had its bytes');
      await settled(() => relay.stats().sessions === 2);
      await assert.rejects(join(), status(429));
      await other.roundTrip();
      pass(86_400_000);
      await join();
    },
  ));

test('bytes a day of an address count in all its rooms', () =>
  withTime({ addressBytesPerDay: 100_000 }, async ({ join, secret, pass }) => {
    for (const refused of [false, true]) {
      const tab = await join({ secret: secret() });
      await tab.listen(8000);
      const { stream } = await tab.dial(8000);
      stream.request(Buffer.alloc(60_000));
      if (!refused) await tab.roundTrip();
      else await assert.rejects(tab.until(() => false));
      assert.equal(tab.closeCode, refused ? 1008 : null);
    }
    await assert.rejects(join({ secret: secret() }), status(429));
    pass(86_400_000);
    await join();
  }));

test('a WebSocket with neither stream nor listener is closed with 1000; one that listens stays', () =>
  withTime({ idleMs: 900_000 }, async ({ join, pass }) => {
    const idle = await join();
    const busy = await join();
    await idle.roundTrip();
    const listener = await busy.listen(8000);
    pass(900_000);
    await idle.roundTrip();
    pass(1);
    await assert.rejects(idle.until(() => false));
    assert.deepEqual([idle.closeCode, idle.closeReason], [1000, 'idle']);
    listener.stream.end();
    await busy.roundTrip();
    pass(900_000);
    await busy.roundTrip();
    pass(1);
    await assert.rejects(busy.until(() => false));
    assert.equal(busy.closeCode, 1000);
  }));

test('a connection is reset at the end of its longest life; its listener is not', () =>
  withTime({ connectionMs: 7_200_000 }, async ({ join, pass }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const { stream } = await b.dial(8000);
    const accepted = await listener.accept();
    pass(7_199_999);
    stream.request(Buffer.from('alive'));
    assert.equal(String(await accepted.readExactly(5)), 'alive');
    pass(1);
    await assert.rejects(stream.read(), /reset 0/);
    await assert.rejects(accepted.read(), /reset 0/);
    assert.equal((await b.dial(8000)).code, 0);
  }));

test('empty frames and frames beyond the rate close that session with 1008', () =>
  withTime(
    { framesPerSecond: 100, emptyFramesPerSecond: 10 },
    async ({ join, pass }) => {
      const other = await join();
      const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
      const empty = await join();
      empty.send(Buffer.concat(Array(11).fill(header)));
      await assert.rejects(empty.until(() => false));
      assert.deepEqual(
        [empty.closeCode, empty.closeReason],
        [1008, 'empty frames'],
      );
      const ping = Buffer.from([0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7]);
      const eager = await join();
      eager.send(Buffer.concat(Array(100).fill(ping)));
      await eager.until(() => eager.frames.length === 100);
      pass(1000);
      eager.send(Buffer.concat(Array(101).fill(ping)));
      await assert.rejects(eager.until(() => false));
      assert.deepEqual(
        [eager.closeCode, eager.closeReason],
        [1008, 'too many frames'],
      );
      await other.roundTrip();
    },
  ));

/** Asks for a ticket as the page does; resolves with [status, ticket]. */
async function ask(relay, headers = {}, method = 'POST') {
  const request = http.request(`${relay.url}/r/ticket`, {
    method,
    headers: { Origin: relay.url, ...headers },
  });
  request.end();
  const [response] = await once(request, 'response');
  return [response.statusCode, (await response.toArray()).join('')];
}

test('tickets: one per WebSocket, once, in their time, of this relay, for our own pages', () =>
  withTime({ ticketMs: 60_000 }, async ({ join, relay, pass, roomSecret }) => {
    const { subprotocolsOf } = await import('../../build/relay/server.js');
    const withTicket = (ticket) =>
      join({ protocols: [...subprotocolsOf(roomSecret), `t.${ticket}`] });
    const [code, ticket] = await ask(relay);
    assert.equal(code, 200);
    await assert.rejects(join(), status(401));
    await withTicket(ticket);
    await assert.rejects(withTicket(ticket), /used/, 'replayed');
    const [, late] = await ask(relay);
    pass(60_000);
    await assert.rejects(withTicket(late), status(401));
    const [, good] = await ask(relay);
    const forged = (good[0] === 'A' ? 'B' : 'A') + good.slice(1);
    for (const bad of [forged, '', '.', 'x.y', ticket, `${good}A`])
      await assert.rejects(withTicket(bad), status(401), bad);
    await withTicket(good);
    assert.equal(
      (await ask(relay, { Origin: 'https://evil.example' }))[0],
      403,
    );
    assert.equal((await ask(relay, { Host: 'evil.example' }))[0], 403);
    assert.equal((await ask(relay, {}, 'GET'))[0], 405);
  }));

test('tickets have the rate of handshakes; a program with the token needs none; a local relay gives none', async () => {
  await withTime(
    { ticketMs: 60_000, handshakesPerSecond: 1, handshakeBurst: 2 },
    async ({ relay, pass }) => {
      const codes = [];
      for (let i = 0; i < 3; i++) codes.push((await ask(relay))[0]);
      assert.deepEqual(codes, [200, 200, 429]);
      pass(1000);
      assert.equal((await ask(relay))[0], 200);
    },
  );
  await withRelay(
    { token: 'of-a-program', limits: { ticketMs: 60_000 } },
    async ({ join }) => {
      const headers = { Authorization: 'Bearer of-a-program' };
      await (await join({ origin: undefined, headers })).roundTrip();
    },
  );
  await withRelay({}, async ({ relay }) =>
    assert.deepEqual(await ask(relay), [204, '']),
  );
});

test('behind a proxy of this machine the address is the last it names; otherwise what a client names is nothing', async () => {
  const limits = { socketsPerAddress: 1 };
  await withRelay({ limits, behindProxy: true }, async ({ join }) => {
    const from = (named) => join({ headers: { 'X-Forwarded-For': named } });
    await from('203.0.113.9, 198.51.100.1');
    await from('203.0.113.9, 198.51.100.2');
    await assert.rejects(from('198.51.100.2'), status(429));
  });
  await withRelay({ limits }, async ({ join }) => {
    await join({ headers: { 'X-Forwarded-For': '198.51.100.1' } });
    const second = join({ headers: { 'X-Forwarded-For': '198.51.100.2' } });
    await assert.rejects(second, status(429));
  });
});

test('a request that is dribbled is closed when its time is over, others served meanwhile', async () => {
  const relay = await startRelay({ headersMs: 200 });
  const slow = net.connect(relay.port, '127.0.0.1');
  await once(slow, 'connect');
  slow.write('GET /healthz HTTP/1.1\r\nHost: ');
  slow.on('error', () => {});
  slow.resume();
  const closed = once(slow, 'close');
  assert.equal((await fetch(`${relay.url}/healthz`)).status, 200);
  await closed;
  await relay.close();
});

test('the hosted profile has every limit of its table', () => {
  const { hosted, local } = kProfiles;
  const MiB = 2 ** 20;
  assert.deepEqual(
    [
      [hosted.socketsPerAddress, hosted.socketsPerRoom],
      [hosted.handshakeBurst, hosted.handshakesPerSecond],
      [hosted.streams, hosted.unacknowledged, hosted.undecided],
      [hosted.listenersPerTab, hosted.listenersPerRoom],
      [hosted.dialsPerSecond, hosted.dialBurst],
      [hosted.bytesPerSecond, hosted.byteBurst],
      [hosted.roomBytesPerDay, hosted.addressBytesPerDay],
      [hosted.framesPerSecond, hosted.emptyFramesPerSecond],
      [hosted.idleMs, hosted.connectionMs, hosted.ticketMs],
    ],
    [
      [16, 16],
      [10, 1],
      [64, 32, 64],
      [16, 64],
      [20, 100],
      [4 * MiB, 32 * MiB],
      [2048 * MiB, 10_240 * MiB],
      [20_000, 2_000],
      [15 * 60_000, 2 * 3_600_000, 60_000],
    ],
  );
  for (const off of ['bytesPerSecond', 'roomBytesPerDay', 'idleMs', 'ticketMs'])
    assert.equal(local[off], 0);
});
