// The carrier: a worker of the page's own origin that holds a run's WebSocket. It moves bytes and
// counts them; it reads none. One WebSocket per run, opened by the run's first message, closed when
// the run ends.
import type { FromCarrier, RelayStatus, ToCarrier } from '../run/protocol';

/** How often the socket's buffer is looked at while bytes are in it, in milliseconds. */
const drainPollMs = 2;

class Carrier {
  private socket: WebSocket | null = null;
  private waiting: ArrayBuffer[] = [];
  /** Bytes handed to the socket whose leaving has not been reported yet. */
  private unreported = 0;
  private polling = false;
  private ended = false;

  constructor(
    private readonly run: number,
    private readonly url: string,
    private readonly protocols: string[],
    private readonly port: MessagePort,
  ) {
    port.onmessage = (event: MessageEvent<unknown>) => this.fromRun(event.data);
  }

  end(): void {
    this.ended = true;
    this.port.close();
    this.socket?.close(1000);
    this.socket = null;
  }

  private fromRun(message: unknown): void {
    if (this.ended) return;
    if (this.socket === null) this.open();
    if (!(message instanceof ArrayBuffer)) return;
    if (this.socket?.readyState === WebSocket.OPEN) this.send(message);
    else this.waiting.push(message);
  }

  private open(): void {
    const socket = new WebSocket(this.url, this.protocols);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    let opened = false;
    this.report('connecting');
    socket.onopen = () => {
      opened = true;
      this.report('connected');
      for (const message of this.waiting) this.send(message);
      this.waiting = [];
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer)
        this.port.postMessage(event.data, [event.data]);
    };
    socket.onclose = (event) => {
      if (this.ended || this.socket !== socket) return;
      this.socket = null;
      this.waiting = [];
      this.unreported = 0;
      if (opened) this.report('lost', closeReason(event.code, event.reason));
      else this.report('offline', 'the relay did not answer');
    };
  }

  private send(message: ArrayBuffer): void {
    this.socket?.send(message);
    this.unreported += message.byteLength;
    this.reportDrained();
  }

  private reportDrained(): void {
    const buffered = this.socket?.bufferedAmount ?? 0;
    const drained = this.unreported - buffered;
    if (drained > 0) {
      this.unreported -= drained;
      this.port.postMessage({ drained });
    }
    if (this.unreported > 0 && !this.polling) {
      this.polling = true;
      setTimeout(() => {
        this.polling = false;
        if (!this.ended) this.reportDrained();
      }, drainPollMs);
    }
  }

  private report(status: RelayStatus, reason = ''): void {
    if (this.ended) return;
    const message: FromCarrier = {
      type: 'status',
      run: this.run,
      status,
      reason,
    };
    postMessage(message);
    this.port.postMessage({ status, reason });
  }
}

function closeReason(code: number, reason: string): string {
  if (reason !== '') return reason;
  if (code === 1006) return 'the connection broke';
  if (code === 1012) return 'the relay restarts';
  if (code === 1002) return 'the relay saw a protocol error';
  return `closed with code ${code}`;
}

const carriers = new Map<number, Carrier>();

addEventListener('message', (event: MessageEvent<ToCarrier>) => {
  const message = event.data;
  if (message.type === 'run') {
    carriers.set(
      message.run,
      new Carrier(message.run, message.url, message.protocols, message.port),
    );
  } else {
    carriers.get(message.run)?.end();
    carriers.delete(message.run);
  }
});
