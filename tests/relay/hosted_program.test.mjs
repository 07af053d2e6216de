// The program of a public instance from outside: what it logs, what it counts, and how one process takes over from another. The
// limits themselves: limits.test.mjs.
import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import {
  authKeyOf,
  randomKey,
  roomIdOf,
  subprotocolsOf,
} from '../../build/relay/server.js';
import { freePort } from '../helpers/free_port.mjs';
import { serveAt, tab } from '../helpers/gateway_programs.mjs';
import { MuxClient } from '../helpers/mux_client.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tincan-hosted-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** The program's log as it comes: `records` so far, and `has(condition)` once one of them meets it. */
function logOf({ program, printed }) {
  const records = [];
  let rest = printed;
  const take = (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    records.push(...lines.map((line) => JSON.parse(line)));
  };
  take('');
  program.stdout.on('data', take);
  const all = () => JSON.stringify(records);
  async function has(condition) {
    const more = on(program.stdout, 'data', { close: ['end'] });
    while (!records.some(condition)) {
      const { done } = await more.next();
      assert.ok(!done, `the program ended; ${all()}`);
    }
    await more.return();
    return records.find(condition);
  }
  return { records, all, has };
}

async function ticketOf(url) {
  const { origin } = new URL(url);
  const headers = { Origin: origin };
  const answer = await fetch(`${origin}/r/ticket`, { method: 'POST', headers });
  return answer.text();
}

/** Enters a room as a page does. */
async function enter(url, secret, tabKey, proof = secret) {
  const ticket = await ticketOf(url);
  const protocols = [...subprotocolsOf(proof, tabKey), `t.${ticket}`];
  const { port } = new URL(url);
  return { ticket, client: await MuxClient.open(port, secret, { protocols }) };
}

test('the log is JSON, a line an event, and names no secret; metrics count on a port of their own', async () => {
  const metrics = await freePort();
  const hosted = await serveAt(
    0,
    '--profile=hosted',
    '--metrics',
    String(metrics),
  );
  const log = logOf(hosted);
  const [secret, tabKey] = [randomKey(), randomKey()];
  const { client, ticket } = await enter(hosted.url, secret, tabKey);
  await client.listen(8000);
  await assert.rejects(enter(hosted.url, secret, tabKey, randomKey()), {
    status: 401,
  });
  client.send(Buffer.from('no frame at all'));
  await assert.rejects(client.until(() => false));
  await log.has(({ event }) => event === 'closed');

  const events = log.records.map(({ event }) => event);
  const expected = ['listening', 'opened', 'refused', 'violation', 'closed'];
  assert.deepEqual(events, expected);
  for (const { time } of log.records)
    assert.equal(new Date(time).toISOString(), time);
  const authKey = authKeyOf(secret);
  for (const hidden of [secret, authKey, roomIdOf(authKey), tabKey, ticket])
    assert.ok(!log.all().includes(hidden), hidden);

  const scraped = await fetch(`http://127.0.0.1:${metrics}/metrics`);
  const text = await scraped.text();
  for (const line of [
    'tincan_sessions_opened_total 1',
    'tincan_sessions_refused_total{status="401"} 1',
    'tincan_sessions_violations_total{detail="version is not 0"} 1',
    'tincan_sessions_closed_total{detail="1002"} 1',
    'tincan_sessions 0',
    'tincan_listeners 0',
  ])
    assert.ok(text.includes(`${line}\n`), `${line} in\n${text}`);
  assert.match(text, /^tincan_received_bytes_total [1-9]/m);
  assert.match(text, /^process_resident_memory_bytes /m);
  assert.equal((await fetch(`${hosted.url}metrics`)).status, 404);
  hosted.program.kill('SIGTERM');
  await once(hosted.program, 'exit');
});

test('a flood of refusals is not a flood of lines; what is left out is counted', async () => {
  const hosted = await serveAt(0, '--profile=hosted');
  const log = logOf(hosted);
  const { port } = new URL(hosted.url);
  const knock = async () => {
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
    const request = http.get({ port, path: '/r/x/ws', headers });
    const [response] = await once(request, 'response');
    response.resume();
    assert.equal(response.statusCode, 401);
    await once(response, 'close');
  };
  let knocks = 0;
  const told = () => log.records.find(({ dropped }) => dropped > 0);
  while (!told()) {
    knocks += 50;
    await Promise.all(Array.from({ length: 50 }, knock));
  }
  const perSecond = new Map();
  for (const { time } of log.records) {
    const second = time.slice(0, 19);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  assert.ok(Math.max(...perSecond.values()) <= 200);
  assert.ok(told().dropped <= knocks);
  hosted.program.kill('SIGTERM');
  await once(hosted.program, 'exit');
});

test('an upgrade: the next process on the port; tabs come back, ports are theirs, nobody else gets them', async () => {
  const port = await freePort();
  const file = path.join(folder, 'handover.json');
  // Of the local profile, whose tabs need no ticket; the rest is the same.
  const arguments_ = ['--drain=60', '--handover', file];
  const first = await serveAt(port, ...arguments_);
  const room = randomKey();
  const owner = await tab(
    first.url,
    room,
    8000,
    `net.createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
       .on('error', (error) => console.log(error.message))
       .listen(port, () => console.log('listening'));`,
  );
  await owner.says('listening');
  const key = randomKey();
  const { client } = await enter(first.url, room, key);
  const held = await client.listen(8001);
  assert.equal(held.code, 0);
  const before = await client.dial(8000);
  assert.equal(before.code, 0);

  const exited = once(first.program, 'exit');
  first.program.kill('SIGTERM');
  await client.until(() => client.goAway === 0);
  // From here on the next process may start: the port is free while connections still end.
  const kept = JSON.parse(fs.readFileSync(file, 'utf8')).ports;
  assert.deepEqual(kept.map((each) => each.port).sort(), [8000, 8001]);
  assert.ok(!fs.readFileSync(file, 'utf8').includes(key));
  assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  const second = await serveAt(port, ...arguments_);
  assert.ok(second.url, second.complaints);
  assert.ok(!fs.existsSync(file));

  // What ran goes on over the old process, to its end.
  before.stream.request(Buffer.from('still'));
  assert.equal(String(await before.stream.readExactly(5)), 'still');
  const thief = (await enter(second.url, room, randomKey())).client;
  assert.equal((await thief.listen(8000)).code, 5, 'kept for its tab');
  assert.equal((await thief.listen(8001)).code, 5);
  before.stream.end();
  assert.equal(await before.stream.read(), null);
  await client.close(1012);
  const back = (await enter(second.url, room, key)).client;
  assert.equal((await back.listen(8001)).code, 0);
  const [code] = await exited;
  assert.equal(code, 0);

  // The engine's own return, after its random wait: a dial waits for it, or is refused until then.
  for (;;) {
    const { code: answer, stream } = await thief.dial(8000);
    if (answer === 0) {
      stream.request(Buffer.from('again'));
      assert.equal(String(await stream.readExactly(5)), 'again');
      stream.end();
      assert.equal(await stream.read(), null);
      break;
    }
    assert.equal(answer, 5);
  }
  assert.deepEqual(owner.lines, ['listening'], 'its program noticed nothing');
  second.program.kill('SIGTERM');
  await once(second.program, 'exit');
});
