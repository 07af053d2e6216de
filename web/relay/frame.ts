// The yamux frame format and a parser for it over a stream of messages.
// Knows bytes only: no stream, no window, no policy lives here (yamux.ts has those).
// Source: hashicorp/yamux spec.md, "Framing": version 8, type 8, flags 16, stream id 32, length 32 bits,
// all big endian.

/** Bytes of a frame header (spec "Framing"). */
export const kHeaderBytes = 12;

/** Bytes of credit every stream starts with, each way (spec "Flow Control"). */
export const kInitialWindow = 256 * 1024;

/** The largest window a 32-bit length can ever have granted. */
export const kMaxWindow = 0xffffffff;

/** Frame types (spec "Type Field"). */
export const FrameType = {
  kData: 0,
  kWindowUpdate: 1,
  kPing: 2,
  kGoAway: 3,
} as const;

/** Flag bits (spec "Flag Field"). */
export const Flag = { kSyn: 1, kAck: 2, kFin: 4, kRst: 8 } as const;

/** GoAway codes (spec "Go Away Frame"). */
export const GoAway = {
  kNormal: 0,
  kProtocolError: 1,
  kInternalError: 2,
} as const;

/** One decoded header; `length` is payload bytes, credit, ping value or GoAway code by `type`. */
export interface FrameHeader {
  version: number;
  type: number;
  flags: number;
  id: number;
  length: number;
}

/** Writes a header into the first 12 bytes of `into`, from `offset` on. */
export function writeHeader(
  into: Buffer,
  offset: number,
  type: number,
  flags: number,
  id: number,
  length: number,
): void {
  into[offset] = 0;
  into[offset + 1] = type;
  into.writeUInt16BE(flags, offset + 2);
  into.writeUInt32BE(id, offset + 4);
  into.writeUInt32BE(length, offset + 8);
}

/** What the parser calls, in the order of the bytes. Each may return false: "parse no further". */
export interface FrameSink {
  /** A whole header arrived; none of its payload was looked at yet. */
  onHeader(header: FrameHeader): boolean;
  /**
   * A piece of a Data payload. `frame` is 12 bytes of room for a header, then the piece; it is the
   * sink's to keep and to overwrite.
   */
  onPayload(header: FrameHeader, frame: Buffer): boolean;
  /** The frame is complete; its FIN and RST count now, after its data (transport.md 1.1, row FIN). */
  onEnd(header: FrameHeader): boolean;
}

/**
 * Cuts a byte stream into frames. Message borders mean nothing (transport.md 1.1, "1 byte per
 * message"). It never gathers a payload: a frame split over messages is handed on in pieces, so it
 * holds at most 11 bytes between two calls.
 */
export class FrameParser {
  /** Frames completed so far. */
  frames = 0;

  private readonly sink_: FrameSink;
  private readonly partial_ = Buffer.alloc(kHeaderBytes);
  private partialBytes_ = 0;
  private header_: FrameHeader | null = null;
  private remaining_ = 0;

  constructor(sink: FrameSink) {
    this.sink_ = sink;
  }

  /** Whether a header has begun and is not complete. */
  get inHeader(): boolean {
    return this.partialBytes_ > 0;
  }

  /** Payload bytes of the current Data frame that have not arrived yet. */
  get remaining(): number {
    return this.remaining_;
  }

  /**
   * Takes the next bytes. `bytes` becomes the parser's: whole frames are handed on in place.
   * @returns false when the sink stopped the parser; it must not be fed again then.
   */
  push(bytes: Buffer): boolean {
    let at = 0;
    while (at < bytes.length) {
      if (this.header_ === null) {
        const used = this.takeHeader_(bytes, at);
        at += used;
        if (this.header_ === null) return true;
        const header: FrameHeader = this.header_;
        if (!this.sink_.onHeader(header)) return false;
        this.remaining_ = header.type === FrameType.kData ? header.length : 0;
        if (
          used === kHeaderBytes &&
          this.remaining_ > 0 &&
          bytes.length - at >= this.remaining_
        ) {
          const frame = bytes.subarray(at - kHeaderBytes, at + this.remaining_);
          at += this.remaining_;
          this.remaining_ = 0;
          if (!this.sink_.onPayload(header, frame)) return false;
        }
      } else {
        const size = Math.min(this.remaining_, bytes.length - at);
        const frame = Buffer.allocUnsafe(kHeaderBytes + size);
        bytes.copy(frame, kHeaderBytes, at, at + size);
        at += size;
        this.remaining_ -= size;
        if (!this.sink_.onPayload(this.header_, frame)) return false;
      }
      if (this.remaining_ === 0) {
        const header: FrameHeader = this.header_;
        this.header_ = null;
        this.frames++;
        if (!this.sink_.onEnd(header)) return false;
      }
    }
    return true;
  }

  /** Reads header bytes from `at` on; sets header_ when they are complete. Returns bytes used. */
  private takeHeader_(bytes: Buffer, at: number): number {
    const missing = kHeaderBytes - this.partialBytes_;
    const size = Math.min(missing, bytes.length - at);
    let source = bytes;
    let from = at;
    if (size < kHeaderBytes) {
      bytes.copy(this.partial_, this.partialBytes_, at, at + size);
      this.partialBytes_ += size;
      if (size < missing) return size;
      source = this.partial_;
      from = 0;
      this.partialBytes_ = 0;
    }
    this.header_ = {
      version: source[from]!,
      type: source[from + 1]!,
      flags: source.readUInt16BE(from + 2),
      id: source.readUInt32BE(from + 4),
      length: source.readUInt32BE(from + 8),
    };
    return size;
  }
}
