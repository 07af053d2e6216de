// What the façade takes from its host: in browsers, kept libraries (see README.md for where they
// differ from Node's own).
import { EventEmitter } from 'events';
import { Buffer } from 'buffer';
import { StringDecoder } from 'string_decoder';
import { inspect } from 'node-inspect-extracted';

export { EventEmitter, Buffer, StringDecoder, inspect };

/** A page has no tick queue of its own; event_loop.js has one where the façade owns the loop. */
export const hostNextTick = null;
export const hostSetImmediate = null;
export const hostSetTimeout = null;
export const isStandardOutput = () => false;

/** In a browser the bytes are handed to start(): fetching them is the embedder's business. */
export const readWasm = null;
