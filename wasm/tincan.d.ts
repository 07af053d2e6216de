// The type of a loader Emscripten makes (build/wasm/tincan.js, tincan_net.js); the build puts this file beside each. The modules'
// exports are listed in exports.txt and net_exports.txt and reached through wasm/js/engine.js and net_engine.js alone, so they are
// not typed one by one here.

/** Instantiates the module synchronously; `module` carries `wasmBinary` (or `instantiateWasm`) and gets the exports. */
export default function createTincan(
  module: Record<string, unknown>,
): Record<string, unknown>;
