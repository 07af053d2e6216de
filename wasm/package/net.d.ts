/// <reference types="node" />
// `tincan-streams/net`: the types of Node's own, and the way to a relay.
export * from 'node:net';

export interface RelayOptions {
  /** The relay: `ws://host:port`. */
  url: string;
  /** The room's secret: 22 characters of base64url. */
  room: string;
  /** For relays that want one from clients that are no page. */
  token?: string;
  /** To be used instead of the host's. */
  WebSocket?: new (url: string, protocols?: string[]) => object;
  /** Bytes that may be under way to one connection of this program, once they come fast: 256 KiB to 4 MiB (the default). */
  maxWindow?: number;
}

/**
 * Joins a room of a relay: ports listened on are the room's, and a connection to a port nobody of this program listens on goes to
 * whoever in the room does. In Node it needs the package `ws`.
 */
export declare function configureRelay(options: RelayOptions): void;
