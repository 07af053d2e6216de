// Two processes, two engines, one relay: what the programs of a room see of each other through real WebSockets.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { withRoom } from '../helpers/net_room.mjs';

const kMiB = 1 << 20;

function patternHash(bytes) {
  const hash = createHash('sha256');
  for (let offset = 0; offset < bytes; offset += 65536) {
    const piece = Buffer.allocUnsafe(65536);
    for (let i = 0; i < piece.length; i += 4) {
      piece.writeUInt32LE(((offset + i) * 2654435761) >>> 0, i);
    }
    hash.update(piece.subarray(0, Math.min(65536, bytes - offset)));
  }
  return hash.digest('hex');
}

/** A listening process and one connected to it, both ends known to the test. */
async function pair(join, { server = {}, client = {} } = {}) {
  const a = await join();
  a.order('listen', { port: 8000, ...server });
  await a.hears('server', 'listening');
  const b = await join();
  b.order('connect', { port: 8000, ...client });
  const connected = await b.hears('client', 'connect');
  const accepted = await a.hears('server', 'connection');
  return { a, b, connected, accepted };
}

test('A and B tell each other who they are, and both processes end', () =>
  withRoom(async ({ join, leaves }) => {
    const { a, b, connected, accepted } = await pair(join, {
      server: { greeting: 'Hello I am A' },
      client: { write: 'Hello I am B' },
    });
    assert.equal((await b.hears('client', 'data')).text, 'Hello I am A');
    assert.equal((await a.hears('socket', 'data')).text, 'Hello I am B');
    assert.equal(accepted.from, '::ffff:127.0.0.1');
    assert.equal(accepted.port, connected.local);
    assert.equal(connected.remote, 8000);
    b.order('end');
    await a.hears('socket', 'end');
    await b.hears('client', 'end');
    assert.equal((await a.hears('socket', 'close')).hadError, false);
    assert.equal((await b.hears('client', 'close')).hadError, false);
    a.order('closeServer');
    await a.hears('server', 'close');
    await leaves(a);
    await leaves(b);
  }));

test('a dial to a port nobody in the room listens on is refused as in Node', () =>
  withRoom(async ({ join }) => {
    const b = await join();
    b.order('connect', { port: 8001, host: '127.0.0.1' });
    assert.deepEqual(await b.hears('client', 'error'), {
      name: 'client',
      event: 'error',
      message: 'connect ECONNREFUSED 127.0.0.1:8001',
      code: 'ECONNREFUSED',
      errno: -111,
      syscall: 'connect',
      address: '127.0.0.1',
      port: 8001,
    });
    assert.equal((await b.hears('client', 'close')).hadError, true);
  }));

test('a port is taken in the whole room, and free when its server has closed', () =>
  withRoom(async ({ join }) => {
    const a = await join();
    a.order('listen', { port: 8000 });
    const { address } = await a.hears('server', 'listening');
    assert.deepEqual(address, { address: '::', family: 'IPv6', port: 8000 });
    const b = await join();
    b.order('listen', { port: 8000 });
    const error = await b.hears('server', 'error');
    assert.equal(
      error.message,
      'listen EADDRINUSE: address already in use :::8000',
    );
    assert.equal(error.errno, -98);
    a.order('closeServer');
    await a.hears('server', 'close');
    b.order('listen', { port: 8000 });
    await b.hears('server', 'listening');
  }));

test('a process that dies resets its connections', () =>
  withRoom(async ({ join }) => {
    const { a, b } = await pair(join);
    a.child.kill('SIGKILL');
    const error = await b.hears('client', 'error');
    assert.equal(error.message, 'read ECONNRESET');
    assert.equal(error.errno, -104);
    assert.equal((await b.hears('client', 'close')).hadError, true);
  }));

test('each direction ends by itself', () =>
  withRoom(async ({ join }) => {
    const { a, b } = await pair(join, { server: { allowHalfOpen: true } });
    b.order('end', { text: 'question' });
    assert.equal((await a.hears('socket', 'data')).text, 'question');
    await a.hears('socket', 'end');
    a.order('write', { text: 'still ' });
    assert.equal((await b.hears('client', 'data')).text, 'still ');
    a.order('end', { text: 'here' });
    assert.equal((await b.hears('client', 'data')).text, 'here');
    await b.hears('client', 'end');
    assert.equal((await b.hears('client', 'close')).hadError, false);
    assert.equal((await a.hears('socket', 'close')).hadError, false);
  }));

test('a reset is a reset at the other end', () =>
  withRoom(async ({ join }) => {
    const { a, b } = await pair(join);
    b.order('reset');
    assert.equal((await a.hears('socket', 'error')).message, 'read ECONNRESET');
    assert.equal((await a.hears('socket', 'close')).hadError, true);
    assert.equal((await b.hears('client', 'close')).hadError, false);
  }));

test('destroy() with nothing unread is an end at the other end', () =>
  withRoom(async ({ join }) => {
    const { a, b } = await pair(join);
    b.order('destroy');
    await a.hears('socket', 'end');
    assert.equal((await a.hears('socket', 'close')).hadError, false);
  }));

test('maxConnections: the client is connected, then ended', () =>
  withRoom(async ({ join }) => {
    const a = await join();
    a.order('listen', { port: 8000, maxConnections: 0 });
    await a.hears('server', 'listening');
    const b = await join();
    b.order('connect', { port: 8000 });
    await b.hears('client', 'connect');
    await a.hears('server', 'drop');
    await b.hears('client', 'end');
    assert.equal((await b.hears('client', 'close')).hadError, false);
  }));

test('a relay that dies resets everything; a relay that is away is no network', () =>
  withRoom(async ({ join, relay }) => {
    const { a, b } = await pair(join);
    await relay.close();
    assert.equal((await a.hears('socket', 'error')).message, 'read ECONNRESET');
    assert.equal((await b.hears('client', 'error')).message, 'read ECONNRESET');
    await b.hears('client', 'close');
    b.order('connect', { port: 8000, host: '127.0.0.1' });
    const error = await b.hears('client', 'error');
    assert.equal(error.message, 'connect ENETUNREACH 127.0.0.1:8000');
    assert.equal(error.errno, -101);
  }));

test('rooms are apart', () =>
  withRoom(async ({ join }) => {
    const a = await join();
    a.order('listen', { port: 8000 });
    await a.hears('server', 'listening');
    const stranger = await join({ room: 'AAAAAAAAAAAAAAAAAAAAAA' });
    stranger.order('connect', { port: 8000 });
    assert.equal(
      (await stranger.hears('client', 'error')).code,
      'ECONNREFUSED',
    );
  }));

test('100 MiB through a reader that pauses: the writer stands still, memory stays flat, all arrives', () =>
  withRoom(async ({ join }) => {
    const bytes = 100 * kMiB;
    const a = await join();
    a.order('listen', { port: 8000, sink: true });
    await a.hears('server', 'listening');
    const b = await join();
    b.order('connect', { port: 8000 });
    await b.hears('client', 'connect');
    await a.hears('server', 'connection');
    const before = {
      a: await a.measured(),
      b: await b.measured(),
      relay: process.memoryUsage.rss(),
    };
    b.order('pump', { bytes });
    await b.hears('client', 'blocked');

    // Time passes on the same relay: a thousand round trips of somebody else.
    const other = await join();
    other.order('listen', { port: 9000, echo: true });
    await other.hears('server', 'listening');
    const roundTrips = async (count) => {
      const c = await join();
      c.order('echo', { port: 9000, count });
      await c.hears('client', 'echoed');
    };
    await roundTrips(200);
    const still = await b.measured();
    await roundTrips(800);
    const later = await b.measured();
    assert.equal(later.written, still.written, 'the writer stands still');
    // Window, writable mark, readable mark, one chunk.
    const most = 4 * 65536 + 65536 + 65536 + 65536;
    assert.ok(later.written <= most, `${later.written} bytes accepted`);
    const paused = { a: await a.measured(), b: later };
    for (const side of ['a', 'b']) {
      const growth = paused[side].rss - before[side].rss;
      assert.ok(growth < 16 * kMiB, `${side} grew by ${growth} bytes`);
    }
    const relayGrowth = process.memoryUsage.rss() - before.relay;
    assert.ok(
      relayGrowth < 64 * kMiB,
      `the relay grew by ${relayGrowth} bytes`,
    );

    a.order('drain');
    await b.hears('client', 'pumped');
    const { sha256 } = await a.hears('socket', 'drained');
    const end = { a: await a.measured(), b: await b.measured() };
    assert.equal(end.a.received, bytes);
    assert.equal(sha256, patternHash(bytes));
    for (const side of ['a', 'b']) {
      const growth = end[side].rss - before[side].rss;
      assert.ok(growth < 64 * kMiB, `${side} grew by ${growth} bytes`);
    }
  }));
