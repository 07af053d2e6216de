// A line to the relay of this browser, in the shape of a WebSocket: as much of one as the carrier uses. It
// serves where the host has no relay, and reaches the tabs of this browser only.
import type { Hello, Welcome } from './hello';
import { holdLife, PortEnd } from './port_end';

/** As much of a WebSocket as the carrier uses. */
export interface Line {
  readonly readyState: number;
  /** Bytes sent that have not left. */
  readonly bufferedAmount: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(message: ArrayBuffer): void;
  close(code: number, reason: string): void;
  addEventListener(type: 'close', listener: () => void): void;
}

/** Of this worker, once it has such a line: what the relay watches to learn of its end. */
let life: Promise<string | null> | undefined;

export class BrowserLine extends EventTarget implements Line {
  onopen: Line['onopen'] = null;
  onmessage: Line['onmessage'] = null;
  onclose: Line['onclose'] = null;

  private end: PortEnd | null = null;
  private ended = false;

  /** @param port to the relay; rejected where the browser offers none */
  constructor(path: string, protocols: string[], port: Promise<MessagePort>) {
    super();
    life ??= holdLife();
    void Promise.all([port, life]).then(
      ([open, name]) => this.begin(open, { path, protocols, life: name }),
      () => this.closed(1006, ''),
    );
  }

  get readyState(): number {
    if (this.ended) return WebSocket.CLOSED;
    if (this.end === null) return WebSocket.CONNECTING;
    return this.end.state === 'open' ? WebSocket.OPEN : WebSocket.CLOSING;
  }

  get bufferedAmount(): number {
    return this.end?.pending ?? 0;
  }

  send(message: ArrayBuffer): void {
    this.end?.send(message);
  }

  close(code: number, reason: string): void {
    if (this.end === null) this.closed(code, reason);
    else this.end.close(code, reason);
  }

  private begin(port: MessagePort, hello: Hello): void {
    if (this.ended) {
      port.close();
      return;
    }
    port.onmessage = ({ data: welcome }: MessageEvent<Welcome>) => {
      if (this.ended) {
        port.close();
        return;
      }
      if ('refused' in welcome) {
        this.closed(1006, welcome.refused);
        return;
      }
      this.end = new PortEnd(
        port,
        {
          message: (data) =>
            this.onmessage?.(new MessageEvent('message', { data })),
          taken() {},
          pong() {},
          closed: (code, reason) => this.closed(code, reason),
        },
        welcome.life,
      );
      this.onopen?.(new Event('open'));
    };
    port.postMessage(hello);
  }

  private closed(code: number, reason: string): void {
    if (this.ended) return;
    this.ended = true;
    const event = new CloseEvent('close', { code, reason });
    this.onclose?.(event);
    this.dispatchEvent(event);
  }
}
