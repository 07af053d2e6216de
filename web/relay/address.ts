// The addresses of a room's one virtual host: which texts name it, and what a listener on one of them hears.
// No name is ever resolved here: what is not in this file does not exist (transport.md 2.2, D7).

/** The address family a dial or a listener means; a listener on 'any' hears both. */
export type Family = 'v4' | 'v6' | 'any';

export const kLoopbackV4 = Uint8Array.of(127, 0, 0, 1);
export const kLoopbackV6 = Uint8Array.of(...new Array<number>(15).fill(0), 1);
export const kUnspecifiedV4 = new Uint8Array(4);

const kIpv6Unspecified = '0'.repeat(32);
const kIpv6Loopback = '0'.repeat(31) + '1';
const kMappedPrefix = '0'.repeat(20) + 'ffff';

/**
 * What a host of a SOCKS request (see Request.host) means; null: not this host.
 * An unspecified address means loopback in a dial and "both families" in a listen.
 */
export function familyOf(host: string, listening: boolean): Family | null {
  switch (host) {
    case '0.0.0.0':
    case kMappedPrefix + '00000000':
      return listening ? 'any' : 'v4';
    case kIpv6Unspecified:
      return listening ? 'any' : 'v6';
    case '127.0.0.1':
    case 'localhost':
    case kMappedPrefix + '7f000001':
      return 'v4';
    case kIpv6Loopback:
      return 'v6';
    default:
      return host.endsWith('.tincan') ? (listening ? 'any' : 'v4') : null;
  }
}

/** The loopback address of a family, as a SOCKS request names it (Request.host). */
export function hostOf(family: Family): string {
  return family === 'v6' ? kIpv6Loopback : '127.0.0.1';
}

/** Whether a host of a SOCKS request is an address, not a name. */
export const isAddress = (host: string): boolean =>
  /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{32})$/.test(host);

/** The loopback address of a family, as the bytes of a reply or a PROXY header. */
export function loopbackOf(family: Family): Uint8Array {
  return family === 'v6' ? kLoopbackV6 : kLoopbackV4;
}
