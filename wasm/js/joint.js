// A Duplex that stands for other streams: its hooks pass on to a stream that is written and one that is
// read, and wait for what those say. Duplex.from() and compose() are made of it.

export class Joint {
  constructor(duplex) {
    this.duplex = duplex;
    /** Callbacks of the Duplex's hooks, by what they wait for. @type {Map<string, Function>} */
    this.waiting = new Map();
  }

  await(what, callback) {
    this.waiting.set(what, callback);
  }

  isWaiting(what) {
    return this.waiting.has(what);
  }

  /** Calls, once, what waits for `what`. */
  wake(what, ...args) {
    const callback = this.waiting.get(what);
    if (!callback) return;
    this.waiting.delete(what);
    callback(...args);
  }

  /** The Duplex is being destroyed: nobody waits any more. */
  forget() {
    this.waiting.clear();
  }

  /** What the Duplex is written goes to the Node stream `sink`; who ends it wakes 'finish'. */
  writeTo(sink) {
    this.duplex._write = (chunk, encoding, callback) => {
      if (sink.write(chunk, encoding)) callback();
      else this.await('drain', callback);
    };
    this.duplex._final = (callback) => {
      sink.end();
      this.await('finish', callback);
    };
    sink.on('drain', () => this.wake('drain'));
  }

  /** What the Node stream `source` gives, the Duplex gives. */
  readFrom(source) {
    const { duplex } = this;
    source.on('readable', () => this.wake('readable'));
    source.on('end', () => duplex.push(null));
    duplex._read = () => {
      while (true) {
        const chunk = source.read();
        if (chunk === null) {
          this.await('readable', duplex._read);
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }

  /** The same by 'data', so that `source` flows as long as the Duplex takes more. */
  flowFrom(source) {
    const { duplex } = this;
    source.on('data', (chunk) => {
      if (!duplex.push(chunk)) source.pause();
    });
    source.on('end', () => duplex.push(null));
    duplex._read = () => {
      source.resume();
    };
  }

  /** What the Duplex is written goes to a WritableStream. */
  writeToWeb(sink) {
    const writer = sink.getWriter();
    this.duplex._write = async (chunk, encoding, callback) => {
      try {
        await writer.ready;
        writer.write(chunk).catch(() => {});
        callback();
      } catch (error) {
        callback(error);
      }
    };
    this.duplex._final = async (callback) => {
      try {
        await writer.ready;
        writer.close().catch(() => {});
        this.await('finish', callback);
      } catch (error) {
        callback(error);
      }
    };
  }

  /** What a ReadableStream gives, the Duplex gives. */
  readFromWeb(source) {
    const { duplex } = this;
    const reader = source.getReader();
    duplex._read = async () => {
      while (true) {
        try {
          const { value, done } = await reader.read();
          if (!duplex.push(done ? null : value) || done) return;
        } catch {
          // The pipeline behind tells of the error.
          return;
        }
      }
    };
  }
}
