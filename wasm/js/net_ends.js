// Which address and port the ends of a connection have, and a listener. It only asks the engine.
import { wasm } from './net_engine.js';
import { formatAddress } from './net_address.js';
import { record } from './net_border.js';

const kEbadf = -9;
const kEnotconn = -107;

/**
 * Puts `address`, `family` and `port` into `out`.
 * @param {number} id the engine's, of a connection or a listener
 * @param {number} which 0 its own end, 1 the other, 2 a listener's
 * @param {any} out
 * @returns {number} 0 or an errno
 */
export function describe(id, which, out) {
  const [known, v6, bits, port] = record(wasm.tc_net_address(id, which));
  if (!known) return which === 1 ? kEnotconn : kEbadf;
  out.address = formatAddress(v6 !== 0, bits);
  out.family = v6 ? 'IPv6' : 'IPv4';
  out.port = port;
  return 0;
}

/** @param {number} id of a listener */
export function portOf(id) {
  const at = { port: 0 };
  describe(id, 2, at);
  return at.port;
}
