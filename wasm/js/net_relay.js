// The engine's way out: one carrier (a WebSocket, or a port to who holds one) for messages of bytes in
// both directions, opened when the program first needs it and opened again when listeners outlive it.
// What is in the messages is the engine's business; README.md, "Carrier", is the contract.
import {
  Buffer,
  invalidArgValue,
  validateFunction,
  validateInteger,
  validateObject,
} from './net_base.js';
import { wasm } from './net_engine.js';
import { validateString } from './net_arguments.js';
import { outer, payloads } from './net_border.js';
import { webSocketCarrier } from './ws_carrier.js';

// Taken before a program's globals are put in its place.
const { setTimeout: hostSetTimeout, clearTimeout: hostClearTimeout } =
  globalThis;
const hostRandom = Math.random;

/** Longest waits between attempts to open the carrier again, in ms: doubling, full jitter. */
const kFirstWait = 5000;
const kLongestWait = 60000;

/** Bytes under way to one connection: what yamux begins with, and the most an engine allows. */
const kLeastWindow = 256 * 1024;
const kMostWindow = 4 * 1024 * 1024;

/**
 * @typedef {object} Carrier
 * @property {(message: ArrayBuffer) => void} send
 * @property {(code: number, reason: string) => void} close
 *
 * @typedef {object} CarrierEvents
 * @property {() => void} opened
 * @property {(message: Uint8Array | ArrayBuffer) => void} message
 * @property {(bytes: number) => void} drained
 * @property {() => void} closed also when it could not be opened
 *
 * @typedef {(events: CarrierEvents) => Carrier} OpenCarrier
 */

class RelayLine {
  /** @param {OpenCarrier} open */
  constructor(open) {
    this.open = open;
    /** @type {Carrier | null} */
    this.carrier = null;
    this.longest = kFirstWait;
    /** @type {any} */
    this.alarm = null;
  }

  want(now) {
    if (this.carrier) return;
    if (now) {
      hostClearTimeout(this.alarm);
      this.alarm = null;
      this.start();
    } else if (this.alarm === null) {
      this.alarm = hostSetTimeout(() => {
        this.alarm = null;
        this.start();
      }, hostRandom() * this.longest);
      this.longest = Math.min(this.longest * 2, kLongestWait);
    }
  }

  start() {
    /** @type {Carrier} */
    const mine = this.open({
      opened: () => {
        if (this.carrier !== mine) return;
        this.longest = kFirstWait;
        wasm.tc_net_carrier_opened();
      },
      message: (message) => {
        if (this.carrier !== mine) return;
        const bytes =
          message instanceof ArrayBuffer ? Buffer.from(message) : message;
        wasm.tc_net_carrier_message(payloads.take(bytes), bytes.length);
      },
      drained: (bytes) => {
        if (this.carrier === mine) wasm.tc_net_carrier_drained(bytes);
      },
      closed: () => {
        if (this.carrier !== mine) return;
        this.carrier = null;
        wasm.tc_net_carrier_closed();
      },
    });
    this.carrier = mine;
  }

  close(code, reason) {
    const carrier = this.carrier;
    this.carrier = null;
    carrier?.close(code, reason);
  }
}

/** @type {RelayLine | null} */
let line = null;

outer.openCarrier = (now) => line?.want(now);
outer.send = (message) => line?.carrier?.send(message);
outer.closeCarrier = (code, reason) => line?.close(code, reason);

/**
 * Uses `open` for the engine's carrier from now on; it must not report anything before it returns.
 * @param {OpenCarrier} open
 * @param {number} [maxWindow] bytes: what yamux begins with, 256 KiB, is the least, whatever is said
 */
export function useCarrier(open, maxWindow = kMostWindow) {
  useRelay(open, maxWindow);
}

function useRelay(open, maxWindow) {
  line = new RelayLine(open);
  wasm.tc_net_use_relay(maxWindow);
}

/**
 * Joins a room of a relay: ports listened on are the room's, and a connection to a port nobody of this
 * program listens on goes to whoever in the room does. The WebSocket is opened by the first listen or
 * connect, and does not keep the program alive.
 * @param {object} options
 * @param {string} options.url the relay: `ws://host:port`
 * @param {string} options.room the room's secret: 22 characters
 * @param {string} [options.token] for relays that want one from clients that are no page
 * @param {Function} [options.WebSocket] to be used instead of the host's
 * @param {number} [options.maxWindow] bytes that may be under way to one connection of this program, once
 * they come fast: 256 KiB to 4 MiB, which is the default
 */
export function configureRelay(options) {
  validateObject(options, 'options');
  validateString(options.url, 'options.url');
  validateString(options.room, 'options.room');
  if (options.token !== undefined)
    validateString(options.token, 'options.token');
  if (options.WebSocket !== undefined)
    validateFunction(options.WebSocket, 'options.WebSocket');
  const { maxWindow = kMostWindow } = options;
  validateInteger(maxWindow, 'options.maxWindow', kLeastWindow, kMostWindow);
  if (!/^[\w-]{22}$/.test(options.room)) {
    throw invalidArgValue(
      'options.room',
      options.room,
      'must be a room secret of 22 characters',
    );
  }
  if (line) throw new Error('A relay has been configured already');
  useRelay(webSocketCarrier(options), maxWindow);
}

/** The program ends: its connections and listeners are closed as a kernel does for a dead process. */
export function exitNetwork() {
  wasm.tc_net_exit();
}
