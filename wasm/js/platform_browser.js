// What the façade takes from its host: in browsers, kept libraries (see README.md for where they
// differ from Node's own).
export { EventEmitter, deferEmitted, watchUnheard } from './emitter_browser.js';
export { Buffer, StringDecoder } from './buffer_browser.js';
export { inspect } from 'node-inspect-extracted';

// A page has no tick queue of its own; event_loop.js has one where the façade owns the loop.
/** @type {any} */
export const hostNextTick = null;
/** @type {any} */
export const hostSetImmediate = null;
/** @type {any} */
export const hostSetTimeout = null;
/** A page has no asynchronous contexts to keep. */
export const bindContext = (callback, _type) => callback;
/** By the process of those that have one, as a program of the playground has. */
export function emitWarning(text, name) {
  const { process } = /** @type {any} */ (globalThis);
  if (typeof process?.emitWarning === 'function')
    process.emitWarning(text, name);
  else console.warn(`${name}: ${text}`);
}
export const netDefaults = { autoSelectFamily: true, attemptTimeout: 250 };
export const isStandardOutput = (_stream) => false;

/**
 * In a browser the bytes are handed to start() and startNetwork(): fetching them is the embedder's business, or
 * start_browser.js's.
 * @type {((name: string) => Uint8Array) | null}
 */
export const readWasm = null;
