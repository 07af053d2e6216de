// Two streams joined into one connection: bytes, credit, FIN and RST of each passed to the other.
// It never grants credit of its own and never queues what credit allowed (rules R1 to R3): the sum of
// bytes inside the relay for one direction stays within the far receiver's window.
import { kHeaderBytes } from './frame.ts';
import type { MuxStream, StreamConsumer } from './mux_stream.ts';
import type { TabSession } from './session.ts';

/** Joins a dialler's stream with a listener's; `early` is what the dialler sent before the reply. */
export function splice(
  dialler: { tab: TabSession; stream: MuxStream },
  listener: { tab: TabSession; stream: MuxStream },
  early: Buffer,
): void {
  const near = new SpliceEnd(dialler.tab, dialler.stream);
  const far = new SpliceEnd(listener.tab, listener.stream);
  near.other = far;
  far.other = near;
  dialler.stream.consumer = near;
  listener.stream.consumer = far;
  const { relay, limits } = dialler.tab;
  if (limits.connectionMs > 0) relay.ageing.add(near);
  if (early.length > 0) {
    const frame = Buffer.allocUnsafe(kHeaderBytes + early.length);
    early.copy(frame, kHeaderBytes);
    far.deliver(frame);
  }
  if (dialler.stream.peerFinished) far.finish();
  near.passCredit();
  far.passCredit();
}

/** Who has credit to give that rules R3 and R5 withhold for now. */
export interface CreditHolder {
  /** Gives it, or waits again. */
  passCredit(): void;
}

/** One stream of a splice, as the receiver of what the other one sends. */
export class SpliceEnd implements StreamConsumer, CreditHolder {
  other!: SpliceEnd;

  private readonly tab_: TabSession;
  private readonly stream_: MuxStream;
  /**
   * Bytes that had the sender's credit and not the receiver's: only what the relay's own header and
   * reply took from a peer that does not give it back (rule R1, corner case), so 52 bytes at most,
   * and what came before the reply (512 at most).
   */
  private held_: Buffer[] = [];
  private heldBytes_ = 0;
  /** The other end's FIN waits behind held bytes. */
  private finishing_ = false;
  /** The other end's session ended after its FIN: nobody takes what this one sends. */
  private orphaned_ = false;
  /** Milliseconds (monotonic) at which this end's peer last sent data or FIN. */
  private heardAt_: number;
  private readonly openedAt_: number;

  constructor(tab: TabSession, stream: MuxStream) {
    this.tab_ = tab;
    this.stream_ = stream;
    this.openedAt_ = this.heardAt_ = tab.relay.clock();
  }

  /** Passes a frame (12 bytes of room, then payload) from the other end to this one's peer. */
  deliver(frame: Buffer): void {
    if (this.stream_.gone) return;
    if (
      this.heldBytes_ === 0 &&
      frame.length - kHeaderBytes <= this.stream_.sendWindow
    ) {
      this.stream_.sendFrame(frame);
    } else {
      this.held_.push(frame);
      this.heldBytes_ += frame.length - kHeaderBytes;
      this.releaseHeld_();
    }
  }

  /** Passes the other end's FIN, after everything it sent (transport.md 2.5). */
  finish(): void {
    if (this.heldBytes_ > 0) this.finishing_ = true;
    else this.stream_.finish();
  }

  /**
   * Rule R1: raises the other end's ledger to what this end's peer can take. Rule R3: not while this
   * end's WebSocket is behind, nor while the other end's does not even read its WindowUpdates.
   * Idempotent: the sum due is derived, never stored.
   */
  passCredit(): void {
    const sender = this.other.stream_;
    if (sender.gone || sender.peerFinished || this.stream_.gone) return;
    const due =
      this.stream_.sendWindow - this.heldBytes_ - sender.receiveWindow;
    if (due <= 0) return;
    const waitFor = this.tab_.creditBarrier(this.other.tab_);
    if (waitFor === null) sender.grant(due);
    else waitFor.add(this);
  }

  // StreamConsumer: frames from this end's own peer.

  onData(_stream: MuxStream, frame: Buffer): void {
    this.heardAt_ = this.tab_.relay.clock();
    // transport.md 2.5, row "WS closed or lost": as a kernel answers data for a dead process.
    if (this.orphaned_) this.stream_.reset(0);
    else this.other.deliver(frame);
  }

  onCredit(): void {
    this.releaseHeld_();
    this.passCredit();
  }

  onFinish(): void {
    this.heardAt_ = this.tab_.relay.clock();
    this.other.finish();
    if (this.tab_.limits.halfClosedMs > 0) this.tab_.relay.halfClosed.add(this);
  }

  /**
   * Rule R7, asked of an end whose peer has finished: resets the connection when nothing has come the
   * other way for `halfClosedMs` either. Returns whether it is over, so or otherwise.
   */
  endIfIdle(now: number, halfClosedMs: number): boolean {
    const { stream_: near, other } = this;
    if (near.gone && other.stream_.gone) return true;
    const idle = now - Math.max(this.heardAt_, other.heardAt_);
    if (idle < halfClosedMs) return false;
    near.reset(0);
    other.stream_.reset(0);
    return true;
  }

  /** Resets a connection older than `mostMs`. Returns whether it is over, so or otherwise. */
  endIfOld(now: number, mostMs: number): boolean {
    const { stream_: near, other } = this;
    if (near.gone && other.stream_.gone) return true;
    if (now - this.openedAt_ < mostMs) return false;
    near.reset(0);
    other.stream_.reset(0);
    return true;
  }

  onReset(_stream: MuxStream, errno: number): void {
    this.other.stream_.reset(errno);
  }

  onLost(stream: MuxStream, errno: number): void {
    if (stream.peerFinished) this.other.orphaned_ = true;
    else this.other.stream_.reset(errno);
  }

  /** Sends what is held as far as the peer's credit goes, then a FIN that waited for it. */
  private releaseHeld_(): void {
    while (this.held_.length > 0 && this.stream_.sendWindow > 0) {
      const frame = this.held_[0]!;
      const size = frame.length - kHeaderBytes;
      const fits = Math.min(size, this.stream_.sendWindow);
      this.heldBytes_ -= fits;
      if (fits === size) {
        this.held_.shift();
        this.stream_.sendFrame(frame);
      } else {
        const part = Buffer.from(frame.subarray(0, kHeaderBytes + fits));
        this.held_[0] = frame.subarray(fits);
        this.stream_.sendFrame(part);
      }
    }
    if (this.finishing_ && this.heldBytes_ === 0) {
      this.finishing_ = false;
      this.stream_.finish();
    }
  }
}
