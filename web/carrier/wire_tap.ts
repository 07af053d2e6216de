// Reads along on a line: which yamux frames pass, with their first bytes, and what is left of every stream's
// window. It changes nothing, and after what it cannot read it reads no further.
import type { WireFrame, WireNews, WireWindow } from '../run/protocol';
import { hostClock } from './line_clock';
import * as yamux from './yamux';

/** Bytes of a payload that are shown. */
const shownBytes = 64;
/** From one report to the next, in milliseconds, and the frames of one. */
const everyMs = 50;
const mostFrames = 200;
/** Streams whose windows are told: the latest. */
const mostWindows = 64;

type Way = WireFrame['way'];

/** One direction's frames, out of messages whose borders mean nothing. */
class Reader {
  private readonly header = new Uint8Array(yamux.headerBytes);
  private have = 0;
  /** Of the payload of the frame being read. */
  private left = 0;
  private first: number[] = [];
  private lost = false;

  constructor(
    private readonly tell: (
      frame: Omit<WireFrame, 'way' | 'time' | 'window'>,
    ) => void,
  ) {}

  read(message: ArrayBuffer): void {
    const bytes = new Uint8Array(message);
    for (let at = 0; at < bytes.length && !this.lost;) {
      if (this.left > 0) {
        const end = Math.min(bytes.length, at + this.left);
        const room = shownBytes - this.first.length;
        this.first.push(...bytes.subarray(at, Math.min(end, at + room)));
        this.left -= end - at;
        at = end;
        if (this.left === 0) this.finish();
      } else {
        const end = Math.min(bytes.length, at + yamux.headerBytes - this.have);
        this.header.set(bytes.subarray(at, end), this.have);
        this.have += end - at;
        at = end;
        if (this.have === yamux.headerBytes) this.begin();
      }
    }
  }

  private begin(): void {
    const view = new DataView(this.header.buffer);
    this.lost =
      view.getUint8(0) !== 0 || view.getUint8(1) >= yamux.typeNames.length;
    if (this.lost) return;
    this.left = view.getUint8(1) === yamux.data ? view.getUint32(8) : 0;
    if (this.left === 0) this.finish();
  }

  private finish(): void {
    const view = new DataView(this.header.buffer);
    this.tell({
      type: view.getUint8(1),
      flags: view.getUint16(2),
      stream: view.getUint32(4),
      length: view.getUint32(8),
      first: this.first,
    });
    this.have = 0;
    this.first = [];
  }
}

export class WireTap {
  private readonly ways: Record<Way, Reader>;
  private readonly windows = new Map<number, WireWindow>();
  private frames: WireFrame[] = [];
  private skipped = 0;
  private timer: unknown;

  /**
   * @param line lines of the run so far, this one included
   * @param now the clock frames are timed by, in milliseconds
   */
  constructor(
    private readonly line: number,
    private readonly report: (news: WireNews) => void,
    now = () => performance.timeOrigin + hostClock.now(),
  ) {
    const reader = (way: Way) =>
      new Reader((frame) => this.note({ ...frame, way, time: now() }));
    this.ways = { out: reader('out'), in: reader('in') };
  }

  read(way: Way, message: ArrayBuffer): void {
    this.ways[way].read(message);
  }

  private note(read: Omit<WireFrame, 'window'>): void {
    const window = this.count(read);
    this.frames.push({ ...read, window: window && { ...window } });
    if (this.frames.length > mostFrames) {
      this.frames.shift();
      this.skipped += 1;
    }
    this.timer ??= hostClock.setTimeout(() => this.send(), everyMs);
  }

  /** Data uses the window of its own way, an update widens that of the other. */
  private count({
    type,
    flags,
    stream,
    length,
    way,
  }: Omit<WireFrame, 'window'>): WireWindow | null {
    if (stream === 0) return null;
    const window = this.windows.get(stream) ?? {
      stream,
      out: yamux.initialWindow,
      in: yamux.initialWindow,
      outMost: yamux.initialWindow,
      inMost: yamux.initialWindow,
      over: false,
    };
    this.windows.set(stream, window);
    const [gains, most] =
      way === 'in'
        ? (['out', 'outMost'] as const)
        : (['in', 'inMost'] as const);
    if (type === yamux.data) window[way] -= length;
    if (type === yamux.windowUpdate && (flags & yamux.rst) === 0) {
      window[gains] += length;
      window[most] = Math.max(window[most], window[gains]);
    }
    if (flags & yamux.rst) window.over = true;
    for (const id of this.windows.keys()) {
      if (this.windows.size <= mostWindows) break;
      this.windows.delete(id);
    }
    return window;
  }

  /** Reports at once what has not been. */
  flush(): void {
    if (this.timer === undefined) return;
    hostClock.clearTimeout(this.timer);
    this.send();
  }

  private send(): void {
    this.timer = undefined;
    const windows = [...this.windows.values()].map((each) => ({ ...each }));
    const { line, frames, skipped } = this;
    this.report({ line, frames, skipped, windows });
    this.frames = [];
    this.skipped = 0;
  }
}
