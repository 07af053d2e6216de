// Connections through the relay: dial, listen, refusal, bytes, half-close, reset (transport.md 2.2 and 2.5).
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import test from 'node:test';
import {
  bindRequest,
  connectRequest,
  dataFrame,
  greeting,
  socksRequest,
} from '../helpers/mux_client.mjs';
import { echo, withRelay } from '../helpers/relay_room.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('a dial nobody listens for is refused with 05 and FIN', () =>
  withRelay({}, async ({ join }) => {
    const b = await join();
    const { code, stream } = await b.dial(8000);
    assert.equal(code, 5);
    assert.equal(await stream.read(), null);
    stream.end();
  }));

test('a dial reaches the listener with a 28-byte PROXY header whose ports match the reply', () =>
  withRelay({}, async ({ join, relay }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    assert.deepEqual([listener.code, listener.port], [0, 8000]);
    const { code, port, address, stream } = await b.dial(8000);
    assert.equal(code, 0);
    assert.deepEqual(address, [127, 0, 0, 1]);
    const accepted = await listener.accept();
    assert.deepEqual(accepted.proxy, {
      signature: '\r\n\r\n\0\r\nQUIT\n',
      versionAndFamily: 0x2111,
      source: '127.0.0.1',
      sourcePort: port,
      port: 8000,
    });
    assert.equal(accepted.id % 2, 0);
    assert.equal(relay.stats().splices, 1);
    await stream.write(Buffer.from('Hello I am B'));
    await accepted.write(Buffer.from('Hello I am A'));
    assert.equal(String(await accepted.read()), 'Hello I am B');
    assert.equal(String(await stream.read()), 'Hello I am A');
  }));

test('SOCKS step by step, and byte by byte, is answered like a pipelined request', () =>
  withRelay({}, async ({ join }) => {
    const a = await join();
    await a.listen(8000);
    const b = await join();
    const steps = b.openStream();
    b.send(dataFrame(steps.id, greeting));
    assert.deepEqual([...(await steps.readExactly(2))], [5, 0]);
    b.send(dataFrame(steps.id, socksRequest(1, '127.0.0.1', 8000)));
    assert.deepEqual(
      [...(await steps.readExactly(8))],
      [5, 0, 0, 1, 127, 0, 0, 1],
    );
    const dribble = b.openStream();
    for (const byte of connectRequest(8000))
      b.send(dataFrame(dribble.id, Buffer.from([byte])));
    assert.deepEqual([...(await dribble.readExactly(4))], [5, 0, 5, 0]);
  }));

test('requests the relay cannot serve get their reply code', () =>
  withRelay({}, async ({ join }) => {
    const b = await join();
    const cases = [
      [
        'associate',
        Buffer.concat([greeting, socksRequest(3, 'localhost', 1)]),
        [5, 0, 5, 7],
      ],
      ['foreign name', connectRequest(80, 'example.com'), [5, 0, 5, 4]],
      ['foreign bind', bindRequest(80, '10.0.0.1'), [5, 0, 5, 4]],
      [
        'address type',
        Buffer.concat([greeting, Buffer.from([5, 1, 0, 9, 0, 0, 0])]),
        [5, 0, 5, 8],
      ],
      ['no acceptable method', Buffer.from([5, 1, 2]), [5, 255]],
    ];
    for (const [name, bytes, expected] of cases) {
      const stream = b.openStream();
      b.send(dataFrame(stream.id, bytes));
      assert.deepEqual(
        [...(await stream.readExactly(expected.length))],
        expected,
        name,
      );
    }
    const malformed = b.openStream();
    b.send(dataFrame(malformed.id, Buffer.from('GET / HTTP/1.1')));
    await b.until(() => malformed.resetErrno === 0);
  }));

test('a listener on one family does not hear the other', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    await a.listen(8001, { host: 'localhost' });
    await a.listen(8002);
    const v6 = async (port) => {
      const stream = b.openStream();
      const address = Buffer.alloc(16);
      address[15] = 1;
      const request = Buffer.from([
        5,
        1,
        0,
        4,
        ...address,
        port >> 8,
        port & 255,
      ]);
      b.send(dataFrame(stream.id, Buffer.concat([greeting, request])));
      return [...(await stream.readExactly(6))];
    };
    assert.deepEqual(await v6(8001), [5, 0, 5, 5, 0, 1]);
    assert.equal((await b.dial(8001)).code, 0);
    const dial = v6(8002);
    // The header is 52 bytes for IPv6: this client reads 28 of them and accepts all the same.
    assert.deepEqual(await dial, [5, 0, 5, 0, 0, 4]);
  }));

test('4 MiB come back from an echo unchanged, in several windows', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const { stream } = await b.dial(8000);
    const echoing = echo(await listener.accept());
    const bytes = randomBytes(4 * 1024 * 1024);
    const sending = stream.write(bytes).then(() => stream.end());
    const back = await stream.readAll();
    await Promise.all([sending, echoing]);
    assert.equal(sha256(back), sha256(bytes));
  }));

test('half-close: each side ends alone, data goes on the other way', () =>
  withRelay({}, async ({ join, relay }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    for (const first of ['dialler', 'listener']) {
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      const [one, other] =
        first === 'dialler' ? [stream, accepted] : [accepted, stream];
      await one.write(Buffer.from('last words'));
      one.end();
      assert.equal(String(await other.readAll()), 'last words');
      const late = randomBytes(600 * 1024);
      const reading = one.readAll();
      await other.write(late);
      other.end();
      assert.equal(sha256(await reading), sha256(late));
    }
    await b.until(() => relay.stats().splices === 0);
  }));

test('a reset passes on with its errno, and the stream is gone', () =>
  withRelay({}, async ({ join, relay }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    for (const errno of [0, 110]) {
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      accepted.reset(errno);
      await b.until(() => stream.resetErrno !== null);
      assert.equal(stream.resetErrno, errno);
      assert.equal(relay.stats().splices, 0);
    }
  }));

test('a second listen on a port is refused with 05; the first goes on; close frees the port', () =>
  withRelay({}, async ({ join, relay }) => {
    const [a, b] = [await join(), await join()];
    const first = await a.listen(8000);
    assert.equal((await b.listen(8000)).code, 5);
    assert.equal((await a.listen(8000)).code, 5);
    const { stream } = await b.dial(8000);
    const accepted = await first.accept();
    first.stream.end();
    await a.until(() => first.stream.peerFinished);
    assert.equal(relay.stats().listeners, 0);
    await stream.write(Buffer.from('still open'));
    assert.equal(String(await accepted.read()), 'still open');
    assert.equal((await b.dial(8000)).code, 5);
    assert.equal((await b.listen(8000)).code, 0);
  }));

test('listen(0) is given a free port of the range left to listeners', () =>
  withRelay({}, async ({ join }) => {
    const a = await join();
    const [one, two] = [await a.listen(0), await a.listen(0)];
    assert.equal(one.code, 0);
    assert.ok(one.port >= 32768 && one.port < 49152, String(one.port));
    assert.notEqual(one.port, two.port);
  }));

test('rooms are apart: a port of one is free in the other, and not dialled from it', () =>
  withRelay({}, async ({ join, secret, relay }) => {
    const a = await join();
    assert.equal((await a.listen(8000)).code, 0);
    const other = await join({ secret: secret() });
    assert.equal((await other.dial(8000)).code, 5);
    assert.equal((await other.listen(8000)).code, 0);
    assert.equal(relay.stats().rooms, 2);
  }));

test('what a client sends before the reply is delivered, up to 512 bytes with the header', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    a.autoAccept = false;
    const listener = await a.listen(8000);
    const eager = b.openStream();
    b.send(
      dataFrame(
        eager.id,
        Buffer.concat([connectRequest(8000), Buffer.from('early ')]),
      ),
    );
    const accepted = await listener.accept();
    b.send(dataFrame(eager.id, Buffer.from('bird')));
    eager.end();
    const greedy = b.openStream();
    b.send(dataFrame(greedy.id, connectRequest(8000)));
    b.send(dataFrame(greedy.id, Buffer.alloc(513)));
    await b.until(() => greedy.resetErrno === 0);
    a.accept(accepted);
    assert.equal(String(await accepted.readAll()), 'early bird');
  }));

test('a listener that answers with RST refuses the dial', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    a.autoAccept = false;
    const listener = await a.listen(8000);
    const dialling = b.dial(8000);
    (await listener.accept()).reset();
    assert.equal((await dialling).code, 5);
  }));

test('10,000 streams opened and closed leave nothing behind', () =>
  withRelay(
    { limits: { dialsPerSecond: 0 } },
    async ({ join, relay, settled }) => {
      const [a, b] = [await join(), await join()];
      const listener = await a.listen(8000);
      const serve = (async () => {
        for (let i = 0; i < 10_000; i++) {
          const accepted = await listener.accept();
          accepted.end();
          a.streams.delete(accepted.id);
        }
      })();
      let opened = 0;
      const dialMany = async () => {
        while (opened < 10_000) {
          opened++;
          const { code, stream } = await b.dial(8000);
          assert.equal(code, 0);
          stream.end();
          assert.equal(await stream.read(), null);
          b.streams.delete(stream.id);
        }
      };
      await Promise.all([serve, ...Array.from({ length: 50 }, dialMany)]);
      await listener.stream.end();
      await a.until(() => relay.stats().streams === 0);
      await Promise.all([a.close(), b.close()]);
      await settled(() => relay.stats().sessions === 0);
      const { queuedBytes, ...counts } = relay.stats();
      assert.equal(queuedBytes, 0);
      assert.deepEqual(counts, {
        rooms: 0,
        sessions: 0,
        streams: 0,
        splices: 0,
        listeners: 0,
        reservations: 0,
      });
    },
  ));

test('frames cut into messages of 1 to 13 bytes carry the same bytes', () =>
  withRelay({}, async ({ join }) => {
    const a = await join();
    const listener = await a.listen(8000);
    for (const splitBytes of [1, 2, 3, 5, 7, 11, 12, 13]) {
      const b = await join();
      b.splitBytes = splitBytes;
      const { stream } = await b.dial(8000);
      const bytes = randomBytes(3000);
      const reading = (await listener.accept()).readAll();
      await stream.write(bytes, 100);
      stream.end();
      assert.equal(
        sha256(await reading),
        sha256(bytes),
        `pieces of ${splitBytes}`,
      );
      await b.close();
    }
  }));

test('1000 frames in one message are 1000 frames', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const { stream } = await b.dial(8000);
    const bytes = randomBytes(1000);
    b.merging = true;
    for (const byte of bytes) b.send(dataFrame(stream.id, Buffer.from([byte])));
    stream.end();
    assert.ok(b.release() > 13_000);
    assert.equal(
      sha256(await (await listener.accept()).readAll()),
      sha256(bytes),
    );
  }));

test('a client closed before it was answered leaves no dial behind', () =>
  withRelay({}, async ({ join, relay }) => {
    const a = await join();
    a.autoAccept = false;
    const listener = await a.listen(8000);
    const b = await join();
    const stream = b.openStream();
    b.send(dataFrame(stream.id, connectRequest(8000)));
    const accepted = await listener.accept();
    await b.close();
    await a.until(() => accepted.resetErrno === 0);
    assert.equal(relay.stats().streams, 1);
  }));
