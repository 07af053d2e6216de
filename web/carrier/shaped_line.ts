// A line made slower than it is, as the person asks: latency, bandwidth and the size of messages, each way. The
// order of the bytes stays, and all of them arrive; with no wish set a message is handed on at once.
import type { Knobs } from '../run/protocol';
import type { Line } from './browser_line';

/** Of a second of bandwidth, what is handed on at once: a slow line is a steady one. */
const partsOfSecond = 20;

/** What is on its way in one direction. */
class Lane {
  private readonly queue: { at: number; bytes: ArrayBuffer }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the last byte so far has left, by the bandwidth. */
  private busyUntil = 0;
  private over: (() => void) | null = null;
  /** Bytes that have not arrived. */
  held = 0;

  constructor(
    private readonly knobs: Knobs,
    private readonly deliver: (bytes: ArrayBuffer) => void,
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
      const begins = Math.max(performance.now(), this.busyUntil);
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
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const { bytes } of this.queue.splice(0)) this.arrive(bytes);
  }

  private run(): void {
    if (this.timer !== undefined) return;
    const now = performance.now();
    while (this.queue.length > 0 && this.queue[0]!.at <= now)
      this.arrive(this.queue.shift()!.bytes);
    const next = this.queue[0];
    if (next !== undefined) {
      this.timer = setTimeout(() => {
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

export class ShapedLine implements Line {
  onopen: Line['onopen'] = null;
  onmessage: Line['onmessage'] = null;
  onclose: Line['onclose'] = null;
  private readonly out: Lane;

  /** @param knobs as they are when a message comes: they may change meanwhile */
  constructor(
    private readonly line: Line,
    knobs: Knobs,
  ) {
    this.out = new Lane(knobs, (bytes) => line.send(bytes));
    const back = new Lane(knobs, (data) =>
      this.onmessage?.(new MessageEvent('message', { data })),
    );
    line.onopen = (event) => this.onopen?.(event);
    line.onmessage = (event) => {
      if (event.data instanceof ArrayBuffer) back.push(event.data);
      else this.onmessage?.(event);
    };
    line.onclose = (event) => back.whenEmpty(() => this.onclose?.(event));
  }

  get readyState(): number {
    return this.line.readyState;
  }

  get bufferedAmount(): number {
    return this.out.held + this.line.bufferedAmount;
  }

  send(message: ArrayBuffer): void {
    this.out.push(message);
  }

  close(code: number, reason: string): void {
    if (this.line.readyState === WebSocket.OPEN) this.out.flush();
    this.line.close(code, reason);
  }

  addEventListener(type: 'close', listener: () => void): void {
    this.line.addEventListener(type, listener);
  }
}
