// One direction of a line made slower than it is, as the person asks: latency, bandwidth and the size of messages. The
// order of the bytes stays, and all of them arrive; with no wish set a message is handed on at once.
import type { Knobs } from '../run/protocol';
import { hostClock, type LineClock } from './line_clock';

/** Of a second of bandwidth, what is handed on at once: a slow line is a steady one. */
const partsOfSecond = 20;

export class Lane {
  private readonly queue: { at: number; bytes: ArrayBuffer }[] = [];
  private timer: unknown;
  /** When the last byte so far has left, by the bandwidth. */
  private busyUntil = 0;
  private over: (() => void) | null = null;
  /** Bytes that have not arrived. */
  held = 0;

  constructor(
    private readonly knobs: Knobs,
    private readonly deliver: (bytes: ArrayBuffer) => void,
    private readonly clock: LineClock = hostClock,
  ) {}

  push(message: ArrayBuffer): void {
    const { latency, bandwidth, chunk } = this.knobs;
    if (latency + bandwidth + chunk === 0 && this.held === 0) {
      this.deliver(message);
      return;
    }
    this.held += message.byteLength;
    const steady = bandwidth === 0 ? Infinity : bandwidth / partsOfSecond;
    const size = Math.max(1, Math.floor(Math.min(chunk || Infinity, steady)));
    for (let from = 0; from < message.byteLength; from += size) {
      const bytes = message.slice(
        from,
        Math.min(from + size, message.byteLength),
      );
      const takes = bandwidth === 0 ? 0 : (1000 * bytes.byteLength) / bandwidth;
      const begins = Math.max(this.clock.now(), this.busyUntil);
      this.busyUntil = begins + takes;
      this.queue.push({ at: this.busyUntil + latency, bytes });
    }
    this.run();
  }

  /** After the last byte that is still on its way. */
  whenEmpty(act: () => void): void {
    if (this.queue.length === 0) act();
    else this.over = act;
  }

  /** All at once: nobody waits any longer. */
  flush(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    for (const { bytes } of this.queue.splice(0)) this.arrive(bytes);
  }

  private run(): void {
    if (this.timer !== undefined) return;
    const now = this.clock.now();
    while (this.queue.length > 0 && this.queue[0]!.at <= now)
      this.arrive(this.queue.shift()!.bytes);
    const next = this.queue[0];
    if (next !== undefined) {
      this.timer = this.clock.setTimeout(() => {
        this.timer = undefined;
        this.run();
      }, next.at - now);
    } else {
      const { over } = this;
      this.over = null;
      over?.();
    }
  }

  private arrive(bytes: ArrayBuffer): void {
    this.held -= bytes.byteLength;
    this.deliver(bytes);
  }
}
