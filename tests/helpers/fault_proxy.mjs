// A TCP proxy on the loopback interface that does what a bad line does: cuts bytes into pieces, stands still, breaks off in the
// middle, resets. It knows no protocol and decides nothing by time: a test says what happens and when.
import { EventEmitter, once } from 'node:events';
import net from 'node:net';

/** One connection through the proxy. `up` is towards the server, `down` towards the client. */
class Line {
  /** Bytes that have passed, each way. */
  passed = { up: 0, down: 0 };
  #events = new EventEmitter();
  #stalled = { up: false, down: false };
  #cutAt = { up: Infinity, down: Infinity };

  constructor(client, server, pieces) {
    this.client = client;
    this.server = server;
    this.ended = Promise.all([once(client, 'close'), once(server, 'close')]);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
    }
    this.#carry('up', client, server, pieces);
    this.#carry('down', server, client, pieces);
  }

  async #carry(way, from, to, pieces) {
    let turn = 0;
    const pass = async (bytes) => {
      while (this.#stalled[way]) await once(this.#events, 'change');
      if (to.destroyed) return;
      this.passed[way] += bytes.length;
      if (!to.write(bytes)) await Promise.race([once(to, 'drain'), this.ended]);
    };
    try {
      for await (const chunk of from) {
        for (let at = 0; at < chunk.length;) {
          const piece = pieces ? pieces[turn++ % pieces.length] : chunk.length;
          const left = this.#cutAt[way] - this.passed[way];
          const size = Math.min(piece, left, chunk.length - at);
          await pass(chunk.subarray(at, at + size));
          at += size;
          if (this.passed[way] >= this.#cutAt[way]) return this.reset();
        }
      }
      to.end();
    } catch {
      // The connection is gone: so is the other half.
      to.destroy();
    }
  }

  /** Nothing passes this way any more; what comes waits, here and then at the sender. */
  stall(way) {
    this.#stalled[way] = true;
  }

  flow(way) {
    this.#stalled[way] = false;
    this.#events.emit('change');
  }

  /** After `bytes` more bytes this way both sides are reset. */
  cutAfter(way, bytes) {
    this.#cutAt[way] = this.passed[way] + bytes;
  }

  reset() {
    this.client.resetAndDestroy();
    this.server.resetAndDestroy();
    for (const way of ['up', 'down']) this.flow(way);
  }
}

/**
 * A proxy in front of `port`. `pieces`: sizes of the writes every chunk is cut into, in turn.
 * @returns {Promise<{port: number, lines: Line[], close: () => Promise<void>}>}
 */
export async function faultProxy(port, { pieces } = {}) {
  const lines = [];
  const proxy = net.createServer({ allowHalfOpen: true }, (client) => {
    const to = { port, host: '127.0.0.1', allowHalfOpen: true };
    lines.push(new Line(client, net.connect(to), pieces));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: proxy.address().port,
    lines,
    async close() {
      for (const line of lines) line.reset();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
