// Names to addresses: those of the virtual host and numbers in the forms a C library takes here, any other where a gateway out knows
// it. What is dialled with the answer is net_connect.js's business. (Node doc: dns.lookup.)
import { invalidArgValue, nextTick } from './net_base.js';
import { formatAddress, isIP } from './net_address.js';
import { validateNumber, validateString } from './net_arguments.js';
import { notFound } from './net_errors.js';
import { queueJob } from './net_jobs.js';
import { askRelay } from './net_names.js';

/** dns.ADDRCONFIG, dns.V4MAPPED and dns.ALL: there is nothing here they could change. */
const kHints = 32 | 8 | 16;

/** Whether `name` is the virtual host's. */
const isOwnName = (name) => /^localhost$|\.tincan$/i.test(name);

/** One number of an IPv4 address: hexadecimal, octal or decimal; NaN for anything else. */
function partOf(text) {
  if (/^0x[0-9a-f]+$/i.test(text)) return parseInt(text, 16);
  if (/^0[0-7]*$/.test(text)) return parseInt(text, 8);
  return /^[1-9][0-9]*$/.test(text) ? Number(text) : NaN;
}

/** `127.1`, `0x7f000001` … as `127.0.0.1`; undefined for what is no such number. (inet_aton(3)) */
function shortAddress(name) {
  const parts = name.split('.').map(partOf);
  if (parts.length > 4) return undefined;
  const last = parts[parts.length - 1];
  const fits =
    parts.slice(0, -1).every((part) => part <= 255) &&
    last < 256 ** (5 - parts.length);
  if (!fits) return undefined;
  const bits = parts
    .slice(0, -1)
    .reduce((sum, part, i) => sum + part * 256 ** (3 - i), last);
  return formatAddress(false, bits);
}

function check(name, { family, hints }) {
  validateString(name, 'hostname');
  if (family != null && ![0, 4, 6, 'IPv4', 'IPv6'].includes(family))
    throw invalidArgValue('options.family', family, 'must be one of: 0, 4, 6');
  if (hints == null) return;
  validateNumber(hints, 'options.hints');
  const bits = hints >>> 0;
  if ((bits & ~kHints) !== 0) throw invalidArgValue('hints', bits);
}

/**
 * Calls `callback(error, address, family)`, or with `all` a list. As on the oracle, an address comes on a tick, a name from outside,
 * when the poll phase comes round. A name that is not this host's is the relay's to know: one with a gateway out has IPv4 addresses
 * of some.
 */
export function lookup(name, options, callback) {
  check(name, options);
  const answer = (address, family) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
  const kind = isIP(name);
  if (kind !== 0) {
    nextTick(answer, name, kind);
    return;
  }
  const six = options.family === 6 || options.family === 'IPv6';
  const own = isOwnName(name) ? (six ? '::1' : '127.0.0.1') : undefined;
  const known = own ?? (six ? undefined : shortAddress(name));
  if (known !== undefined) {
    queueJob(() => answer(known, isIP(known)));
    return;
  }
  const told = (address) => {
    if (address === null) callback(notFound(name));
    else answer(address, 4);
  };
  if (six || !askRelay(name, told)) queueJob(() => told(null));
}
