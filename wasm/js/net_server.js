// net.Server: a listening port of the virtual network that makes sockets. (Node doc: net.Server.)
import {
  EventEmitter,
  invalidArgType,
  invalidArgValue,
  nodeError,
  validateAbortSignal,
  validateFunction,
  getDefaultHighWaterMark,
  nextTick,
} from './net_base.js';
import {
  backlogOf,
  isPipeName,
  normalizeArguments,
  unsupported,
  validateNumber,
  validatePort,
} from './net_arguments.js';
import { isBlocked, validateBlockList } from './net_block_list.js';
import { adoptBound, BoundSocket } from './net_bound_socket.js';
import { errnoError, listenError } from './net_errors.js';
import { bindFlags, TCP } from './net_handle.js';
import { lookup } from './net_lookup.js';
import { Socket } from './net_socket.js';
import { applyServerOptions, keepAliveDelay } from './net_socket_options.js';

const kDefaultBacklog = 511;
/** Ports given back that the room still has: 'close' promises that they are free. */
const kReleasing = Symbol('tincan.releasing');

/** @class */
export function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  construct(this, options, connectionListener);
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

/** @type {Record<string | symbol, (this: any, ...args: any[]) => any>} */
const proto = /** @type {any} */ (Server.prototype);

/** @param {any} server */
function construct(server, options, connectionListener) {
  EventEmitter.call(server);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
    server.on('connection', connectionListener);
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
    if (typeof connectionListener === 'function')
      server.on('connection', connectionListener);
  } else {
    throw invalidArgType('options', 'Object', options);
  }
  const delay = keepAliveDelay(options.keepAliveInitialDelay);
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
  }
  validateBlockList(options.blockList);
  Object.defineProperty(server, kReleasing, { value: 0, writable: true });
  server._connections = 0;
  server._handle = null;
  server._usingWorkers = false;
  server._workers = [];
  server._unref = false;
  server._listeningId = 1;
  server.allowHalfOpen = options.allowHalfOpen || false;
  server.pauseOnConnect = Boolean(options.pauseOnConnect);
  server.noDelay = Boolean(options.noDelay);
  server.keepAlive = Boolean(options.keepAlive);
  server.keepAliveInitialDelay = delay;
  server.highWaterMark =
    options.highWaterMark === undefined || options.highWaterMark < 0
      ? getDefaultHighWaterMark(false)
      : options.highWaterMark;
  if (options.blockList) server.blockList = options.blockList;
}

proto.listen = function (...args) {
  const [given, callback] = normalizeArguments(args);
  if (this._handle) {
    throw nodeError(
      'Error',
      'ERR_SERVER_ALREADY_LISTEN',
      'Listen method has been called more than once without closing.',
      this.listen,
    );
  }
  if (callback !== null) this.once('listening', callback);
  const options = given._handle ?? given.handle ?? given;
  const backlog = given.backlog || backlogOf(args) || kDefaultBacklog;
  if (options instanceof TCP || options instanceof BoundSocket) {
    this._handle = options instanceof TCP ? options : adoptBound(options);
    this._listen2(null, -1, -1, backlog);
    return this;
  }
  if (options.signal !== undefined) listenSignal(this, options.signal);
  if (typeof options.fd === 'number' && options.fd >= 0)
    throw unsupported('listening on a file descriptor');
  // listen() and listen(undefined | null) mean any port.
  const anyPort =
    args.length === 0 ||
    typeof args[0] === 'function' ||
    (options.port === undefined && 'port' in options) ||
    options.port === null;
  if (
    anyPort ||
    typeof options.port === 'number' ||
    typeof options.port === 'string'
  ) {
    const port = anyPort ? 0 : validatePort(options.port, 'options.port');
    const flags =
      (options.ipv6Only === true ? bindFlags.ipv6Only : 0) |
      (options.reusePort === true ? bindFlags.reusePort : 0);
    if (options.host) listenOnName(this, options.host, port, backlog, flags);
    else this._listen2(null, port, 4, backlog, undefined, flags);
    return this;
  }
  if (options.path && isPipeName(options.path))
    throw unsupported('options.path');
  if (!('port' in options || 'path' in options)) {
    throw invalidArgValue(
      'options',
      options,
      'must have the property "port" or "path"',
    );
  }
  throw invalidArgValue('options', options);
};

function listenSignal(server, signal) {
  validateAbortSignal(signal, 'options.signal');
  const onAbort = () => server.close();
  if (signal.aborted) {
    nextTick(onAbort);
    return;
  }
  signal.addEventListener('abort', onAbort, { once: true });
  server.once('close', () => signal.removeEventListener('abort', onAbort));
}

/** A host is looked up first, an address too: that is what makes 'listening' come later. */
function listenOnName(server, host, port, backlog, flags) {
  const id = server._listeningId;
  lookup(host, {}, (error, address, family) => {
    if (id !== server._listeningId) return;
    if (error) server.emit('error', error);
    else server._listen2(address, port, family, backlog, undefined, flags);
  });
}

/** `address` null: any. `_handle` is there already when it was given to listen(). */
proto._listen2 = function (address, port, family, backlog, _fd, flags) {
  const error = start(this, address, port, backlog, flags);
  if (error) {
    nextTick(() => this.emit('error', error));
    return;
  }
  const kind = address === null && port >= 0 ? 6 : family;
  const host = address === null && port >= 0 ? '::' : address;
  this._connectionKey = `${kind}:${host}:${port}`;
  if (this._unref) this.unref();
};

/** Binds and listens. Returns why it cannot. */
function start(server, address, port, backlog, flags) {
  const given = server._handle;
  const host = given ? address : (address ?? '::');
  const handle = given ?? new TCP();
  const bound = given ? 0 : handle.bind(host, port, flags);
  handle.attach(server, {
    onlistening: (error) => listened(server, handle, host, port, error),
  });
  handle.onconnection = onconnection;
  const result = bound === 0 ? handle.listen(backlog) : bound;
  if (result < 0) {
    handle.close();
    server._handle = null;
    return listenError(result, host, port);
  }
  server._handle = handle;
  if (result > 0) {
    nextTick(() => {
      if (server._handle === handle) server.emit('listening');
    });
  }
  return null;
}

/** The room has granted the port, or not. */
function listened(server, handle, host, port, error) {
  if (server._handle !== handle) return;
  if (error === 0) {
    server.emit('listening');
    return;
  }
  handle.close();
  server._handle = null;
  server.emit('error', listenError(error, host, port));
}

/** A connection has come, or why it has not. @this {TCP} */
function onconnection(error, handle) {
  const server = this.owner;
  if (error) {
    server.emit('error', errnoError(error, 'accept'));
    return;
  }
  const { blockList, maxConnections } = server;
  const remote = /** @type {any} */ ({});
  if (blockList) {
    handle.getpeername(remote);
    if (isBlocked(blockList, remote.address)) {
      handle.close();
      return;
    }
  }
  if (maxConnections != null && server._connections >= maxConnections) {
    const local = /** @type {any} */ ({});
    handle.getsockname(local);
    handle.getpeername(remote);
    handle.close();
    server.emit('drop', {
      __proto__: null,
      localAddress: local.address,
      localPort: local.port,
      localFamily: local.family,
      remoteAddress: remote.address,
      remotePort: remote.port,
      remoteFamily: remote.family,
    });
    return;
  }
  const options = {
    handle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  };
  const socket = /** @type {any} */ (new Socket(options));
  applyServerOptions(socket, server);
  server._connections += 1;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
}

Object.defineProperty(Server.prototype, 'listening', {
  configurable: true,
  enumerable: true,
  /** @this {any} */
  get() {
    return Boolean(this._handle);
  },
});

proto.address = function () {
  if (!this._handle) return null;
  const address = {};
  const error = this._handle.getsockname(address);
  if (error) throw errnoError(error, 'address');
  return address;
};

proto.getConnections = function (callback) {
  validateFunction(callback, 'callback');
  nextTick(callback, null, this._connections);
  return this;
};

proto.close = function (callback) {
  if (typeof callback === 'function') {
    if (this._handle) {
      this.once('close', callback);
    } else {
      this.once('close', () =>
        callback(
          nodeError(
            'Error',
            'ERR_SERVER_NOT_RUNNING',
            'Server is not running.',
          ),
        ),
      );
    }
  }
  this._listeningId += 1;
  if (this._handle) {
    const free = this._handle.close(() => {
      if (free) return;
      this[kReleasing] -= 1;
      this._emitCloseIfDrained();
    });
    if (!free) this[kReleasing] += 1;
    this._handle = null;
  }
  this._emitCloseIfDrained();
  return this;
};

/** 'close' comes when the port is free and the last connection has ended. */
proto._emitCloseIfDrained = function () {
  if (this._handle || this._connections || this[kReleasing] > 0) return;
  nextTick(() => this.emit('close'));
};

proto[Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')] =
  async function () {
    if (!this._handle) return;
    await new Promise((resolve, reject) => {
      this.close((error) => (error ? reject(error) : resolve(undefined)));
    });
  };

/** A connection listener that rejects ends its connection. (Node doc: events, captureRejections.) */
proto[Symbol.for('nodejs.rejection')] = function (error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

proto.ref = function () {
  this._unref = false;
  this._handle?.ref();
  return this;
};

proto.unref = function () {
  this._unref = true;
  this._handle?.unref();
  return this;
};
