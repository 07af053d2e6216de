// How a module that Emscripten made becomes an instance: of bytes or of what was compiled of them, at once.

/** What the loader is told so that it uses a module compiled already. */
const instantiating = (compiled) => ({
  instantiateWasm(imports, receive) {
    const instance = new WebAssembly.Instance(compiled, imports);
    receive(instance);
    return instance.exports;
  },
});

/**
 * @param {any} wasm gets the plain exports, `tc_*` without the underscore Emscripten puts before, `malloc`, `free`, and `memory()`,
 * the module's memory as it is now
 * @param {(module: any) => any} create the loader
 * @param {BufferSource | WebAssembly.Module} source
 * @param {object} host what the imports are forwarded to
 * @returns {any} all that the loader gives
 */
export function instantiate(wasm, create, source, host) {
  const given =
    source instanceof WebAssembly.Module
      ? instantiating(source)
      : { wasmBinary: source };
  const all = /** @type {any} */ ({ ...given, host });
  create(all);
  for (const name of Object.keys(all)) {
    if (name.startsWith('_tc_')) wasm[name.slice(1)] = all[name];
  }
  wasm.malloc = all._malloc;
  wasm.free = all._free;
  wasm.memory = () => all.HEAPU8.buffer;
  return all;
}
