// What a gateway (web/gateway) is to the relay: a way from a dial to a real address. Types only: the relay opens
// no connection of its own, and the code behind these is loaded where it was asked for, nowhere else (D7).
import type { MuxStream } from './mux_stream.ts';
import type { TabSession } from './session.ts';

export interface Outside {
  /** The address of a listed name, 4 bytes; null: no such name. */
  lookup(name: string): Uint8Array | null;
  /**
   * Starts to connect to a real address.
   * @param host as in a SOCKS request (Request.host)
   * @returns null when this address and port are not listed
   */
  dial(host: string, port: number, heard: OutsideDialHeard): OutsideDial | null;
}

/** One of the two is called, once, and not before dial() has returned. */
export interface OutsideDialHeard {
  /** @param address, port the connection's own end */
  connected(address: Uint8Array, port: number): void;
  /** @param code a SOCKS reply code */
  failed(code: number): void;
}

export interface OutsideDial {
  /** Makes connection and stream one; the stream's dial has been answered. `early`: what came before that. */
  join(tab: TabSession, stream: MuxStream, early: Buffer): void;
  /** The dialler does not want it any more; nothing is heard after. */
  abandon(): void;
}
