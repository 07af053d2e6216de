// The way out: dials of the room's tabs to the real addresses that were listed, and to no others. Names are
// resolved when it starts and never again, so what was checked is what is dialled (transport.md 3).
import { lookup } from 'node:dns/promises';
import net, { type Socket } from 'node:net';
import type {
  Outside,
  OutsideDial,
  OutsideDialHeard,
} from '../relay/outside.ts';
import { hostOf } from '../relay/address.ts';
import { Reply } from '../relay/socks5.ts';
import type { Exit } from './options.ts';
import { Outward } from './outward.ts';

/** Never dialled, listed or not: "this host", link-local, multicast and reserved, broadcast. */
const unreachable = new net.BlockList();
unreachable.addSubnet('0.0.0.0', 8);
unreachable.addSubnet('169.254.0.0', 16);
unreachable.addSubnet('224.0.0.0', 3);

/** Dialled only where the address itself is listed: a name must not lead there (RFC 1918, RFC 6598). */
const inner = new net.BlockList();
inner.addSubnet('10.0.0.0', 8);
inner.addSubnet('100.64.0.0', 10);
inner.addSubnet('172.16.0.0', 12);
inner.addSubnet('192.168.0.0', 16);

/** What a dial to a real address is refused with, as SOCKS replies (RFC 1928 section 6). */
const replies: Record<string, number> = {
  ECONNREFUSED: Reply.kConnectionRefused,
  ETIMEDOUT: Reply.kTtlExpired,
  ENETUNREACH: Reply.kNetworkUnreachable,
  EHOSTUNREACH: Reply.kHostUnreachable,
  EACCES: Reply.kNotAllowed,
  EPERM: Reply.kNotAllowed,
};

const kLoopbackV6 = hostOf('v6');

/**
 * Resolves the names of `exits` and checks what they lead to.
 * Rejects with one line a user can act on.
 * @param resolve the IPv4 address of a name; rejects when it has none
 */
export async function openOutside(
  exits: readonly Exit[],
  resolve = async (name: string) => (await lookup(name, { family: 4 })).address,
): Promise<Outside> {
  const names = new Map<string, string>();
  const listed = new Set<string>();
  for (const { host, port } of exits) {
    const address =
      net.isIP(host) !== 0
        ? host
        : await resolve(host).catch(() => {
            throw new Error(
              `--gateway-out ${host}:${port}: no IPv4 address is known for ${host}: check the name`,
            );
          });
    check(host, port, address, exits);
    if (net.isIP(host) === 0) names.set(host, address);
    listed.add(`${address}:${port}`);
  }
  return new ListedAddresses(names, listed);
}

function check(
  host: string,
  port: number,
  address: string,
  exits: readonly Exit[],
): void {
  if (net.isIP(address) === 6 && address !== '::1') {
    throw new Error(
      `--gateway-out ${host}:${port}: of IPv6 only [::1] can be reached; list an IPv4 address or a name`,
    );
  }
  if (net.isIP(address) === 4 && unreachable.check(address)) {
    throw new Error(
      `--gateway-out ${host}:${port}: ${address} is never dialled (link-local, multicast or no single host)`,
    );
  }
  const listedItself = exits.some(
    (exit) => exit.host === address && exit.port === port,
  );
  if (net.isIP(address) === 4 && inner.check(address) && !listedItself) {
    throw new Error(
      `--gateway-out ${host}:${port}: the name leads to ${address}, an address of a private network: list ${address}:${port} too if that is meant`,
    );
  }
}

class ListedAddresses implements Outside {
  constructor(
    private readonly names: ReadonlyMap<string, string>,
    private readonly listed: ReadonlySet<string>,
  ) {}

  lookup(name: string): Uint8Array | null {
    const address = this.names.get(name);
    return address === undefined ? null : bytesOf(address);
  }

  dial(
    host: string,
    port: number,
    heard: OutsideDialHeard,
  ): OutsideDial | null {
    const address =
      host === kLoopbackV6 ? '::1' : (this.names.get(host) ?? host);
    if (!this.listed.has(`${address}:${port}`)) return null;
    return new RealDial(address, port, heard);
  }
}

class RealDial implements OutsideDial {
  private readonly socket_: Socket;

  constructor(host: string, port: number, heard: OutsideDialHeard) {
    this.socket_ = net.connect({
      host,
      port,
      allowHalfOpen: true,
      // The tab decides what goes together; the wire's frames must not wait for each other here.
      noDelay: true,
    });
    const refused = ({ code = '' }: NodeJS.ErrnoException) =>
      heard.failed(replies[code] ?? Reply.kGeneralFailure);
    this.socket_.once('error', refused);
    this.socket_.once('connect', () => {
      this.socket_.off('error', refused);
      const { localAddress, localPort } = this.socket_;
      heard.connected(bytesOf(localAddress!), localPort!);
    });
  }

  join(...[tab, stream, early]: Parameters<OutsideDial['join']>): void {
    new Outward(this.socket_, tab, stream).start(early);
  }

  abandon(): void {
    this.socket_.removeAllListeners();
    this.socket_.on('error', () => {});
    this.socket_.destroy();
  }
}

/** An address as bytes of a reply; of IPv6 there is the loopback address only. */
function bytesOf(address: string): Uint8Array {
  return net.isIP(address) === 4
    ? Uint8Array.from(address.split('.').map(Number))
    : Buffer.from(kLoopbackV6, 'hex');
}
