// Who gets in: path, Host, Origin, bearer token, the room's proof, and what is negotiated (transport.md 3).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, get } from 'node:http';
import test from 'node:test';
import {
  authKeyOf,
  isKey,
  randomKey,
  roomIdOf,
  roomPathOf,
  startRelay,
  subprotocolsOf,
} from '../../build/relay/server.js';
import { MuxClient } from '../helpers/mux_client.mjs';
import { withRelay } from '../helpers/relay_room.mjs';

const refusedWith = (status) => (error) => error.status === status;

test('the proof is SHA-256 over the secret as written, the room id half of SHA-256 over that', () => {
  const secret = 'AAECAwQFBgcICQoLDA0ODw';
  const authKey = createHash('sha256')
    .update('tincan-auth' + secret)
    .digest();
  const room = createHash('sha256').update(authKey).digest().subarray(0, 16);
  assert.equal(authKeyOf(secret), authKey.toString('base64url'));
  assert.equal(roomIdOf(authKeyOf(secret)), room.toString('base64url'));
  assert.equal(roomPathOf(secret), `/r/${room.toString('base64url')}/ws`);
});

test('a key is 22 characters of canonical base64url', () => {
  assert.ok(isKey(randomKey()));
  assert.notEqual(randomKey(), randomKey());
  assert.ok(isKey('AAECAwQFBgcICQoLDA0ODw'));
  for (const text of [
    '',
    'AAECAwQFBgcICQoLDA0OD',
    'AAECAwQFBgcICQoLDA0ODx', // Its unused bits are not zero.
    'AAECAwQFBgcICQoLDA0OD=',
    'AAECAwQFBgcICQoLDA0O/w',
  ])
    assert.equal(isKey(text), false, text);
});

test('a right proof from a right origin is let in; only our protocol is echoed; no deflate', () =>
  withRelay({}, async ({ join }) => {
    const a = await join({ deflate: true, tabKey: randomKey() });
    assert.equal(a.socket.protocol, 'tincan.yamux.v1');
    assert.equal(a.socket.extensions, '');
  }));

test('a wrong or missing proof is 401, whether the room exists or not', () =>
  withRelay({}, async ({ join, roomSecret, relay, log }) => {
    const a = await join();
    const wrong = subprotocolsOf(randomKey());
    const missing = ['tincan.yamux.v1'];
    const malformed = ['tincan.yamux.v1', 'k.short'];
    for (const protocols of [wrong, missing, malformed])
      for (const secret of [roomSecret, randomKey()])
        await assert.rejects(join({ protocols, secret }), refusedWith(401));
    assert.equal(relay.stats().rooms, 1);
    await a.roundTrip();
    const text = JSON.stringify(log);
    for (const secret of [
      roomSecret,
      authKeyOf(roomSecret),
      roomPathOf(roomSecret),
    ])
      assert.ok(!text.includes(secret), 'a secret is in the log');
  }));

test('a foreign origin is 403, a foreign Host is 403, another path is 404, no protocol is 400', () =>
  withRelay({}, async ({ join, relay, roomSecret }) => {
    const { port } = relay;
    for (const origin of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${port}.evil.example`,
      `http://127.0.0.1:${port + 1}`,
      `ftp://127.0.0.1:${port}`,
    ])
      await assert.rejects(join({ origin }), refusedWith(403), origin);
    for (const host of [
      'rebound.example',
      `rebound.example:${port}`,
      '127.0.0.1',
    ])
      await assert.rejects(join({ headers: { host } }), refusedWith(403), host);
    for (const path of ['/', '/r/x', '/r//ws', `${roomPathOf(roomSecret)}/`])
      await assert.rejects(join({ path }), refusedWith(404), path);
    await assert.rejects(join({ protocols: ['chat'] }), refusedWith(400));
    const tabKey = 'not a key'.replaceAll(' ', '');
    await assert.rejects(join({ tabKey }), refusedWith(400));
    assert.equal(relay.stats().sessions, 0);
  }));

test('a client without an Origin needs the bearer token', () =>
  withRelay({ token: 'open-sesame' }, async ({ join }) => {
    const bearer = (token) => ({
      origin: undefined,
      headers: { authorization: `Bearer ${token}` },
    });
    await assert.rejects(join({ origin: undefined }), refusedWith(401));
    await assert.rejects(join(bearer('open-sesamy')), refusedWith(401));
    await join(bearer('open-sesame'));
  }));

test('without a configured token nobody comes in without an Origin', () =>
  withRelay({}, async ({ join }) => {
    const headers = { authorization: 'Bearer undefined' };
    await assert.rejects(
      join({ origin: undefined, headers }),
      refusedWith(401),
    );
  }));

test('configured hosts and origins are the only ones', () =>
  withRelay(
    { hosts: ['Play.Example'], origins: ['https://play.example'] },
    async ({ join }) => {
      const headers = { host: 'play.example' };
      await join({ headers, origin: 'https://play.example' });
      await assert.rejects(
        join({ headers, origin: 'http://play.example' }),
        refusedWith(403),
      );
      await assert.rejects(
        join({ origin: 'https://play.example' }),
        refusedWith(403),
      );
    },
  ));

test('WebSockets of one room and of one address are limited; a place left is free again', () =>
  withRelay(
    { limits: { socketsPerRoom: 2, socketsPerAddress: 3 } },
    async ({ join, secret }) => {
      const a = await join();
      await join();
      await assert.rejects(join(), refusedWith(429));
      await join({ secret: secret() });
      await assert.rejects(join({ secret: secret() }), refusedWith(429));
      await a.close();
      await join();
    },
  ));

test('it attaches to a server that serves pages, and leaves that open', async () => {
  const server = createServer((request, response) => response.end('page'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const relay = await startRelay({ server });
  assert.equal(relay.port, server.address().port);
  const client = await MuxClient.open(relay.port, randomKey());
  await client.roundTrip();
  const page = () =>
    new Promise((resolve, reject) =>
      get(relay.url, async (response) =>
        resolve((await response.toArray()).join('')),
      ).on('error', reject),
    );
  assert.equal(await page(), 'page');
  await relay.close();
  assert.equal(
    client.closeCode ?? (await client.until(() => client.closeCode)),
    1012,
  );
  assert.equal(await page(), 'page');
  await new Promise((resolve) => server.close(resolve));
});

test('its own server answers /healthz, names what a room wants, and nothing else', () =>
  withRelay({}, async ({ relay }) => {
    const status = (path) =>
      fetch(relay.url + path).then((response) => response.status);
    assert.equal(await status('/healthz'), 200);
    assert.equal(await status(`/r/${'A'.repeat(22)}/ws`), 426);
    assert.equal(await status('/r//ws'), 404);
    assert.equal(await status('/'), 404);
  }));

test('a port that is taken rejects with EADDRINUSE', () =>
  withRelay({}, async ({ relay }) => {
    await assert.rejects(startRelay({ port: relay.port }), {
      code: 'EADDRINUSE',
    });
  }));
