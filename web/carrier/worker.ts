// The carrier: a worker of the page's own origin that holds the runs' WebSockets. It moves bytes and
// counts them; it reads none. A run has one WebSocket at a time, from when it asks until it ends.
import type {
  CarrierToRun,
  FromCarrier,
  RelayStatus,
  RunToCarrier,
  ToCarrier,
} from '../run/protocol';

/** How often the socket's buffer is looked at while bytes are in it, in milliseconds. */
const drainPollMs = 2;
/** Before an attempt nobody waits for: uniform in 0 to this, doubling to the limit; milliseconds. */
const firstPauseMs = 5000;
const longestPauseMs = 60_000;

class Carrier {
  private socket: WebSocket | null = null;
  /** Bytes handed to the socket whose leaving has not been reported yet. */
  private unreported = 0;
  private polling = false;
  private ended = false;
  private pauseMs = firstPauseMs;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private everOpened = false;

  constructor(
    private readonly run: number,
    private readonly url: string,
    private readonly protocols: string[],
    private readonly port: MessagePort,
  ) {
    port.onmessage = (event: MessageEvent<RunToCarrier>) =>
      this.fromRun(event.data);
    addEventListener('online', this.hurry);
  }

  /** The run is over: as when a process dies, its connection closes with it. */
  end(): void {
    this.ended = true;
    clearTimeout(this.pause);
    removeEventListener('online', this.hurry);
    this.port.close();
    this.socket?.close(1000);
    this.socket = null;
  }

  private fromRun(message: RunToCarrier): void {
    if (this.ended) return;
    if (message instanceof ArrayBuffer) {
      if (this.socket?.readyState === WebSocket.OPEN) this.send(message);
    } else if ('open' in message) {
      this.ask(message.now);
    } else {
      this.socket?.close(message.code, message.reason);
    }
  }

  private ask(now: boolean): void {
    if (this.socket !== null) return;
    clearTimeout(this.pause);
    this.report('connecting');
    if (now) {
      this.open();
      return;
    }
    this.pause = setTimeout(() => this.open(), Math.random() * this.pauseMs);
    this.pauseMs = Math.min(2 * this.pauseMs, longestPauseMs);
  }

  /** The machine is online again: no reason to wait longer. */
  private readonly hurry = () => {
    if (this.pause === undefined || this.socket !== null) return;
    clearTimeout(this.pause);
    this.open();
  };

  private open(): void {
    this.pause = undefined;
    const socket = new WebSocket(this.url, this.protocols);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => {
      this.everOpened = true;
      this.pauseMs = firstPauseMs;
      this.report('connected');
      this.toRun({ opened: true });
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer)
        this.toRun(event.data, [event.data]);
    };
    socket.onclose = (event) => {
      if (this.ended) return;
      this.socket = null;
      this.unreported = 0;
      if (this.everOpened)
        this.report('lost', closeReason(event.code, event.reason));
      else this.report('offline', 'the relay does not answer');
      this.toRun({ closed: true, code: event.code });
    };
  }

  private send(message: ArrayBuffer): void {
    this.socket?.send(message);
    this.unreported += message.byteLength;
    this.reportDrained();
  }

  private reportDrained(): void {
    if (this.socket === null) return;
    const drained = this.unreported - this.socket.bufferedAmount;
    if (drained > 0) {
      this.unreported -= drained;
      this.toRun({ drained });
    }
    if (this.unreported > 0 && !this.polling) {
      this.polling = true;
      setTimeout(() => {
        this.polling = false;
        this.reportDrained();
      }, drainPollMs);
    }
  }

  private toRun(message: CarrierToRun, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }

  private report(status: RelayStatus, reason = ''): void {
    const message: FromCarrier = {
      type: 'status',
      run: this.run,
      status,
      reason,
    };
    postMessage(message);
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
