// The one virtual network of this realm: a module of its own beside the streams' (engine.js), with its own memory. Only files of
// this folder may touch that, and no view of it may outlive the function it is made in.
import createTincanNet from '../../build/wasm/tincan_net.js';
import { instantiate, readWasm } from './net_base.js';

/** The module's exports: see instance.js. @type {any} */
export const wasm = {};

/** What the module's imports are forwarded to; net_border.js fills it. @type {any} */
export const host = {};

/**
 * Instantiates the network. Once per realm; synchronous, as the streams' start() is.
 * @param {BufferSource | WebAssembly.Module} source the module's bytes, or what was compiled of them
 */
export function startNetwork(source) {
  if (!wasm.memory) instantiate(wasm, createTincanNet, source, host);
}

if (readWasm) startNetwork(readWasm('tincan_net.wasm'));
