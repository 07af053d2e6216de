// Long cases of whole tabs (transport.md 5, cases 1, 23 and 24): a gigabyte each way between two programs whose memory stays, and
// tabs of Chromium that stand at a breakpoint or are frozen. `npm run soak -- tabs [--mebibytes 1024] [--minutes 3]`; needs the package
// built. Prints what was measured; exits with 1 when a bound is broken.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { randomKey } from '../../build/relay/server.js';
import { withTabs } from '../bench/chromium.mjs';

const { values } = parseArgs({
  options: {
    mebibytes: { type: 'string', default: '1024' },
    minutes: { type: 'string', default: '3' },
  },
});
const minutes = Number(values.minutes);
const mebibyte = 2 ** 20;
const kToken = 'token-of-this-soak';

const children = [];
async function start(file, ...args) {
  const program = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(program, args, { execArgv: ['--expose-gc'] });
  children.push(child);
  const [told] = await once(child, 'message');
  return { child, told };
}

const startRelay = (options) =>
  start(
    '../helpers/relay_process.mjs',
    JSON.stringify({ token: kToken, ...options }),
  );

async function stopAll() {
  for (const child of children.splice(0)) {
    child.disconnect();
    await once(child, 'exit');
  }
}

/** Case 1: as much both ways at once between two programs; equal, and the heaps flat. */
async function bothWays() {
  const { told } = await startRelay({});
  const url = `ws://127.0.0.1:${told.port}`;
  const options = JSON.stringify({ url, room: randomKey(), token: kToken });
  const peers = [];
  for (const role of ['server', 'client']) {
    peers.push(await start('../helpers/heap_peer.cjs', role, options));
  }
  const both = (what) =>
    Promise.all(
      peers.map(({ child }) => {
        child.send(what);
        return once(child, 'message').then(([answer]) => answer);
      }),
    );
  // A sixteenth first, so that windows have grown and code is warm.
  await both({ mebibytes: Math.ceil(Number(values.mebibytes) / 16) });
  const before = await both('measure');
  const ends = await both({ mebibytes: Number(values.mebibytes) });
  const after = await both('measure');
  assert.equal(ends[0].sent, ends[1].received);
  assert.equal(ends[1].sent, ends[0].received);
  const growths = after.map((bytes, i) => (bytes - before[i]) / mebibyte);
  console.log(
    `${values.mebibytes} MiB both ways between two programs, equal; heaps and buffers grew by`,
    growths.map((growth) => `${growth.toFixed(1)} MiB`).join(' and '),
  );
  for (const growth of growths)
    assert.ok(growth < 16, 'a program grew by 16 MiB or more');
  await stopAll();
}

/** Stops everything the page runs, its worker too, until the function this resolves with is called. */
async function stopAtBreakpoint(page) {
  const client = await page.context().newCDPSession(page);
  let id = 0;
  const workers = [];
  client.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.push(sessionId);
  });
  await client.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  assert.equal(workers.length, 1, 'the worker was not found');
  const inWorker = (method) =>
    client.send('Target.sendMessageToTarget', {
      sessionId: workers[0],
      message: JSON.stringify({ id: ++id, method }),
    });
  const paused = new Promise((resolve) =>
    client.on('Target.receivedMessageFromTarget', ({ message }) => {
      if (JSON.parse(message).method === 'Debugger.paused') resolve();
    }),
  );
  await client.send('Debugger.enable');
  await inWorker('Debugger.enable');
  const pagePaused = once(client, 'Debugger.paused');
  await inWorker('Debugger.pause');
  await client.send('Debugger.pause');
  page.evaluate(() => globalThis.name).catch(() => {});
  await Promise.all([pagePaused, paused]);
  return async () => {
    await inWorker('Debugger.resume');
    await client.send('Debugger.resume');
    await client.detach();
  };
}

/** Chrome's own way of stopping a tab that is not looked at. */
async function freeze(page) {
  const client = await page.context().newCDPSession(page);
  const become = (state) => client.send('Page.setWebLifecycleState', { state });
  await become('frozen');
  return () => become('active');
}

/**
 * Cases 23 and 24: a tab with an idle connection is stopped for minutes, while the relay pings and gives up on whoever is silent for a
 * minute. Afterwards the connection is there and carries bytes at once.
 */
async function stopped(what, stop) {
  await withTabs('tcp_tab.mjs', async ({ origin, version, openTab }) => {
    const { child, told } = await startRelay({ origins: [origin] });
    const url = `ws://127.0.0.1:${told.port}`;
    const options = { url, room: randomKey() };
    const tabs = {};
    for (const role of ['sink', 'source']) {
      tabs[role] = await openTab();
      await tabs[role].ask({ kind: 'tincan', role, options });
    }
    const send = async () => {
      const load = { size: 65536, count: 16 };
      const arrived = tabs.sink.ask(load);
      await tabs.source.ask(load);
      await arrived;
    };
    await send();
    const goOn = await stop(tabs.sink.page);
    await wait(minutes * 60_000);
    child.send('measure');
    const [{ stats }] = await once(child, 'message');
    assert.equal(stats.sessions, 2, 'the relay has ended the stopped tab');
    await goOn();
    const begun = performance.now();
    await send();
    console.log(
      `Chromium ${version}: ${what} for ${minutes} minutes, then 1 MiB in ${(performance.now() - begun).toFixed(0)} ms`,
    );
    await stopAll();
  });
}

await bothWays();
await stopped('at a breakpoint', stopAtBreakpoint);
await stopped('frozen', freeze);
