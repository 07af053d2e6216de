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
class Carrier {
  private socket: WebSocket | null = null;
  /** Bytes handed to the socket whose leaving has not been reported yet. */
  private unreported = 0;
  private polling = false;
  private ended = false;
  private everOpened = false;

  constructor(
    private readonly run: number,
    private readonly url: string,
    private readonly protocols: string[],
    private readonly port: MessagePort,
  ) {
    port.onmessage = (event: MessageEvent<RunToCarrier>) =>
      this.fromRun(event.data);
  }

  /** The run is over: as when a process dies, its connection closes with it. */
  end(): void {
    this.ended = true;
    this.port.close();
    if (this.socket === null) return;
    this.socket.close(1000);
    this.forget(this.socket, 'the run ended');
  }

  private fromRun(message: RunToCarrier): void {
    if (this.ended) return;
    if (message instanceof ArrayBuffer) {
      if (this.socket?.readyState === WebSocket.OPEN) this.send(message);
    } else if ('open' in message) {
      this.open();
    } else {
      this.close(message.code, message.reason);
    }
  }

  private open(): void {
    this.report('connecting');
    const socket = new WebSocket(this.url, this.protocols);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => {
      this.everOpened = true;
      this.report('connected');
      this.toRun({ opened: true });
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer)
        this.toRun(event.data, [event.data]);
    };
    socket.onclose = (event) => {
      const reason = closeReason(event.code, event.reason);
      if (this.everOpened) this.report('lost', reason);
      else this.report('offline', 'the relay does not answer');
      this.forget(socket, reason);
    };
  }

  private close(code: number, reason: string): void {
    const socket = this.socket;
    if (socket === null) return;
    socket.close(closeCode(code), reason);
    this.report(code === 1000 ? 'offline' : 'lost', reason);
    this.forget(socket, reason);
  }

  /** Nothing of this socket is told any more, but that it is closed. */
  private forget(socket: WebSocket, reason: string): void {
    socket.onopen = socket.onmessage = socket.onclose = null;
    this.socket = null;
    this.unreported = 0;
    if (!this.ended) this.toRun({ closed: true, reason });
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
    if (this.ended) return;
    const message: FromCarrier = {
      type: 'status',
      run: this.run,
      status,
      reason,
    };
    postMessage(message);
  }
}

/** Browsers send 1000 and 3000 to 4999 only: 1002 becomes 4002. */
function closeCode(code: number): number {
  return code === 1000 ? code : 3000 + code;
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
