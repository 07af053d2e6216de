// Serves the playground: the built files of build/web, each with the headers its kind needs, and the relay on the same port.
// No page code, no wire code: files by sirv, WebSockets by web/relay.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import sirv from 'sirv';
import { startRelay } from './relay/server.ts';

/** Where to listen and what to serve. */
export interface PlaygroundOptions {
  /** The built page (build/web). */
  directory: string;
  /** Address to listen on; loopback unless the user says otherwise. */
  host: string;
  /** TCP port; 0 takes a free one. */
  port: number;
}

/** A serving playground. */
export interface Playground {
  /** Address to open, with the port really taken. */
  url: string;
  port: number;
  /** Stops relay and server; resolves when every connection is gone. */
  close(): Promise<void>;
}

/** The page's own policy. Inline styles: CodeMirror and the canvas's themes make <style> elements at run time. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
];

/**
 * The sandbox frame's policy: opaque origin, its own inline script by hash, workers from blobs, no network at all. No 'self'
 * among the scripts: with it, importScripts and import() of the page's origin would reach the server and leak.
 */
const framePolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src blob: 'unsafe-eval' 'wasm-unsafe-eval'",
  'worker-src blob:',
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
];

const isFrame = (name: string) =>
  /^sandbox\b.*\.html$/.test(path.basename(name));

/** CSP sources for the inline scripts of an HTML document. */
function inlineScriptHashes(html: string): string[] {
  const scripts = html.matchAll(
    /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi,
  );
  return [...scripts].map(([, text = '']) => {
    const digest = createHash('sha256').update(text).digest('base64');
    return `'sha256-${digest}'`;
  });
}

/** The Content-Security-Policy of every HTML document under `directory`, by its URL path. */
function documentPolicies(directory: string): Map<string, string> {
  const policies = new Map<string, string>();
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((entry) => entry.endsWith('.html'))) {
    const html = readFileSync(path.join(directory, name), 'utf8');
    const hashes = inlineScriptHashes(html).join(' ');
    const policy = (isFrame(name) ? framePolicy : pagePolicy).map((line) =>
      line.startsWith('script-src') ? `${line} ${hashes}`.trim() : line,
    );
    policies.set(`/${name.split(path.sep).join('/')}`, policy.join('; '));
  }
  return policies;
}

/** Hashed names never change their content; everything else is asked for again. */
function cacheControl(pathname: string): string {
  return pathname.startsWith('/assets/')
    ? 'public, max-age=31536000, immutable'
    : 'no-cache';
}

function setHeaders(
  response: ServerResponse,
  pathname: string,
  policies: Map<string, string>,
): void {
  const document = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const policy = policies.get(document) ?? pagePolicy.join('; ');
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', cacheControl(pathname));
}

const isWildcard = (host: string) => host === '0.0.0.0' || host === '::';
const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');
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
  const policies = documentPolicies(options.directory);
  const files = sirv(options.directory, {
    etag: true,
    setHeaders: (response, pathname) =>
      setHeaders(response, pathname, policies),
  });
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    files(request, response, () => {
      response
        .writeHead(404, { 'Content-Type': 'text/plain' })
        .end('Not found\n');
    });
  });
  const port = await listen(server, options.port, options.host);
  const hosts = servedNames(options.host).map(
    (name) => `${bracketed(name)}:${port}`,
  );
  const relay = await startRelay({
    server,
    hosts,
    origins: hosts.map((name) => `http://${name}`),
  });
  const shown = isWildcard(options.host) ? '127.0.0.1' : options.host;
  return {
    url: `http://${bracketed(shown)}:${port}/`,
    port,
    async close() {
      await relay.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
