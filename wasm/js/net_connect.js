// socket.connect(): arguments, name lookup, the dial, and its outcome, in Node's order of events.
// (Node doc: socket.connect; net.connect.)
import {
  invalidArgType,
  nodeError,
  validateBoolean,
  validateFunction,
  validateInteger,
} from './errors.js';
import { formatAddress, isIP, parseAddress } from './net_address.js';
import {
  normalizeArguments,
  unsupported,
  validateNumber,
  validatePort,
  validateString,
} from './net_arguments.js';
import { blockedError, isBlocked } from './net_block_list.js';
import { connectError } from './net_errors.js';
import { lookup } from './net_lookup.js';
import { attachHandle, kOnConnect, newHandle, Socket } from './net_socket.js';
import { traceSocket } from './net_trace.js';
import { nextTick } from './ticks.js';

/** Milliseconds a timer of Node's can wait. */
const kMaxTimeout = 2 ** 31 - 1;
const defaults = { autoSelectFamily: true, attemptTimeout: 250 };

export const getDefaultAutoSelectFamily = () => defaults.autoSelectFamily;

export function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  defaults.autoSelectFamily = value;
}

export const getDefaultAutoSelectFamilyAttemptTimeout = () =>
  defaults.attemptTimeout;

export function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInteger(value, 'value', 1, kMaxTimeout);
  defaults.attemptTimeout = Math.max(10, value);
}

export function connectSocket(socket, args) {
  const [options, callback] = Array.isArray(args[0])
    ? args[0]
    : normalizeArguments(args);
  if (!options.path && (options.port === undefined || options.port === null)) {
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
  if (!socket._handle) attachHandle(socket, newHandle());
  if (callback !== null) socket.once('connect', callback);
  socket._unrefTimer();
  socket.connecting = true;
  resolve(socket, checked(options));
  return socket;
}

/** The options a dial needs. Throws what Node throws before it does anything. */
function checked(options) {
  const {
    localAddress,
    localPort,
    port,
    autoSelectFamily,
    autoSelectFamilyAttemptTimeout,
  } = options;
  if (localAddress && !isIP(localAddress)) {
    throw nodeError(
      'TypeError',
      'ERR_INVALID_IP_ADDRESS',
      `Invalid IP address: ${localAddress}`,
    );
  }
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (typeof port !== 'undefined') {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw invalidArgType('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  if (autoSelectFamily != null)
    validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  if (autoSelectFamilyAttemptTimeout != null) {
    validateInteger(
      autoSelectFamilyAttemptTimeout,
      'options.autoSelectFamilyAttemptTimeout',
      1,
      kMaxTimeout,
    );
  }
  const host = options.host || 'localhost';
  validateString(host, 'options.host');
  if (options.lookup != null)
    validateFunction(options.lookup, 'options.lookup');
  return { ...options, host, port: Number(port) };
}

function resolve(socket, options) {
  const { host } = options;
  const family = isIP(host);
  if (family !== 0) {
    nextTick(() => {
      if (socket.connecting)
        attempt(socket, options, [{ address: host, family }], []);
    });
    return;
  }
  socket._host = host;
  const all =
    (options.autoSelectFamily ?? defaults.autoSelectFamily) &&
    options.family !== 4 &&
    options.family !== 6 &&
    !options.localAddress;
  const find = options.lookup ?? lookup;
  const hints = { family: options.family, hints: options.hints || 0, all };
  find(host, hints, (error, found, kind) => {
    const addresses = Array.isArray(found)
      ? found
      : [{ address: found, family: kind }];
    if (all && !socket.connecting) return;
    onLookup(socket, options, error, addresses);
  });
}

/** Name lookup is over: 'lookup' for each address, then the dials. */
function onLookup(socket, options, error, addresses) {
  const { host } = options;
  if (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    if (socket.connecting) nextTick(() => socket.destroy(error));
    return;
  }
  for (const { address, family } of addresses) {
    socket.emit('lookup', null, address, family, host);
  }
  if (!socket.connecting) return;
  const usable = addresses.filter(
    ({ address, family }) =>
      isIP(address) !== 0 && (family === 4 || family === 6),
  );
  if (usable.length > 0) {
    socket._unrefTimer();
    attempt(socket, options, usable, []);
    return;
  }
  const [first] = addresses;
  const reason = isIP(first?.address)
    ? nodeError(
        'RangeError',
        'ERR_INVALID_ADDRESS_FAMILY',
        `Invalid address family: ${first.family} ${host}:${options.port}`,
      )
    : nodeError(
        'TypeError',
        'ERR_INVALID_IP_ADDRESS',
        `Invalid IP address: ${first?.address}`,
      );
  nextTick(() => socket.destroy(reason));
}

/** Dials the first of `addresses`; the others follow when it fails. */
function attempt(socket, options, addresses, errors) {
  const [{ address, family }, ...rest] = addresses;
  const { port, localAddress, localPort } = options;
  if (errors.length > 0) attachHandle(socket, newHandle());
  traceSocket(socket, 'connect');
  socket.emit('connectionAttempt', address, port, family);
  if (!socket.connecting) return;
  const fail = (error) => {
    socket.emit('connectionAttemptFailed', address, port, family, error);
    if (rest.length > 0 && socket.connecting) {
      attempt(socket, options, rest, [...errors, error]);
      return;
    }
    socket.connecting = false;
    socket.destroy(errors.length === 0 ? error : allFailed([...errors, error]));
  };
  if (isBlocked(socket.blockList, address)) {
    blocked(socket, address, fail, rest.length + errors.length > 0);
    return;
  }
  socket[kOnConnect] = (errno) => {
    if (errno !== 0) {
      fail(
        connectError(
          errno,
          'connect',
          address,
          port,
          localDetails(localAddress, localPort),
        ),
      );
      return;
    }
    connected(socket);
  };
  const errno = socket._handle.connect(
    parseAddress(address),
    port,
    localPort ?? 0,
  );
  if (errno !== 0)
    fail(
      connectError(
        errno,
        'bind',
        localAddress ?? formatAddress(family === 6, 0),
        localPort,
      ),
    );
}

/** One of several addresses is passed over; a single one is all the outcome there is. */
function blocked(socket, address, fail, oneOfSeveral) {
  const error = blockedError(address);
  if (oneOfSeveral) fail(error);
  else socket.destroy(error);
}

const localDetails = (address, port) =>
  address && port ? `Local (${address}:${port})` : '';

function allFailed(errors) {
  const error = /** @type {any} */ (new AggregateError(errors));
  error.code = errors[0].code;
  return error;
}

function connected(socket) {
  socket.connecting = false;
  socket._sockname = null;
  socket._unrefTimer();
  traceSocket(socket, 'connected');
  socket.emit('connect');
  socket.emit('ready');
  // The first read: data that is there already, or an immediate end.
  if (!socket.destroyed && socket.readable && !socket.isPaused())
    socket.read(0);
}
