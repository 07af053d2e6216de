// Tells the page by which addresses of this machine other devices reach it: /lan.json, a list of URLs. It is empty
// unless the server listens on every address: otherwise the page's own address is the one, or there is none.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';

/** IPv4 addresses of this machine that are not its own alone; a QR code of an IPv6 one with a zone leads nowhere. */
function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

/**
 * @param everywhere whether the server listens on every address
 * @returns whether it was the list that was asked for
 */
export function answeredAsAddresses(
  request: IncomingMessage,
  response: ServerResponse,
  everywhere: boolean,
): boolean {
  if (request.url !== '/lan.json') return false;
  const port = request.socket.localPort;
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(
    JSON.stringify(
      (everywhere ? addresses() : []).map(
        (address) => `http://${address}:${port}/`,
      ),
    ),
  );
  return true;
}
