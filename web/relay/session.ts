// One tab's session: its WebSocket, the yamux session over it, its room, and the clocks that end it.
// It decides when a session ends and what the others hear of it; it reads no payload.
import type { RawData } from 'ws';
import { GoAway } from './frame.ts';
import { Handshake } from './handshake.ts';
import type { Limits } from './limits.ts';
import type { MuxStream, StreamConsumer } from './mux_stream.ts';
import { Outbox, type ByteMeter } from './outbox.ts';
import { TokenBucket, type Clock } from './rates.ts';
import type { Room } from './room.ts';
import type { SessionSocket } from './socket.ts';
import type { Outside } from './outside.ts';
import type { CreditHolder, SpliceEnd } from './splice.ts';
import { CloseCode, kAgain, MuxSession, type SessionOwner } from './yamux.ts';

/** A log record: plain fields, never payload, never a secret or a proof. */
export type LogRecord = { event: string } & Record<
  string,
  string | number | boolean
>;

/** What a session needs of the process it runs in. */
export interface RelayContext extends ByteMeter {
  readonly limits: Limits;
  readonly clock: Clock;
  /** Rule R5: above 80 % of the byte budget, no dials and no credit. */
  readonly overBudget: boolean;
  /** The relay is shutting down: no new streams. */
  readonly closing: boolean;
  /** Credit that waits for the budget. */
  readonly waiting: Set<CreditHolder>;
  /** A gateway's way to real addresses; the relay has none of its own. */
  readonly outside: Outside | undefined;
  /** Ends whose peer has finished, while rule R7 is on. */
  readonly halfClosed: Set<SpliceEnd>;
  /** The dialler's end of each connection, while these have a longest life. */
  readonly ageing: Set<SpliceEnd>;
  /** Counts what a tab brought. Returns why that was too much for today, or null. */
  spend(session: TabSession, bytes: number): string | null;
  countSplice(dialler: MuxStream): void;
  forget(session: TabSession): void;
  log(record: LogRecord): void;
}

/** errno of a tab that is silent (transport.md 2.5, row "tab dead by keep-alive"). */
const kTimedOut = 110;

/**
 * Close codes that say the tab ended its run itself, so that its ports are free at once: normal, going
 * away, and a close frame without a code (RFC 6455 section 7.4.1). Anything else is a drop.
 */
const kCleanCloses = new Set([1000, 1001, 1005]);

export class TabSession implements SessionOwner {
  readonly relay: RelayContext;
  readonly limits: Limits;
  readonly room: Room;
  /** Hash of the key that proves the same tab after a drop; null: no port is ever kept for it. */
  readonly tabHash: string | null;
  readonly mux: MuxSession;
  readonly outbox: Outbox;
  /** Streams whose SOCKS header is not complete (rule R6). */
  undecided = 0;
  /** Resolves when the WebSocket is closed and the session forgotten. */
  readonly closed: Promise<void>;

  private readonly socket_: SessionSocket;
  /** Credit that waits for this session's outbox to drain (rule R3). */
  private readonly waiting_ = new Set<CreditHolder>();
  /** Credit for what this tab sends too fast. */
  private readonly throttled_ = new Set<CreditHolder>();
  private readonly dialRate_: TokenBucket;
  private readonly byteRate_: TokenBucket;
  /** It is not being read: mayDial(). */
  private paused_ = false;
  private readonly openedAt_: number;
  private heardAt_: number;
  private pingedAt_: number;
  /** When the last stream was seen. */
  private busyAt_: number;
  /** When the current partial frame header began, and after how many frames; 0: there is none. */
  private headerSince_ = 0;
  private headerFrames_ = -1;

  constructor(
    relay: RelayContext,
    room: Room,
    socket: SessionSocket,
    tabHash: string | null,
  ) {
    this.relay = relay;
    this.limits = relay.limits;
    this.room = room;
    this.tabHash = tabHash;
    this.socket_ = socket;
    this.dialRate_ = new TokenBucket(
      this.limits.dialsPerSecond,
      this.limits.dialBurst,
      relay.clock,
    );
    this.byteRate_ = new TokenBucket(
      this.limits.bytesPerSecond,
      this.limits.byteBurst,
      relay.clock,
    );
    this.openedAt_ = relay.clock();
    this.heardAt_ = this.openedAt_;
    this.pingedAt_ = this.openedAt_;
    this.busyAt_ = this.openedAt_;
    this.outbox = new Outbox(socket, {
      highMark: this.limits.highMark,
      lowMark: this.limits.lowMark,
      meter: relay,
      clock: relay.clock,
      onRelief: () => passWaitingCredit(this.waiting_),
    });
    this.mux = new MuxSession(this.outbox, this.limits, this, relay.clock);
    socket.on('message', (data, isBinary) => this.onMessage_(data, isBinary));
    socket.on('pong', () => this.onSign_());
    socket.on('ping', () => this.onSign_());
    // ws closes the socket itself after an error; 'close' follows and does the rest.
    socket.on('error', (error) =>
      this.log_('carrier error', errorCodeOf(error)),
    );
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        this.onClose_(code);
        resolve();
      });
    });
  }

  /** Streams past their header, in both directions. */
  get decidedStreams(): number {
    return this.mux.streams.size - this.undecided;
  }

  /**
   * Takes one dial, or lookup, from the tab's rate. False: it is beyond it, and the tab is not read for a while, or refusing would
   * cost the others as much as dialling.
   */
  mayDial(): boolean {
    if (this.dialRate_.take()) return true;
    const { refusedPauseMs } = this.limits;
    if (refusedPauseMs > 0 && !this.paused_) {
      this.paused_ = true;
      this.socket_.pause?.();
      setTimeout(() => {
        this.paused_ = false;
        this.socket_.resume?.();
      }, refusedPauseMs);
    }
    return false;
  }

  /** The set in which credit for `sender`, due to what this tab took, must wait; null: pass it now. */
  creditBarrier(sender: TabSession): Set<CreditHolder> | null {
    if (this.outbox.congested) return this.waiting_;
    if (sender.outbox.congested) return sender.waiting_;
    if (sender.byteRate_.empty) return sender.throttled_;
    return this.relay.overBudget ? this.relay.waiting : null;
  }

  /** Looks at the session's clocks; `now` is monotonic milliseconds. */
  sweep(now: number): void {
    const { limits } = this;
    if (!this.mux.open) return;
    if (this.mux.streams.size > 0) this.busyAt_ = now;
    if (this.throttled_.size > 0 && !this.byteRate_.empty)
      passWaitingCredit(this.throttled_);
    if (now - this.heardAt_ > limits.deadMs) {
      this.kill('silent');
    } else if (
      this.outbox.queued > 0 &&
      now - this.outbox.progressAt > limits.stallMs
    ) {
      this.kill('stalled');
    } else if (
      this.mux.frames === 0 &&
      now - this.openedAt_ > limits.firstFrameMs
    ) {
      this.mux.violate(
        'no frame after the upgrade',
        GoAway.kNormal,
        CloseCode.kPolicy,
      );
    } else if (
      this.headerSince_ > 0 &&
      now - this.headerSince_ > limits.headerMs
    ) {
      this.mux.violate(
        'partial frame header',
        GoAway.kNormal,
        CloseCode.kPolicy,
      );
    } else if (limits.idleMs > 0 && now - this.busyAt_ > limits.idleMs) {
      this.log_('idle', '');
      this.end(CloseCode.kNormal, 'idle');
    } else if (now - this.pingedAt_ >= limits.pingMs) {
      this.pingedAt_ = now;
      // The browser's network stack answers this one even when the page sits at a breakpoint; the
      // yamux ping is for the tab, which sees no WebSocket pings (transport.md 2.6).
      this.socket_.ping();
      this.mux.ping();
    }
  }

  /**
   * Lets go of everything when the tab's close frame is in already: 'close' itself comes a round trip
   * later, and the tab's next run may be here by then (transport.md D1: ports are free at once).
   */
  loseIfClosing(): void {
    if (this.socket_.readyState !== this.socket_.OPEN) this.mux.lose(0, true);
  }

  /** The process itself stood still until `now`: silence before that is not the tab's. */
  excuse(now: number): void {
    this.heardAt_ = now;
    this.outbox.progressAt = now;
    if (this.headerSince_ > 0) this.headerSince_ = now;
  }

  /** Ends the session without a word; the other ends hear ETIMEDOUT. */
  kill(reason: string): void {
    this.log_('killed', reason);
    this.mux.lose(kTimedOut, false);
    this.outbox.close();
    this.socket_.terminate();
  }

  /**
   * Forgets what waits to go out on a stream and resets it, here and where it comes from: its reader must not take what is left
   * for all there was.
   */
  resetQueued(id: number): void {
    this.outbox.drop(id);
    this.mux.breakOff(id);
  }

  /**
   * Ends the session: its streams are lost to the others, the WebSocket closes with `code`; `reason` is
   * for the tab's eyes, 123 bytes at most (RFC 6455 section 5.5.1).
   */
  end(code: number, reason: string): void {
    this.mux.lose(0, false);
    this.outbox.flushAndClose();
    this.socket_.close(code, reason);
  }

  // SessionOwner.

  onStream(stream: MuxStream): StreamConsumer | number {
    if (this.relay.closing) return 0;
    // No listener has refused it: it is a limit.
    if (this.undecided >= this.limits.undecided) return kAgain;
    return new Handshake(this, stream);
  }

  onViolation(rule: string, closeCode: number): void {
    this.log_('violation', rule);
    this.end(closeCode, rule);
  }

  onGoAway(code: number): void {
    if (code === GoAway.kNormal) return;
    this.log_('peer gave up', String(code));
    this.end(CloseCode.kNormal, 'the tab said GoAway');
  }

  private onMessage_(data: RawData, isBinary: boolean): void {
    if (!this.mux.open) return;
    this.onSign_();
    if (!isBinary) {
      this.mux.violate(
        'text message',
        GoAway.kProtocolError,
        CloseCode.kProtocolError,
      );
      return;
    }
    const bytes = data as Buffer;
    this.byteRate_.spend(bytes.length);
    const tooMuch = this.relay.spend(this, bytes.length);
    if (tooMuch !== null) {
      this.mux.violate(tooMuch, GoAway.kNormal, CloseCode.kPolicy);
      return;
    }
    this.mux.receive(bytes);
    if (!this.mux.inHeader) {
      this.headerSince_ = 0;
    } else if (
      this.headerSince_ === 0 ||
      this.headerFrames_ !== this.mux.frames
    ) {
      this.headerSince_ = this.heardAt_;
      this.headerFrames_ = this.mux.frames;
    }
  }

  private onSign_(): void {
    this.heardAt_ = this.relay.clock();
  }

  private onClose_(code: number): void {
    this.mux.lose(0, kCleanCloses.has(code));
    this.outbox.close();
    this.relay.forget(this);
    this.log_('closed', String(code));
  }

  private log_(event: string, detail: string): void {
    this.relay.log({ event, detail, streams: this.mux.streams.size });
  }
}

/** Passes on the credit that waited in `waiting`; what must wait again goes to its new place. */
export function passWaitingCredit(waiting: Set<CreditHolder>): void {
  const ends = [...waiting];
  waiting.clear();
  for (const end of ends) end.passCredit();
}

function errorCodeOf(error: Error & { code?: unknown }): string {
  return typeof error.code === 'string' ? error.code : error.name;
}
