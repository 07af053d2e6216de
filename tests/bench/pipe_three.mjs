// The measured program: Readable → Transform → Writable by pipe(), the same for every stream library.
// Runs in Node and in a page; it imports nothing.

/** What is piped: `objects` are small objects in object mode, `buffers` one 64 KiB view again and again. */
export const loads = {
  objects: { objectMode: true, count: 20_000, chunk: () => ({ n: 1 }) },
  buffers: {
    objectMode: false,
    count: 5_000,
    chunk: () => new Uint8Array(64 * 1024),
  },
};

/** Pipes `count` chunks through three stages of a Node-style library; resolves when the sink is done. */
export function pipeNodeStyle({ Readable, Transform, Writable }, load) {
  const chunk = load.chunk();
  const { objectMode } = load;
  let left = load.count;
  const source = new Readable({
    objectMode,
    read() {
      this.push(left-- > 0 ? chunk : null);
    },
  });
  const middle = new Transform({
    objectMode,
    transform(data, encoding, callback) {
      callback(null, data);
    },
  });
  const sink = new Writable({
    objectMode,
    write(data, encoding, callback) {
      callback();
    },
  });
  return new Promise((resolve, reject) => {
    sink.on('finish', resolve);
    for (const stream of [source, middle, sink]) stream.on('error', reject);
    source.pipe(middle).pipe(sink);
  });
}

/** The same with streamx, whose hooks take no encoding. */
export function pipeStreamx({ Readable, Transform, Writable }, load) {
  const chunk = load.chunk();
  let left = load.count;
  const source = new Readable({
    read(callback) {
      this.push(left-- > 0 ? chunk : null);
      callback(null);
    },
  });
  const middle = new Transform({
    transform(data, callback) {
      callback(null, data);
    },
  });
  const sink = new Writable({
    write(data, callback) {
      callback(null);
    },
  });
  return new Promise((resolve, reject) => {
    sink.on('finish', resolve);
    sink.on('error', reject);
    source.pipe(middle).pipe(sink);
  });
}

/** The same with WHATWG streams. */
export function pipeWeb(load) {
  const chunk = load.chunk();
  let left = load.count;
  const source = new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(chunk);
      else controller.close();
    },
  });
  const middle = new TransformStream({
    transform(data, controller) {
      controller.enqueue(data);
    },
  });
  return source.pipeThrough(middle).pipeTo(new WritableStream({ write() {} }));
}

/**
 * Runs every contender once per round, in turn, so that whatever else the machine does falls on all.
 * @param {Record<string, () => Promise<unknown>>} contenders
 * @param {number} count chunks per run
 * @returns {Promise<Record<string, number>>} median nanoseconds per chunk
 */
export async function interleave(contenders, count, rounds = 9) {
  const names = Object.keys(contenders);
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -2; round < rounds; ++round) {
    for (const name of names) {
      const start = performance.now();
      await contenders[name]();
      const time = performance.now() - start;
      if (round >= 0) times[name].push((time * 1e6) / count);
    }
  }
  return Object.fromEntries(
    names.map((name) => {
      const sorted = times[name].sort((a, b) => a - b);
      return [name, sorted[Math.floor(sorted.length / 2)]];
    }),
  );
}
