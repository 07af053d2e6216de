// Which JavaScript object an id stands for. A stream is held strongly only while the engine has work
// for it; otherwise it lives as long as user code holds it, as in Node.
import { tables, wasm } from './engine.js';

/** @param {number} id */
const indexOf = (id) => id & tables.idIndexMask;

/** By index: the object while it is in use in this turn or has ticks queued. @type {any[]} */
const strong = [];
/** By index: the object for as long as somebody else holds it. @type {WeakRef<any>[]} */
const weak = [];
/** Ids whose objects are in `strong`. @type {number[]} */
let touched = [];
let sweepScheduled = false;

/** Calls its argument later, outside any engine call; set by the event loop in use. */
let scheduleSweep = (sweep) => queueMicrotask(sweep);

export function setSweepScheduler(schedule) {
  scheduleSweep = schedule;
}

/** The backstop that frees ids: a stream's state lives as long as its object can be asked for it. */
const collected = new FinalizationRegistry((id) => wasm.tc_stream_free(id));

/** Streams since somebody last asked, in order of birth, and held until then; null while nobody asks. @type {[number, object][] | null} */
let born = null;

/** Those born since the last call; the first one begins. @returns {[number, object][]} */
export function takeBorn() {
  const list = born ?? [];
  born = [];
  return list;
}

/** A stream of this engine's, not an emitter that is in a pipe with one. */
export function registerBorn(id, object) {
  register(id, object);
  born?.push([id, object]);
}

export function register(id, object) {
  weak[indexOf(id)] = new WeakRef(object);
  strong[indexOf(id)] = undefined;
  collected.register(object, id);
}

/** The object of `id`, kept at least until this turn is over. */
export function lookup(id) {
  const index = indexOf(id);
  const held = strong[index];
  if (held !== undefined) return held;
  // Unknown while its constructor is still in the engine: the trace may ask that early.
  const object = weak[index]?.deref();
  if (object === undefined) return undefined;
  strong[index] = object;
  touched.push(id);
  if (!sweepScheduled) {
    sweepScheduled = true;
    scheduleSweep(sweep);
  }
  return object;
}

/** Streams that may be held between two sweeps, at least. */
const kMany = 64;
/** So many held streams are swept: twice what had to stay last time, or each tick would try all again. */
let many = kMany;

/** For between two ticks, when no engine call is on the stack: lets go of streams if many are held. */
export function sweepMany() {
  if (touched.length < many) return;
  letGo();
  many = Math.max(kMany, 2 * touched.length);
}

function sweep() {
  sweepScheduled = false;
  letGo();
  if (touched.length > 0) {
    sweepScheduled = true;
    scheduleSweep(sweep);
  }
}

function letGo() {
  const candidates = touched;
  touched = [];
  for (const id of candidates) {
    if (wasm.tc_stream_pinned(id)) touched.push(id);
    else strong[indexOf(id)] = undefined;
  }
}
