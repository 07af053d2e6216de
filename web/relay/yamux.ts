// A yamux server session over a byte stream: the relay's own codec, written apart from the engine's so
// that each tests the other. Every rule names its source: "spec" is hashicorp/yamux spec.md, "1.1" the
// table of transport.md 1.1. What a stream is for is not known here, and no socket is touched here.
import {
  Flag,
  FrameParser,
  FrameType,
  GoAway,
  kHeaderBytes,
  kInitialWindow,
  kMaxWindow,
  type FrameHeader,
  type FrameSink,
} from './frame.ts';
import type { Limits } from './limits.ts';
import { MuxStream, type StreamConsumer } from './mux_stream.ts';
import type { Outbox } from './outbox.ts';
import { TokenBucket, type Clock } from './rates.ts';

/** WebSocket close codes (RFC 6455 section 7.4.1) the session asks for. */
export const CloseCode = {
  kNormal: 1000,
  kProtocolError: 1002,
  kPolicy: 1008,
  kRestart: 1012,
};

/** What a session tells its owner. */
export interface SessionOwner {
  /**
   * The tab opened a stream. Returns who gets its bytes, or the errno to reset it with (0: none is said).
   */
  onStream(stream: MuxStream): StreamConsumer | number;
  /** The peer broke `rule`: its streams are lost already, GoAway is queued; close with `closeCode`. */
  onViolation(rule: string, closeCode: number): void;
  /** The peer sent GoAway with this code (0: it will just open and take no more). */
  onGoAway(code: number): void;
}

export class MuxSession implements FrameSink {
  readonly outbox: Outbox;
  readonly streams = new Map<number, MuxStream>();
  /** False once the session failed or was lost: nothing is parsed or sent any more. */
  open = true;
  /** The peer sent GoAway: no stream may be opened towards it (spec "Go Away Frame"). */
  peerGoingAway = false;
  /** Streams the relay opened and the peer has not accepted yet. */
  unacknowledged = 0;
  /** Payload bytes that came for streams that do not exist (1.1, row "unknown id"). */
  drained = 0;

  private readonly limits_: Limits;
  private readonly owner_: SessionOwner;
  private readonly parser_: FrameParser;
  private readonly frameRate_: TokenBucket;
  private readonly emptyFrameRate_: TokenBucket;
  private nextId_ = 2;
  /** Bytes a peer may rightly still have under way on streams the relay reset. */
  private drainAllowance_ = 0;

  constructor(
    outbox: Outbox,
    limits: Limits,
    owner: SessionOwner,
    clock: Clock,
  ) {
    this.outbox = outbox;
    this.limits_ = limits;
    this.owner_ = owner;
    this.parser_ = new FrameParser(this);
    this.frameRate_ = new TokenBucket(
      limits.framesPerSecond,
      limits.framesPerSecond,
      clock,
    );
    const empty = limits.emptyFramesPerSecond;
    this.emptyFrameRate_ = new TokenBucket(empty, empty, clock);
  }

  /** Frames received so far. */
  get frames(): number {
    return this.parser_.frames;
  }

  /** Whether a frame header has begun and is not complete. */
  get inHeader(): boolean {
    return this.parser_.inHeader;
  }

  /** Takes bytes from the peer; they become the session's. */
  receive(bytes: Buffer): void {
    if (!this.open) return;
    this.parser_.push(bytes);
    if (this.open && this.outbox.queuedControl > this.limits_.controlBytes) {
      this.violate('answers are not read', GoAway.kNormal, CloseCode.kPolicy);
    }
  }

  /**
   * Opens a stream towards the peer: SYN in a WindowUpdate whose Length announces credit beyond
   * 256 KiB (spec "Opening a stream"; 1.1, row "SYN with a window"). Server ids are even.
   * @returns null when the peer is going away or its backlog is full (spec "Backlog"), which isFull tells apart.
   */
  openStream(consumer: StreamConsumer, window: number): MuxStream | null {
    if (!this.open || this.peerGoingAway || this.isFull) return null;
    if (this.nextId_ > kMaxWindow) return null;
    const stream = new MuxStream(this, this.nextId_, consumer);
    this.nextId_ += 2;
    this.unacknowledged++;
    stream.receiveWindow = Math.max(window, kInitialWindow);
    this.streams.set(stream.id, stream);
    const extra = stream.receiveWindow - kInitialWindow;
    this.outbox.control(FrameType.kWindowUpdate, Flag.kSyn, stream.id, extra);
    return stream;
  }

  get isFull(): boolean {
    return this.unacknowledged >= this.limits_.unacknowledged;
  }

  /** Asks the peer for a sign of life (spec "Ping"). Its answer's value is not looked at. */
  ping(): void {
    if (this.open) this.outbox.control(FrameType.kPing, Flag.kSyn, 0, 0);
  }

  /** Tells the peer to open no more streams (spec "Go Away Frame"). */
  sayGoAway(code: number): void {
    if (this.open) this.outbox.control(FrameType.kGoAway, 0, 0, code);
  }

  /** The carrier is gone or given up: every stream is lost, `errno` as for a RST. */
  lose(errno: number, clean: boolean): void {
    if (!this.open) return;
    this.open = false;
    for (const stream of [...this.streams.values()]) {
      if (stream.gone) continue;
      this.remove_(stream);
      stream.consumer.onLost(stream, errno, clean);
      stream.sayFarewell();
    }
  }

  /** The peer broke `rule`: GoAway, then the carrier is closed (1.1, "our rule"). */
  violate(rule: string, goAway: number, closeCode: number): void {
    if (!this.open) return;
    this.outbox.control(FrameType.kGoAway, 0, 0, goAway);
    this.lose(0, false);
    this.owner_.onViolation(rule, closeCode);
  }

  /** Both FINs have passed: the stream leaves the table. */
  forget(stream: MuxStream): void {
    if (stream.gone) return;
    this.remove_(stream);
    stream.sayFarewell();
  }

  /** As forget(), but the peer does not know yet: what it still has credit for is not held against it. */
  forgetReset(stream: MuxStream): void {
    if (stream.gone) return;
    this.drainAllowance_ += stream.receiveWindow;
    this.forget(stream);
  }

  /** Resets a stream for both its peer and its consumer; one that is gone already, for the peer. */
  breakOff(id: number): void {
    if (!this.open) return;
    this.outbox.control(FrameType.kWindowUpdate, Flag.kRst, id, 0);
    const stream = this.streams.get(id);
    if (stream === undefined) return;
    this.drainAllowance_ += stream.receiveWindow;
    this.remove_(stream);
    stream.consumer.onReset(stream, 0);
    stream.sayFarewell();
  }

  // FrameSink: called by the parser, in the order of the bytes.

  onHeader(header: FrameHeader): boolean {
    const { version, type, flags, id, length } = header;
    if (version !== 0) return this.protocolError_('version is not 0');
    if (type > FrameType.kGoAway)
      return this.protocolError_('unknown frame type');
    if (!this.frameRate_.take()) return this.overRate_('too many frames');
    if (type >= FrameType.kPing) {
      // spec "StreamID Field": session frames use stream 0.
      return id === 0 || this.protocolError_('session frame with a stream id');
    }
    if (id === 0)
      return this.protocolError_('stream frame without a stream id');
    if (type === FrameType.kData) {
      if (length > this.limits_.frameBytes)
        return this.protocolError_('frame too long');
      if (length === 0 && !this.emptyFrameRate_.take())
        return this.overRate_('empty frames');
    }
    if (flags & Flag.kSyn && !this.accept_(id)) return false;
    const stream = this.streams.get(id);
    if (stream === undefined) return true;
    if (type === FrameType.kData && length > stream.receiveWindow) {
      // spec "Flow Control"; 1.1, row "window overrun by 1 byte".
      return this.protocolError_('window overrun');
    }
    if (
      stream.peerFinished &&
      ((type === FrameType.kData && length > 0) || flags & Flag.kFin)
    ) {
      // 1.1, row "double FIN / Data after own FIN": that stream only.
      this.breakOff(id);
    } else if (type === FrameType.kData && !(flags & Flag.kRst)) {
      this.accepted_(stream);
    }
    return this.open;
  }

  onPayload(header: FrameHeader, frame: Buffer): boolean {
    const length = frame.length - kHeaderBytes;
    const stream = this.streams.get(header.id);
    if (stream === undefined) return this.drain_(length);
    stream.receiveWindow -= length;
    stream.consumer.onData(stream, frame);
    return this.open;
  }

  onEnd(header: FrameHeader): boolean {
    if (header.type === FrameType.kPing) return this.onPing_(header);
    if (header.type === FrameType.kGoAway) return this.onGoAway_(header);
    const stream = this.streams.get(header.id);
    if (stream === undefined) return true;
    if (header.flags & Flag.kRst) {
      this.remove_(stream);
      stream.consumer.onReset(stream, errnoOf(header));
      stream.sayFarewell();
      return this.open;
    }
    if (header.type === FrameType.kWindowUpdate && header.length > 0) {
      // transport.md 5, case 9: no wraparound.
      if (stream.sendWindow + header.length > kMaxWindow) {
        return this.protocolError_('window overflow');
      }
      stream.sendWindow += header.length;
    }
    if (
      !this.accepted_(stream) &&
      header.type === FrameType.kWindowUpdate &&
      header.length > 0
    ) {
      stream.consumer.onCredit?.(stream);
    }
    if (header.flags & Flag.kFin && !stream.gone) {
      stream.peerFinished = true;
      stream.consumer.onFinish(stream);
      if (stream.finished) this.forget(stream);
    }
    return this.open;
  }

  /** A SYN: the id must be odd and not live (1.1, rows "wrong parity", "duplicate SYN"). */
  private accept_(id: number): boolean {
    if (id % 2 === 0) return this.protocolError_('wrong parity of a stream id');
    if (this.streams.has(id)) return this.protocolError_('duplicate SYN');
    const stream = new MuxStream(this, id, kNobody);
    const consumer = this.owner_.onStream(stream);
    if (typeof consumer === 'number') {
      // 1.1, row "2000 SYN at once": the rest is reset.
      this.outbox.control(FrameType.kWindowUpdate, Flag.kRst, id, consumer);
      this.drainAllowance_ += kInitialWindow;
      return true;
    }
    stream.accepted = true;
    stream.consumer = consumer;
    this.streams.set(id, stream);
    // At once, at mux level only: Go closes the session over a SYN unanswered for 75 s (1.1).
    this.outbox.control(FrameType.kWindowUpdate, Flag.kAck, id, 0);
    return true;
  }

  /**
   * Any frame but RST accepts a stream the relay opened: libp2p's peer sends its ACK flag only with its
   * first data (1.1). Returns whether it was this one.
   */
  private accepted_(stream: MuxStream): boolean {
    if (stream.accepted) return false;
    stream.accepted = true;
    this.unacknowledged--;
    stream.consumer.onAccepted?.(stream);
    return true;
  }

  /** spec "Ping": a SYN is echoed with its value; an unasked ACK is ignored (transport.md 5, case 39). */
  private onPing_(header: FrameHeader): boolean {
    if (header.flags & Flag.kSyn) {
      this.outbox.control(FrameType.kPing, Flag.kAck, 0, header.length);
    }
    return true;
  }

  private onGoAway_(header: FrameHeader): boolean {
    this.peerGoingAway = true;
    this.owner_.onGoAway(header.length);
    return this.open;
  }

  /** Data for a stream that is not there (1.1, rows "unknown id" and "RST, then late Data"). */
  private drain_(length: number): boolean {
    const excused = Math.min(length, this.drainAllowance_);
    this.drainAllowance_ -= excused;
    this.drained += length - excused;
    if (this.drained <= this.limits_.drainedBytes) return true;
    this.violate(
      'too many bytes for unknown streams',
      GoAway.kNormal,
      CloseCode.kPolicy,
    );
    return false;
  }

  private remove_(stream: MuxStream): void {
    stream.gone = true;
    this.streams.delete(stream.id);
    if (!stream.accepted) this.unacknowledged--;
    stream.accepted = true;
  }

  private protocolError_(rule: string): false {
    this.violate(rule, GoAway.kProtocolError, CloseCode.kProtocolError);
    return false;
  }

  private overRate_(rule: string): false {
    this.violate(rule, GoAway.kNormal, CloseCode.kPolicy);
    return false;
  }
}

/** The errno a RST carries (1.1, row RST); what cannot be one counts as a plain reset. */
function errnoOf(header: FrameHeader): number {
  return header.type === FrameType.kWindowUpdate && header.length <= kMaxErrno
    ? header.length
    : 0;
}

/** EAGAIN: a limit is met. */
export const kAgain = 11;
/** Linux errors are below this. */
const kMaxErrno = 4095;

/** Nobody's stream: only between its making and its owner's answer. */
const kNobody: StreamConsumer = {
  onData() {},
  onFinish() {},
  onReset() {},
  onLost() {},
};
