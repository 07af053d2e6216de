// npm run bench -- tcp [--rounds 9] [--scale 1] [--only speed|memory|tabs]: virtual TCP over the relay against a raw `ws` relay with the
// same hops, in Node and tab to tab in Chromium, and the relay's memory under load. Ratios of medians of interleaved pairs: only
// those mean anything on a shared machine. Exits with 1 when a bound of memory is broken; speed is reported, not judged.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { randomKey } from '../../build/relay/server.js';
import {
  bothWays,
  idleSockets,
  liveStreams,
  pausedReader,
} from '../helpers/relay_load.mjs';
import { withTabs } from './chromium.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const mebibyte = 2 ** 20;
const kToken = 'token-of-this-bench';

/** What is sent in one run, and the window the connection may grow to. `goal`: at least this ratio. */
const loads = [
  { name: '64 KiB writes', size: 65536, window: 1, mebibytes: 256, goal: 0.85 },
  { name: '64 KiB writes', size: 65536, window: 4, mebibytes: 256, goal: 0.95 },
  { name: '1 KiB writes', size: 1024, window: 4, mebibytes: 48, goal: 2 },
];

const children = [];
async function start(file, ...args) {
  const program = path.join(import.meta.dirname, file);
  const child = fork(program, args.map(JSON.stringify), {
    execArgv: ['--expose-gc'],
  });
  children.push(child);
  const [told] = await once(child, 'message');
  return { child, told };
}

/** Both relays, each in a process; resolves with the options of an end by kind. */
async function startRelays(options = {}) {
  const { told: raw } = await start('tcp_raw_relay.mjs');
  const { told: ours } = await start('../helpers/relay_process.mjs', {
    token: kToken,
    ...options,
  });
  return {
    raw: { url: `ws://127.0.0.1:${raw.port}` },
    tincan: { url: `ws://127.0.0.1:${ours.port}`, room: randomKey() },
  };
}

function stopAll() {
  for (const child of children.splice(0)) child.disconnect();
}

/** A process as an end: `ask` resolves with what it says next. */
async function processEnd(kind, role, options) {
  const program = path.join(import.meta.dirname, 'tcp_peer.mjs');
  const child = fork(program, [kind, role, JSON.stringify(options)]);
  children.push(child);
  await once(child, 'message');
  return {
    async run(load) {
      child.send(load);
      if (role === 'source') return undefined;
      return once(child, 'message');
    },
  };
}

const median = (numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs raw and tincan in turn; resolves with the medians in MiB a second. The first round only warms up. */
async function pairs(ends, { size, mebibytes }) {
  const count = Math.ceil((mebibytes * Number(values.scale) * mebibyte) / size);
  const rates = { raw: [], tincan: [] };
  for (let round = -1; round < rounds; round++) {
    for (const [kind, { sink, source }] of Object.entries(ends)) {
      const load = { size, count };
      const begun = performance.now();
      const arrived = sink.run(load);
      await source.run(load);
      await arrived;
      const seconds = (performance.now() - begun) / 1000;
      if (round >= 0) rates[kind].push((size * count) / mebibyte / seconds);
    }
  }
  return { raw: median(rates.raw), tincan: median(rates.tincan) };
}

function report(where, load, rates) {
  const what = `${load.name}, window ${load.window} MiB`;
  const ratio = (rates.tincan / rates.raw).toFixed(2);
  const goal = where === 'Node' ? `(goal ${load.goal.toFixed(2)})` : '';
  console.log(
    `${where.padEnd(14)} ${what.padEnd(30)} raw ${rates.raw.toFixed(0).padStart(5)}`,
    `tincan ${rates.tincan.toFixed(0).padStart(5)} MiB/s  ratio ${ratio} ${goal}`,
  );
}

async function speedInNode() {
  for (const load of loads) {
    const at = await startRelays();
    const maxWindow = load.window * mebibyte;
    const ends = {};
    for (const kind of ['raw', 'tincan']) {
      const options = { ...at[kind], token: kToken, maxWindow };
      const sink = await processEnd(kind, 'sink', options);
      const source = await processEnd(kind, 'source', options);
      ends[kind] = { sink, source };
    }
    report('Node', load, await pairs(ends, load));
    stopAll();
  }
}

async function speedInTabs() {
  await withTabs('tcp_tab.mjs', async ({ origin, version, openTab }) => {
    for (const load of loads) {
      const at = await startRelays({ origins: [origin] });
      const maxWindow = load.window * mebibyte;
      const ends = {};
      const tabs = [];
      for (const kind of ['raw', 'tincan']) {
        const options = { ...at[kind], maxWindow };
        ends[kind] = {};
        for (const role of ['sink', 'source']) {
          const tab = await openTab();
          tabs.push(tab);
          await tab.ask({ kind, role, options });
          ends[kind][role] = { run: tab.ask };
        }
      }
      report(`Chromium ${parseInt(version)}`, load, await pairs(ends, load));
      for (const { page } of tabs) await page.close();
      stopAll();
    }
  });
}

/** The same offer to the raw relay, for contrast. */
async function pausedReaderRaw(mebibytes) {
  const { child, told } = await start('tcp_raw_relay.mjs');
  const { WebSocket } = await import('ws');
  const url = `ws://127.0.0.1:${told.port}`;
  const [reader, writer] = [new WebSocket(url), new WebSocket(url)];
  await Promise.all([once(reader, 'open'), once(writer, 'open')]);
  reader.pause();
  const rss = async () => {
    child.send('measure');
    return (await once(child, 'message'))[0].rss;
  };
  const before = await rss();
  const block = Buffer.alloc(mebibyte);
  for (let i = 0; i < mebibytes; i++)
    await new Promise((resolve) => writer.send(block, resolve));
  const growth = ((await rss()) - before) / mebibyte;
  console.log(`  the raw relay meanwhile: ${growth.toFixed(0)} MiB`);
  for (const socket of [reader, writer]) socket.terminate();
  stopAll();
}

async function memory() {
  await pausedReader(400);
  await pausedReaderRaw(400);
  await idleSockets(5000);
  await liveStreams(10_000);
  await bothWays(1024);
}

const parts = { speed: speedInNode, memory, tabs: speedInTabs };
for (const [name, part] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) await part();
}
