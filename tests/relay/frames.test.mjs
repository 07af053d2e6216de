// The yamux rules of transport.md 1.1 ("our rule") and the cases of its section 5 that are about frames: what a tab sends
// harms only its own session.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  connectRequest,
  dataFrame,
  Flag,
  frame,
  initialWindow,
  Type,
} from '../helpers/mux_client.mjs';
import { withRelay } from '../helpers/relay_room.mjs';

/** A listener in a, a connection of b to it, and one of a bystander c, which must live on. */
async function scene({ join, ...rest }) {
  const [a, b, c] = [await join(), await join(), await join()];
  const listener = await a.listen(8000);
  const { stream } = await b.dial(8000);
  const accepted = await listener.accept();
  const bystander = (await c.dial(8000)).stream;
  const bystanderAccepted = await listener.accept();
  const bystanderLives = async () => {
    await bystander.write(Buffer.from('still here'));
    assert.equal(String(await bystanderAccepted.readExactly(10)), 'still here');
  };
  return { a, b, c, listener, stream, accepted, bystanderLives, ...rest };
}

const violations = {
  'a window overrun by one byte': ({ b, stream }) => {
    const credit = stream.sendWindow;
    b.send(dataFrame(stream.id, Buffer.alloc(credit - 100)));
    b.send(dataFrame(stream.id, Buffer.alloc(101)));
  },
  'a Data length of 0xffffffff, from the header alone': ({ b, stream }) =>
    b.send(frame(Type.data, 0, stream.id, 0xffffffff)),
  'a duplicate SYN': ({ b, stream }) =>
    b.send(frame(Type.windowUpdate, Flag.syn, stream.id, 0)),
  'an id of the wrong parity': ({ b }) =>
    b.send(frame(Type.windowUpdate, Flag.syn, 1000, 0)),
  'version 1': ({ b }) =>
    b.send(frame(Type.ping, Flag.syn, 0, 0, Buffer.alloc(0), 1)),
  'type 9': ({ b }) => b.send(frame(9, 0, 0, 0)),
  'a stream frame on stream 0': ({ b }) =>
    b.send(frame(Type.windowUpdate, 0, 0, 1)),
  'a ping on a stream': ({ b, stream }) =>
    b.send(frame(Type.ping, Flag.syn, stream.id, 1)),
  'credit beyond 2^32 - 1': ({ b, stream }) =>
    b.send(frame(Type.windowUpdate, 0, stream.id, 0xffffffff)),
  garbage: ({ b }) => b.send(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')),
  'a text message': ({ b }) => b.socket.send('{"type":"hello"}'),
};
for (const [name, violate] of Object.entries(violations)) {
  test(`${name}: GoAway(1), close 1002, its peer reset, the others untouched`, () =>
    withRelay({}, async (room) => {
      const { b, accepted, a, bystanderLives, log, ...rest } =
        await scene(room);
      violate({ b, ...rest });
      await b.until(() => b.closeCode !== null);
      assert.equal(b.goAway, 1);
      assert.equal(b.closeCode, 1002);
      assert.notEqual(b.closeReason, '');
      await a.until(() => accepted.resetErrno !== null);
      assert.equal(accepted.resetErrno, 0);
      await bystanderLives();
      assert.equal(log.filter(({ event }) => event === 'violation').length, 1);
    }));
}

test('a message longer than one frame is refused by the carrier, others untouched', () =>
  withRelay({}, async (room) => {
    const { a, b, accepted, bystanderLives } = await scene(room);
    b.send(Buffer.alloc(initialWindow + 13));
    await b.until(() => b.closeCode !== null);
    assert.equal(b.closeCode, 1009);
    await a.until(() => accepted.resetErrno !== null);
    await bystanderLives();
  }));

test('Data, WindowUpdate, FIN and RST for unknown ids are drained; the session lives', () =>
  withRelay({}, async (room) => {
    const { b, stream, accepted } = await scene(room);
    for (const flags of [0, Flag.fin, Flag.rst])
      for (const id of [1001, 1002]) {
        b.send(dataFrame(id, Buffer.from('lost'), flags));
        b.send(frame(Type.windowUpdate, flags, id, 5));
      }
    await stream.write(Buffer.from('alive'));
    assert.equal(String(await accepted.readExactly(5)), 'alive');
  }));

test('too many bytes for unknown ids close that session with 1008', () =>
  withRelay({ limits: { drainedBytes: 100_000 } }, async (room) => {
    const { b, bystanderLives } = await scene(room);
    b.send(dataFrame(1001, Buffer.alloc(100_000)));
    await b.roundTrip();
    b.send(dataFrame(1001, Buffer.alloc(1)));
    await b.until(() => b.closeCode !== null);
    assert.equal(b.closeCode, 1008);
    await bystanderLives();
  }));

test('what was under way on a stream the relay reset is not held against the tab', () =>
  withRelay({ limits: { drainedBytes: 0 } }, async (room) => {
    const { b, stream, accepted } = await scene(room);
    accepted.reset();
    await b.until(() => stream.resetErrno !== null);
    b.send(dataFrame(stream.id, Buffer.alloc(stream.sendWindow)));
    await b.roundTrip();
    assert.equal(b.closeCode, null);
  }));

test('a second FIN, or Data after FIN, resets that stream only', () =>
  withRelay({}, async (room) => {
    const { b, listener } = await scene(room);
    const misdeeds = [
      (stream) => stream.end(),
      (stream) => b.send(dataFrame(stream.id, Buffer.from('x'))),
    ];
    for (const misdeed of misdeeds) {
      const { stream } = await b.dial(8000);
      const accepted = await listener.accept();
      stream.end();
      misdeed(stream);
      await b.until(() => stream.resetErrno === 0);
      await accepted.client.until(() => accepted.resetErrno === 0);
    }
    await b.roundTrip();
  }));

test('FIN on a full Data frame: the data first, then the end', () =>
  withRelay({}, async (room) => {
    const { b, stream, accepted } = await scene(room);
    b.send(dataFrame(stream.id, Buffer.from('last'), Flag.fin));
    assert.equal(String(await accepted.readAll()), 'last');
    // The relay itself never puts FIN on data.
    const { frames } = accepted.client;
    assert.ok(
      frames.every(({ type, flags }) => type !== Type.data || flags === 0),
    );
  }));

test('RST on a Data frame resets; Data after it is drained', () =>
  withRelay({}, async (room) => {
    const { b, stream, accepted } = await scene(room);
    b.send(dataFrame(stream.id, Buffer.from('x'), Flag.rst));
    b.send(dataFrame(stream.id, Buffer.from('late')));
    await accepted.client.until(() => accepted.resetErrno === 0);
    await b.roundTrip();
  }));

test('credit granted after the own FIN still counts', () =>
  withRelay({}, async (room) => {
    const { stream, accepted } = await scene(room);
    stream.end();
    const reading = stream.readAll();
    await accepted.write(Buffer.alloc(3 * initialWindow));
    accepted.end();
    assert.equal((await reading).length, 3 * initialWindow);
  }));

test('a ping is echoed with its value; an unasked pong is ignored', () =>
  withRelay({}, async ({ join }) => {
    const a = await join();
    a.send(frame(Type.ping, Flag.ack, 0, 7));
    a.send(frame(Type.ping, Flag.syn, 0, 0xdeadbeef));
    await a.until(() => a.frames.length > 0);
    assert.deepEqual(a.frames, [
      { type: Type.ping, flags: Flag.ack, id: 0, length: 0xdeadbeef },
    ]);
  }));

test('answers that are never read end the session with 1008', () =>
  withRelay(
    { limits: { controlBytes: 20_000, highMark: 1 << 30 } },
    async (room) => {
      const { b, bystanderLives, log } = await scene(room);
      b.answersPings = false;
      b.socket.pause();
      const pings = Buffer.concat(
        Array.from({ length: 20_000 }, () => frame(Type.ping, Flag.syn, 0, 1)),
      );
      const over = () =>
        log.some(({ detail }) => detail === 'answers are not read');
      // The kernel takes some megabytes of answers first.
      for (let sent = 0; !over() && sent < 200; sent++) {
        b.send(pings);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await bystanderLives();
      assert.ok(over());
    },
  ));

test('2000 SYNs without a header: 1024 accepted, the rest reset, those reset when their time is over', () =>
  withRelay({ limits: { headerMs: 300 } }, async (room) => {
    const { b, relay, bystanderLives } = await scene(room);
    const before = relay.stats().streams;
    const streams = Array.from({ length: 2000 }, () => b.openStream());
    await b.roundTrip();
    const accepted = streams.filter((stream) => stream.acknowledged);
    const refused = streams.filter((stream) => stream.resetErrno === 11);
    assert.deepEqual([accepted.length, refused.length], [1024, 976]);
    assert.equal(relay.stats().streams, before + 1024);
    await b.until(() => accepted.every((stream) => stream.resetErrno === 0));
    assert.equal(relay.stats().streams, before);
    await bystanderLives();
  }));

test('streams beyond the limit are refused with 01, a listener that is full as well', () =>
  withRelay({ limits: { streams: 3 } }, async ({ join, relay }) => {
    const [a, b] = [await join(), await join()];
    await a.listen(8000);
    for (let i = 0; i < 2; i++) assert.equal((await b.dial(8000)).code, 0);
    const full = await b.dial(8000);
    assert.equal(full.code, 1);
    full.stream.end();
    await b.roundTrip();
    assert.equal((await b.listen(8001)).code, 0);
    assert.equal((await b.listen(8002)).code, 1);
    assert.equal(relay.stats().listeners, 2);
  }));

test('a window announced with SYN reaches the far sender before any WindowUpdate', () =>
  withRelay({}, async ({ join }) => {
    const [a, b] = [await join(), await join()];
    const listener = await a.listen(8000);
    const window = 1024 * 1024;
    const dialling = b.dial(8000, { window });
    const accepted = await listener.accept();
    const syn = a.frames.find(
      ({ flags, id }) => flags === Flag.syn && id === accepted.id,
    );
    assert.equal(syn.length, window - initialWindow);
    const { stream } = await dialling;
    accepted.sendWindow = window;
    await accepted.write(Buffer.alloc(window));
    await b.until(() => stream.receivedBytes === window + 12);
    assert.equal(a.closeCode, null);
  }));

test('GoAway(1) from a tab ends its session; GoAway(0) only keeps new dials away', () =>
  withRelay({}, async (room) => {
    const { a, b, c, stream, accepted, bystanderLives } = await scene(room);
    a.send(frame(Type.goAway, 0, 0, 0));
    await a.roundTrip();
    assert.equal((await c.dial(8000)).code, 5);
    await stream.write(Buffer.from('goes on'));
    assert.equal(String(await accepted.readExactly(7)), 'goes on');
    b.send(frame(Type.goAway, 0, 0, 1));
    await a.until(() => accepted.resetErrno === 0);
    await bystanderLives();
    await b.until(() => b.closeCode !== null);
  }));

test('a tab may dial its own listener through the relay', () =>
  withRelay({}, async ({ join }) => {
    const a = await join();
    const listener = await a.listen(8000);
    const own = a.openStream();
    own.request(connectRequest(8000));
    const accepted = await listener.accept();
    await own.readExactly(12);
    await own.write(Buffer.from('to myself'));
    assert.equal(String(await accepted.readExactly(9)), 'to myself');
    await a.close();
  }));
