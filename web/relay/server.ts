// The relay as a library: startRelay() attaches rooms of virtual TCP to an HTTP server, its own or another's.
// Start reading here, then README.md's order. It opens no connection of its own, anywhere (D7).
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  answeredAsRoom,
  judge,
  plainAnswer,
  roomOfPath,
  type DoorRules,
} from './http.ts';
import { kProfiles, type Limits } from './limits.ts';
import type { MuxStream } from './mux_stream.ts';
import { kSubprotocol } from './proof.ts';
import { Room } from './room.ts';
import {
  passWaitingCredit,
  TabSession,
  type LogRecord,
  type RelayContext,
} from './session.ts';
import type { SpliceEnd } from './splice.ts';
import { CloseCode } from './yamux.ts';

export { answeredAsRoom };

export { kProfiles, type Limits } from './limits.ts';
export * from './proof.ts';
export type { LogRecord } from './session.ts';

export interface RelayOptions {
  /** Where to listen; default 127.0.0.1 and a free port. */
  host?: string;
  port?: number;
  /**
   * An HTTP server to attach to, listening already or not (then it is made to listen on host and
   * port). Only upgrades of /r/<roomid>/ws are taken; it is not closed by close().
   */
  server?: Server;
  /** Allowed Host header values; default: loopback names and `host`, with the port. */
  hosts?: string[];
  /** Allowed Origin header values; default: http:// and https:// with each of `hosts`. */
  origins?: string[];
  /** Bearer token for clients without an Origin; default: none may come. */
  token?: string;
  profile?: keyof typeof kProfiles;
  /** Changes to the profile. */
  limits?: Partial<Limits>;
  /** Milliseconds a dropped tab's ports stay its own (default 10 s; 0: never). */
  reservationMs?: number;
  log?: (record: LogRecord) => void;
}

export interface RelayStats {
  rooms: number;
  sessions: number;
  streams: number;
  splices: number;
  listeners: number;
  reservations: number;
  /** Bytes accepted for some tab and not yet taken by the kernel. */
  queuedBytes: number;
}

export interface RunningRelay {
  url: string;
  port: number;
  stats(): RelayStats;
  /** Says GoAway, waits up to `drainMs` for connections to end (default 0), closes with 1012. */
  close(options?: { drainMs?: number }): Promise<void>;
}

/** How long a WebSocket may take to answer a close frame, milliseconds. */
const kCloseMs = 2_000;

/** Starts a relay; resolves when it accepts upgrades. Rejects when the port cannot be listened on. */
export async function startRelay(
  options: RelayOptions = {},
): Promise<RunningRelay> {
  const host = options.host ?? '127.0.0.1';
  const server = options.server ?? createPlainServer();
  const relay = new Relay(server, options);
  if (!server.listening) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  }
  const { port } = server.address() as AddressInfo;
  relay.open(defaultRules(options, host, port));
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${port}`,
    port,
    stats: () => relay.stats(),
    close: ({ drainMs = 0 } = {}) => relay.close(drainMs),
  };
}

function defaultRules(
  options: RelayOptions,
  host: string,
  port: number,
): DoorRules {
  const names = [
    'localhost',
    '127.0.0.1',
    '[::1]',
    host.includes(':') ? `[${host}]` : host,
  ];
  const hosts = (options.hosts ?? names.map((name) => `${name}:${port}`)).map(
    lowerCase,
  );
  const origins =
    options.origins ??
    hosts.flatMap((name) => [`http://${name}`, `https://${name}`]);
  return { hosts, origins: origins.map(lowerCase), token: options.token };
}

const lowerCase = (text: string): string => text.toLowerCase();

/** The server of a relay that serves no pages (transport.md 3, "Slowloris"). */
function createPlainServer(): Server {
  const server = createServer((request, response) => {
    if (answeredAsRoom(request, response)) return;
    const healthy = request.url === '/healthz';
    response.writeHead(healthy ? 200 : 404, {
      'Content-Type': 'text/plain; charset=utf-8',
    });
    response.end(healthy ? 'ok\n' : 'not found\n');
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.maxHeadersCount = 64;
  return server;
}

class Relay implements RelayContext {
  readonly limits: Limits;
  readonly waiting = new Set<SpliceEnd>();
  readonly halfClosed = new Set<SpliceEnd>();
  overBudget = false;
  closing = false;

  private readonly server_: Server;
  private readonly ownsServer_: boolean;
  private readonly options_: RelayOptions;
  private readonly sockets_: WebSocketServer;
  private readonly rooms_ = new Map<string, Room>();
  private readonly sessions_ = new Map<TabSession, string>();
  private readonly perAddress_ = new Map<string, number>();
  private rules_: DoorRules | null = null;
  private queued_ = 0;
  private splices_ = 0;
  private onQuiet_: (() => void) | null = null;
  private sweepTimer_: NodeJS.Timeout | undefined;
  private sweptAt_ = performance.now();

  constructor(server: Server, options: RelayOptions) {
    this.server_ = server;
    this.ownsServer_ = options.server === undefined;
    this.options_ = options;
    this.limits = {
      ...kProfiles[options.profile ?? 'local'],
      ...options.limits,
    };
    this.sockets_ = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: this.limits.messageBytes,
      maxFragments: this.limits.fragments,
      maxBufferedChunks: this.limits.bufferedChunks,
      closeTimeout: kCloseMs,
      handleProtocols: () => kSubprotocol,
    } as ConstructorParameters<typeof WebSocketServer>[0]);
  }

  open(rules: DoorRules): void {
    this.rules_ = rules;
    this.server_.on('upgrade', this.onUpgrade_);
    this.sweepTimer_ = setInterval(
      () => this.sweep_(),
      this.limits.sweepMs,
    ).unref();
  }

  stats(): RelayStats {
    const stats = {
      rooms: this.rooms_.size,
      sessions: this.sessions_.size,
      streams: 0,
    };
    for (const session of this.sessions_.keys())
      stats.streams += session.mux.streams.size;
    let listeners = 0;
    let reservations = 0;
    for (const room of this.rooms_.values()) {
      listeners += room.listenerCount;
      reservations += room.reservationCount;
    }
    return {
      ...stats,
      splices: this.splices_,
      listeners,
      reservations,
      queuedBytes: this.queued_,
    };
  }

  async close(drainMs: number): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    for (const session of this.sessions_.keys()) session.mux.sayGoAway(0);
    if (this.splices_ > 0 && drainMs > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, drainMs);
        this.onQuiet_ = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const sessions = [...this.sessions_.keys()];
    for (const session of sessions)
      session.end(CloseCode.kRestart, 'the relay is shutting down');
    await Promise.all(sessions.map((session) => session.closed));
    clearInterval(this.sweepTimer_);
    for (const room of this.rooms_.values()) room.close();
    this.rooms_.clear();
    this.server_.off('upgrade', this.onUpgrade_);
    if (this.ownsServer_)
      await new Promise((resolve) => this.server_.close(resolve));
  }

  // RelayContext.

  add(bytes: number): void {
    this.queued_ += bytes;
    const was = this.overBudget;
    this.overBudget = this.queued_ > this.limits.budgetBytes * 0.8;
    if (was && !this.overBudget)
      setImmediate(() => passWaitingCredit(this.waiting));
    if (this.queued_ > this.limits.budgetBytes)
      setImmediate(() => this.shed_());
  }

  countSplice(dialler: MuxStream): void {
    this.splices_++;
    dialler.whenGone(() => {
      this.splices_--;
      if (this.splices_ === 0) this.onQuiet_?.();
    });
  }

  forget(session: TabSession): void {
    const address = this.sessions_.get(session)!;
    this.sessions_.delete(session);
    const count = this.perAddress_.get(address)! - 1;
    if (count === 0) this.perAddress_.delete(address);
    else this.perAddress_.set(address, count);
    session.room.sessions.delete(session);
    this.dropIfEmpty_(session.room);
  }

  log(record: LogRecord): void {
    this.options_.log?.(record);
  }

  private readonly onUpgrade_ = (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void => {
    if (
      roomOfPath(request.url) === null &&
      this.server_.listenerCount('upgrade') > 1
    )
      return;
    const verdict = judge(request, this.rules_!);
    if (!verdict.admitted) {
      this.refuse_(socket, verdict.status, verdict.reason);
      return;
    }
    const address = request.socket.remoteAddress ?? 'unknown';
    const inRoom = this.rooms_.get(verdict.roomId)?.sessions.size ?? 0;
    const fromAddress = this.perAddress_.get(address) ?? 0;
    const { socketsPerRoom, socketsPerAddress } = this.limits;
    if (this.closing) {
      this.refuse_(socket, 503, 'the relay is shutting down');
    } else if (inRoom >= socketsPerRoom || fromAddress >= socketsPerAddress) {
      this.refuse_(socket, 429, 'too many connections');
    } else {
      this.sockets_.handleUpgrade(request, socket, head, (webSocket) =>
        this.admit_(webSocket, verdict.roomId, verdict.tabKey, address),
      );
    }
  };

  private admit_(
    socket: WebSocket,
    roomId: string,
    tabKey: string | null,
    address: string,
  ): void {
    const room = this.roomOf_(roomId);
    const session = new TabSession(this, room, socket, tabKey);
    room.sessions.add(session);
    this.sessions_.set(session, address);
    this.perAddress_.set(address, (this.perAddress_.get(address) ?? 0) + 1);
    // The room's name is no secret, but it joins people: the log gets only a hash of it.
    const name = createHash('sha256').update(roomId).digest('hex').slice(0, 12);
    this.log({ event: 'opened', room: name, inRoom: room.sessions.size });
  }

  private roomOf_(id: string): Room {
    let room = this.rooms_.get(id);
    if (room === undefined) {
      const reservationMs = this.options_.reservationMs ?? 10_000;
      room = new Room(id, this.limits, reservationMs, (idle) =>
        this.dropIfEmpty_(idle),
      );
      this.rooms_.set(id, room);
    }
    return room;
  }

  private dropIfEmpty_(room: Room): void {
    if (room.empty && this.rooms_.get(room.id) === room)
      this.rooms_.delete(room.id);
  }

  private refuse_(socket: Duplex, status: number, reason: string): void {
    this.log({ event: 'refused', status, reason });
    socket.on('error', () => socket.destroy());
    socket.once('finish', () => socket.destroy());
    socket.end(plainAnswer(status, reason));
  }

  private sweep_(): void {
    const now = performance.now();
    // A process that was stopped (laptop lid, debugger) must not take its own absence for the tabs'.
    const stoodStill =
      now - this.sweptAt_ > this.limits.sweepMs + this.limits.deadMs / 4;
    this.sweptAt_ = now;
    for (const session of [...this.sessions_.keys()]) {
      if (stoodStill) session.excuse(now);
      else session.sweep(now);
    }
    for (const end of this.halfClosed) {
      if (end.endIfIdle(now, this.limits.halfClosedMs))
        this.halfClosed.delete(end);
    }
  }

  /** Rule R5, above the budget: the session with the longest queue goes. */
  private shed_(): void {
    if (this.queued_ <= this.limits.budgetBytes) return;
    let largest: TabSession | undefined;
    for (const session of this.sessions_.keys()) {
      if (
        largest === undefined ||
        session.outbox.queued > largest.outbox.queued
      )
        largest = session;
    }
    largest?.kill('over the byte budget');
  }
}
