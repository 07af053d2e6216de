// The page of a public instance: it fetches a ticket for each WebSocket, and an upgrade of the relay takes no port from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTab, serve } from './playground.mjs';
import { browser } from './served.mjs';

const server = `require('net')
  .createServer((socket) => socket.end('Hello'))
  .listen(8000, () => console.log('listening'));`;
const client = `const socket = require('net').connect(8000);
socket.on('data', (chunk) => console.log(String(chunk)));
socket.on('error', (error) => console.log(error.message));`;

test('two tabs meet with tickets; after an upgrade the same server is met again', async () => {
  const first = await serve(0, undefined, { profile: 'hosted' });
  const context = await browser.newContext();
  const tickets = [];
  context.on('response', (response) => {
    if (response.url().endsWith('/r/ticket')) tickets.push(response.status());
  });
  const a = await openTab(context, first.url, '#program=blank');
  await a.runCode(server);
  await a.outputWith('listening\n');
  const room = new URL(a.page.url()).hash;
  const b = await openTab(context, first.url, room);
  await b.runCode(client);
  assert.equal(await b.outputWith('Hello'), 'Hello\n');
  assert.deepEqual(tickets, [200, 200]);

  const keptPorts = first.handover();
  assert.deepEqual(
    keptPorts.map(({ port }) => port),
    [8000],
  );
  await first.close();
  const second = await serve(first.port, undefined, {
    profile: 'hosted',
    keptPorts,
  });
  // A dial waits for the port's owner, who is back within its wait; a run before that is refused.
  let met = '';
  while (!met.includes('Hello')) {
    await b.runCode(client);
    await b.status(/^Ended/);
    met = await b.output();
    assert.match(met, /^(Hello|connect ECONNREFUSED 127.0.0.1:8000)\n/);
  }
  assert.equal(await a.output(), 'listening\n');
  await a.status('Running');
  await context.close();
  await second.close();
});
