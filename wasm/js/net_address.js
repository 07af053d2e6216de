// Addresses as text and as the engine's numbers. No name is resolved here.
// (Node doc: net.isIP; core/include/tincan/address.h for the numbers.)

const octet = '(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])';
const v4 = `(?:${octet}\\.){3}${octet}`;
const v4Pattern = new RegExp(`^${v4}$`);
const group = '[0-9a-fA-F]{1,4}';
const v6Pattern = new RegExp(
  '^(?:' +
    `(?:${group}:){7}(?:${group}|:)|` +
    `(?:${group}:){6}(?:${v4}|:${group}|:)|` +
    `(?:${group}:){5}(?::${v4}|(?::${group}){1,2}|:)|` +
    `(?:${group}:){4}(?:(?::${group})?:${v4}|(?::${group}){1,3}|:)|` +
    `(?:${group}:){3}(?:(?::${group}){0,2}:${v4}|(?::${group}){1,4}|:)|` +
    `(?:${group}:){2}(?:(?::${group}){0,3}:${v4}|(?::${group}){1,5}|:)|` +
    `(?:${group}:){1}(?:(?::${group}){0,4}:${v4}|(?::${group}){1,6}|:)|` +
    `(?::(?:(?::${group}){0,5}:${v4}|(?::${group}){1,7}|:))` +
    ')(?:%[0-9a-zA-Z\\-.:]{1,})?$',
);

export const isIPv4 = (input) => v4Pattern.test(`${input}`);
export const isIPv6 = (input) => v6Pattern.test(`${input}`);

/** 4, 6, or 0 for what is no address. */
export function isIP(input) {
  if (isIPv4(input)) return 4;
  if (isIPv6(input)) return 6;
  return 0;
}

/** An address that no virtual host has: the engine finds no way to it. */
const kElsewhere = 0xffffffff;

/** `text`, an IP address, as the engine knows it. */
export function parseAddress(text) {
  if (isIPv4(text)) {
    const bits = text
      .split('.')
      .reduce((sum, part) => sum * 256 + Number(part), 0);
    return { v6: false, bits };
  }
  const zoneless = text.replace(/%.*$/, '');
  const canonical = new URL(`http://[${zoneless}]`).hostname.slice(1, -1);
  if (canonical === '::') return { v6: true, bits: 0 };
  if (canonical === '::1') return { v6: true, bits: 1 };
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical);
  if (!mapped) return { v6: true, bits: kElsewhere };
  const bits = parseInt(mapped[1], 16) * 65536 + parseInt(mapped[2], 16);
  return { v6: true, bits };
}

/** The engine's address as Node shows it. */
export function formatAddress(v6, bits) {
  bits >>>= 0;
  if (v6 && bits === 0) return '::';
  if (v6 && bits === 1) return '::1';
  const dotted = [24, 16, 8, 0]
    .map((shift) => (bits >>> shift) & 255)
    .join('.');
  return v6 ? `::ffff:${dotted}` : dotted;
}
