// One yamux stream as the relay sees it: two ledgers of credit, two FINs, and who gets its bytes.
// It holds no bytes. What its frames mean is its consumer's business (handshake, dial, room, splice).
import {
  Flag,
  FrameType,
  kHeaderBytes,
  kInitialWindow,
  writeHeader,
} from './frame.ts';
import type { MuxSession } from './yamux.ts';

/** Who a stream's frames are for; replaced as the stream goes from header to splice. */
export interface StreamConsumer {
  /** The peer accepted a stream the relay opened. */
  onAccepted?(stream: MuxStream): void;
  /** Payload arrived: 12 bytes of room for a header, then the bytes. The consumer's to keep. */
  onData(stream: MuxStream, frame: Buffer): void;
  /** The peer granted credit: stream.sendWindow rose. */
  onCredit?(stream: MuxStream): void;
  /** The peer's FIN, after all its data. */
  onFinish(stream: MuxStream): void;
  /** The peer's RST with its errno (0: plain reset). The stream is gone already. */
  onReset(stream: MuxStream, errno: number): void;
  /**
   * The session ended under the stream; `errno` as for a RST. `clean`: the tab closed it itself.
   * The stream is gone already.
   */
  onLost(stream: MuxStream, errno: number, clean: boolean): void;
}

export class MuxStream {
  readonly session: MuxSession;
  readonly id: number;
  consumer: StreamConsumer;

  /** Rule R1's ledger: bytes the peer may still send us. Rises only by grant(). */
  receiveWindow = kInitialWindow;
  /** Bytes we may still send to the peer. */
  sendWindow = kInitialWindow;
  /** The peer has answered our SYN, or we theirs. */
  accepted = false;
  /** We sent FIN. */
  finished = false;
  /** The peer sent FIN. */
  peerFinished = false;
  /** No longer in the session's table: both FINs, a RST, or the session's end. */
  gone = false;

  private farewells_: (() => void)[] = [];

  constructor(session: MuxSession, id: number, consumer: StreamConsumer) {
    this.session = session;
    this.id = id;
    this.consumer = consumer;
  }

  /**
   * Sends a frame with 12 bytes of room in front of its payload; the header is written in place
   * (rule R2). The payload must fit sendWindow. Never carries a flag: FIN goes alone (1.1, row FIN).
   */
  sendFrame(frame: Buffer): void {
    if (this.gone || this.finished) return;
    const length = frame.length - kHeaderBytes;
    this.sendWindow -= length;
    writeHeader(frame, 0, FrameType.kData, 0, this.id, length);
    this.session.outbox.frame(frame);
  }

  /** Sends a few bytes of the relay's own (a SOCKS reply, a PROXY header). */
  sendBytes(bytes: Uint8Array): void {
    const frame = Buffer.allocUnsafe(kHeaderBytes + bytes.length);
    frame.set(bytes, kHeaderBytes);
    this.sendFrame(frame);
  }

  /** Grants the peer `bytes` more (spec "Window Update"); the ledger rises with it. */
  grant(bytes: number): void {
    if (this.gone || this.peerFinished) return;
    this.receiveWindow += bytes;
    this.session.outbox.control(FrameType.kWindowUpdate, 0, this.id, bytes);
  }

  /** Sends FIN in an empty WindowUpdate (1.1, row FIN). With the peer's FIN seen, the stream is gone. */
  finish(): void {
    if (this.gone || this.finished) return;
    this.finished = true;
    this.session.outbox.control(FrameType.kWindowUpdate, Flag.kFin, this.id, 0);
    if (this.peerFinished) this.session.forget(this);
  }

  /** Calls back once when the stream is gone, after its consumer heard why. */
  whenGone(callback: () => void): void {
    this.farewells_.push(callback);
  }

  /** The session's alone to call: the stream has left the table and its consumer knows. */
  sayFarewell(): void {
    const farewells = this.farewells_;
    this.farewells_ = [];
    for (const callback of farewells) callback();
  }

  /** Sends RST; `errno` rides in the Length (1.1, row RST; 0: plain reset). The stream is gone. */
  reset(errno: number): void {
    if (this.gone) return;
    this.session.outbox.control(
      FrameType.kWindowUpdate,
      Flag.kRst,
      this.id,
      errno,
    );
    this.session.forgetReset(this);
  }
}
