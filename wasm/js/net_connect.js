// socket.connect(): arguments and name lookup, in Node's order of events; the dials are net_attempt.js's. (Node doc: socket.connect;
// net.connect.)
import { nodeError, nextTick } from './net_base.js';
import { isIP } from './net_address.js';
import {
  areNormalized,
  normalizeArguments,
  unsupported,
  validateString,
} from './net_arguments.js';
import { attemptAll, attemptOne } from './net_attempt.js';
import {
  checkedOptions,
  invalidAddress,
  lookupHints,
} from './net_connect_options.js';
import { TCP } from './net_handle.js';
import { lookup } from './net_lookup.js';
import { attachHandle, kBound, Socket } from './net_socket.js';

export function connectSocket(socket, args) {
  const [options, callback] = areNormalized(args[0])
    ? args[0]
    : normalizeArguments(args);
  if (options.port === undefined && options.path == null) {
    throw nodeError(
      'TypeError',
      'ERR_MISSING_ARGS',
      'The "options" or "port" or "path" argument must be specified',
      connectSocket,
    );
  }
  if (socket.write !== Socket.prototype.write)
    socket.write = Socket.prototype.write;
  if (socket.destroyed) {
    socket._handle = null;
    socket._peername = undefined;
    socket._sockname = undefined;
  }
  if (options.path) {
    validateString(options.path, 'options.path');
    throw unsupported('options.path');
  }
  if (!socket._handle) attachHandle(socket, new TCP());
  if (callback !== null) socket.once('connect', callback);
  socket._unrefTimer();
  socket.connecting = true;
  resolve(socket, checkedOptions(options, socket[kBound]));
  return socket;
}

function resolve(socket, options) {
  const { host } = options;
  const family = isIP(host);
  if (family !== 0) {
    const dial = () => {
      if (socket.connecting) attemptOne(socket, options, host, family);
    };
    if (socket[kBound]) dial();
    else nextTick(dial);
    return;
  }
  socket._host = host;
  const find = options.lookup ?? lookup;
  find(host, lookupHints(options), (error, found, kind) => {
    if (!options.autoSelectFamily) {
      onLookup(socket, options, error, [{ address: found, family: kind }]);
    } else if (socket.connecting) {
      onLookup(socket, options, error, error ? [] : listOf(found));
    }
  });
}

/**
 * The list that a lookup function gave. What is none throws out of the callback, as on Node, where V8 words it after the code's own
 * variables: so it is worded here and below.
 */
function listOf(found) {
  if (found == null)
    throw new TypeError(
      `Cannot read properties of ${found} (reading 'length')`,
    );
  return Array.from({ length: found.length }, (_, i) => found[i]);
}

const noAddress = (variable, value) =>
  new TypeError(
    `Cannot destructure property 'address' of '${variable}' as it is ${value}.`,
  );

/** Name lookup is over: 'lookup' for each address, then the dials. */
function onLookup(socket, options, error, addresses) {
  const { host } = options;
  if (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    if (socket.connecting) nextTick(() => socket.destroy(error));
    return;
  }
  for (const each of addresses) {
    if (each == null) throw noAddress('address', each);
    const { address, family } = each;
    socket.emit('lookup', null, address, family, host);
  }
  if (!socket.connecting) return;
  const usable = inTurn(addresses);
  if (usable.length === 0) {
    if (addresses.length === 0) throw noAddress('addresses[0]', undefined);
    const reason = unusable(options, addresses[0]);
    nextTick(() => socket.destroy(reason));
    return;
  }
  socket._unrefTimer();
  const [{ address, family }] = usable;
  if (usable.length === 1) attemptOne(socket, options, address, family);
  else attemptAll(socket, options, usable);
}

/** Each address once, the families by turns, that of the first address first. */
function inTurn(addresses) {
  const families = new Map();
  for (const { address, family } of addresses) {
    if (isIP(address) === 0 || (family !== 4 && family !== 6)) continue;
    if (!families.has(family)) families.set(family, new Map());
    families.get(family).set(address, { address, family });
  }
  const lists = [...families.values()].map((byAddress) => [
    ...byAddress.values(),
  ]);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) =>
    lists.filter((list) => i < list.length).map((list) => list[i]),
  ).flat();
}

/** Why there is no address to dial. */
function unusable({ givenHost, port }, first) {
  if (!isIP(first?.address)) return invalidAddress(first?.address);
  const error = /** @type {any} */ (
    nodeError(
      'RangeError',
      'ERR_INVALID_ADDRESS_FAMILY',
      `Invalid address family: ${first.family} ${givenHost}:${port}`,
    )
  );
  error.host = givenHost;
  error.port = port;
  return error;
}
