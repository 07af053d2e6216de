// What waits to go out on one WebSocket: one FIFO, small frames gathered into batches.
// Never reorders (FIN must not overtake Data) and drops only a stream's frames that it is told to (drop()): who may be queued here is
// bounded by credit (splice.ts), and a peer that stops reading is ended by session.ts.
import { Flag, FrameType, kHeaderBytes, writeHeader } from './frame.ts';
import type { Clock } from './rates.ts';
import type { SessionSocket } from './socket.ts';

/** Frames up to this many bytes are copied into a batch; larger ones are sent as they are. */
const kSmallFrame = 4096;
const kBatchBytes = 16 * 1024;

/**
 * Bytes handed to the WebSocket and not yet taken by the kernel, at most (plus one frame). Kept small
 * so that progress on a slow link shows, and so that small frames still merge while it is slow.
 */
const kMaxInFlight = 128 * 1024;

/** The bytes queued in the whole process (rule R5). */
export interface ByteMeter {
  add(bytes: number): void;
}

export interface OutboxOptions {
  /** Queued bytes above which the outbox is congested (rule R3). */
  highMark: number;
  /** Queued bytes below which it is not any more (rule R3). */
  lowMark: number;
  meter: ByteMeter;
  clock: Clock;
  /** Called when the outbox stops being congested. */
  onRelief(): void;
}

interface Entry {
  bytes: Buffer;
  /** How many of them are control frames. */
  control: number;
}

export class Outbox {
  /** Bytes accepted and not yet taken by the kernel. */
  queued = 0;
  /** Those of them that belong to control frames: an answer nobody reads costs us these. */
  queuedControl = 0;
  /** Above the high mark and not yet back below the low one. */
  congested = false;
  /** Milliseconds (monotonic) at which the kernel last took bytes, or the queue last began. */
  progressAt = 0;

  private readonly socket_: SessionSocket;
  private readonly options_: OutboxOptions;
  private queue_: Entry[] = [];
  private head_ = 0;
  private batch_: Buffer | null = null;
  private batchUsed_ = 0;
  private batchControl_ = 0;
  private inFlight_ = 0;
  private scheduled_ = false;
  private closed_ = false;

  constructor(socket: SessionSocket, options: OutboxOptions) {
    this.socket_ = socket;
    this.options_ = options;
  }

  /** Queues a frame without payload. */
  control(type: number, flags: number, id: number, length: number): void {
    if (this.closed_) return;
    const at = this.reserve_(kHeaderBytes);
    writeHeader(this.batch_!, at, type, flags, id, length);
    this.batchControl_ += kHeaderBytes;
    this.queuedControl += kHeaderBytes;
    this.count_(kHeaderBytes);
  }

  /** Queues a Data frame, header included; `frame` becomes the outbox's. */
  frame(frame: Buffer): void {
    if (this.closed_) return;
    if (frame.length <= kSmallFrame) {
      const at = this.reserve_(frame.length);
      frame.copy(this.batch_!, at);
    } else {
      this.seal_();
      this.queue_.push({ bytes: frame, control: 0 });
    }
    this.count_(frame.length);
  }

  /** Hands everything to the WebSocket at once, whatever waits there; nothing is accepted after. */
  flushAndClose(): void {
    if (this.closed_) return;
    this.pump_(Infinity);
    this.close();
  }

  /** Forgets what was not handed to the WebSocket yet; nothing is accepted after. */
  close(): void {
    if (this.closed_) return;
    this.closed_ = true;
    this.options_.meter.add(-this.queued);
    this.queued = 0;
    this.queue_ = [];
    this.batch_ = null;
  }

  /** Bytes of Data frames not yet handed to the WebSocket, by stream. */
  shares(): Map<number, number> {
    this.seal_();
    const shares = new Map<number, number>();
    for (const { bytes } of this.queue_.slice(this.head_)) {
      for (const { id, type, size } of framesIn(bytes)) {
        if (type === FrameType.kData)
          shares.set(id, (shares.get(id) ?? 0) + size);
      }
    }
    return shares;
  }

  /**
   * Forgets a stream's Data and FIN that are not yet handed to the WebSocket. The caller must reset the stream: what stays
   * would else look whole to its reader.
   */
  drop(id: number): void {
    this.seal_();
    let dropped = 0;
    const kept: Entry[] = [];
    for (const entry of this.queue_.slice(this.head_)) {
      const rest = without(entry, id);
      dropped += entry.bytes.length - rest.bytes.length;
      this.queuedControl -= entry.control - rest.control;
      if (rest.bytes.length > 0) kept.push(rest);
    }
    this.queue_ = kept;
    this.head_ = 0;
    this.queued -= dropped;
    this.options_.meter.add(-dropped);
    this.relieve_();
  }

  /** Makes room for `size` bytes in the batch and returns where they go. */
  private reserve_(size: number): number {
    if (this.batch_ !== null && this.batchUsed_ + size > kBatchBytes)
      this.seal_();
    this.batch_ ??= Buffer.allocUnsafeSlow(kBatchBytes);
    const at = this.batchUsed_;
    this.batchUsed_ += size;
    return at;
  }

  private seal_(): void {
    if (this.batch_ === null) return;
    const bytes = this.batch_.subarray(0, this.batchUsed_);
    this.queue_.push({ bytes, control: this.batchControl_ });
    this.batch_ = null;
    this.batchUsed_ = 0;
    this.batchControl_ = 0;
  }

  private count_(bytes: number): void {
    if (this.queued === 0) this.progressAt = this.options_.clock();
    this.queued += bytes;
    this.options_.meter.add(bytes);
    if (this.queued > this.options_.highMark) this.congested = true;
    if (this.scheduled_) return;
    this.scheduled_ = true;
    // After the current read has been parsed to its end, so that its small frames leave together.
    process.nextTick(() => {
      this.scheduled_ = false;
      this.pump_(kMaxInFlight);
    });
  }

  private pump_(limit: number): void {
    if (this.closed_) return;
    while (this.inFlight_ < limit) {
      if (this.head_ === this.queue_.length) {
        this.queue_ = [];
        this.head_ = 0;
        if (this.batch_ === null) return;
        this.seal_();
      }
      const entry = this.queue_[this.head_]!;
      this.queue_[this.head_++] = kSent;
      if (this.head_ === kCompactAt) {
        this.queue_.splice(0, kCompactAt);
        this.head_ = 0;
      }
      // Asked before: a carrier may give the bytes away as it sends them.
      const { length } = entry.bytes;
      this.inFlight_ += length;
      this.socket_.send(entry.bytes, kSendOptions, (error) => {
        if (!error) this.onSent_(length, entry.control);
      });
    }
  }

  private onSent_(bytes: number, control: number): void {
    this.inFlight_ -= bytes;
    if (this.closed_) return;
    this.queued -= bytes;
    this.queuedControl -= control;
    this.options_.meter.add(-bytes);
    this.progressAt = this.options_.clock();
    this.pump_(kMaxInFlight);
    this.relieve_();
  }

  private relieve_(): void {
    if (!this.congested || this.queued >= this.options_.lowMark) return;
    this.congested = false;
    this.options_.onRelief();
  }
}

interface QueuedFrame {
  id: number;
  type: number;
  flags: number;
  /** Where it begins, and its bytes, header included. */
  at: number;
  size: number;
}

/** The frames of an entry: an entry is never cut within one. */
function* framesIn(bytes: Buffer): Generator<QueuedFrame> {
  for (let at = 0; at < bytes.length;) {
    const type = bytes[at + 1]!;
    const flags = bytes.readUInt16BE(at + 2);
    const id = bytes.readUInt32BE(at + 4);
    const payload = type === FrameType.kData ? bytes.readUInt32BE(at + 8) : 0;
    const size = kHeaderBytes + payload;
    yield { id, type, flags, at, size };
    at += size;
  }
}

/** `entry` without the Data and the FIN of a stream. */
function without(entry: Entry, id: number): Entry {
  const frames = [...framesIn(entry.bytes)];
  const goes = (frame: QueuedFrame): boolean =>
    frame.id === id &&
    (frame.type === FrameType.kData || (frame.flags & Flag.kFin) !== 0);
  if (!frames.some(goes)) return entry;
  const kept = frames.filter((frame) => !goes(frame));
  const control = kept.filter(({ type }) => type !== FrameType.kData).length;
  return {
    bytes: Buffer.concat(
      kept.map(({ at, size }) => entry.bytes.subarray(at, at + size)),
    ),
    control: control * kHeaderBytes,
  };
}

const kSendOptions = { binary: true };
/** Sent entries kept in front of the queue before they are cut off. */
const kCompactAt = 1024;
/** Stands in a sent entry's place until the queue is empty, so that its bytes are free. */
const kSent: Entry = { bytes: Buffer.alloc(0), control: 0 };
