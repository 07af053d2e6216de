// The carrier as a WebSocket of this process: in Node the `ws` package's, loaded when the first one is
// opened, elsewhere the host's own. Only bytes and their count here; nothing of streams or frames.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { hostNextTick } from './net_base.js';
import { wasm } from './net_engine.js';
import { duringPoll } from './net_jobs.js';

const { setTimeout: hostSetTimeout, WebSocket: hostWebSocket } = globalThis;

const kSubprotocol = 'tincan.yamux.v1';
/** How long a handshake may take, in milliseconds. */
const kHandshake = 10000;
/** How often a browser's WebSocket is asked what it has sent, in milliseconds. */
const kDrainPoll = 4;

/** base64url without padding (RFC 4648 section 5). */
function base64Url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Where a room is and what proves that one may enter: web/relay/README.md, "Wire profile". */
function doorOf({ url, room }, tabKey) {
  const authKey = sha256(utf8ToBytes(`tincan-auth${room}`));
  const roomId = base64Url(sha256(authKey).subarray(0, 16));
  return {
    address: `${url.replace(/\/$/, '')}/r/${roomId}/ws`,
    protocols: [kSubprotocol, `k.${base64Url(authKey)}`, `b.${tabKey}`],
  };
}

/** @returns {import('./net_relay.js').OpenCarrier} */
export function webSocketCarrier(options) {
  const tabKey = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  const door = doorOf(options, tabKey);
  return (events) => {
    const carrier = new WebSocketCarrier(events);
    carrier.open(options, door);
    return carrier;
  };
}

class WebSocketCarrier {
  constructor(events) {
    this.events = events;
    /** @type {any} */
    this.socket = null;
    /** Closed before the socket was there. */
    this.given = false;
    /** Bytes sent that a browser's WebSocket has not been seen to be rid of. */
    this.unreported = 0;
  }

  async open(options, door) {
    const WebSocket = options.WebSocket ?? (await defaultWebSocket());
    if (this.given) return;
    this.socket = hostNextTick
      ? new WebSocket(door.address, door.protocols, nodeOptions(options))
      : new WebSocket(door.address, door.protocols);
    const { socket, events } = this;
    // `ws` hands Buffers over as they are; a copy into an ArrayBuffer would be for nothing.
    socket.binaryType = socket.on ? 'nodebuffer' : 'arraybuffer';
    const message = (event) => events.message(event.data);
    socket.onopen = () => {
      if (hostNextTick) untie(socket);
      events.opened();
    };
    // The sockets of Node are polled, and `ws` reads one.
    socket.onmessage = socket.on
      ? (event) => duringPoll(() => message(event))
      : message;
    // 'close' follows, and with it what waited for the connection; why is for people to read.
    socket.onerror = ({ message }) => {
      if (!hostNextTick) return;
      process.emitWarning(`${options.url}: ${message}`, 'RelayWarning');
    };
    socket.onclose = () => events.closed();
  }

  send(message) {
    if (this.socket.on) {
      this.socket.send(message, (error) => {
        if (!error) this.events.drained(message.byteLength);
      });
      return;
    }
    this.socket.send(message);
    if (this.unreported === 0) hostSetTimeout(() => this.report(), kDrainPoll);
    this.unreported += message.byteLength;
  }

  report() {
    const drained = this.unreported - this.socket.bufferedAmount;
    this.unreported -= drained;
    if (drained > 0) this.events.drained(drained);
    if (this.unreported > 0) hostSetTimeout(() => this.report(), kDrainPoll);
  }

  close(code, reason) {
    this.given = true;
    // A page may close with 1000 or with a code of its own only (RFC 6455, 7.4.2).
    this.socket?.close(
      hostNextTick || code === 1000 ? code : 3000 + (code % 1000),
      reason,
    );
  }
}

async function defaultWebSocket() {
  if (!hostNextTick) return hostWebSocket;
  const name = 'ws';
  try {
    return (await import(/* @vite-ignore */ name)).WebSocket;
  } catch (error) {
    const what = 'In Node configureRelay() uses the package ws: npm install ws';
    throw new Error(what, { cause: error });
  }
}

function nodeOptions({ token }) {
  return {
    perMessageDeflate: false,
    handshakeTimeout: kHandshake,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  };
}

/**
 * The WebSocket shall not keep the process alive: sockets and servers of the program do. When nothing
 * else is left it is closed in order, so that all that was written is sent and the ports are free.
 */
function untie(socket) {
  socket._socket.unref();
  const atEnd = () => {
    socket._socket.ref();
    socket.close(1000);
  };
  const atExit = () => wasm.tc_net_exit();
  process.once('beforeExit', atEnd);
  process.once('exit', atExit);
  socket.once('close', () => {
    process.off('beforeExit', atEnd);
    process.off('exit', atExit);
  });
}
