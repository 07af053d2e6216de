// The first word of each side between a tab and the relay of its browser: what an HTTP upgrade says where the
// relay is a server. Types only, shared by both sides.

/** Tab to relay. */
export interface Hello {
  /** Of the room's WebSocket, as it would be asked of a server. */
  path: string;
  /** Subprotocols; the room's proof is among them. */
  protocols: string[];
  /** The lock the tab holds while it lives; null where there are none. */
  life: string | null;
}

/** Relay to tab. */
export type Welcome = { life: string | null } | { refused: string };
