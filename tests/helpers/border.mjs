// The façade and its border as the tests of tests/wasm see them: the sources themselves over the built engine, so the
// public package need not show its inside. Also the shadow stack's pointer and a garbage collection that is waited for.
// One engine a process, apart from the package's own. Decides nothing about streams.

import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');

/** Unsigned LEB128 at `at`: [value, place after it]. */
function readLeb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function leb(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}

const kExportSection = 7;
const kGlobalKind = 3;

/** The module with one export more: its first global, where LLVM keeps the shadow stack's pointer. */
function exportStackPointer(binary) {
  const bytes = new Uint8Array(binary);
  for (let at = 8; at < bytes.length;) {
    const [size, body] = readLeb(bytes, at + 1);
    if (bytes[at] === kExportSection) {
      const [count, names] = readLeb(bytes, body);
      const name = [...new TextEncoder().encode('stackPointer')];
      const section = [
        ...leb(count + 1),
        ...bytes.subarray(names, body + size),
        ...leb(name.length),
        ...name,
        kGlobalKind,
        ...leb(0),
      ];
      return Uint8Array.from([
        ...bytes.subarray(0, at),
        kExportSection,
        ...leb(section.length),
        ...section,
        ...bytes.subarray(body + size),
      ]);
    }
    at = body + size;
  }
  throw new Error('the module has no export section');
}

let exported;
const { Module, Instance } = WebAssembly;
WebAssembly.Module = function (binary) {
  return new Module(exportStackPointer(binary));
};
WebAssembly.Instance = function (module, imports) {
  const instance = new Instance(module, imports);
  exported = instance.exports;
  return instance;
};
const { wasm, tables } = await import('../../wasm/js/engine.js');
WebAssembly.Module = Module;
WebAssembly.Instance = Instance;

const { host } = await import('../../wasm/js/host.js');
const { borderOf, kBorder } = await import('../../wasm/js/border.js');
const { lookup, register, setSweepScheduler } =
  await import('../../wasm/js/registry.js');
const { default: stream } = await import('../../wasm/js/stream.js');
const { default: net } = await import('../../wasm/js/net.js');

// Streams are let go of in the next turn, not a quarter of a second later: tests do not wait for clocks.
setSweepScheduler((sweep) => setImmediate(sweep));

export {
  borderOf,
  host,
  kBorder,
  lookup,
  net,
  register,
  setSweepScheduler,
  stream,
  tables,
  wasm,
};

/** Where the shadow stack stands: an address, lower while the engine's frames are on it. */
export const stackPointer = () => exported.stackPointer.value;

/** Bytes of the engine's memory. */
export const memoryBytes = () => wasm.memory().byteLength;

/** Streams the engine has a record of. */
export const liveStreams = () => wasm.tc_live_streams();

/** Resolves in a macrotask of its own: ticks and microtasks have run. */
export const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Collects what nobody holds. Its finalizers run in a later macrotask. */
export const collectNow = gc;

/** Collects until `done()` or until nothing has gone for many turns, whichever is first; says whether it is done. */
export async function collectUntil(done) {
  let quiet = 0;
  for (let before = liveStreams(); quiet < 20;) {
    await turn();
    gc();
    // Finalization callbacks are a macrotask of their own.
    await turn();
    if (done()) return true;
    const now = liveStreams();
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
  return false;
}
