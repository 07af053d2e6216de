// The measured program of the memory bench, one library a process: `node --expose-gc memory_streams.mjs <library> <streams> <MiB>`
// prints a line of JSON for each row. Only what it measures; tables are memory.mjs's.
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';

const [library, streams, mebibytes] = process.argv.slice(2);
const total = Number(streams);
const kBatch = 1000;

/** The library, and what is known of its engine: how many ids are taken, how much memory Wasm has. */
async function load() {
  if (library !== 'tincan') {
    const stream = createRequire(import.meta.url)(library);
    return { stream, ids: () => 0, wasmBytes: () => 0 };
  }
  const border = await import('../helpers/border.mjs');
  return {
    stream: border.stream,
    ids: border.liveStreams,
    wasmBytes: border.memoryBytes,
  };
}
const { stream, ids, wasmBytes } = await load();
const { Duplex, PassThrough, Readable, Writable } = stream;

const sink = () =>
  new Writable({ write: (chunk, encoding, callback) => callback() });
const source = (chunk, count) =>
  new Readable({
    read() {
      this.push(count-- > 0 ? chunk : null);
    },
  });

/** What becomes of streams; each makes four of them. */
const lives = {
  'piped to the end, closed': () => {
    source('chunk', 1).pipe(new PassThrough()).pipe(sink());
    new Duplex().destroy();
  },
  'used and dropped, not closed': () => {
    new Readable({ read() {} }).push('left behind');
    new Writable({ write() {} }).write('never answered');
    new PassThrough().write('never read');
    new Duplex({ read() {} }).on('readable', () => {});
  },
};

/** Garbage is collected until nothing more goes: finalizers run between two turns, and free ids a moment later. */
async function collected(isEnough) {
  for (let attempt = 0; attempt < 60; ++attempt) {
    globalThis.gc();
    await wait(50);
    if (attempt > 4 && isEnough()) break;
  }
  globalThis.gc();
  return {
    heap: process.memoryUsage().heapUsed,
    ids: ids(),
    wasm: wasmBytes(),
  };
}

const report = (row) => console.log(JSON.stringify(row));

async function makeAndDrop(life, count) {
  for (let made = 0; made < count; made += 4 * kBatch) {
    for (let i = 0; i < kBatch; ++i) life();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

for (const [name, life] of Object.entries(lives)) {
  const base = ids();
  // Wasm memory cannot shrink and holds what was ever alive at once, which is as many as garbage collection lets pile up: half
  // of all first, so that what is reported is what comes on top.
  await makeAndDrop(life, total / 2);
  const before = await collected(() => ids() === base);
  await makeAndDrop(life, total);
  const after = await collected(() => ids() === base);
  report({ name, before, after });
}

const chunk = Buffer.alloc(64 * 1024);
const count = Number(mebibytes) * 16;
let seen = 0;
const samples = [];
const counting = new Writable({
  write(data, encoding, callback) {
    seen += 1;
    if (seen % (count / 16) === 0) {
      globalThis.gc();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      samples.push({
        heap: heapUsed,
        buffers: arrayBuffers,
        wasm: wasmBytes(),
      });
    }
    callback();
  },
});
await new Promise((resolve, reject) => {
  stream.pipeline(source(chunk, count), new PassThrough(), counting, (error) =>
    error ? reject(error) : resolve(),
  );
});
report({ name: 'piped', bytes: seen * chunk.length, samples });
