// Names to addresses: those of the virtual host here, any other where a gateway out knows it. What is
// dialled with the answer is net_connect.js's business. (Node doc: dns.lookup)
import { isIP } from './net_address.js';
import { notFound } from './net_errors.js';
import { askRelay } from './net_handle.js';
import { queueJob } from './net_jobs.js';
import { nextTick } from './ticks.js';

/** Whether `name` is the virtual host's. */
const isOwnName = (name) => name === 'localhost' || name.endsWith('.tincan');

/**
 * dns.lookup for this host: `callback(error, address, family)`, or with `all` a list. As on the
 * oracle, an address comes on a tick, a name from outside, when the poll phase comes round. A name that
 * is not this host's is the relay's to know: one with a gateway out has IPv4 addresses of some.
 */
export function lookup(name, options, callback) {
  const family = isIP(name);
  const answer = (address, kind) => {
    if (options.all) callback(null, [{ address, family: kind }]);
    else callback(null, address, kind);
  };
  const told = (address) => {
    if (address === null) callback(notFound(name));
    else answer(address, 4);
  };
  if (family !== 0) {
    nextTick(answer, name, family);
  } else if (isOwnName(name)) {
    queueJob(() =>
      options.family === 6 ? answer('::1', 6) : answer('127.0.0.1', 4),
    );
  } else if (options.family === 6 || !askRelay(name, told)) {
    queueJob(() => callback(notFound(name)));
  }
}
