// Dials of socket.connect(): of one address, or of several until one answers, in Node's order of events. (Node doc: net.connect,
// "autoSelectFamily".)
import { blockedError, isBlocked } from './net_block_list.js';
import { connectError } from './net_errors.js';
import { TCP } from './net_handle.js';
import { IdleTimer } from './net_jobs.js';
import { attachHandle, kBound, kOnConnect } from './net_socket.js';
import { applySocketOptions } from './net_socket_options.js';
import { traceSocket } from './net_trace.js';

const kInvalid = -22;
const kAddressInUse = -98;
const kTimedOut = -110;

/** Dials the only address. */
export function attemptOne(socket, options, address, family) {
  const { port } = options;
  const refused = bindLocal(socket, options, family);
  if (refused) {
    socket.destroy(refused);
    return;
  }
  traceSocket(socket, 'connect');
  socket.emit('connectionAttempt', address, port, family);
  if (!socket.connecting) return;
  if (isBlocked(socket.blockList, address)) {
    socket.destroy(blockedError(address));
    return;
  }
  socket._handle[kOnConnect] = (errno) => {
    if (errno === 0) {
      connected(socket);
      return;
    }
    const error = failure(errno, address, family, options);
    socket.emit('connectionAttemptFailed', address, port, family, error);
    socket.connecting = false;
    socket.destroy(error);
  };
  const errno = socket._handle.dial(address, port);
  if (errno !== 0) socket.destroy(atOnce(socket, errno, address, port));
}

/** Dials one of `addresses` after the other. Each but the last has its time. */
export function attemptAll(socket, options, addresses) {
  socket.autoSelectFamilyAttemptedAddresses = [];
  attemptNext(socket, options, addresses, 0, []);
}

function attemptNext(socket, options, addresses, index, errors) {
  if (!socket.connecting) return;
  if (index === addresses.length) {
    socket.destroy(allFailed(errors));
    return;
  }
  const { port } = options;
  const { address, family } = addresses[index];
  const next = (error) => {
    errors.push(error);
    attemptNext(socket, options, addresses, index + 1, errors);
  };
  const failed = (error) => {
    socket.emit('connectionAttemptFailed', address, port, family, error);
    next(error);
  };
  if (isBlocked(socket.blockList, address)) {
    failed(blockedError(address));
    return;
  }
  if (index > 0) renewHandle(socket);
  const refused = bindLocal(socket, options, family);
  if (refused) {
    next(refused);
    return;
  }
  socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
  traceSocket(socket, 'connect');
  socket.emit('connectionAttempt', address, port, family);
  if (!socket.connecting) return;
  const errno = socket._handle.dial(address, port);
  if (errno !== 0) {
    failed(atOnce(socket, errno, address, port));
    return;
  }
  const handle = socket._handle;
  const last = index === addresses.length - 1;
  const timer = last
    ? null
    : new IdleTimer(() => {
        if (!socket.connecting || socket._handle !== handle) return;
        socket.emit('connectionAttemptTimeout', address, port, family);
        next(failure(kTimedOut, address, family, options));
      }, options.attemptTimeout);
  handle[kOnConnect] = (outcome) => {
    timer?.close();
    if (outcome === 0) connected(socket);
    else failed(failure(outcome, address, family, options));
  };
}

/** The handle of a failed attempt is closed, and with it its local port, before the next one. */
function renewHandle(socket) {
  const handle = socket._handle;
  const referenced = handle.hasRef();
  handle[kOnConnect] = null;
  handle.close();
  const renewed = new TCP();
  if (!referenced) renewed.unref();
  attachHandle(socket, renewed);
}

/** Takes the local address and port asked for. Returns why it cannot. */
function bindLocal(socket, { localAddress, localPort }, family) {
  if (socket[kBound] || (!localAddress && !localPort)) return null;
  const address = localAddress || anyAddress(family);
  const port = localPort ?? 0;
  const fits = address.includes(':') === (family === 6);
  let errno = fits ? socket._handle.bind(address, port) : kInvalid;
  // A kernel takes 16 bits of the number; what is bound is not what was asked for then.
  if (errno === 0 && port > 0) {
    const bound = /** @type {{port?: number}} */ ({});
    socket._handle.getsockname(bound);
    if (bound.port !== port) errno = kAddressInUse;
  }
  return errno === 0 ? null : connectError(errno, 'bind', address, port);
}

const anyAddress = (family) => (family === 6 ? '::' : '0.0.0.0');

/** Why a dial has failed, with the local port if one was asked for. */
function failure(errno, address, family, { port, localAddress, localPort }) {
  if (!localPort) return connectError(errno, 'connect', address, port);
  const from = localAddress || anyAddress(family);
  const error = connectError(
    errno,
    'connect',
    address,
    port,
    `Local (${from}:${localPort})`,
  );
  error.localAddress = from;
  error.localPort = localPort;
  return error;
}

/** Why a dial could not even begin, with what the socket is bound to. */
function atOnce(socket, errno, address, port) {
  const local = { address: anyAddress(address.includes(':') ? 6 : 4), port: 0 };
  socket._handle.getsockname(local);
  return connectError(
    errno,
    'connect',
    address,
    port,
    `Local (${local.address}:${local.port})`,
  );
}

function allFailed(errors) {
  const error = /** @type {any} */ (new AggregateError(errors));
  error.code = errors[0].code;
  return error;
}

function connected(socket) {
  socket.connecting = false;
  socket._sockname = null;
  applySocketOptions(socket);
  socket._unrefTimer();
  traceSocket(socket, 'connected');
  socket.emit('connect');
  socket.emit('ready');
  // The first read: data that is there already, or an immediate end.
  if (!socket.destroyed && !socket.isPaused()) socket.read(0);
}
