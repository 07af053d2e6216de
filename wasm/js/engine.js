// The one engine of this realm: its instance, its exports, the tables both languages share. Only
// files of this folder may touch its memory, and no view of it may outlive the function it is made in.
import createTincan from '../../build/wasm/tincan.js';
import { readWasm } from '#platform';
import { host } from './host.js';
import { instantiate } from './instance.js';

/** The module's exports: see instance.js. @type {any} */
export const wasm = {};
/** Numbers of fields, events and hooks by name; names of trace kinds by number. */
export const tables = {
  /** @type {Record<string, number>} */ field: {},
  /** @type {(string | symbol)[]} */ events: [],
  /** @type {Record<string, number>} */ event: {},
  /** @type {string[]} */ hooks: [],
  /** @type {string[]} */ traceKinds: [],
  /** Of an id: which bits are its index. */ idIndexMask: 0,
  /** @type {{className: 'Error', code: string, message: string}[]} */ errors:
    [],
};

const numbers = (names) =>
  Object.fromEntries(names.map((name, i) => [name, i]));

/**
 * Instantiates the engine. Once per realm; synchronous, so a worker or Node can do it at load.
 * @param {BufferSource | WebAssembly.Module} source the engine's bytes, or what was compiled of them
 */
export function start(source) {
  if (wasm.memory) return;
  const all = instantiate(wasm, createTincan, source, host);
  const names = all.nameTables();
  tables.events = names.events.map((name) =>
    /^k[A-Z]/.test(name) ? Symbol(name) : name,
  );
  tables.event = numbers(names.events);
  tables.hooks = names.hooks;
  tables.field = numbers(names.fields);
  tables.traceKinds = names.traceKinds;
  tables.idIndexMask = names.idIndexMask;
  tables.errors = all.errorTable();
  wasm.scratch = wasm.malloc(4 * scratchWords);
}

const scratchWords = 4096;

/**
 * Calls an export that fills a list (`tc_*_slots`, `tc_pipes` …) and returns its words.
 * @param {(id: number, out: number, room: number) => number} fill
 * @param {number} id
 * @param {number} width words per entry
 */
export function readList(fill, id, width = 1) {
  let room = Math.floor(scratchWords / width);
  let out = wasm.scratch;
  let count = fill(id, out, room);
  if (count > room) {
    room = count;
    out = wasm.malloc(4 * width * room);
    count = fill(id, out, room);
  }
  const words = Array.from(new Uint32Array(wasm.memory(), out, count * width));
  if (out !== wasm.scratch) wasm.free(out);
  return words;
}

if (readWasm) start(readWasm('tincan.wasm'));
