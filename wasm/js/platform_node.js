// What the façade takes from its host: here Node's own emitter, Buffer and tick queue. Never its
// stream or net.
import { AsyncResource } from 'node:async_hooks';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export { EventEmitter } from 'node:events';
export { Buffer } from 'node:buffer';
export { StringDecoder } from 'node:string_decoder';
export { inspect } from 'node:util';

/** Node's emitter has its own process.nextTick. */
export const deferEmitted = () => {};
/** Node says by itself on which emitter an 'error' went unheard. */
export const watchUnheard = () => {};

/** The host's own nextTick: each engine tick is one of these, so their order is Node's. */
export const hostNextTick = process.nextTick;
export const hostSetImmediate = setImmediate;
export const hostSetTimeout = setTimeout;
/**
 * `callback`, in whatever asynchronous context it is called, in the one that stands now: what
 * AsyncLocalStorage holds here it finds there.
 * @param {Function} callback
 * @param {string} type the name async_hooks sees
 */
export function bindContext(callback, type) {
  const resource = new AsyncResource(type);
  return /** @this {any} */ function (...args) {
    return resource.runInAsyncScope(
      /** @type {any} */ (callback),
      this,
      ...args,
    );
  };
}
/** A warning to the user of the program. */
export const emitWarning = (text, name) => process.emitWarning(text, name);
/** What the command line says of net's defaults. (Node doc: --network-family-autoselection.) */
export const netDefaults = {
  autoSelectFamily: !process.execArgv.some((text) =>
    /^--no-(enable-)?network-family-autoselection$/.test(text),
  ),
  attemptTimeout: Number(
    optionValue('--network-family-autoselection-attempt-timeout') ?? 250,
  ),
};

/** The value of an option of Node's command line, in its two forms. */
function optionValue(option) {
  const { execArgv } = process;
  const at = execArgv.indexOf(option);
  if (at >= 0) return execArgv[at + 1];
  const given = execArgv.find((text) => text.startsWith(`${option}=`));
  return given?.slice(option.length + 1);
}

/** `process.stdout` and `process.stderr` are never ended by a pipe. */
export const isStandardOutput = (stream) =>
  stream === process.stdout || stream === process.stderr;

/**
 * A module's bytes, read synchronously: require() must give a working module.
 * @param {string} name
 */
export function readWasm(name) {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = path.join(here, name);
  return fs.readFileSync(
    fs.existsSync(beside) ? beside : path.join(here, '../../build/wasm', name),
  );
}
