// Every limit of the relay as plain data, in two profiles. No behaviour lives here; each limit's reason is in transport.md 2.4, 2.6 and 3.

/** 0 means "none" for every count, rate and duration that may be off. */
export interface Limits {
  /** WebSockets of one address / in one room. */
  socketsPerAddress: number;
  socketsPerRoom: number;
  /** WebSockets, and tickets, one address may ask for in a second, and at once. */
  handshakesPerSecond: number;
  handshakeBurst: number;
  /** Milliseconds a ticket is good for; 0: none is asked for (transport.md 3). */
  ticketMs: number;
  /** Live streams of one WebSocket, both directions counted. */
  streams: number;
  /** Streams the relay opened and the tab has not accepted yet; more are refused (yamux backlog). */
  unacknowledged: number;
  /** Streams whose SOCKS header is not complete (rule R6); more are reset. */
  undecided: number;
  /** Bytes a stream may send before its reply (transport.md 2.2). */
  headerBytes: number;
  listenersPerTab: number;
  listenersPerRoom: number;
  /** Dials per second of one tab, and how many may come at once. */
  dialsPerSecond: number;
  dialBurst: number;
  /** Milliseconds a tab is not read after a dial beyond its rate, so that a flood of them is the flooder's. */
  refusedPauseMs: number;
  /** Payload bytes of one Data frame (D4). */
  frameBytes: number;
  /** Bytes of one WebSocket message, fragments of one message, buffered chunks (D9). */
  messageBytes: number;
  fragments: number;
  bufferedChunks: number;
  /** Bytes for unknown streams drained in one session before it is closed. */
  drainedBytes: number;
  /** Unread control bytes (answers to pings and the like) before the session is closed. */
  controlBytes: number;
  /** Rule R3: outbox bytes above which credit is withheld, and below which it flows again. */
  highMark: number;
  lowMark: number;
  /** Rule R5: bytes queued in the process. */
  budgetBytes: number;
  /** Bytes one WebSocket may bring in a second, and at once; beyond it credit is withheld, nothing is dropped. */
  bytesPerSecond: number;
  byteBurst: number;
  /** Bytes a day the tabs of a room, and of an address, may bring; beyond it their WebSockets are closed. */
  roomBytesPerDay: number;
  addressBytesPerDay: number;
  /** Frames per second of one WebSocket; empty Data frames per second. */
  framesPerSecond: number;
  emptyFramesPerSecond: number;
  /** Milliseconds: an undecided or refused stream's life, a dial's wait, the first frame's wait. */
  headerMs: number;
  dialMs: number;
  firstFrameMs: number;
  /** Milliseconds: between pings, of silence until a tab is dead, of no drained byte (rule R4). */
  pingMs: number;
  deadMs: number;
  stallMs: number;
  /** Milliseconds a connection with one end finished may be idle (rule R7). */
  halfClosedMs: number;
  /** Milliseconds a WebSocket without stream or listener may stay. */
  idleMs: number;
  /** Milliseconds a connection may live; a listener lives as long as its tab. */
  connectionMs: number;
  /** Milliseconds between two looks at every session's clocks. */
  sweepMs: number;
  /** Milliseconds a dial to a reserved port waits for its owner's return (transport.md 2.7). */
  reservedDialMs: number;
}

const kLocal: Limits = {
  socketsPerAddress: 64,
  socketsPerRoom: 64,
  handshakesPerSecond: 0,
  handshakeBurst: 0,
  ticketMs: 0,
  // Twice a server's usual backlog: so many dials at once find room, as with a kernel. What they bring is bounded by
  // the budget, whatever their number.
  streams: 1024,
  unacknowledged: 1024,
  undecided: 1024,
  headerBytes: 512,
  listenersPerTab: 256,
  listenersPerRoom: 256,
  dialsPerSecond: 1000,
  dialBurst: 1024,
  refusedPauseMs: 50,
  frameBytes: 256 * 1024,
  messageBytes: 256 * 1024 + 12,
  fragments: 64,
  bufferedChunks: 1024,
  drainedBytes: 16 * 1024 * 1024,
  controlBytes: 1024 * 1024,
  highMark: 1024 * 1024,
  lowMark: 256 * 1024,
  budgetBytes: 512 * 1024 * 1024,
  bytesPerSecond: 0,
  byteBurst: 0,
  roomBytesPerDay: 0,
  addressBytesPerDay: 0,
  framesPerSecond: 0,
  emptyFramesPerSecond: 0,
  headerMs: 10_000,
  dialMs: 10_000,
  firstFrameMs: 10_000,
  pingMs: 25_000,
  deadMs: 60_000,
  stallMs: 30_000,
  halfClosedMs: 0,
  idleMs: 0,
  connectionMs: 0,
  sweepMs: 1_000,
  reservedDialMs: 3_000,
};

/** The profiles of transport.md 3, table of limits. */
export const kProfiles: Readonly<Record<'local' | 'hosted', Readonly<Limits>>> =
  {
    local: kLocal,
    hosted: {
      ...kLocal,
      socketsPerAddress: 16,
      socketsPerRoom: 16,
      handshakesPerSecond: 1,
      handshakeBurst: 10,
      ticketMs: 60_000,
      streams: 64,
      unacknowledged: 32,
      undecided: 64,
      listenersPerTab: 16,
      listenersPerRoom: 64,
      dialsPerSecond: 20,
      dialBurst: 100,
      bytesPerSecond: 4 * 1024 * 1024,
      byteBurst: 32 * 1024 * 1024,
      roomBytesPerDay: 2 * 1024 ** 3,
      addressBytesPerDay: 10 * 1024 ** 3,
      framesPerSecond: 20_000,
      emptyFramesPerSecond: 2_000,
      halfClosedMs: 600_000,
      idleMs: 900_000,
      connectionMs: 7_200_000,
    },
  };
