// net.BlockList: addresses, ranges and subnets, and whether an address is in one. (Node doc: net.BlockList.)
// Who is refused because of it is decided where connections are made.
import {
  inspect,
  invalidArgType,
  invalidArgValue,
  nodeError,
  outOfRange,
} from './net_base.js';
import { isIPv4, isIPv6 } from './net_address.js';
import { validateString } from './net_arguments.js';
import { groupsOf, SocketAddress } from './net_socket_address.js';

const kInspect = Symbol.for('nodejs.util.inspect.custom');

const familyName = { ipv4: 'IPv4', ipv6: 'IPv6' };
/** Bits before an IPv4 prefix where all addresses are IPv6's. */
const kMapped = 96;

/** An address to compare by: 128 bits in hexadecimal. `v4`: it belongs to IPv4, mapped or not. */
function keyOf({ address, family }) {
  const groups = groupsOf(address, family);
  const bits = groups.map((group) => group.toString(16).padStart(4, '0'));
  const text = bits.join('');
  return { text, v4: text.startsWith('00000000000000000000ffff') };
}

/** The first `prefix` bits of a key. */
function network(text, prefix) {
  const bits = [...text].map((digit) =>
    parseInt(digit, 16).toString(2).padStart(4, '0'),
  );
  return bits.join('').slice(0, prefix);
}

function checkedAddress(address, family, name = 'address') {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, name);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

function checkedPrefix(prefix, family) {
  if (typeof prefix !== 'number')
    throw invalidArgType('prefix', 'number', prefix);
  if (!Number.isInteger(prefix))
    throw outOfRange('prefix', 'an integer', prefix);
  const most = family === 'ipv4' ? 32 : 128;
  if (prefix < 0 || prefix > most)
    throw outOfRange('prefix', `>= 0 && <= ${most}`, prefix);
}

/** `10.0.0.0/8` as [address, prefix, family]. */
function splitCIDR(cidr) {
  validateString(cidr, 'cidr');
  const slash = cidr.lastIndexOf('/');
  if (slash < 0) {
    throw invalidArgValue(
      'cidr',
      cidr,
      'must contain a prefix length (e.g. "10.0.0.0/8")',
    );
  }
  const address = cidr.slice(0, slash);
  const text = cidr.slice(slash + 1);
  if (`${parseInt(text, 10)}` !== text) {
    throw invalidArgValue(
      'cidr',
      cidr,
      'prefix length must be a valid integer',
    );
  }
  return [address, Number(text), address.includes(':') ? 'ipv6' : 'ipv4'];
}

function validateArray(value, name) {
  if (!Array.isArray(value)) throw invalidArgType(name, 'Array', value);
}

/** @type {[RegExp, (list: BlockList, ...parts: any[]) => void][]} */
const kRuleForms = [
  [
    /^Subnet: (IPv4|IPv6) ([\da-f:.]+)\/(\d+)$/i,
    (list, family, address, prefix) =>
      list.addSubnet(address, Number(prefix), family),
  ],
  [
    /^Range: (IPv4|IPv6) ([\da-f:.]+)-([\da-f:.]+)$/i,
    (list, family, start, end) => list.addRange(start, end, family),
  ],
  [
    /^Address: (IPv4|IPv6) ([\da-f:.]+)$/i,
    (list, family, address) => list.addAddress(address, family),
  ],
];

export class BlockList {
  /** Addresses by key; what is shown of an address added again is what was said last. */
  #addresses = new Map();
  /** Subnets and ranges, the newest first. */
  #subnets = [];
  #ranges = [];

  // Node's own accepts and ignores arguments.

  constructor() {}

  static PRIVATE_RANGES = Object.freeze([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '127.0.0.0/8',
    '::1/128',
    '169.254.0.0/16',
    'fe80::/10',
    'fc00::/7',
  ]);

  static isBlockList(value) {
    return typeof value === 'object' && value !== null && #subnets in value;
  }

  [kInspect](depth, options) {
    if (depth < 0) return '[BlockList]';
    const shown = { rules: this.rules };
    return `BlockList ${inspect(shown, { ...options, depth })}`;
  }

  addAddress(address, family = 'ipv4') {
    const at = checkedAddress(address, family);
    this.#addresses.set(keyOf(at).text, at);
  }

  addAddresses(addresses, family = 'ipv4') {
    validateArray(addresses, 'addresses');
    for (const address of addresses) this.addAddress(address, family);
  }

  addRange(start, end, family = 'ipv4') {
    const from = checkedAddress(start, family, 'start');
    const to = checkedAddress(end, family, 'end');
    const [first, last] = [keyOf(from), keyOf(to)];
    if (first.text > last.text)
      throw invalidArgValue('start', from, 'must come before end');
    this.#ranges.unshift({ from, to, first, last });
  }

  addSubnet(address, prefix, family = 'ipv4') {
    const at = checkedAddress(address, family, 'network');
    checkedPrefix(prefix, at.family);
    const length = prefix + (at.family === 'ipv4' ? kMapped : 0);
    const bits = network(keyOf(at).text, length);
    this.#subnets.unshift({ at, prefix, bits, length });
  }

  addCIDR(cidr) {
    this.addSubnet(...splitCIDR(cidr));
  }

  addCIDRs(cidrs) {
    validateArray(cidrs, 'cidrs');
    for (const cidr of cidrs) this.addCIDR(cidr);
  }

  removeAddress(address, family = 'ipv4') {
    this.#addresses.delete(keyOf(checkedAddress(address, family)).text);
  }

  removeRange(start, end, family = 'ipv4') {
    const first = keyOf(checkedAddress(start, family, 'start')).text;
    const last = keyOf(checkedAddress(end, family, 'end')).text;
    const same = (range) =>
      range.first.text === first && range.last.text === last;
    this.#ranges = this.#ranges.filter((range) => !same(range));
  }

  removeSubnet(address, prefix, family = 'ipv4') {
    const at = checkedAddress(address, family, 'network');
    checkedPrefix(prefix, at.family);
    const same = (subnet) =>
      subnet.prefix === prefix && subnet.at.address === at.address;
    this.#subnets = this.#subnets.filter((subnet) => !same(subnet));
  }

  removeCIDR(cidr) {
    this.removeSubnet(...splitCIDR(cidr));
  }

  clear() {
    this.#addresses.clear();
    this.#subnets = [];
    this.#ranges = [];
  }

  check(address, family = 'ipv4') {
    let at = address;
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      const kind = family.toLowerCase() === 'ipv4' ? 'ipv4' : 'ipv6';
      const valid = kind === 'ipv4' ? isIPv4(address) : isIPv6(address);
      if (!valid || address.includes('%')) return false;
      at = { address, family: kind };
    }
    const { text } = keyOf(at);
    if (this.#addresses.has(text)) return true;
    const bits = network(text, 128);
    if (this.#subnets.some((subnet) => bits.startsWith(subnet.bits)))
      return true;
    // An IPv4 address is compared with IPv4 bounds alone.
    return this.#ranges.some(
      ({ first, last }) =>
        first.text <= text &&
        text <= last.text &&
        (at.family === 'ipv6' || (first.v4 && last.v4)),
    );
  }

  get rules() {
    const shown = ({ address, family }) => `${familyName[family]} ${address}`;
    return [
      ...[...this.#addresses.values()]
        .reverse()
        .map((at) => `Address: ${shown(at)}`),
      ...this.#subnets.map(
        ({ at, prefix }) => `Subnet: ${shown(at)}/${prefix}`,
      ),
      ...this.#ranges.map(
        ({ from, to }) => `Range: ${shown(from)}-${to.address}`,
      ),
    ];
  }

  get size() {
    return this.#addresses.size + this.#subnets.length + this.#ranges.length;
  }

  toJSON() {
    return this.rules;
  }

  /** Adds the rules `toJSON()` gave, as a list or as JSON; what is no rule is passed over. */
  fromJSON(data) {
    const lines = typeof data === 'string' ? JSON.parse(data) : data;
    if (
      !Array.isArray(lines) ||
      !lines.every((line) => typeof line === 'string')
    ) {
      throw invalidArgType('data', ['string', 'string[]'], lines);
    }
    for (const line of lines) {
      for (const [form, add] of kRuleForms) {
        const parts = form.exec(line);
        if (parts) add(this, parts[1].toLowerCase(), ...parts.slice(2));
      }
    }
  }
}

/** Checks a `blockList` option. */
export function validateBlockList(list) {
  if (list && !BlockList.isBlockList(list))
    throw invalidArgType('options.blockList', 'net.BlockList', list);
}

/** Whether `list` keeps `address`, an IP address, away. */
export const isBlocked = (list, address) =>
  Boolean(list?.check(address, isIPv4(address) ? 'ipv4' : 'ipv6'));

/** What a connect to a blocked address gives. */
export const blockedError = (address) =>
  nodeError(
    'Error',
    'ERR_IP_BLOCKED',
    `IP(${address}) is blocked by net.BlockList`,
  );
