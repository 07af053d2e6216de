// net.Socket: a Duplex over one connection of the virtual network. Buffers and flow are the stream's
// and the network's; here is what Node puts between the two. (Node doc: net.Socket.)
import {
  Buffer,
  addAbortSignalNoValidate,
  Duplex,
  invalidArgValue,
  nodeError,
  validateAbortSignal,
  validateInteger,
  nextTick,
} from './net_base.js';
import { unsupported } from './net_arguments.js';
import { validateBlockList } from './net_block_list.js';
import { connectSocket } from './net_connect.js';
import { errnoError } from './net_errors.js';
import { adoptBound, BoundSocket } from './net_bound_socket.js';
import { TCP } from './net_handle.js';
import {
  deliver,
  hasOnread,
  limitReads,
  onreadMethods,
  takeOnread,
} from './net_onread.js';
import { defineGetters, kCounts } from './net_socket_getters.js';
import {
  closeTimer,
  optionMethods,
  takeSocketOptions,
} from './net_socket_options.js';
import { traceSocket } from './net_trace.js';

const kWriteCallback = Symbol('tincan.writeCallback');
const kFinalCallback = Symbol('tincan.finalCallback');

/** @class */
export function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (options?.objectMode) throw notSupported('objectMode', options.objectMode);
  if (options?.readableObjectMode || options?.writableObjectMode) {
    const name = options.readableObjectMode
      ? 'readableObjectMode'
      : 'writableObjectMode';
    throw notSupported(name, options[name]);
  }
  if (typeof options === 'number') options = { fd: options };
  if (options?.fd !== undefined) {
    validateInteger(options.fd, 'fd', 0, 2 ** 31 - 1);
    throw unsupported('a file descriptor');
  }
  if (options?.signal) validateAbortSignal(options.signal, 'signal');
  validateBlockList(options?.blockList);
  construct(this, options);
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

/** @type {Record<string | symbol, (this: any, ...args: any[]) => any>} */
const proto = /** @type {any} */ (Socket.prototype);

/** @param {any} socket */
function construct(socket, options) {
  socket.connecting = false;
  socket._hadError = false;
  socket._parent = null;
  socket._host = null;
  socket._closeAfterHandlingError = false;
  socket._handle = null;
  socket[kCounts] = { bytesRead: 0, bytesWritten: 0 };
  takeSocketOptions(socket, options);
  Duplex.call(socket, {
    ...options,
    allowHalfOpen: Boolean(options?.allowHalfOpen),
    emitClose: false,
    autoDestroy: true,
    decodeStrings: false,
    signal: undefined,
  });
  socket._sockname = null;
  socket._pendingData = null;
  socket._pendingEncoding = '';
  socket.server = null;
  socket._server = null;
  takeOnread(socket, options?.onread);
  socket.on('end', onEnd);
  if (options?.blockList) socket.blockList = options.blockList;
  if (options?.handle) adopt(socket, options);
  if (options?.signal) addAbortSignalNoValidate(options.signal, socket);
}

function notSupported(name, value) {
  return invalidArgValue(`options.${name}`, value, 'is not supported');
}

/** A handle that is there before the socket: of an accepted connection, or of a bound port. */
function adopt(socket, options) {
  const { handle } = options;
  if (handle instanceof BoundSocket) {
    attachHandle(socket, adoptBound(handle));
    socket[kBound] = true;
    return;
  }
  attachHandle(socket, handle);
  traceSocket(socket, 'connected');
  if (options.pauseOnCreate) socket._readableState.flowing = false;
  else if (!options.manualStart) socket.read(0);
}

/** The handle is a bound port's, so its address is known before it is connected. */
export const kBound = Symbol('tincan.bound');

/** Gives the socket a connection, new ones too: a socket may connect again after it was closed. */
export function attachHandle(socket, handle) {
  socket._undestroy();
  socket._handle = handle;
  socket._sockname = null;
  socket[kBound] = false;
  // A handle of the user's own is called, but there is no way for it to tell anything.
  if (!(handle instanceof TCP)) return;
  limitReads(socket, handle);
  // What a refused reset has left open may go on after the socket has another handle, or none.
  handle.attach(socket, {
    // Of an attempt that was given up with its socket nobody hears, unless that connects again already.
    onconnect: (error) => {
      if (!socket.destroyed) handle[kOnConnect]?.(error);
    },
    ondata: (bytes) => {
      if (socket._handle === handle) received(socket, bytes);
    },
    onend: () => {
      if (socket._handle === handle) receivedEnd(socket);
    },
    onreaderror: (error) => {
      if (socket._handle !== handle) return;
      traceSocket(socket, 'RST received', 'readable');
      socket.destroy(errnoError(error, 'read'));
    },
    onwritten: (error) => written(socket, handle, error),
    onshutdown: () => {
      if (socket._handle === handle) takeCallback(socket, kFinalCallback)?.();
    },
  });
}

/** Who waits for the outcome of a handle's connecting; net_attempt.js sets it. */
export const kOnConnect = Symbol('tincan.onconnect');

function takeCallback(socket, key) {
  const callback = socket[key];
  socket[key] = null;
  return callback;
}

// ---- reading

function received(socket, bytes) {
  socket._unrefTimer();
  const more = hasOnread(socket) ? deliver(socket, bytes) : socket.push(bytes);
  const handle = socket._handle;
  if (more || !handle?.reading) return;
  handle.reading = false;
  handle.readStop();
}

function receivedEnd(socket) {
  traceSocket(socket, 'FIN received', 'readable');
  socket._unrefTimer();
  socket.push(null);
  socket.read(0);
}

/** @this {any} the other end has ended: a write after end() is a broken pipe, as Node words it. */
function onEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterFin;
}

/** @this {any} */
function writeAfterFin(chunk, encoding, callback) {
  if (!this.writableEnded)
    return Duplex.prototype.write.call(this, chunk, encoding, callback);
  if (typeof encoding === 'function') callback = encoding;
  const error = /** @type {any} */ (
    new Error('This socket has been ended by the other party')
  );
  error.code = 'EPIPE';
  if (typeof callback === 'function') nextTick(callback, error);
  this.destroy(error);
  return false;
}

proto._read = function (size) {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read(size));
  } else if (!this._handle.reading) {
    this._handle.reading = true;
    const error = this._handle.readStart() ?? 0;
    if (error !== 0) this.destroy(errnoError(error, 'read'));
  }
};

// ---- writing

proto._writeGeneric = function (writev, data, encoding, callback) {
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onClose = () =>
      callback(
        nodeError(
          'Error',
          'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
          'Socket closed before the connection was established',
        ),
      );
    this.once('connect', () => {
      this.off('close', onClose);
      this._writeGeneric(writev, data, encoding, callback);
    });
    this.once('close', onClose);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) {
    callback(nodeError('Error', 'ERR_SOCKET_CLOSED', 'Socket is closed'));
    return;
  }
  this._unrefTimer();
  const result = writev
    ? this._handle.write(joined(data), true)
    : this._handle.write(bytesOf(data, encoding), !fitsStack(data, encoding));
  // With the handle, for the socket may have another by the time this one is closed.
  if (result === 0) this._handle[kWriteCallback] = callback;
  else if (result > 0) callback();
  else callback(errnoError(result, 'write'));
};

const bytesOf = (data, encoding) =>
  typeof data === 'string' ? Buffer.from(data, encoding) : data;

/** Bytes a character may need. */
const kWidest = {
  utf8: 3,
  'utf-8': 3,
  ucs2: 2,
  'ucs-2': 2,
  utf16le: 2,
  'utf-16le': 2,
  latin1: 1,
  binary: 1,
  ascii: 1,
};
const kStackBytes = 16384;

/** Node tries short strings from its stack before it counts them, so those that fail at once are not in bytesWritten; all else is. */
const fitsStack = (data, encoding) =>
  typeof data === 'string' && data.length * kWidest[encoding] <= kStackBytes;

const joined = (chunks) =>
  Buffer.concat(chunks.map(({ chunk, encoding }) => bytesOf(chunk, encoding)));

proto._write = function (data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

proto._writev = function (chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

function written(socket, handle, error) {
  socket._unrefTimer();
  const callback = takeCallback(handle, kWriteCallback);
  if (error !== 0) callback?.(errnoError(error, 'write'));
  else callback?.();
}

proto._final = function (callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle) {
    callback();
    return;
  }
  const result = this._handle.shutdown();
  traceSocket(this, 'FIN sent', 'writable');
  if (result === 0) this[kFinalCallback] = callback;
  else if (result === kNotConnected) callback();
  else callback(errnoError(result, 'shutdown'));
};
const kNotConnected = -107;

proto.end = function (data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

// ---- life

proto.destroySoon = function () {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

proto._destroy = function (exception, callback) {
  this.connecting = false;
  for (let socket = this; socket; socket = socket._parent) closeTimer(socket);
  const handle = this._handle;
  if (handle) {
    const hadError = Boolean(exception);
    this[kCounts] = {
      bytesRead: handle.bytesRead,
      bytesWritten: handle.bytesWritten,
    };
    const onClose = () => this.emit('close', hadError);
    const reset = this.resetting;
    this.resetting = false;
    const error = reset ? handle.reset(onClose) : handle.close(onClose) && 0;
    if (error < 0) {
      // Left open, as on Node: its end is still sent, what comes is read by nobody, and 'close' is never heard.
      this.emit('error', errnoError(error, 'reset'));
    }
    this._handle = null;
    this._sockname = null;
    callback(exception);
  } else {
    callback(exception);
    nextTick(() => this.emit('close'));
  }
  if (this._server) {
    this._server._connections -= 1;
    this._server._emitCloseIfDrained();
  }
};

proto._reset = function () {
  traceSocket(this, 'RST sent');
  this.resetting = true;
  return this.destroy();
};

proto.resetAndDestroy = function () {
  if (!this._handle) {
    this.destroy(nodeError('Error', 'ERR_SOCKET_CLOSED', 'Socket is closed'));
  } else if (this.connecting) {
    this.once('connect', () => this._reset());
  } else {
    this._reset();
  }
  return this;
};

proto.connect = function (...args) {
  return connectSocket(this, args);
};

proto.ref = function () {
  if (this._handle) this._handle.ref();
  else this.once('connect', this.ref);
  return this;
};

proto.unref = function () {
  if (this._handle) this._handle.unref();
  else this.once('connect', this.unref);
  return this;
};

// ---- what a socket says of itself

proto.address = function () {
  return this._getsockname();
};

proto._getsockname = function () {
  if (!this._handle?.getsockname || (this.connecting && !this[kBound]))
    return {};
  if (this._sockname) return this._sockname;
  const address = {};
  if (this._handle.getsockname(address)) return {};
  this._sockname = address;
  return address;
};

proto._getpeername = function () {
  if (!this._handle?.getpeername || this.connecting)
    return this._peername || {};
  if (this._peername) return this._peername;
  const address = {};
  if (this._handle.getpeername(address)) return {};
  this._peername = address;
  return address;
};

Object.assign(Socket.prototype, optionMethods, onreadMethods);
defineGetters(Socket.prototype);
