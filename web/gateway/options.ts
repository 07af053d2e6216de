// The gateway's part of the command line: which real loopback ports lead into which room, and which real
// addresses tabs may reach. Parsing only.
import { isKey } from '../relay/proof.ts';

/** A real port of this machine whose connections go into a room. */
export interface Entrance {
  /** Port on 127.0.0.1. */
  port: number;
  /** 'in': to the same port of the room. 'socks': a SOCKS5 server, whose clients say the port. */
  kind: 'in' | 'socks';
  /** The room's secret. */
  room: string;
}

/** A real address that tabs may connect to. */
export interface Exit {
  /** A name in lower case, or an address. */
  host: string;
  port: number;
}

/** @throws Error with one line a user can act on */
export function parseEntrance(
  name: string,
  kind: Entrance['kind'],
  value: string,
): Entrance {
  const at = value.indexOf('=');
  const where = at < 0 ? value : value.slice(0, at);
  const port = Number(where);
  if (!/^\d{1,5}$/.test(where) || port < 1 || port > 65535) {
    throw new Error(
      `${name} ${where}: a port from 1 to 65535 is wanted; the gateway listens on 127.0.0.1 only`,
    );
  }
  const room = roomOf(at < 0 ? '' : value.slice(at + 1));
  if (room === null) {
    throw new Error(
      `${name} ${port}=… needs the room: what stands behind #room= in the address of the tab, or that whole address`,
    );
  }
  return { kind, port, room };
}

/** @throws Error with one line a user can act on */
export const parseExits = (text: string): Exit[] => text.split(',').map(exit);

function exit(text: string): Exit {
  const [, v6, name, digits] =
    /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = (v6 ?? name)?.toLowerCase();
  const port = Number(digits);
  if (host === undefined || !(port >= 1 && port <= 65535)) {
    throw new Error(
      `--gateway-out ${text}: HOST:PORT is wanted, as in localhost:5432 or 192.0.2.7:80; several are parted by commas`,
    );
  }
  return { host, port };
}

/** A room's secret, given as it is or as the link of a tab in it. */
function roomOf(text: string): string | null {
  const fragment = text.slice(text.indexOf('#') + 1);
  const secret = text.includes('#')
    ? new URLSearchParams(fragment).get('room')
    : text;
  return secret !== null && isKey(secret) ? secret : null;
}
