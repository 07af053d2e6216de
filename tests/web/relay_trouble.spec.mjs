// A relay that dies while a program uses it: the page says so in words, and the next run finds the relay
// when it is back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, openTab, serve } from './playground.mjs';

const listen =
  "require('net').createServer().listen(8000, () => console.log('listening'));";

test('a relay that dies is lost, in words, and the next run finds it again', async () => {
  const browser = await launch();
  let playground = await serve();
  const { port } = playground;
  const context = await browser.newContext();
  const tab = await openTab(context, playground.url, '#program=blank');
  await tab.runCode(listen);
  await tab.outputWith('listening');
  await tab.status('Relay: connected');

  await playground.close();
  await tab.status('Relay: lost');

  await tab.runCode("require('net').connect(8000, 'localhost');");
  await tab.status('Exit code 1');
  assert.match(await tab.output(), /Error: connect E(NETUNREACH|CONNREFUSED)/);

  playground = await serve(port);
  await tab.runCode(listen);
  await tab.outputWith('listening');
  await tab.status('Relay: connected');
  await browser.close();
  await playground.close();
});
