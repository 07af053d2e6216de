// The relay as a library: startRelay() attaches rooms of virtual TCP to an HTTP server, its own or another's.
// Start reading here, then README.md's order. It opens no connection of its own, anywhere (D7).
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import {
  addressOf,
  answeredAsRoom,
  judge,
  judgeOrigin,
  plainAnswer,
  roomOfPath,
  type DoorRules,
} from './http.ts';
import { kSubprotocol } from './proof.ts';
import { Relay, type RelayOptions, type RelayStats } from './relay.ts';
import { AddressRate } from './rates.ts';
import type { KeptPort } from './room.ts';
import { TicketOffice } from './tickets.ts';

export { kProfiles, type Limits } from './limits.ts';
export * from './proof.ts';
export type { Outside } from './outside.ts';
export type { KeptPort } from './room.ts';
export type { RelayOptions, RelayStats } from './relay.ts';
export type { LogRecord } from './session.ts';

export interface RelayServerOptions extends RelayOptions {
  /** Where to listen; default 127.0.0.1 and a free port. */
  host?: string;
  port?: number;
  /**
   * An HTTP server to attach to, listening already or not (then it is made to listen on host and
   * port). Only upgrades of /r/<roomid>/ws are taken; it is not closed by close().
   */
  server?: Server;
  /** Allowed Host header values; default: loopback names and `host`, with the port. */
  hosts?: readonly string[];
  /** Allowed Origin header values; default: http:// and https:// with each of `hosts`. */
  origins?: readonly string[];
  /** Bearer token for clients without an Origin; default: none may come. */
  token?: string;
  /** A proxy on this machine stands in front, and its X-Forwarded-For is true. */
  behindProxy?: boolean;
  /** Milliseconds a request's headers may take; default 10 s. For a server of its own. */
  headersMs?: number;
}

export interface RunningRelay {
  url: string;
  port: number;
  stats(): RelayStats;
  /** Bytes tabs have brought so far. */
  receivedBytes(): number;
  /**
   * Answers a plain request that is the relay's: a room's path, /r/ticket, /healthz. For a server that is
   * another's; the relay's own asks itself.
   * @returns whether it was one
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** The ports to be kept for their tabs by the process that comes after this one. */
  handover(): KeptPort[];
  /** Looks at every limit's clock now, as it does by itself each `limits.sweepMs`. */
  sweep(): void;
  /** Says GoAway, waits up to `drainMs` for connections to end (default 0), closes with 1012. */
  close(options?: { drainMs?: number }): Promise<void>;
}

const kTicketPath = '/r/ticket';
const kPlain = { 'Content-Type': 'text/plain; charset=utf-8' };

/** How long a WebSocket may take to answer a close frame, milliseconds. */
const kCloseMs = 2_000;

/** Starts a relay; resolves when it accepts upgrades. Rejects when the port cannot be listened on. */
export async function startRelay(
  options: RelayServerOptions = {},
): Promise<RunningRelay> {
  const host = options.host ?? '127.0.0.1';
  const server =
    options.server ??
    createPlainServer(
      (request, response) => door.answer(request, response),
      options.headersMs,
    );
  const door: Door = new Door(server, options);
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
  door.open(defaultRules(options, host, port));
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${port}`,
    port,
    stats: () => door.relay.stats(),
    receivedBytes: () => door.relay.receivedBytes,
    answer: (request, response) => door.answer(request, response),
    handover: () => door.relay.handover(),
    sweep: () => door.sweep(),
    close: ({ drainMs = 0 } = {}) => door.close(drainMs),
  };
}

function defaultRules(
  options: RelayServerOptions,
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
  return {
    hosts,
    origins: origins.map(lowerCase),
    token: options.token,
    behindProxy: options.behindProxy ?? false,
  };
}

const lowerCase = (text: string): string => text.toLowerCase();

/** The server of a relay that serves no pages. */
function createPlainServer(answer: RunningRelay['answer'], headersMs?: number) {
  return createServer(slowPeerLimits(headersMs), (request, response) => {
    if (answer(request, response)) return;
    response.writeHead(404, kPlain).end('not found\n');
  });
}

/** What a peer that dribbles its request may cost (transport.md 3, "Slowloris"); for createServer(). */
export function slowPeerLimits(headersMs = 10_000) {
  return {
    headersTimeout: headersMs,
    requestTimeout: headersMs * 1.5,
    connectionsCheckingInterval: headersMs / 2,
  };
}

/** The relay behind an HTTP server: upgrades become its sessions. */
class Door {
  readonly relay: Relay;
  private readonly server_: Server;
  private readonly ownsServer_: boolean;
  private readonly sockets_: WebSocketServer;
  private rules_: DoorRules | null = null;
  private sweepTimer_: NodeJS.Timeout | undefined;
  private readonly tickets_: TicketOffice;
  private readonly ticketRate_: AddressRate;

  constructor(server: Server, options: RelayServerOptions) {
    this.relay = new Relay(options);
    this.server_ = server;
    this.ownsServer_ = options.server === undefined;
    const { limits, clock } = this.relay;
    this.tickets_ = new TicketOffice(limits.ticketMs, clock);
    this.ticketRate_ = new AddressRate(
      limits.handshakesPerSecond,
      limits.handshakeBurst,
      clock,
    );
    this.sockets_ = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.messageBytes,
      maxFragments: limits.fragments,
      maxBufferedChunks: limits.bufferedChunks,
      closeTimeout: kCloseMs,
      handleProtocols: () => kSubprotocol,
    } as ConstructorParameters<typeof WebSocketServer>[0]);
  }

  open(rules: DoorRules): void {
    this.rules_ = rules;
    this.server_.on('upgrade', this.onUpgrade_);
    this.sweepTimer_ = setInterval(
      () => this.sweep(),
      this.relay.limits.sweepMs,
    ).unref();
  }

  sweep(): void {
    this.relay.sweep();
    this.ticketRate_.sweep();
  }

  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.url === '/healthz') {
      response.writeHead(this.relay.closing ? 503 : 200, kPlain);
      response.end(this.relay.closing ? 'shutting down\n' : 'ok\n');
      return true;
    }
    if (request.url === kTicketPath) {
      this.answerTicket_(request, response);
      return true;
    }
    return answeredAsRoom(request, response);
  }

  async close(drainMs: number): Promise<void> {
    if (this.relay.closing) return;
    await this.relay.close(drainMs);
    clearInterval(this.sweepTimer_);
    this.server_.off('upgrade', this.onUpgrade_);
    if (this.ownsServer_)
      await new Promise((resolve) => this.server_.close(resolve));
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
    const address = addressOf(request, this.rules_!);
    const refusal = this.relay.refusal(verdict.roomId, address);
    if (refusal !== null) {
      this.refuse_(socket, refusal.status, refusal.reason);
      return;
    }
    // Without an Origin it held the bearer token: no page, so no ticket.
    const wanted =
      this.relay.limits.ticketMs > 0 && request.headers.origin !== undefined;
    if (wanted && !this.tickets_.redeem(verdict.ticket ?? '')) {
      this.refuse_(socket, 401, 'the ticket is missing, old or used');
      return;
    }
    this.sockets_.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.binaryType = 'nodebuffer';
      this.relay.admit(webSocket, verdict.roomId, verdict.tabKey, address);
    });
  };

  /** A ticket for a page of ours; 204 where none is needed. */
  private answerTicket_(
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const rules = this.rules_!;
    const foreign = judgeOrigin(request, rules);
    const end = (status: number, text = ''): void => {
      response.writeHead(status, { ...kPlain, 'Cache-Control': 'no-store' });
      response.end(text);
    };
    if (request.method !== 'POST') end(405);
    else if (foreign !== null) end(foreign.status, foreign.reason);
    else if (this.relay.limits.ticketMs === 0) end(204);
    else if (!this.ticketRate_.take(addressOf(request, rules))) end(429);
    else end(200, this.tickets_.issue());
  }

  private refuse_(socket: Duplex, status: number, reason: string): void {
    this.relay.log({ event: 'refused', status, reason });
    socket.on('error', () => socket.destroy());
    socket.once('finish', () => socket.destroy());
    socket.end(plainAnswer(status, reason));
  }
}
