// SOCKS5 as far as the relay needs it: the no-authentication greeting, CONNECT and BIND requests, replies.
// Pure functions over bytes; what a request leads to is decided in handshake.ts, dial.ts and room.ts.
// Source: RFC 1928 sections 3 to 6.
import type { Family } from './address.ts';

/** Commands (RFC 1928 section 4); kResolve asks for a name's address (Tor's socks-extensions.txt, 2). */
export const Command = { kConnect: 1, kBind: 2, kResolve: 0xf0 } as const;

/** Reply codes (RFC 1928 section 6) in transport.md 2.8's use of them. */
export const Reply = {
  kSucceeded: 0,
  /** Over a limit or budget: EAGAIN. */
  kGeneralFailure: 1,
  /** Rate or policy: EACCES. */
  kNotAllowed: 2,
  /** An address that is neither the virtual host's nor a gateway's: ENETUNREACH. */
  kNetworkUnreachable: 3,
  /** Not a name or, in a listen, not an address of the virtual host: EADDRNOTAVAIL. */
  kHostUnreachable: 4,
  /** Nobody listens, or the port is taken: ECONNREFUSED, EADDRINUSE. */
  kConnectionRefused: 5,
  /** The dial was not answered: ETIMEDOUT. */
  kTtlExpired: 6,
  kCommandNotSupported: 7,
  kAddressTypeNotSupported: 8,
} as const;

const kVersion = 5;
const kNoAuthentication = 0;
const AddressType = { kIpv4: 1, kName: 3, kIpv6: 4 } as const;

/** Returned when the bytes can be no SOCKS5: the stream is reset. */
export const kMalformed = 'malformed';

/** A greeting and where it ends; null when more bytes are needed. */
export function parseGreeting(
  bytes: Buffer,
): { end: number; offersNoAuthentication: boolean } | null | typeof kMalformed {
  if (bytes.length > 0 && bytes[0] !== kVersion) return kMalformed;
  if (bytes.length < 2) return null;
  const end = 2 + bytes[1]!;
  if (bytes.length < end) return null;
  return {
    end,
    offersNoAuthentication: bytes.subarray(2, end).includes(kNoAuthentication),
  };
}

export interface Request {
  end: number;
  command: number;
  /** The host as text: dotted IPv4, IPv6 as 32 hex digits, or a lower-case name; null: unknown type. */
  host: string | null;
  port: number;
}

/** A request for a port of the virtual host, as a listener gets it. */
export interface VirtualRequest {
  /** The greeting's reply when it has not been sent yet, else empty. */
  greeting: Uint8Array;
  family: Family;
  port: number;
  /** Bytes that came behind the request. */
  early: Buffer;
}

/** A request to connect, as a dial gets it. */
export interface DialRequest extends Omit<VirtualRequest, 'family'> {
  /** Request.host. */
  host: string;
  /** Null: not the virtual host. */
  family: Family | null;
}

/** A request that begins at `at`; null when more bytes are needed. */
export function parseRequest(
  bytes: Buffer,
  at: number,
): Request | null | typeof kMalformed {
  if (bytes.length > at && bytes[at] !== kVersion) return kMalformed;
  if (bytes.length < at + 5) return null;
  const command = bytes[at + 1]!;
  const type = bytes[at + 3]!;
  let host: string | null;
  let end: number;
  if (type === AddressType.kIpv4) {
    end = at + 8;
    host = bytes.subarray(at + 4, end).join('.');
  } else if (type === AddressType.kIpv6) {
    end = at + 20;
    host = bytes.toString('hex', at + 4, end);
  } else if (type === AddressType.kName) {
    end = at + 5 + bytes[at + 4]!;
    host = bytes.toString('latin1', at + 5, end).toLowerCase();
  } else {
    // The address's length is unknown, so the port cannot be found; the reply ends the stream.
    return { end: bytes.length, command, host: null, port: 0 };
  }
  if (bytes.length < end + 2) return null;
  return { end: end + 2, command, host, port: bytes.readUInt16BE(end) };
}

/** The answer to a greeting: no authentication, or "no acceptable method" (RFC 1928 section 3). */
export function greetingReply(accepted: boolean): Uint8Array {
  return Uint8Array.of(kVersion, accepted ? kNoAuthentication : 0xff);
}

/** A reply with BND.ADDR and BND.PORT; `address` is 4 or 16 bytes (RFC 1928 section 6). */
export function requestReply(
  code: number,
  address: Uint8Array,
  port: number,
): Uint8Array {
  const type = address.length === 4 ? AddressType.kIpv4 : AddressType.kIpv6;
  return Uint8Array.of(
    kVersion,
    code,
    0,
    type,
    ...address,
    port >> 8,
    port & 0xff,
  );
}
