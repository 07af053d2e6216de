// A line made slower than it is, each way: lane.ts does it. It adds nothing of its own.
import type { Knobs } from '../run/protocol';
import type { Line } from './browser_line';
import { Lane } from './lane';

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
