// Rates and counts of limits.ts, and random frames: whatever a tab sends, the relay lives, the others notice nothing, and nothing
// of it stays behind (transport.md 3, "limit"; 5, cases 8 to 10 at random).
import assert from 'node:assert/strict';
import test from 'node:test';
import { kProfiles } from '../../build/relay/server.js';
import {
  bindRequest,
  connectRequest,
  dataFrame,
  frame,
  Type,
} from '../helpers/mux_client.mjs';
import { withRelay } from '../helpers/relay_room.mjs';

test('dials beyond the rate are refused with 02', () =>
  withRelay(
    { limits: { dialsPerSecond: 0.001, dialBurst: 2 } },
    async ({ join }) => {
      const b = await join();
      const codes = [];
      for (let i = 0; i < 4; i++) codes.push((await b.dial(8000)).code);
      assert.deepEqual(codes, [5, 5, 2, 2]);
      assert.equal((await (await join()).dial(8000)).code, 5);
    },
  ));

test('a tab that dials beyond its rate is read in pauses, others are not', () =>
  withRelay(
    {
      limits: { dialsPerSecond: 0.001, dialBurst: 1, refusedPauseMs: 1000 },
    },
    async ({ join }) => {
      const [a, b] = [await join(), await join()];
      const order = [];
      await b.dial(8000);
      await b.dial(8000);
      const later = b.roundTrip().then(() => order.push('flooder'));
      for (let i = 0; i < 3; i++) await a.roundTrip();
      order.push('other');
      await later;
      assert.deepEqual(order, ['other', 'flooder']);
      assert.equal((await b.dial(8000)).code, 2);
    },
  ));

test('a message of endless one-byte fragments is refused by the carrier, others untouched', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    for (let i = 0; i < 131_000 && b.closeCode === null; i++) {
      b.socket.send(Buffer.from([0]), { fin: false });
      if (i % 1000 === 0) await b.drained();
    }
    await b.until(() => b.closeCode !== null).catch(() => {});
    assert.equal(b.closeCode, 1008);
    await a.roundTrip();
  }));

test('listeners beyond the limit of a tab, or of the room, are refused with 01', () =>
  withRelay(
    { limits: { listenersPerTab: 2, listenersPerRoom: 3 } },
    async ({ join }) => {
      const [a, b] = [await join(), await join()];
      const codes = [];
      for (const [tab, port] of [
        [a, 1],
        [a, 2],
        [a, 3],
        [b, 3],
        [b, 4],
      ])
        codes.push((await tab.listen(port)).code);
      assert.deepEqual(codes, [0, 0, 1, 0, 1]);
    },
  ));

for (const [name, limits, bytes] of [
  ['frames', { framesPerSecond: 100 }, frame(Type.windowUpdate, 0, 1001, 1)],
  [
    'empty Data frames',
    { emptyFramesPerSecond: 100 },
    frame(Type.data, 0, 1001, 0),
  ],
]) {
  test(`too many ${name} a second: closed with 1008`, () =>
    withRelay({ limits }, async ({ join }) => {
      const b = await join();
      b.send(Buffer.concat(Array.from({ length: 1000 }, () => bytes)));
      await b.until(() => b.closeCode !== null);
      assert.equal(b.closeCode, 1008);
    }));
}

test('the hosted profile is no wider than the local one', () => {
  const { local, hosted } = kProfiles;
  for (const name of [
    'streams',
    'unacknowledged',
    'socketsPerAddress',
    'dialsPerSecond',
    'listenersPerTab',
  ])
    assert.ok(hosted[name] < local[name], name);
  assert.ok(hosted.framesPerSecond > 0);
});

/** A small seeded generator (mulberry32): a failure is repeated by its seed. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One frame that is valid, nearly valid, or noise. */
function randomFrame(pick) {
  const id = [0, 1, 2, 3, 4, 5, 7, 8, 1001][pick(9)];
  const flags = pick(3) === 0 ? pick(16) : [0, 1, 2, 4, 8][pick(5)];
  switch (pick(8)) {
    case 0:
      return dataFrame(id, connectRequest(8000 + pick(3)), flags);
    case 1:
      return dataFrame(id, bindRequest(8000 + pick(3)), flags);
    case 2:
      return dataFrame(id, Buffer.alloc(pick(2000), pick(256)), flags);
    case 3:
      return frame(pick(4), flags, id, pick(2) * pick(2 ** 32));
    case 4:
      return Buffer.from(Array.from({ length: pick(40) }, () => pick(256)));
    default:
      return frame(Type.windowUpdate, flags, id, pick(1000));
  }
}

test('random frames harm nobody else and leave nothing behind', () =>
  withRelay({}, async ({ join, relay, settled, secret }) => {
    const [a, c] = [await join(), await join()];
    const listener = await a.listen(9000);
    const { stream } = await c.dial(9000);
    const accepted = await listener.accept();
    const counts = () => ({ ...relay.stats(), queuedBytes: 0 });
    const quiet = counts();
    const arena = secret();
    for (let seed = 1; seed <= 300; seed++) {
      const pick = random(seed);
      const tabs = [
        await join({ secret: arena }),
        await join({ secret: arena }),
      ];
      // A proper session first, so that frames find streams, listeners and splices to hit.
      for (const [i, tab] of tabs.entries()) {
        tab.openStream();
        tab.send(
          dataFrame(1, i === 0 ? bindRequest(8000) : connectRequest(8000)),
        );
      }
      for (let i = 0; i < 60; i++) tabs[pick(2)].send(randomFrame(pick));
      const text = Buffer.from(`seed ${seed};`);
      await stream.write(text);
      assert.ok((await accepted.readExactly(text.length)).equals(text));
      await Promise.all(
        tabs.map((tab) => (pick(2) ? tab.close() : tab.drop())),
      );
      await settled(() => relay.stats().sessions === 2);
      assert.deepEqual(counts(), quiet, `seed ${seed}`);
    }
  }));
