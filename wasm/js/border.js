// What the façade keeps for each stream beside its emitter: the engine's id, the slots, and functions
// handed to user code. And what user code threw while the engine was on the stack.
import { wasm, tables } from './engine.js';
import { register, registerBorn } from './registry.js';
import { Slots } from './slots.js';

/** The key under which a stream keeps its Border. */
export const kBorder = Symbol('tincan.border');

export class Border {
  /**
   * @param {number} id
   * @param {any} object Held here so that whoever holds a callback holds its stream.
   */
  constructor(id, object) {
    this.id = id;
    this.object = object;
    this.slots = new Slots();
    /** The callback `_write` and `_writev` get: one and the same for all writes. @type {Function | null} */
    this.onwrite = null;
    /** Of an 'error' a pipe heard: what it came with when that was nothing. @type {any} */
    this.passedOn = undefined;
    /** What the engine was last told by tc_stream_own. */
    this.owns = 0;
    /** Readable length when the engine last called `_write`. */
    this.lengthBefore = 0;
    /** setEncoding's decoder. @type {any} */
    this.decoder = null;
    /** Engine-owned listeners by kind and token. @type {Map<string, Function> | null} */
    this.listeners = null;
    /** Objects at both ends of the pipes this stream is in, by token. @type {Map<number, any> | null} */
    this.pipeEnds = null;
    /** `defaultEncoding` of each side, and `decodeStrings`: they only steer conversions made here. */
    this.readEncoding = 'utf8';
    this.writeEncoding = 'utf8';
    this.decodeStrings = true;
    /** The newest pipe's 'data' listener, and where that pipe leads. @type {any} */
    this.ondata = null;
    /** @type {any} */
    this.pipeTo = null;
    /** Which of `readable` and `writable` have been assigned. @type {any} */
    this.assigned = undefined;
    /** Whether a state's `readable` and `writable` have been, and what else was assigned to a state last. */
    this.readableAssigned = false;
    this.writableAssigned = false;
    /** @type {{name: string, value: any, at: string} | undefined} */
    this.assignedState = undefined;
    /** What `_destroy` gave its callback. @type {any} */
    this.destroyedWith = undefined;
    this.readObjectMode = false;
    this.writeObjectMode = false;
    /** setEncoding's encoding. @type {string | null} */
    this.encoding = null;
  }
}

/** Bits of tc_stream_new's flags. */
export const made = {
  readableSide: 1 << 0,
  writableSide: 1 << 1,
  transform: 1 << 2,
  readableObjectMode: 1 << 3,
  writableObjectMode: 1 << 4,
  noAutoDestroy: 1 << 5,
  noEmitClose: 1 << 6,
  noHalfOpen: 1 << 7,
  notReadable: 1 << 8,
  notWritable: 1 << 9,
  foreign: 1 << 10,
};

/** Hidden, so that a printed stream looks as Node's does. */
const borderProperty = {
  value: /** @type {any} */ (null),
  writable: true,
  configurable: true,
};

/** Gives `object` an engine stream. Sizes are in the side's unit. */
export function attach(object, flags, readableMark, writableMark) {
  const id = wasm.tc_stream_new(flags, readableMark, writableMark);
  const border = new Border(id, object);
  borderProperty.value = border;
  Object.defineProperty(object, kBorder, borderProperty);
  // Else the newest stream of all would never be collected.
  borderProperty.value = null;
  registerBorn(id, object);
  return border;
}

/** Emitters that are not the engine's, while they are in a pipe. @type {WeakMap<object, Border>} */
const foreign = new WeakMap();

/** The Border of any emitter; one that is no stream of ours gets an id without state. */
export function borderOf(object) {
  const own = object[kBorder];
  if (own) return own;
  let border = foreign.get(object);
  if (!border) {
    border = new Border(wasm.tc_stream_new(made.foreign, 0, 0), object);
    foreign.set(object, border);
    register(border.id, object);
  }
  return border;
}

/** A field of the engine's state, by the name it has in wasm/fields.h. */
export function get(stream, name) {
  return wasm.tc_get(stream[kBorder].id, tables.field[name]);
}

/** What user code threw in an import. The engine has returned from it; the façade throws it on. */
export const thrown = { has: false, /** @type {any} */ value: undefined };

export function keepThrown(error) {
  thrown.has = true;
  thrown.value = error;
}

/** To be called after every export that may run user code: the same object goes on its way. */
export function rethrow() {
  if (!thrown.has) return;
  const error = thrown.value;
  thrown.has = false;
  thrown.value = undefined;
  throw error;
}

/** Slot of an error or of nothing, for exports that take one. */
export function errorSlot(border, error) {
  return error ? border.slots.take(error) : 0;
}
