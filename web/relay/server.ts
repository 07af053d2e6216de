// The relay as a library: startRelay() attaches rooms of virtual TCP to an HTTP server, its own or another's.
// Start reading here, then README.md's order. It opens no connection of its own, anywhere (D7).
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import {
  answeredAsRoom,
  judge,
  plainAnswer,
  roomOfPath,
  type DoorRules,
} from './http.ts';
import { kSubprotocol } from './proof.ts';
import { Relay, type RelayOptions, type RelayStats } from './relay.ts';

export { answeredAsRoom };

export { kProfiles, type Limits } from './limits.ts';
export * from './proof.ts';
export type { Outside } from './outside.ts';
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
  hosts?: string[];
  /** Allowed Origin header values; default: http:// and https:// with each of `hosts`. */
  origins?: string[];
  /** Bearer token for clients without an Origin; default: none may come. */
  token?: string;
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
  options: RelayServerOptions = {},
): Promise<RunningRelay> {
  const host = options.host ?? '127.0.0.1';
  const server = options.server ?? createPlainServer();
  const door = new Door(server, options);
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

/** The relay behind an HTTP server: upgrades become its sessions. */
class Door {
  readonly relay: Relay;
  private readonly server_: Server;
  private readonly ownsServer_: boolean;
  private readonly sockets_: WebSocketServer;
  private rules_: DoorRules | null = null;
  private sweepTimer_: NodeJS.Timeout | undefined;

  constructor(server: Server, options: RelayServerOptions) {
    this.relay = new Relay(options);
    this.server_ = server;
    this.ownsServer_ = options.server === undefined;
    const { limits } = this.relay;
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
      () => this.relay.sweep(),
      this.relay.limits.sweepMs,
    ).unref();
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
    const address = request.socket.remoteAddress ?? 'unknown';
    const refusal = this.relay.refusal(verdict.roomId, address);
    if (refusal !== null) {
      this.refuse_(socket, refusal.status, refusal.reason);
      return;
    }
    this.sockets_.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.binaryType = 'nodebuffer';
      this.relay.admit(webSocket, verdict.roomId, verdict.tabKey, address);
    });
  };

  private refuse_(socket: Duplex, status: number, reason: string): void {
    this.relay.log({ event: 'refused', status, reason });
    socket.on('error', () => socket.destroy());
    socket.once('finish', () => socket.destroy());
    socket.end(plainAnswer(status, reason));
  }
}
