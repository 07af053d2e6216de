// What the picture gets: the engine's trace records and the state of every stream, as slabs of plain
// memory. Layouts are those of wasm/trace.cpp.
import { clock } from './clock.js';
import { wasm, tables } from './engine.js';
import { takeBorn } from './registry.js';
import { markLines } from './trace_lines.js';

// Taken before a program's globals are put in its place.
const { setTimeout: hostSetTimeout } = globalThis;
const hostNow = performance.now.bind(performance);

/** Bytes of one event record and of one stream's state. */
export const recordBytes = 44;
export const stateBytes = 48;

/** At most one slab per this many milliseconds, if nothing else is said. */
const slabInterval = 16;

/** A class name is for the eye: one that is longer is cut, in UTF-16 units. */
const labelLength = 100;

/** What a stream is called. Its constructor is the program's: it may be anything, and throw. */
function labelOf(object) {
  try {
    const name = object.constructor.name;
    if (typeof name === 'string' && name !== '')
      return name.slice(0, labelLength);
  } catch {
    // A stream without a usable name is a stream all the same.
  }
  return 'stream';
}

/** Bits of a state's flags, in the order of flagsOf() in wasm/trace.cpp. */
export const stateFlags = [
  'hasReadable',
  'hasWritable',
  'isTransform',
  'readableObjectMode',
  'writableObjectMode',
  'allowHalfOpen',
  'ended',
  'endEmitted',
  'reading',
  'needDrain',
  'ending',
  'finished',
  'writing',
  'constructed',
  'destroyed',
  'closed',
  'errored',
  'readable',
  'writable',
  'closeEmitted',
];

/** Of sockets connected since the last slab; null while nobody wants to know. @type {[number, number, number][] | null} */
let places = null;

/** A socket's bytes pass on this stream of the program's carrier, counted from 1. */
export function keepPlace(id, carrier, stream) {
  places?.push([id, carrier, stream]);
}

export class Trace {
  /**
   * @param {object} options
   * @param {number} options.records how many records the ring holds
   * @param {(slab: Slab) => void} options.onSlab gets what was recorded
   * @param {() => number} [options.interval] milliseconds from one slab to the next, at least, as of
   * now: for a reader that lags behind
   * @param {() => number} [options.lineOf] the line of the program that is running, 0 unknown: asked at every
   * call of a stream
   *
   * @typedef {object} Slab
   * @property {ArrayBuffer} records new records, oldest first, `recordBytes` each
   * @property {number} first sequence number of the first of them
   * @property {number} total records ever written; `first + count < total` never holds
   * @property {number} lost records overwritten before they could be taken
   * @property {ArrayBuffer} states the state of every stream that did something since the last slab
   * (in the last slab of all: of every stream), `stateBytes` each
   * @property {[number, string][]} labels id and class name of streams not named before, in order of birth
   * @property {[number, number, number][]} places id of sockets connected since the last slab, and where on the wire:
   * carrier and stream
   */
  constructor({ records, onSlab, interval = () => slabInterval, lineOf }) {
    this.capacity = records;
    this.onSlab = onSlab;
    this.interval = interval;
    this.taken = 0;
    this.start = clock.now();
    this.lastSlab = -Infinity;
    this.restScheduled = false;
    places = [];
    takeBorn();
    wasm.tc_trace_start(records);
    if (lineOf) markLines(lineOf);
  }

  /** What is recorded from now on happens now. */
  stamp() {
    wasm.tc_trace_time(clock.now() - this.start);
  }

  /** To be called often: hands out a slab when one is due. */
  poll() {
    // Of virtual time only the loop's turns are told: how often this is called depends on the machine.
    if (!clock.virtual) this.stamp();
    if (hostNow() - this.lastSlab >= this.interval()) this.flush();
  }

  /** The loop goes to sleep: what no slab took leaves as soon as one may. */
  rest() {
    if (this.restScheduled) return;
    this.restScheduled = true;
    const wait = this.lastSlab + this.interval() - hostNow();
    // Never at once: the microtasks of this turn are still to run.
    hostSetTimeout(
      () => {
        this.restScheduled = false;
        this.flush();
      },
      Math.max(0, wait),
    );
  }

  /** The last slab: everything recorded, and every stream as it stands. */
  finish() {
    this.hand(wasm.tc_trace_count(), 0);
  }

  /** Hands out everything recorded since the last slab, if anything was. */
  flush() {
    const total = wasm.tc_trace_count();
    if (total !== this.taken) this.hand(total, this.taken);
  }

  hand(total, statesFrom) {
    this.lastSlab = hostNow();
    const first = Math.max(this.taken, total - this.capacity);
    const lost = first - this.taken;
    const records = this.copyRecords(first, total);
    this.taken = total;
    const states = this.copyStates(statesFrom);
    // All there are: the trace begins before the first stream.
    /** @type {[number, string][]} */
    const labels = takeBorn().map(([id, object]) => [id, labelOf(object)]);
    const connected = places ?? [];
    places = [];
    const rest = { states, labels, places: connected };
    this.onSlab({ records, first, total, lost, ...rest });
  }

  copyRecords(first, total) {
    const ring = wasm.tc_trace_ring();
    const out = new Uint8Array((total - first) * recordBytes);
    const memory = new Uint8Array(wasm.memory());
    let written = 0;
    for (let at = first; at < total;) {
      const place = at % this.capacity;
      const run = Math.min(total - at, this.capacity - place);
      const from = ring + place * recordBytes;
      out.set(memory.subarray(from, from + run * recordBytes), written);
      written += run * recordBytes;
      at += run;
    }
    return out.buffer;
  }

  copyStates(from) {
    let room = 256;
    let address = wasm.malloc(room * stateBytes);
    let count = wasm.tc_trace_states(address, room, from);
    if (count > room) {
      wasm.free(address);
      room = count;
      address = wasm.malloc(room * stateBytes);
      count = wasm.tc_trace_states(address, room, from);
    }
    const states = wasm.memory().slice(address, address + count * stateBytes);
    wasm.free(address);
    return states;
  }
}

/** The tables a reader of slabs needs: names of record kinds, sides and state flags. */
export const traceTables = () => ({
  kinds: tables.traceKinds,
  sides: ['', 'readable', 'writable'],
  flags: stateFlags,
});
