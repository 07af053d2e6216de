// Every limit of the relay as plain data, in two profiles, and the token bucket that rates use.
// No behaviour but the bucket's lives here; each limit's reason is in transport.md 2.4, 2.6 and 3.

/** 0 means "none" for every count, rate and duration that may be off. */
export interface Limits {
  /** WebSockets of one address / in one room. */
  socketsPerAddress: number;
  socketsPerRoom: number;
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
  /** Milliseconds between two looks at every session's clocks. */
  sweepMs: number;
  /** Milliseconds a dial to a reserved port waits for its owner's return (transport.md 2.7). */
  reservedDialMs: number;
}

const kLocal: Limits = {
  socketsPerAddress: 64,
  socketsPerRoom: 64,
  streams: 256,
  unacknowledged: 256,
  undecided: 64,
  headerBytes: 512,
  listenersPerTab: 256,
  listenersPerRoom: 256,
  dialsPerSecond: 1000,
  dialBurst: 1000,
  frameBytes: 256 * 1024,
  messageBytes: 256 * 1024 + 12,
  fragments: 64,
  bufferedChunks: 1024,
  drainedBytes: 16 * 1024 * 1024,
  controlBytes: 1024 * 1024,
  highMark: 1024 * 1024,
  lowMark: 256 * 1024,
  budgetBytes: 512 * 1024 * 1024,
  framesPerSecond: 0,
  emptyFramesPerSecond: 0,
  headerMs: 10_000,
  dialMs: 10_000,
  firstFrameMs: 10_000,
  pingMs: 25_000,
  deadMs: 60_000,
  stallMs: 30_000,
  halfClosedMs: 0,
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
      streams: 64,
      unacknowledged: 32,
      listenersPerTab: 16,
      listenersPerRoom: 64,
      dialsPerSecond: 20,
      dialBurst: 100,
      framesPerSecond: 20_000,
      emptyFramesPerSecond: 2_000,
      halfClosedMs: 600_000,
    },
  };

/** A token bucket on the monotonic clock. */
export class TokenBucket {
  private readonly perSecond_: number;
  private readonly burst_: number;
  private tokens_: number;
  private at_: number;

  /** @param perSecond tokens per second, 0 for "never empty". */
  constructor(perSecond: number, burst: number) {
    this.perSecond_ = perSecond;
    this.burst_ = burst;
    this.tokens_ = burst;
    this.at_ = performance.now();
  }

  /** Takes one token; false when there is none. */
  take(): boolean {
    if (this.perSecond_ === 0) return true;
    const now = performance.now();
    this.tokens_ = Math.min(
      this.burst_,
      this.tokens_ + ((now - this.at_) / 1000) * this.perSecond_,
    );
    this.at_ = now;
    if (this.tokens_ < 1) return false;
    this.tokens_ -= 1;
    return true;
  }
}
