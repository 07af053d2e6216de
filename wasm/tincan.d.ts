// The type of the loader Emscripten makes (build/wasm/tincan.js); the build puts this file beside it. The module's exports are
// listed in exports.txt and reached through wasm/js/engine.js alone, so they are not typed one by one here.

/** Instantiates the engine synchronously; `module` carries `wasmBinary` (or `instantiateWasm`) and gets the exports. */
export default function createTincan(
  module: Record<string, unknown>,
): Record<string, unknown>;
