// npm run bench -- web [--rounds 7] [--sizes]: what the playground costs, in headless Chromium: sizes, how soon it answers, how smoothly it draws,
// memory. Beside each time stands the same measurement of a page that only starts a worker and prints (web_reference.mjs), taken in
// turn with it. Times are reported, never judged: only their relation means anything on a shared machine. Exits with 1 when a bound
// of size or memory is broken. --sizes measures the sizes alone.
import { parseArgs } from 'node:util';
import { freePort } from '../helpers/free_port.mjs';
import { Heaps } from '../web/heaps.mjs';
import { launch, openTab, serve, Tab } from '../web/playground.mjs';
import { serveReference } from './web_reference.mjs';
import { bounds, engineBytes, firstVisit, total } from './web_sizes.mjs';
import {
  countFrames,
  pressUntil,
  scrub,
  watchFirstResult,
} from './web_watch.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    sizes: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const MiB = 2 ** 20;
const console_ = '[role=log][aria-label=Console]';
const events = '[role=log][aria-label=Events]';
const status = '[role=status]';

/** Frames are counted for so many milliseconds, at least. */
const kFrames = 3000;

const burst = `const { Writable } = require('stream');
const sink = new Writable({ write(chunk, encoding, callback) { callback(); } });
(function some(left) {
  for (let i = 0; i < 1000; i += 1) sink.write('x');
  if (left > 1) setImmediate(some, left - 1);
})(LEFT);`;
/** About 10,000 events a second, for as long as frames are counted. */
const steady = `const { Writable } = require('stream');
const sink = new Writable({ write(chunk, encoding, callback) { callback(); } });
const end = Date.now() + ${kFrames} + 2000;
(function some() {
  for (let i = 0; i < WRITES; i += 1) sink.write('x');
  if (Date.now() < end) setTimeout(some, 10);
})();`;
/** The reference's worker: a message each 16 ms, which is how often a run's trace leaves at most. */
const busyWorker =
  "setInterval(() => postMessage('.'), 16); const t = Date.now(); while (Date.now() - t < 50);";

const median = (numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (number) => `${number.toFixed(number < 10 ? 1 : 0)} ms`;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const line = (what, ...rest) => console.log(what.padEnd(34), ...rest);

let broken = 0;
function bound(what, value, most, unit) {
  const holds = value <= most;
  if (!holds) broken += 1;
  line(
    what,
    unit(value).padStart(10),
    `(bound ${unit(most)})${holds ? '' : '  BROKEN'}`,
  );
}
const compare = (what, ours, reference, aim) =>
  line(
    what,
    ms(median(ours)).padStart(10),
    `reference ${ms(median(reference))}`.padEnd(22),
    `(aim ${aim})`,
  );

async function sizes(browser, url) {
  const sized = await firstVisit(browser, url);
  bound('first program, all in, gzip', total(sized), bounds.firstProgram, kB);
  for (const [name, bytes] of Object.entries(sized))
    line(`  ${name}`, kB(bytes).padStart(10));
  const { wasm, loader, stream, netWasm, net } = await engineBytes();
  bound('engine and stream façade, brotli', wasm + stream, bounds.engine, kB);
  line('  engine', kB(wasm).padStart(10));
  line('  stream façade', kB(stream).padStart(10));
  line('  loader (not counted)', kB(loader).padStart(10));
  line('  network, if asked for (not counted)', kB(netWasm).padStart(10));
  line('  net façade (not counted)', kB(net).padStart(10));
}

/** Milliseconds from navigation to the first result: of a new profile, and of the same one once more. */
async function opening(browser, url) {
  const context = await browser.newContext();
  const times = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const page = await context.newPage();
    await page.addInitScript(watchFirstResult, 'Echoed');
    await page.goto(url);
    await page.waitForFunction(() => globalThis.seen?.shown);
    times.push(await page.evaluate(() => globalThis.seen.shown));
    await page.close();
  }
  await context.close();
  return times;
}

async function openings(browser, ours, reference) {
  const times = { ours: [[], []], reference: [[], []] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, url] of Object.entries({ ours, reference })) {
      const [cold, warm] = await opening(browser, url);
      times[kind][0].push(cold);
      times[kind][1].push(warm);
    }
  }
  compare(
    'open to first result, cold',
    times.ours[0],
    times.reference[0],
    '2.5 s',
  );
  compare(
    'open to first result, warm',
    times.ours[1],
    times.reference[1],
    '0.7 s',
  );
}

async function answers(browser, ours, reference) {
  const context = await browser.newContext();
  const tab = await openTab(context, ours, '#program=echo');
  const bare = await context.newPage();
  await bare.goto(reference);
  const runs = { ours: [], reference: [] };
  for (let round = -1; round < rounds; round += 1) {
    const first = await tab.page.evaluate(pressUntil, {
      button: 'Run',
      selector: `${events} [data-row]`,
      text: '',
    });
    await tab.status(/^Ended/);
    const printed = await bare.evaluate(pressUntil, {
      button: 'Run',
      selector: console_,
      text: 'Echoed',
    });
    if (round < 0) continue;
    runs.ours.push(first);
    runs.reference.push(printed);
  }
  compare('Run to first event', runs.ours, runs.reference, '60 ms');

  const stops = { ours: [], reference: [] };
  await tab.code.fill('console.log("on"); while (true);');
  await bare.goto(
    `${reference}#code=${encodeURIComponent("postMessage('on'); for (;;);")}`,
  );
  await bare.reload();
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, page] of [
      ['ours', tab.page],
      ['reference', bare],
    ]) {
      await page.evaluate(pressUntil, {
        button: 'Run',
        selector: console_,
        text: 'on',
      });
      stops[kind].push(
        await page.evaluate(pressUntil, {
          button: 'Stop',
          selector: status,
          text: 'Stopped',
        }),
      );
    }
  }
  compare('Stop to stopped', stops.ours, stops.reference, '50 ms');
  await context.close();
}

async function frames(browser, ours, reference) {
  const context = await browser.newContext();
  const bare = await context.newPage();
  await bare.goto(`${reference}#code=${encodeURIComponent(busyWorker)}`);
  await bare.getByRole('button', { name: 'Run' }).click();
  const tell = (what, seen, beside, aim) =>
    line(
      what,
      `${seen.fps.toFixed(0)} fps`.padStart(10),
      `reference ${beside.fps.toFixed(0)} fps`.padEnd(22),
      `(aim ${aim} fps) longest pause ${ms(seen.longest)}, reference ${ms(beside.longest)}`,
    );

  const tab = await openTab(context, ours, '#program=blank');
  await tab.page.getByText('Virtual time, seed').click();
  await tab.page.getByLabel(/^Real/).check();
  await tab.code.fill(steady.replace('WRITES', '33'));
  await bare.bringToFront();
  const idle = await bare.evaluate(countFrames, { least: kFrames });
  await tab.page.bringToFront();
  await tab.run.click();
  const seen = await tab.page.evaluate(countFrames, { least: kFrames });
  await tab.status(/^Ended/);
  const total = await eventsOf(tab);
  line(
    '  events a second',
    (total / (kFrames / 1000 + 2)).toFixed(0).padStart(10),
  );
  tell('while events come steadily', seen, idle, 55);

  await tab.code.fill(burst.replace('LEFT', '340'));
  await tab.run.click();
  const flood = await tab.page.evaluate(countFrames, {
    selector: status,
    text: 'Ended',
    least: 200,
  });
  line('  events', (await eventsOf(tab)).toFixed(0).padStart(10));
  tell('in a burst of a million events', flood, idle, 30);

  const steps = await tab.page.evaluate(scrub, 60);
  line(
    'scrub step at a million events',
    ms(median(steps)).padStart(10),
    `worst ${ms(Math.max(...steps))}`.padEnd(22),
    '(aim 16 ms)',
  );
  await context.close();
}

/** Events of the run that is over, as the page says. */
async function eventsOf(tab) {
  const words = await tab.page
    .getByText(/[\d\u202f]+ events/)
    .first()
    .textContent();
  return Math.max(
    ...words
      .match(/[\d\u202f]+/g)
      .map((number) => Number(number.replaceAll('\u202f', ''))),
  );
}

async function memory(url) {
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  const heaps = await Heaps.at(port);
  const phone = {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  };
  for (const [what, options, most] of [
    ['tab after a million events', {}, 200],
    ['the same as a phone', phone, 80],
  ]) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const watched = await heaps.watch(page);
    const tab = new Tab(page);
    await page.goto(`${url}#program=blank`);
    await tab.runCode(burst.replace('LEFT', '340'));
    await tab.status(/^Ended/);
    const { bytes } = await heaps.bytesOf(watched);
    bound(what, bytes, most * MiB, (n) => `${(n / MiB).toFixed(1)} MiB`);
    await context.close();
  }
  heaps.close();
  await browser.close();
}

const playground = await serve();
const reference = await serveReference();
const browser = await launch();
try {
  await sizes(browser, playground.url);
  if (!values.sizes) {
    await openings(browser, `${playground.url}#program=echo`, reference.url);
    await answers(browser, playground.url, reference.url);
    await frames(browser, playground.url, reference.url);
    await memory(playground.url);
  }
} finally {
  await browser.close();
  await reference.close();
  await playground.close();
}
process.exitCode = broken > 0 ? 1 : 0;
