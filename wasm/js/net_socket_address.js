// net.SocketAddress: an address, its family, a port and a flow label, checked and in canonical text. (Node doc: net.SocketAddress.)
// Nothing is resolved or connected here.
import {
  inspect,
  invalidArgType,
  invalidArgValue,
  nodeError,
  outOfRange,
} from './net_base.js';
import { isIPv4, isIPv6 } from './net_address.js';
import { validatePort, validateString } from './net_arguments.js';

const kInspect = Symbol.for('nodejs.util.inspect.custom');
/** Bits of an IPv6 flow label. */
const kFlowLabel = 0xfffff;

/** The eight 16-bit groups of an address; an IPv4 address is as IPv6 maps it (RFC 4291, 2.5.5.2). */
export function groupsOf(address, family) {
  if (family === 'ipv4') {
    const [a, b, c, d] = address.split('.').map(Number);
    return [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d];
  }
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head, tail] = text.split('::').map((part) => part.split(':'));
  const numbers = (parts) =>
    (parts ?? []).filter(Boolean).map((part) => parseInt(part, 16));
  const before = numbers(head);
  const after = numbers(tail);
  const zeros = Array(8 - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after];
}

/** An IPv6 address as a kernel prints it: the first longest run of zeros short, mapped and compatible IPv4 dotted. */
function formatIPv6(groups) {
  let run = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > run.length) run = { at, length };
  }
  const dotted =
    run.at === 0 &&
    (run.length === 6 || (run.length === 5 && groups[5] === 0xffff));
  const words = groups.map((group) => group.toString(16));
  if (dotted) {
    const [high, low] = groups.slice(6);
    const bytes = [high >> 8, high & 255, low >> 8, low & 255];
    words.splice(6, 2, bytes.join('.'));
  }
  if (run.at < 0) return words.join(':');
  const head = words.slice(0, run.at).join(':');
  return `${head}::${words.slice(run.at + run.length).join(':')}`;
}

const invalidAddress = () =>
  nodeError('Error', 'ERR_INVALID_ADDRESS', 'Invalid socket address');

/** `family` in lower case where it is one. */
export function familyOf(family) {
  const lower =
    typeof family?.toLowerCase === 'function' ? family.toLowerCase() : family;
  if (lower === 'ipv4' || lower === 'ipv6') return lower;
  throw invalidArgValue('options.family', family);
}

export class SocketAddress {
  #address;
  #family;
  #port;
  #flowlabel;

  constructor(/** @type {any} */ options = {}) {
    if (options === null || typeof options !== 'object') {
      throw invalidArgType('options', 'object', options);
    }
    const { family: given = 'ipv4', port = 0, flowlabel = 0 } = options;
    const family = familyOf(given);
    const { address = family === 'ipv4' ? '127.0.0.1' : '::' } = options;
    validateString(address, 'options.address');
    this.#port = validatePort(port, 'options.port');
    validateFlowLabel(flowlabel);
    const valid = family === 'ipv4' ? isIPv4(address) : isIPv6(address);
    if (!valid || address.includes('%')) throw invalidAddress();
    this.#family = family;
    this.#address =
      family === 'ipv4' ? address : formatIPv6(groupsOf(address, family));
    this.#flowlabel = family === 'ipv6' ? flowlabel & kFlowLabel : 0;
  }

  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #address in value;
  }

  /** `address[:port]` or `[address][:port]`; undefined for anything else. */
  static parse(input) {
    validateString(input, 'input');
    let url;
    try {
      url = new URL(`http://${input}`);
    } catch {
      return undefined;
    }
    const { hostname, port } = url;
    if (hostname.startsWith('[')) {
      const address = hostname.slice(1, -1);
      return new SocketAddress({ address, port: Number(port), family: 'ipv6' });
    }
    if (!isIPv4(hostname)) return undefined;
    return new SocketAddress({ address: hostname, port: Number(port) });
  }

  get address() {
    return this.#address;
  }

  get port() {
    return this.#port;
  }

  get family() {
    return this.#family;
  }

  get flowlabel() {
    return this.#flowlabel;
  }

  toJSON() {
    return {
      address: this.#address,
      port: this.#port,
      family: this.#family,
      flowlabel: this.#flowlabel,
    };
  }

  [kInspect](depth, options) {
    if (depth < 0) return '[SocketAddress]';
    return `SocketAddress ${inspect(this.toJSON(), { ...options, depth })}`;
  }
}

function validateFlowLabel(label) {
  const name = 'options.flowlabel';
  if (typeof label !== 'number') throw invalidArgType(name, 'number', label);
  if (!Number.isInteger(label)) throw outOfRange(name, 'an integer', label);
  if (label < 0 || label > 0xffffffff)
    throw outOfRange(name, '>= 0 && <= 4294967295', label);
}
