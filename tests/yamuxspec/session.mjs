// One yamux session with a peer under test, as a client: it sends exactly what a case says, answers pings, keeps the credit it
// granted, and waits for outcomes. It must not judge: what ought to have come is the case's to say.
import { EventEmitter, once } from 'node:events';
import { Flag, frame, Type } from '../helpers/mux_client.mjs';

const kInitialWindow = 256 * 1024;

/** The byte at `offset` of every stream: no two neighbouring windows are alike. */
export function content(offset, size) {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) {
    const at = offset + i;
    bytes[i] = (at ^ (at >> 8) ^ ((at >> 16) * 31)) & 255;
  }
  return bytes;
}

class SpecStream {
  /** Bytes given to the peer by echo(), bytes that came back and were right. */
  sent = 0;
  received = 0;
  credit = kInitialWindow;
  /** Bytes the peer may still send; beyond is its fault. */
  window = kInitialWindow;
  holding = false;
  ended = false;
  reset = false;
  wrong = null;

  constructor(id) {
    this.id = id;
  }
}

export class SpecSession {
  /** Streams by id. */
  streams = new Map();
  pongs = [];
  resets = 0;
  goAway = null;
  closed = false;
  /** Bytes of each message sent, in turn; null: as handed in. */
  cuts = null;

  #carrier;
  #events = new EventEmitter().setMaxListeners(0);
  #input = Buffer.alloc(0);
  #merged = null;
  #pings = 0x5000;

  /** @param carrier what targets.mjs connects: `{send, close, onBytes, onClose, opening}` */
  constructor(carrier) {
    this.#carrier = carrier;
    carrier.onBytes((bytes) => this.#receive(bytes));
    carrier.onClose(() => {
      this.closed = true;
      this.#events.emit('change');
    });
  }

  stream(id) {
    if (!this.streams.has(id)) this.streams.set(id, new SpecStream(id));
    return this.streams.get(id);
  }

  /** Resolves when `condition` holds or the session is over. */
  async until(condition) {
    while (!this.closed && !condition()) await once(this.#events, 'change');
  }

  send(bytes) {
    if (this.closed) return;
    if (this.#merged) this.#merged.push(bytes);
    else if (this.cuts) this.#sendCut(bytes);
    else this.#carrier.send(bytes);
  }

  #sendCut(bytes) {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = this.cuts[i % this.cuts.length];
      this.#carrier.send(bytes.subarray(at, at + size));
      at += size;
    }
  }

  /** What `body` sends leaves as one message. */
  merge(body) {
    this.#merged = [];
    body();
    const bytes = Buffer.concat(this.#merged);
    this.#merged = null;
    this.send(bytes);
  }

  /** Opens a stream as the target's streams begin; it echoes from then on. */
  async open(id, credit = 0) {
    const stream = this.stream(id);
    this.send(frame(Type.windowUpdate, Flag.syn, id, credit));
    stream.window += credit;
    await this.#carrier.opening?.(this, stream);
  }

  /** Sends `size` more bytes of the stream's content as its credit allows. */
  async offer(id, size) {
    const stream = this.stream(id);
    const target = stream.sent + size;
    const over = () => stream.reset || stream.wrong || stream.ended;
    while (!this.closed && !over() && stream.sent < target) {
      await this.until(() => over() || stream.credit > 0);
      const part = Math.min(target - stream.sent, stream.credit, 65536);
      if (!over() && part > 0) this.data(id, part);
    }
  }

  /** As offer(), and waits until all that was sent is back. */
  async echo(id, size) {
    await this.offer(id, size);
    const stream = this.stream(id);
    const over = () => stream.reset || stream.wrong || stream.ended;
    await this.until(() => over() || stream.received >= stream.sent);
  }

  /** Sends `size` more bytes of the stream's content in one frame, whatever its credit. */
  data(id, size, flags = 0) {
    const stream = this.stream(id);
    const payload = content(stream.sent, size);
    stream.sent += size;
    stream.credit -= size;
    this.send(frame(Type.data, flags, id, size, payload));
  }

  /** Lets the peer send what it was kept from sending. */
  release(id) {
    const stream = this.stream(id);
    stream.holding = false;
    this.grant(id, stream.received);
  }

  grant(id, bytes) {
    this.stream(id).window += bytes;
    this.send(frame(Type.windowUpdate, 0, id, bytes));
  }

  /** Sends bytes that are no content: what a target wants to hear before it echoes. */
  request(id, bytes) {
    this.stream(id).credit -= bytes.length;
    this.send(frame(Type.data, 0, id, bytes.length, bytes));
  }

  /** Whether the peer answers: all it had to say before the ping has come when this resolves. */
  async ping(value = ++this.#pings) {
    const before = this.pongs.length;
    this.send(frame(Type.ping, Flag.syn, 0, value));
    await this.until(() => this.pongs.slice(before).includes(value));
  }

  close() {
    this.#carrier.close();
  }

  #receive(bytes) {
    this.#input = Buffer.concat([this.#input, bytes]);
    let at = 0;
    while (this.#input.length - at >= 12) {
      const header = {
        type: this.#input[at + 1],
        flags: this.#input.readUInt16BE(at + 2),
        id: this.#input.readUInt32BE(at + 4),
        length: this.#input.readUInt32BE(at + 8),
      };
      const size = 12 + (header.type === Type.data ? header.length : 0);
      if (this.#input.length - at < size) break;
      this.#onFrame(header, this.#input.subarray(at + 12, at + size));
      at += size;
    }
    this.#input = this.#input.subarray(at);
    this.#events.emit('change');
  }

  #onFrame({ type, flags, id, length }, payload) {
    if (type === Type.ping) {
      if (flags & Flag.syn) this.send(frame(Type.ping, Flag.ack, 0, length));
      else this.pongs.push(length);
      return;
    }
    if (type === Type.goAway) {
      this.goAway = length;
      return;
    }
    const stream = this.stream(id);
    if (flags & Flag.rst) {
      stream.reset = true;
      this.resets++;
      return;
    }
    if (type === Type.windowUpdate) stream.credit += length;
    else if (payload.length > 0) this.#onData(stream, payload);
    if (flags & Flag.fin) stream.ended = true;
  }

  #onData(stream, payload) {
    stream.window -= payload.length;
    if (stream.window < 0) stream.wrong = 'data beyond the window';
    if (stream.ended) stream.wrong = 'data after FIN';
    if (stream.prelude) {
      payload = stream.prelude(payload);
      if (payload.length === 0) return;
    }
    if (!payload.equals(content(stream.received, payload.length)))
      stream.wrong = 'other bytes than were sent';
    stream.received += payload.length;
    if (!stream.holding) this.grant(stream.id, payload.length);
  }
}
