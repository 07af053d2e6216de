// The virtual network's half of the border: payloads by slot, and its module's imports (net_imports.js
// forwards to `host`). Payloads are bytes, never objects that could form cycles, so
// one table for all is enough. Must know neither sockets nor streams.
import { Buffer, clock, Slots } from './net_base.js';
import { host, wasm } from './net_engine.js';

/** Bytes of a frame's header, for which a copy leaves room: with it in place the copy is a message. */
const kHeaderBytes = 12;

// Taken before a program's globals are put in its place.
const hostNow = performance.now.bind(performance);

/** Bytes the engine holds by number: what was written and not yet read at the other end. */
export const payloads = new Slots();

/** Words of the record an export returned; to be read before the next export is called. */
export const record = (address) => new Int32Array(wasm.memory(), address, 6);

/** NetEventKind, in the order of TC_NET_EVENTS in core/include/tincan/net.h. */
export const kinds = [
  'nothing',
  'connect',
  'data',
  'end',
  'readError',
  'written',
  'shutdown',
  'closed',
  'listening',
  'connection',
  'listenerClosed',
  'resolved',
];

/** Set by net_jobs.js and net_relay.js, whose business these are. */
export const outer = {
  /** @param {boolean} _now in the poll phase that is running */
  jobQueued(_now) {},
  closingQueued() {},
  /** @returns {boolean} whether tc_net_flush follows */
  flushWanted: () => false,
  /** @param {boolean} _now somebody is waiting */
  openCarrier(_now) {},
  /** @param {ArrayBuffer} _message */
  send(_message) {},
  /** @param {number} _code @param {string} _reason */
  closeCarrier(_code, _reason) {},
};

const words = (address, count) =>
  Array.from(new Uint32Array(wasm.memory(), address, count));

/** A C string of the engine's own. */
function stringAt(address) {
  const bytes = new Uint8Array(wasm.memory(), address);
  return String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
}

/**
 * Sends one payload behind its header and whatever goes before that, without copying it again, if it is
 * a whole copy with room in front (only copies are sent). Where a message ends means nothing.
 */
function sentInPlace(heads, at, slot) {
  const { buffer, byteOffset, length } = payloads.get(slot);
  const isWhole =
    byteOffset === kHeaderBytes && buffer.byteLength === byteOffset + length;
  if (at !== heads.length || !isWhole) return false;
  const before = at - kHeaderBytes;
  if (before > 0) outer.send(heads.slice(0, before).buffer);
  new Uint8Array(buffer).set(heads.subarray(before));
  outer.send(buffer);
  return true;
}

Object.assign(host, {
  copyOut(slot, from, size, to) {
    const bytes = payloads.get(slot).subarray(from, from + size);
    new Uint8Array(wasm.memory()).set(bytes, to);
  },
  slice: (slot, from, to) =>
    payloads.take(payloads.get(slot).subarray(from, to)),
  copy(slot, from, to) {
    const copy = Buffer.allocUnsafeSlow(kHeaderBytes + to - from);
    copy.set(payloads.get(slot).subarray(from, to), kHeaderBytes);
    return payloads.take(copy.subarray(kHeaderBytes));
  },
  concat(address, count, size) {
    const parts = words(address, count).map((slot) => payloads.give(slot));
    return payloads.take(Buffer.concat(parts, size));
  },
  release(slot) {
    payloads.give(slot);
  },

  jobQueued: (now) => outer.jobQueued(now !== 0),
  closingQueued: () => outer.closingQueued(),
  flushWanted: () => (outer.flushWanted() ? 1 : 0),
  openCarrier: (now) => outer.openCarrier(now !== 0),

  /** Puts a message together, once, in memory that can be given away. */
  send(address, count, insertsAddress, insertCount, size) {
    const heads = new Uint8Array(wasm.memory(), address, count);
    const inserts = words(insertsAddress, insertCount * 2);
    if (insertCount === 1 && sentInPlace(heads, inserts[0], inserts[1])) return;
    const message = Buffer.allocUnsafeSlow(size);
    let from = 0;
    let at = 0;
    for (let i = 0; i < inserts.length; i += 2) {
      message.set(heads.subarray(from, inserts[i]), at);
      at += inserts[i] - from;
      from = inserts[i];
      const payload = payloads.get(inserts[i + 1]);
      message.set(payload, at);
      at += payload.length;
    }
    message.set(heads.subarray(from), at);
    outer.send(message.buffer);
  },

  closeCarrier: (code, reason) => outer.closeCarrier(code, stringAt(reason)),
  now: () => (clock.shared ? clock.now() : hostNow()),
  random: () => Math.floor(Math.random() * 2 ** 32),
});
