/// <reference types="node" />
// `tincan-streams`: the modules by name. What only a host of the engine needs (createRuntime and its like) is not typed.
import stream = require('./stream');
import net = require('./net');
import streamConsumers = require('./stream_consumers');
import streamPromises = require('./stream_promises');
import streamWeb = require('./stream_web');

export { net, stream, streamConsumers, streamPromises, streamWeb };
export { Buffer } from 'node:buffer';
export { EventEmitter } from 'node:events';

/** How the engine gets to a relay: a channel for messages of bytes. */
export interface Carrier {
  /** The message is the carrier's from then on. */
  send(message: ArrayBuffer): void;
  close(code: number, reason: string): void;
}

export interface CarrierEvents {
  opened(): void;
  /** The bytes are the engine's from then on. */
  message(bytes: ArrayBuffer | Uint8Array): void;
  /** So many more of the bytes sent have left. */
  drained(bytes: number): void;
  /** It is over, or could not be opened. */
  closed(): void;
}

/** Uses `open` for the engine's carrier from now on; it must not report anything before it returns. */
export declare function useCarrier(
  open: (events: CarrierEvents) => Carrier,
): void;
/** Ports this program listens on. */
export declare function listeningPorts(): number[];
/** Calls the listener at each dial that a limit refused (EAGAIN), where a kernel would have had room. */
export declare function whenLimited(listener: () => void): void;
/** Closes what is open on the network, as a kernel does for a process that is over. */
export declare function exitNetwork(): void;
