// A small yamux + SOCKS5 client over a WebSocket, for tests of the relay. Written from the yamux spec and RFC 1928,
// apart from the engine and from the relay. It can also misbehave: send raw bytes, split and merge messages,
// withhold credit. It must not correct what a test tells it to send.
import { EventEmitter, once } from 'node:events';
import WebSocket from 'ws';
import { roomPathOf, subprotocolsOf } from '../../build/relay/server.js';

export const Type = { data: 0, windowUpdate: 1, ping: 2, goAway: 3 };
export const Flag = { syn: 1, ack: 2, fin: 4, rst: 8 };
export const initialWindow = 256 * 1024;
const proxyHeaderBytes = 28;

/** A frame's 12 header bytes, and its payload behind them. */
export function frame(
  type,
  flags,
  id,
  length,
  payload = Buffer.alloc(0),
  version = 0,
) {
  const header = Buffer.alloc(12);
  header[0] = version;
  header[1] = type;
  header.writeUInt16BE(flags, 2);
  header.writeUInt32BE(id, 4);
  header.writeUInt32BE(length, 8);
  return Buffer.concat([header, payload]);
}

export const dataFrame = (id, payload, flags = 0) =>
  frame(Type.data, flags, id, payload.length, payload);

/** SOCKS5 request bytes for a name, without the greeting. */
export function socksRequest(command, host, port) {
  const name = Buffer.from(host);
  return Buffer.from([
    5,
    command,
    0,
    3,
    name.length,
    ...name,
    port >> 8,
    port & 255,
  ]);
}

export const greeting = Buffer.from([5, 1, 0]);
export const connectRequest = (port, host = 'localhost') =>
  Buffer.concat([greeting, socksRequest(1, host, port)]);
export const bindRequest = (port, host = '0.0.0.0') =>
  Buffer.concat([greeting, socksRequest(2, host, port)]);

/** One stream of a MuxClient: credit kept by consumption, as the engine does. */
export class ClientStream {
  sendWindow = initialWindow;
  received = [];
  receivedBytes = 0;
  consumedSinceGrant = 0;
  peerFinished = false;
  /** The errno of the peer's RST; null while there was none. */
  resetErrno = null;
  acknowledged = false;

  constructor(client, id, window) {
    this.client = client;
    this.id = id;
    this.window = window;
  }

  /** Sends a few bytes at once; they use up credit as any others do. */
  request(bytes) {
    this.sendWindow -= bytes.length;
    this.client.send(dataFrame(this.id, bytes));
  }

  /** Writes everything, waiting for credit; throws when the stream is reset. */
  async write(bytes, frameBytes = 64 * 1024) {
    let at = 0;
    while (at < bytes.length) {
      await this.client.until(
        () => this.sendWindow > 0 || this.resetErrno !== null,
      );
      if (this.resetErrno !== null)
        throw new Error(`reset ${this.resetErrno} after ${at} bytes`);
      const size = Math.min(bytes.length - at, this.sendWindow, frameBytes);
      this.sendWindow -= size;
      this.client.send(dataFrame(this.id, bytes.subarray(at, at + size)));
      at += size;
      await this.client.drained();
    }
  }

  /** The next piece; null at the end; throws when the stream was reset. Consuming grants credit. */
  async read() {
    await this.client.until(
      () =>
        this.received.length > 0 ||
        this.peerFinished ||
        this.resetErrno !== null,
    );
    const piece = this.received.shift();
    if (piece === undefined) {
      if (this.resetErrno !== null) throw new Error(`reset ${this.resetErrno}`);
      return null;
    }
    this.consume(piece.length);
    return piece;
  }

  /** Reads exactly `size` bytes. */
  async readExactly(size) {
    let bytes = Buffer.alloc(0);
    while (bytes.length < size) {
      const piece = await this.read();
      if (piece === null) throw new Error(`ended after ${bytes.length} bytes`);
      bytes = Buffer.concat([bytes, piece]);
    }
    if (bytes.length > size) {
      this.received.unshift(bytes.subarray(size));
      this.consumedSinceGrant -= bytes.length - size;
    }
    return bytes.subarray(0, size);
  }

  async readAll() {
    const pieces = [];
    for (let piece; (piece = await this.read()) !== null;) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  consume(size) {
    this.consumedSinceGrant += size;
    if (this.consumedSinceGrant >= this.window / 4 && !this.peerFinished)
      this.grant();
  }

  /** Returns the credit of what was consumed. */
  grant(bytes = this.consumedSinceGrant) {
    this.consumedSinceGrant = 0;
    if (bytes > 0)
      this.client.send(frame(Type.windowUpdate, 0, this.id, bytes));
  }

  end() {
    this.client.send(frame(Type.windowUpdate, Flag.fin, this.id, 0));
  }

  reset(errno = 0) {
    this.client.send(frame(Type.windowUpdate, Flag.rst, this.id, errno));
  }
}

export class MuxClient {
  streams = new Map();
  /** Every header received: {type, flags, id, length}. */
  frames = [];
  goAway = null;
  closeCode = null;
  closeReason = '';
  /** Bytes of each message sent: null for "as handed in", else cut into pieces of this size. */
  splitBytes = null;
  /** While true, frames are gathered and leave as one message when it turns false by release(). */
  merging = false;
  /** Whether to accept streams of the relay by itself, returning the PROXY header's credit. */
  autoAccept = true;
  answersPings = true;

  #events = new EventEmitter().setMaxListeners(0);
  #nextId = 1;
  #pings = 0x1000;
  #input = Buffer.alloc(0);
  #merged = [];
  #queues = new Map();

  /** Opens a session; `options`: origin, tabKey, token, headers, protocols, path, host. */
  static async open(port, secret, options = {}) {
    const client = new MuxClient();
    await client.connect(port, secret, options);
    return client;
  }

  async connect(port, secret, options) {
    const host = options.host ?? '127.0.0.1';
    this.socket = new WebSocket(
      `ws://${host}:${port}${options.path ?? roomPathOf(secret)}`,
      options.protocols ?? subprotocolsOf(secret, options.tabKey),
      {
        origin: 'origin' in options ? options.origin : `http://${host}:${port}`,
        perMessageDeflate: options.deflate ?? false,
        headers: options.headers,
        autoPong: options.autoPong ?? true,
      },
    );
    this.socket.on('message', (data) => this.#receive(data));
    this.socket.on('close', (code, reason) => {
      this.closeCode = code;
      this.closeReason = String(reason);
      for (const stream of this.streams.values()) stream.resetErrno ??= -1;
      this.#changed();
    });
    this.socket.on('error', () => {});
    const outcome = await Promise.race([
      once(this.socket, 'open').then(() => null),
      once(this.socket, 'unexpected-response').then(([, response]) => response),
    ]);
    if (outcome === null) return;
    const body = (await outcome.toArray()).join('');
    throw Object.assign(new Error(`refused ${outcome.statusCode}: ${body}`), {
      status: outcome.statusCode,
    });
  }

  /** Resolves once `condition` holds; it is asked after everything received. */
  async until(condition) {
    for (;;) {
      const value = condition();
      if (value) return value;
      if (this.closeCode !== null)
        throw new Error(`closed ${this.closeCode} while waiting`);
      await once(this.#events, 'change');
    }
  }

  #changed() {
    this.#events.emit('change');
  }

  send(bytes) {
    if (this.merging) {
      this.#merged.push(bytes);
    } else if (this.splitBytes === null) {
      this.socket.send(bytes);
    } else {
      for (let at = 0; at < bytes.length; at += this.splitBytes)
        this.socket.send(bytes.subarray(at, at + this.splitBytes));
    }
  }

  /** Sends what was gathered while merging, as one message. */
  release() {
    this.merging = false;
    const bytes = Buffer.concat(this.#merged);
    this.#merged = [];
    this.send(bytes);
    return bytes.length;
  }

  /** Resolves when little waits in this client's own socket. */
  async drained() {
    if (this.socket.bufferedAmount < 1024 * 1024) return;
    await new Promise((resolve) => this.socket.ping('', true, resolve));
  }

  openStream(window = initialWindow) {
    const stream = new ClientStream(this, this.#nextId, window);
    this.#nextId += 2;
    this.streams.set(stream.id, stream);
    this.send(
      frame(Type.windowUpdate, Flag.syn, stream.id, window - initialWindow),
    );
    return stream;
  }

  /** Dials; resolves with {code, port, stream} once the SOCKS reply is in. */
  async dial(port, { host, window } = {}) {
    const stream = this.openStream(window);
    stream.request(connectRequest(port, host));
    return this.#reply(stream);
  }

  /** Listens; the result's accept() resolves with the next connection's stream. */
  async listen(port, { host } = {}) {
    const stream = this.openStream();
    stream.request(bindRequest(port, host));
    const reply = await this.#reply(stream);
    const accept = async () => {
      const queue = this.#incoming(reply.port);
      await this.until(() => queue.length > 0);
      return queue.shift();
    };
    return { ...reply, accept };
  }

  /** Accepted streams by port; one may arrive in the same message as its listener's reply. */
  #incoming(port) {
    if (!this.#queues.has(port)) this.#queues.set(port, []);
    return this.#queues.get(port);
  }

  async #reply(stream) {
    const head = await stream.readExactly(2);
    if (head[0] !== 5 || head[1] !== 0)
      throw new Error(`greeting refused: ${head.toString('hex')}`);
    const reply = await stream.readExactly(4);
    const address = await stream.readExactly(reply[3] === 4 ? 16 : 4);
    const port = (await stream.readExactly(2)).readUInt16BE(0);
    // The reply's credit goes back at once (transport.md 2.4, corner case).
    stream.grant();
    return { code: reply[1], address: [...address], port, stream };
  }

  /** Resolves when the relay has dealt with everything sent so far: it has echoed a ping. */
  async roundTrip() {
    const value = ++this.#pings;
    this.send(frame(Type.ping, Flag.syn, 0, value));
    const echoed = ({ type, flags, length }) =>
      type === Type.ping && flags === Flag.ack && length === value;
    await this.until(() => this.frames.some(echoed));
  }

  async close(code = 1000) {
    if (this.closeCode !== null) return;
    this.socket.close(code);
    await this.until(() => this.closeCode !== null);
  }

  /** Ends the TCP connection without a close frame. */
  async drop() {
    this.socket.terminate();
    await this.until(() => this.closeCode !== null);
  }

  #receive(data) {
    this.#input =
      this.#input.length > 0 ? Buffer.concat([this.#input, data]) : data;
    while (this.#input.length >= 12) {
      const header = {
        type: this.#input[1],
        flags: this.#input.readUInt16BE(2),
        id: this.#input.readUInt32BE(4),
        length: this.#input.readUInt32BE(8),
      };
      const size = 12 + (header.type === Type.data ? header.length : 0);
      if (this.#input.length < size) break;
      const payload = this.#input.subarray(12, size);
      this.#input = this.#input.subarray(size);
      this.frames.push(header);
      this.#onFrame(header, payload);
    }
    this.#changed();
  }

  #onFrame(header, payload) {
    const { type, flags, id, length } = header;
    if (type === Type.ping) {
      if (!this.answersPings) return;
      if (flags & Flag.syn) this.send(frame(Type.ping, Flag.ack, 0, length));
      return;
    }
    if (type === Type.goAway) {
      this.goAway = length;
      return;
    }
    let stream = this.streams.get(id);
    if (flags & Flag.syn) {
      stream = new ClientStream(this, id, initialWindow);
      this.streams.set(id, stream);
      stream.incoming = true;
    }
    if (stream === undefined) return;
    if (flags & Flag.ack) stream.acknowledged = true;
    if (flags & Flag.rst) {
      stream.resetErrno = length;
      this.streams.delete(id);
      return;
    }
    if (type === Type.windowUpdate) stream.sendWindow += length;
    else if (length > 0) this.#onData(stream, payload);
    if (flags & Flag.fin) stream.peerFinished = true;
  }

  #onData(stream, payload) {
    stream.receivedBytes += payload.length;
    stream.received.push(payload);
    if (!stream.incoming || stream.proxy !== undefined) return;
    const head = Buffer.concat(stream.received);
    if (head.length < proxyHeaderBytes) return;
    stream.proxy = {
      signature: head.toString('latin1', 0, 12),
      versionAndFamily: head.readUInt16BE(12),
      source: head.subarray(16, 20).join('.'),
      sourcePort: head.readUInt16BE(24),
      port: head.readUInt16BE(26),
    };
    stream.received =
      head.length > proxyHeaderBytes ? [head.subarray(proxyHeaderBytes)] : [];
    stream.receivedBytes -= proxyHeaderBytes;
    if (this.autoAccept) this.accept(stream);
    this.#incoming(stream.proxy.port).push(stream);
  }

  /** Accepts a stream of the relay, returning the PROXY header's credit in the ACK unless told not to. */
  accept(stream, credit = proxyHeaderBytes) {
    this.send(frame(Type.windowUpdate, Flag.ack, stream.id, credit));
  }
}
