// The PROXY protocol header, version 2, that begins every stream the relay opens towards a listener.
// Written only, never parsed: nobody sends one to the relay.
// Source: haproxy doc/proxy-protocol.txt section 2.2.

const kSignature = [
  0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a,
];
/** Version 2, command PROXY. */
const kProxyCommand = 0x21;
const kTcp4 = 0x11;
const kTcp6 = 0x21;

/** A header for TCP over IPv4 (28 bytes; addresses of 4 bytes) or IPv6 (52 bytes; of 16). No TLVs. */
export function proxyHeader(
  source: Uint8Array,
  sourcePort: number,
  destination: Uint8Array,
  destinationPort: number,
): Uint8Array {
  const length = source.length * 2 + 4;
  const family = source.length === 4 ? kTcp4 : kTcp6;
  return Uint8Array.of(
    ...kSignature,
    kProxyCommand,
    family,
    length >> 8,
    length & 0xff,
    ...source,
    ...destination,
    sourcePort >> 8,
    sourcePort & 0xff,
    destinationPort >> 8,
    destinationPort & 0xff,
  );
}
