// Somebody in the room who sends what they like where tabs tell each other of their pictures: a connection that ends with
// a line, or nonsense drawn as it is, and a page that lives.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { MuxClient } from '../helpers/mux_client.mjs';
import { open, others, roomOf, says } from './other_tabs.mjs';
import { openTab } from './playground.mjs';
import { browser, playground } from './served.mjs';

let context;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const keyOf = (room) =>
  createHash('sha256')
    .update(`tincan-picture${room}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

function frameOf(told, tail = Buffer.alloc(0)) {
  const text = Buffer.from(
    typeof told === 'string' ? told : JSON.stringify(told),
  );
  const head = Buffer.alloc(8);
  head.writeUInt32BE(text.length, 0);
  head.writeUInt32BE(tail.length, 4);
  return Buffer.concat([head, text, tail]);
}

const hello = frameOf({ type: 'hello', key: 'A'.repeat(22) });
const tables = { kinds: ['new'], sides: [''], flags: ['closed'] };
const batch = {
  total: 1,
  records: 0,
  levels: 0,
  shown: [],
  streams: [],
  made: 0,
  labels: [],
  places: [],
};
const trace = (part, tail) =>
  frameOf({ type: 'trace', notSent: 0, batch: { ...batch, ...part } }, tail);

const hostile = {
  'a frame of four gigabytes': Buffer.alloc(8, 0xff),
  'text that is no JSON': frameOf('{'),
  'text that is no UTF-8': Buffer.concat([
    Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]),
    Buffer.from([0xff, 0xfe]),
  ]),
  'a type nobody knows': frameOf({ type: 'toString' }),
  'no object': frameOf('null'),
  'a second hello': hello,
  'a file name without end': frameOf({
    type: 'run',
    filename: 'x'.repeat(100_000),
  }),
  'a stand that is none': frameOf({ type: 'stands', run: '__proto__' }),
  'bytes where none belong': frameOf({ type: 'still' }, Buffer.alloc(8)),
  'records that are not there': trace({ records: 44 }),
  'half a record': trace({ records: 7 }, Buffer.alloc(7)),
  'levels that are half a point': trace({}, Buffer.alloc(8)),
  'a hundred thousand streams shown': trace({
    shown: Array.from({ length: 1e5 }, (_, i) => i),
  }),
  'a stream without a state': trace({ shown: [1], streams: [{ id: 1 }] }),
};

async function forger(tab) {
  const port = Number(new URL(playground.url).port);
  const client = await MuxClient.open(port, keyOf(roomOf(tab)));
  const { code, stream } = await client.dial(1);
  assert.equal(code, 0);
  return { client, stream };
}

for (const [what, bytes] of Object.entries(hostile)) {
  test(`${what} ends the connection with a line that says so`, async () => {
    const tab = await openTab(context, playground.url, '#program=blank');
    await open(tab);
    await says(tab, 'No other tab of this room has this view open');
    const { client, stream } = await forger(tab);
    await stream.write(hello);
    await stream.write(frameOf({ type: 'run', filename: 'forged.js' }));
    await says(tab, 'forged.js, in another tab');
    await stream.write(bytes);
    await says(tab, 'The other tab sent what is no picture');
    await client.until(() => stream.peerFinished || stream.resetErrno !== null);
    client.socket.terminate();
    assert.deepEqual(tab.complaints, []);
    await tab.runCode("console.log('the page lives')");
    await tab.outputWith('the page lives');
  });
}

test('nonsense that is well formed is drawn as it is, and a flood of it does not stop the page', async () => {
  const tab = await openTab(context, playground.url, '#program=blank');
  await open(tab);
  await says(tab, 'No other tab of this room has this view open');
  const { client, stream } = await forger(tab);
  await stream.write(hello);
  await stream.write(
    frameOf({ type: 'run', filename: '<img src=x onerror=alert(1)>' }),
  );
  await stream.write(frameOf({ type: 'started', ...tables }));
  const side = {
    length: -1,
    highWaterMark: 'NaN',
    objectMode: false,
    flowing: null,
    lastPush: null,
    reading: true,
    ended: true,
    endEmitted: true,
  };
  const state = {
    id: 7,
    readable: side,
    writable: null,
    destroyed: true,
    closed: false,
    errored: true,
    pipedTo: 7,
  };
  const forged = trace(
    {
      total: 1e9,
      records: 44 * 4000,
      shown: [7, 8, 9],
      streams: [state],
      made: 3,
      labels: [[7, 1e9, '<b>bold</b>']],
    },
    Buffer.concat([Buffer.alloc(44 * 4000, 0xff), Buffer.alloc(72, 0xff)]),
  );
  await stream.write(forged);
  await says(tab, '<img src=x onerror=alert(1)>, in another tab');
  await others(tab).locator('.card').getByText('<b>bold</b>').waitFor();
  let flooding = true;
  const flood = (async () => {
    while (flooding) await stream.write(forged);
  })().catch(() => {});
  await tab.runCode("console.log('the page lives')");
  await tab.outputWith('the page lives');
  await tab.status(/^Ended/);
  flooding = false;
  client.socket.terminate();
  await flood;
  await says(tab, 'The other tab is gone');
  assert.deepEqual(tab.complaints, []);
});
