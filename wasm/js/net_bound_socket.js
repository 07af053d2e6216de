// net.BoundSocket: a port taken at once, to be listened on or connected from later. (Node doc: net.BoundSocket.)
import {
  invalidArgType,
  invalidArgValue,
  nodeError,
  validateBoolean,
} from './net_base.js';
import { isIP } from './net_address.js';
import { unsupported, validatePort, validateString } from './net_arguments.js';
import { connectError } from './net_errors.js';
import { bindFlags, TCP } from './net_handle.js';

function adopted() {
  return nodeError(
    'Error',
    'ERR_SOCKET_HANDLE_ADOPTED',
    'The bound socket has already been adopted by a server or socket',
    adopted,
  );
}

function checkedHost(host, ipv6Only) {
  if (host == null) return ipv6Only ? '::' : '0.0.0.0';
  validateString(host, 'options.host');
  if (isIP(host) !== 0) return host;
  throw invalidArgValue(
    'options.host',
    host,
    'must be a numeric IP address; net.BoundSocket does not perform DNS resolution',
  );
}

function checkPath(options) {
  validateString(options.path, 'options.path');
  const others = ['host', 'port', 'ipv6Only', 'reusePort'];
  if (others.every((name) => options[name] === undefined))
    throw unsupported('options.path');
  throw invalidArgValue(
    'options',
    options,
    'path is mutually exclusive with host, port, ipv6Only, and reusePort',
  );
}

/** The handle of a bound socket, which it has no more. Throws when it has none. @type {(bound: BoundSocket) => TCP} */
export let adoptBound;

export class BoundSocket {
  /** @type {TCP | null} */
  #handle;

  /** @param {any} options */
  constructor(options = {}) {
    if (
      options === null ||
      typeof options !== 'object' ||
      Array.isArray(options)
    )
      throw invalidArgType('options', 'object', options);
    if (options.path != null) checkPath(options);
    const { port, ipv6Only, reusePort } = options;
    const at = port == null ? 0 : validatePort(port, 'options.port');
    if (ipv6Only != null) validateBoolean(ipv6Only, 'options.ipv6Only');
    if (reusePort != null) validateBoolean(reusePort, 'options.reusePort');
    const host = checkedHost(options.host, ipv6Only);
    const flags =
      (ipv6Only ? bindFlags.ipv6Only : 0) |
      (reusePort ? bindFlags.reusePort : 0);
    const handle = new TCP();
    const error = handle.bind(host, at, flags);
    if (error !== 0) throw connectError(error, 'bind', host, at);
    this.#handle = handle;
  }

  #own() {
    if (this.#handle === null) throw adopted();
    return this.#handle;
  }

  address() {
    const address = {};
    this.#own().getsockname(address);
    return address;
  }

  fd() {
    return this.#own().fd;
  }

  get isPipe() {
    return false;
  }

  close() {
    this.#own().close();
    this.#handle = null;
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    if (this.#handle !== null) this.close();
  }

  static {
    adoptBound = (bound) => {
      const handle = bound.#own();
      bound.#handle = null;
      return handle;
    };
  }
}
