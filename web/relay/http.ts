// The door: which HTTP upgrade becomes a session. Judges path, Host, Origin, and the room's proof, before
// the upgrade. It must never tell whether a room exists: nothing about rooms is looked up here.
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  equalInConstantTime,
  isKey,
  kSubprotocol,
  provesRoom,
} from './proof.ts';

/** What is allowed in; every text is compared exactly (Host and Origin in lower case). */
export interface DoorRules {
  /** Host header values: `name:port`, or `name` alone behind a proxy (DNS rebinding, CWE-350). */
  hosts: readonly string[];
  /** Origin header values, e.g. `http://localhost:8080` (CSWSH, CWE-1385). */
  origins: readonly string[];
  /** Bearer token of clients that are no browser and send no Origin; undefined: none may come. */
  token: string | undefined;
  /** A proxy on this machine stands in front: its X-Forwarded-For says who comes. */
  behindProxy: boolean;
}

export type Verdict =
  | {
      admitted: true;
      roomId: string;
      tabKey: string | null;
      ticket: string | null;
    }
  | Refused;

export interface Refused {
  admitted: false;
  status: 400 | 401 | 403 | 404;
  reason: string;
}

const kRoomPath = /^\/r\/([A-Za-z0-9_-]{1,64})\/ws$/;

/** The room's part of a path, or null when the path is not a room's WebSocket. */
export function roomOfPath(url: string | undefined): string | null {
  return kRoomPath.exec((url ?? '').split('?', 1)[0]!)?.[1] ?? null;
}

/** Judges an upgrade request (transport.md 3). The order is: 404 path, 403 Host, 401/403 Origin, 401 proof. */
export function judge(request: IncomingMessage, rules: DoorRules): Verdict {
  const roomId = roomOfPath(request.url);
  if (roomId === null) return refusal(404, 'not found');
  const foreign = judgeOrigin(request, rules);
  if (foreign !== null) return foreign;
  return judgeProof(request.headers['sec-websocket-protocol'] ?? '', roomId);
}

/** The refusal of a request that does not come from the page or a program that holds the token; null: it does. */
export function judgeOrigin(
  request: IncomingMessage,
  rules: DoorRules,
): Refused | null {
  const { host, origin, authorization } = request.headers;
  if (host === undefined || !rules.hosts.includes(host.toLowerCase())) {
    return refusal(403, 'this host name is not served here');
  }
  if (origin === undefined) {
    // Browsers cannot leave Origin out, so this is a program: it must hold the token.
    const bearer = /^Bearer ([\x21-\x7e]+)$/.exec(authorization ?? '')?.[1];
    const known =
      rules.token !== undefined &&
      bearer !== undefined &&
      equalInConstantTime(bearer, rules.token);
    if (!known)
      return refusal(401, 'a client without Origin needs the bearer token');
  } else if (!rules.origins.includes(origin.toLowerCase())) {
    return refusal(403, 'this origin is not allowed');
  }
  return null;
}

/** Who asks: the other end, or whom the proxy on this machine names last, which is the part it added itself. */
export function addressOf(request: IncomingMessage, rules: DoorRules): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (!rules.behindProxy || !kThisMachine.test(peer)) return peer;
  const named = String(request.headers['x-forwarded-for'] ?? '');
  return named.split(',').at(-1)!.trim() || peer;
}

const kThisMachine = /^(::ffff:)?127\.|^::1$/;

/** `k.<authkey>` must prove the room; `b.<tabkey>` may name the tab that comes back after a drop; `t.<ticket>`. */
export function judgeProof(header: string, roomId: string): Verdict {
  const items = header.split(',', 8).map((item) => item.trim());
  if (!items.includes(kSubprotocol))
    return refusal(400, `subprotocol ${kSubprotocol} is missing`);
  const authKey = items.find((item) => item.startsWith('k.'))?.slice(2) ?? '';
  if (!provesRoom(authKey, roomId))
    return refusal(401, 'the room proof is wrong');
  const tabKey = items.find((item) => item.startsWith('b.'))?.slice(2) ?? null;
  if (tabKey !== null && !isKey(tabKey))
    return refusal(400, 'the tab key is malformed');
  const ticket = items.find((item) => item.startsWith('t.'))?.slice(2) ?? null;
  return { admitted: true, roomId, tabKey, ticket };
}

function refusal(status: Refused['status'], reason: string): Refused {
  return { admitted: false, status, reason };
}

/**
 * Answers a plain request for a room's path: that a WebSocket is wanted there. So a page that is refused can tell
 * a relay from a host without one. (RFC 9110, 15.5.22)
 * @returns whether it was one
 */
export function answeredAsRoom(
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (roomOfPath(request.url) === null) return false;
  response.writeHead(426, { Connection: 'Upgrade', Upgrade: 'websocket' });
  response.end();
  return true;
}

/** A whole plain HTTP answer for a socket that will not be upgraded. */
export function plainAnswer(status: number, reason: string): string {
  const body = reason + '\n';
  return (
    `HTTP/1.1 ${status} ${kStatusTexts[status] ?? 'Error'}\r\n` +
    'Connection: close\r\nContent-Type: text/plain; charset=utf-8\r\n' +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

const kStatusTexts: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};
