// As runtime.ts, for the network: net, and what its host does with it.
import * as facade from '../../wasm/js/index_net.js';

export interface CarrierEvents {
  opened(): void;
  message(message: ArrayBuffer): void;
  drained(bytes: number): void;
  /** Also when it could not be opened. */
  closed(): void;
}

/** How the façade gets to the relay: see wasm/js/net_relay.js. */
export type OpenCarrier = (events: CarrierEvents) => {
  send(message: ArrayBuffer): void;
  close(code: number, reason: string): void;
};

export interface Network {
  /** What require('net') gives, and configureRelay. */
  net: object;
  /** Once, before anything else. @param wasm the network's module */
  startNetwork(wasm: ArrayBuffer): void;
  /** @param maxWindow bytes that may be under way to one connection of this program, at least 256 KiB */
  useCarrier(open: OpenCarrier, maxWindow?: number): void;
  /** Closes what is open on the network, as a kernel does for a dead process. */
  exitNetwork(): void;
  /** Cuts what arrives from the network. @param choose a length from 1 to `length` */
  cutArrivals(choose: (length: number) => number): void;
  /** Ports the program listens on. */
  listeningPorts(): number[];
  /** @param listener called when a dial met a limit that a kernel has not, with the code its socket hears */
  whenLimited(listener: (code: 'EAGAIN' | 'EACCES') => void): void;
}

export const network = facade as unknown as Network;
