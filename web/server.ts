// Serves the playground: the built files of build/web, each with the headers its kind needs, and the relay on the same port.
// No page code, no wire code: files by sirv, WebSockets by web/relay.
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import sirv from 'sirv';
import { answeredAsAddresses } from './lan.ts';
import { pagePolicy } from './policies.ts';
import {
  slowPeerLimits,
  startRelay,
  type KeptPort,
  type LogRecord,
  type Outside,
  type RunningRelay,
} from './relay/server.ts';

/** Where to listen and what to serve. */
export interface PlaygroundOptions {
  /** The built page (build/web). */
  directory: string;
  /** Address to listen on; loopback unless the user says otherwise. */
  host: string;
  /** TCP port; 0 takes a free one. */
  port: number;
  /** The relay's limits: those of a machine of one's own, or of a public instance. */
  profile?: 'local' | 'hosted';
  /** Lets programs that are no browser into rooms (the gateway); without it none may come. */
  token?: string;
  /** A gateway's way out of rooms; without it there is none. */
  outside?: Outside;
  /** Origins a proxy in front is opened by; default: this server's own names. */
  origins?: readonly string[];
  /** That proxy is on this machine, and its X-Forwarded-For is true. */
  behindProxy?: boolean;
  /** Ports to keep for tabs of the process before this one. */
  keptPorts?: readonly KeptPort[];
  log?: (record: LogRecord) => void;
}

/** A serving playground. */
export interface Playground {
  /** Address to open, with the port really taken. */
  url: string;
  port: number;
  stats: RunningRelay['stats'];
  receivedBytes: RunningRelay['receivedBytes'];
  /** The ports to be kept for their tabs by the process that comes after this one. */
  handover(): KeptPort[];
  /**
   * Stops relay and server: the port is free at once, connections have `drainMs` (default 0) to end. Resolves
   * when every connection is gone.
   */
  close(options?: { drainMs?: number }): Promise<void>;
}

/** Response headers by URL path, as the build wrote them for its documents (headers.json, made by vite.config.ts). */
type DocumentHeaders = Record<string, Record<string, string>>;

function readDocumentHeaders(directory: string): DocumentHeaders {
  const file = path.join(directory, 'headers.json');
  return JSON.parse(readFileSync(file, 'utf8')) as DocumentHeaders;
}

/** What is no document still carries the page's policy: a worker lives under the one its own script came with. */
const defaultPolicy = pagePolicy.join('; ');

/** Hashed names never change their content; everything else is asked for again. */
function cacheControl(pathname: string): string {
  return pathname.startsWith('/assets/')
    ? 'public, max-age=31536000, immutable'
    : 'no-cache';
}

function setHeaders(
  response: ServerResponse,
  pathname: string,
  documents: DocumentHeaders,
): void {
  const document = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  response.setHeader('Content-Security-Policy', defaultPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', cacheControl(pathname));
  for (const [name, value] of Object.entries(documents[document] ?? {})) {
    response.setHeader(name, value);
  }
}

const isWildcard = (host: string) => host === '0.0.0.0' || host === '::';
export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');
const originsOf = (host: string) => [`http://${host}`, `https://${host}`];
const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);

/** Every name a browser may reach this server by: the relay compares Host and Origin with exactly these. */
function servedNames(host: string): string[] {
  const loopback = ['127.0.0.1', 'localhost', '::1'];
  if (isLoopback(host)) return [...new Set([host, ...loopback])];
  if (!isWildcard(host)) return [host];
  const addresses = Object.values(networkInterfaces()).flatMap(
    (list) => list ?? [],
  );
  return [...loopback, ...addresses.map(({ address }) => address)];
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Starts serving. Rejects with the listen error (EADDRINUSE, EACCES, EADDRNOTAVAIL) of node:net. */
export async function startPlayground(
  options: PlaygroundOptions,
): Promise<Playground> {
  const documents = readDocumentHeaders(options.directory);
  const files = sirv(options.directory, {
    etag: true,
    setHeaders: (response, pathname) =>
      setHeaders(response, pathname, documents),
  });
  const server = createServer(slowPeerLimits());
  const port = await listen(server, options.port, options.host);
  // Browsers leave the default port out of Host and Origin.
  const suffix = port === 80 ? '' : `:${port}`;
  const ownHosts = servedNames(options.host).map(
    (name) => `${bracketed(name)}${suffix}`,
  );
  const { origins = [] } = options;
  const relay = await startRelay({
    ...options,
    server,
    ...(origins.length === 0
      ? { hosts: ownHosts, origins: ownHosts.flatMap(originsOf) }
      : { hosts: origins.map((origin) => new URL(origin).host), origins }),
  });
  // Nothing can have come yet: between listening and here there was no turn of the loop.
  server.on('request', (request, response) => {
    if (relay.answer(request, response)) return;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (answeredAsAddresses(request, response, isWildcard(options.host)))
      return;
    files(request, response, () => {
      response
        .writeHead(404, { 'Content-Type': 'text/plain' })
        .end('Not found\n');
    });
  });
  const shown = isWildcard(options.host) ? '127.0.0.1' : options.host;
  return {
    url: `http://${bracketed(shown)}:${port}/`,
    port,
    stats: () => relay.stats(),
    receivedBytes: () => relay.receivedBytes(),
    handover: () => relay.handover(),
    async close({ drainMs = 0 } = {}) {
      const closed = new Promise((resolve) => server.close(resolve));
      await relay.close({ drainMs });
      server.closeAllConnections();
      await closed;
    },
  };
}
