// A tab's stream and a real socket made one connection: bytes, credit, FIN and RST of each passed to the other.
// A byte is granted again when the kernel has taken it, and none is read that the tab has no credit for.
import type { Socket } from 'node:net';
import { kHeaderBytes, kInitialWindow } from '../relay/frame.ts';
import type { MuxStream, StreamConsumer } from '../relay/mux_stream.ts';
import type { TabSession } from '../relay/session.ts';
import type { CreditHolder } from '../relay/splice.ts';

/** Bytes of one Data frame towards the tab, at most. */
const kFrame = 64 * 1024;
/** Credit goes back in pieces of this size, not for each write. */
const kGrantAt = kInitialWindow / 4;
/** errno of a connection whose peer fell silent (transport.md 2.8). */
const kTimedOut = 110;

const kNoBytes = Buffer.alloc(0);

export class Outward implements StreamConsumer, CreditHolder {
  private readonly socket_: Socket;
  private readonly tab_: TabSession;
  private readonly stream_: MuxStream;
  /** Read and not sent yet, for want of credit. */
  private rest_: Buffer = kNoBytes;
  private ended_ = false;
  /** Taken by the kernel and not granted yet, bytes. */
  private owed_ = 0;

  constructor(socket: Socket, tab: TabSession, stream: MuxStream) {
    this.socket_ = socket;
    this.tab_ = tab;
    this.stream_ = stream;
  }

  /** @param early what the tab sent before it was connected */
  start(early: Buffer): void {
    const { socket_: socket, stream_: stream } = this;
    stream.consumer = this;
    socket.on('data', (chunk: Buffer) => {
      if (stream.gone) {
        // As a kernel answers data for a dead process.
        socket.resetAndDestroy();
        return;
      }
      this.rest_ = chunk;
      this.pump_();
    });
    socket.on('end', () => {
      this.ended_ = true;
      this.pump_();
    });
    let errno = 0;
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      errno = code === 'ETIMEDOUT' ? kTimedOut : 0;
    });
    socket.on('close', (hadError) => {
      if (hadError) stream.reset(errno);
    });
    if (early.length > 0) this.write_(early);
    if (stream.peerFinished) socket.end();
  }

  // StreamConsumer: what comes from the tab.

  onData(_stream: MuxStream, frame: Buffer): void {
    this.write_(frame.subarray(kHeaderBytes));
  }

  onCredit(): void {
    this.pump_();
  }

  onFinish(): void {
    this.socket_.end();
  }

  onReset(): void {
    this.socket_.resetAndDestroy();
  }

  onLost(stream: MuxStream): void {
    // transport.md 2.5, row "WS closed or lost": what the tab has finished still arrives.
    this.rest_ = kNoBytes;
    if (!stream.peerFinished) this.socket_.resetAndDestroy();
    else this.socket_.resume();
  }

  // CreditHolder.

  passCredit(): void {
    this.grant_();
    this.pump_();
  }

  private write_(bytes: Buffer): void {
    const { length } = bytes;
    // What the kernel has not taken counts as queued in this process (rule R5).
    this.tab_.relay.add(length);
    this.socket_.write(bytes, () => {
      this.tab_.relay.add(-length);
      this.owed_ += length;
      if (this.owed_ >= kGrantAt) this.grant_();
    });
  }

  private grant_(): void {
    if (this.owed_ === 0 || this.mustWait_()) return;
    const bytes = this.owed_;
    this.owed_ = 0;
    this.stream_.grant(bytes);
  }

  /** Sends what was read as far as the credit goes, then reads on, or passes the end. */
  private pump_(): void {
    const { socket_: socket, stream_: stream } = this;
    while (this.rest_.length > 0 && stream.sendWindow > 0 && !stream.gone) {
      if (this.mustWait_()) break;
      const size = Math.min(this.rest_.length, stream.sendWindow, kFrame);
      const frame = Buffer.allocUnsafe(kHeaderBytes + size);
      this.rest_.copy(frame, kHeaderBytes, 0, size);
      this.rest_ = this.rest_.subarray(size);
      stream.sendFrame(frame);
    }
    if (this.rest_.length > 0) {
      socket.pause();
      return;
    }
    this.rest_ = kNoBytes;
    if (this.ended_) stream.finish();
    else if (socket.isPaused()) socket.resume();
  }

  /** Rules R3 and R5: nothing is sent or granted while this tab does not read, or the process holds too much. */
  private mustWait_(): boolean {
    const barrier = this.tab_.creditBarrier(this.tab_);
    barrier?.add(this);
    return barrier !== null;
  }
}
