// The carrier: a worker of the page's own origin that holds the runs' WebSockets, or their lines to the relay
// of this browser where the host has none. It moves bytes and counts them; wire_tap.ts reads along. A run has one line
// at a time, from when it asks until it ends.
import { endingMs } from '../run/limits';
import type {
  CarrierRun,
  CarrierToRun,
  FromCarrier,
  Knobs,
  RelayStatus,
  ToCarrier,
  WireNews,
} from '../run/protocol';
import { BrowserLine, type Line } from './browser_line';
import { ShapedLine } from './shaped_line';
import { ticketFor } from './ticket';
import { WireTap } from './wire_tap';

/** How often the socket's buffer is looked at while bytes are in it, in milliseconds. */
const drainPollMs = 2;
/** A relay that does not let us in within this is out of reach; milliseconds. */
const openingMs = 5000;
/** A relay that does not answer a close is waited for no longer than this; milliseconds. */
const closingMs = 1000;
/** From one line of a run to its next, at least; milliseconds. */
const betweenMs = 100;
/** Bytes that may wait to leave; a run that knows its windows never has so many. */
const waitingBytes = 64 * 1024 * 1024;

/** What the relay answers to a request that is no WebSocket's. (RFC 9110, 15.5.22) */
const upgradeRequired = 426;
/** From here on a status is the server's own trouble, as of a proxy whose relay is down. (RFC 9110, 15.6) */
const serverError = 500;

/** Why there is no relay: beside its status, and in the console. */
interface Trouble {
  short: string;
  long: string;
}

const refused: Trouble = {
  short: 'it refuses this tab',
  long: 'The relay refuses this tab or its room (a reload, or a new room, may help)',
};
const silent: Trouble = {
  short: 'it does not answer',
  long: 'The relay cannot be reached',
};

/** The host has no relay, and the tabs of this browser are not joined either. */
const apart = (reason: string): Trouble => ({
  short: reason === '' ? 'this host has none' : reason,
  long:
    'This page comes from a host without a relay, and this browser does not join its tabs' +
    (reason === '' ? '' : ` (${reason})`),
});

/** Of every program's line of this tab. */
const knobs: Knobs = { latency: 0, bandwidth: 0, chunk: 0 };
const asItIs: Knobs = { latency: 0, bandwidth: 0, chunk: 0 };

/** The host is known to have no relay. */
let hostless = false;

/** Who waits for a port to the relay of this browser. */
const portsWanted: {
  resolve(port: MessagePort): void;
  reject(): void;
}[] = [];

function browserPort(): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    portsWanted.push({ resolve, reject });
    const wanted: FromCarrier = { type: 'browser port wanted' };
    postMessage(wanted);
  });
}

/** Connections of earlier runs on their way down. */
const closing = new Set<Promise<void>>();

/** From now on the next run waits until `socket` is closed, and with it the ports are free; no longer than `atMost` ms. */
function leaving(socket: Line, atMost: number): void {
  if (socket.readyState === WebSocket.CLOSED) return;
  const gone = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve());
    setTimeout(resolve, atMost);
  });
  closing.add(gone);
  void gone.then(() => closing.delete(gone));
}

class Carrier {
  private socket: Line | null = null;
  /** The run has asked for a connection and not been told yet that it is closed. */
  private asked = false;
  /** A connection is about to be made. */
  private waiting = false;
  /** When the last line was made. */
  private openedAt = -Infinity;
  /** Bytes handed to the socket whose leaving has not been reported yet. */
  private unreported = 0;
  /** Lines that have opened. */
  private lines = 0;
  /** Of the line there is, or the next one. */
  private tap = this.newTap();
  private polling = false;
  /** The page no longer cares. */
  private silent = false;
  private ended = false;
  private grace: ReturnType<typeof setTimeout> | undefined;
  private readonly run: number;
  private readonly url: string;
  private readonly protocols: string[];
  private readonly wasHostless: boolean;
  private readonly ofProgram: boolean;
  private readonly port: MessagePort;

  constructor({ run, url, protocols, hostless, carries, port }: CarrierRun) {
    this.run = run;
    this.url = url;
    this.protocols = protocols;
    this.wasHostless = hostless;
    this.ofProgram = carries === 'program';
    this.port = port;
    port.onmessage = (event: MessageEvent<unknown>) => this.fromRun(event.data);
  }

  private newTap(): WireTap {
    return new WireTap(this.lines + 1, (news) => this.tellWire(news));
  }

  private shaped(line: Line): ShapedLine {
    return new ShapedLine(line, this.ofProgram ? knobs : asItIs);
  }

  /** The run is over: its last frames go out, then its connection closes with it. */
  end(): void {
    this.tap.flush();
    this.silent = true;
    if (this.socket === null) this.finish();
    else {
      leaving(this.socket, endingMs + closingMs);
      this.grace = setTimeout(() => this.finish(), endingMs);
    }
  }

  private finish(): void {
    clearTimeout(this.grace);
    this.ended = true;
    this.close(1000, 'the run ended');
    this.port.close();
  }

  /** The run's worker is the program's: what it sends is of any shape, and in any order. */
  private fromRun(message: unknown): void {
    if (this.ended) return;
    if (message instanceof ArrayBuffer) {
      if (this.socket?.readyState === WebSocket.OPEN) this.send(message);
    } else if (isOpen(message) && !this.asked && !this.waiting) {
      this.asked = true;
      void this.openWhenFree();
    } else if (isClose(message)) {
      this.close(message.code, message.reason);
      if (this.silent) this.finish();
    } else {
      this.report('lost', 'the program does not keep to the protocol');
      this.silent = true;
      this.finish();
    }
  }

  /** The ports of this tab's last run must be free before this one asks for them. */
  private async openWhenFree(): Promise<void> {
    this.waiting = true;
    this.report('connecting');
    const pause = this.openedAt + betweenMs - performance.now();
    const [ticket] = await Promise.all([
      hostless ? [] : ticketFor(this.url, openingMs),
      ...closing,
      new Promise((resolve) => setTimeout(resolve, Math.max(0, pause))),
    ]);
    this.waiting = false;
    if (this.asked && !this.ended) this.open(ticket);
  }

  private open(ticket: string[]): void {
    this.openedAt = performance.now();
    if (hostless) {
      const path = this.url.slice(this.url.lastIndexOf('/r/'));
      const line = this.shaped(
        new BrowserLine(path, this.protocols, browserPort()),
      );
      this.use(line, 'browser', (reason) => this.fail(line, apart(reason)));
    } else {
      const webSocket = new WebSocket(this.url, [...this.protocols, ...ticket]);
      webSocket.binaryType = 'arraybuffer';
      const socket = this.shaped(webSocket);
      this.use(socket, 'connected', () => this.askHost(socket));
    }
  }

  /** @param unreached told that the line could not be opened and is given up, with a reason where one is given */
  private use(
    socket: Line,
    open: RelayStatus,
    unreached: (reason: string) => void,
  ): void {
    this.socket = socket;
    this.tap = this.newTap();
    const failed = (event?: CloseEvent) => {
      clearTimeout(overdue);
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(1000, '');
      unreached(event?.reason ?? '');
    };
    const overdue = setTimeout(() => failed(), openingMs);
    socket.onopen = () => {
      clearTimeout(overdue);
      this.lines += 1;
      this.report(open);
      this.toRun({ opened: true });
      socket.onclose = (event) => {
        const reason = closeReason(event.code, event.reason);
        this.report('lost', reason);
        this.forget(socket, reason);
      };
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer) {
        this.tap.read('in', event.data);
        this.toRun(event.data, [event.data]);
      } else this.close(1003, 'the relay sent text');
    };
    socket.onclose = failed;
  }

  /** A browser does not tell a refusal from silence; what the server answers to a plain request, it does. */
  private askHost(socket: Line): void {
    fetch(this.url.replace(/^ws/, 'http'), {
      method: 'HEAD',
      signal: AbortSignal.timeout(closingMs),
    }).then(
      ({ status }) => {
        if (status === upgradeRequired) this.fail(socket, refused);
        else if (status >= serverError) this.fail(socket, silent);
        else this.goWithoutHost(socket);
      },
      () => {
        // Offline, most likely: it was a folder of files, and is one still.
        if (this.wasHostless) this.goWithoutHost(socket);
        else this.fail(socket, silent);
      },
    );
  }

  private goWithoutHost(socket: Line): void {
    hostless = true;
    if (this.socket === socket) this.open([]);
  }

  private fail(socket: Line, { short, long }: Trouble): void {
    if (this.socket !== socket) return;
    this.report('unreachable', short);
    this.forget(socket, long);
  }

  private close(code: number, reason: string): void {
    const { socket } = this;
    if (!this.asked) return;
    if (socket !== null) {
      leaving(socket, closingMs);
      socket.close(closeCode(code), reason);
    }
    this.report(code <= 1001 ? 'offline' : 'lost', reason);
    this.forget(socket, reason);
  }

  /** Nothing of this socket is told any more, but that it is closed. */
  private forget(socket: Line | null, reason: string): void {
    if (socket !== null)
      socket.onopen = socket.onmessage = socket.onclose = null;
    this.socket = null;
    this.asked = false;
    this.unreported = 0;
    if (!this.ended) this.toRun({ closed: true, reason });
  }

  private send(message: ArrayBuffer): void {
    // Before it is sent: a line may give the bytes away.
    this.unreported += message.byteLength;
    this.tap.read('out', message);
    this.socket?.send(message);
    if (this.socket !== null && this.socket.bufferedAmount > waitingBytes)
      this.close(1000, 'the program sends more than the relay takes');
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

  private tellWire(news: WireNews): void {
    if (this.silent || !this.ofProgram) return;
    const message: FromCarrier = { type: 'wire', run: this.run, ...news };
    postMessage(message);
  }

  private report(status: RelayStatus, reason = ''): void {
    if (this.silent) return;
    const message: FromCarrier = {
      type: 'status',
      run: this.run,
      status,
      reason,
    };
    postMessage(message);
  }
}

function isOpen(message: unknown): message is { open: true } {
  return typeof message === 'object' && message !== null && 'open' in message;
}

/** A close frame holds a code of two bytes and a reason of 123. (RFC 6455, 5.5.1) */
function isClose(
  message: unknown,
): message is { close: true; code: number; reason: string } {
  if (typeof message !== 'object' || message === null) return false;
  const { code, reason } = message as { code?: unknown; reason?: unknown };
  return (
    Number.isInteger(code) &&
    Number(code) >= 1000 &&
    Number(code) < 2000 &&
    typeof reason === 'string' &&
    new TextEncoder().encode(reason).length <= 123
  );
}

/** Browsers send 1000 and 3000 to 4999 only: going away (1001) is 1000, 1002 becomes 4002. */
function closeCode(code: number): number {
  return code <= 1001 ? 1000 : 3000 + code;
}

function closeReason(code: number, reason: string): string {
  if (reason !== '') return reason;
  if (code === 1001) return 'it is gone';
  if (code === 1006) return 'the connection broke';
  if (code === 1012) return 'the relay restarts';
  if (code === 1002) return 'the relay saw a protocol error';
  return `closed with code ${code}`;
}

const carriers = new Map<number, Carrier>();

addEventListener('message', (event: MessageEvent<ToCarrier>) => {
  const message = event.data;
  if (message.type === 'run') {
    carriers.set(message.run, new Carrier(message));
  } else if (message.type === 'knobs') {
    Object.assign(knobs, message.knobs);
  } else if (message.type === 'end') {
    carriers.get(message.run)?.end();
    carriers.delete(message.run);
  } else {
    const wanted = portsWanted.shift();
    if (message.port === null) wanted?.reject();
    else wanted?.resolve(message.port);
  }
});
