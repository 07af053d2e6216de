// Options of a socket's connection: no delay, keep-alive, type of service, idle timeout. Kept until there is a handle, then passed on
// to it when they change. The virtual wire itself has nothing to configure. (Node doc: socket.setNoDelay and the like.)
import {
  emitWarning,
  invalidArgType,
  validateFunction,
  validateInteger,
} from './net_base.js';
import {
  kMaxTimeout,
  validateNumber,
  validateTimeout,
} from './net_arguments.js';
import { errnoError } from './net_errors.js';
import { IdleTimer } from './net_jobs.js';

const kNoDelay = Symbol('tincan.noDelay');
const kKeepAlive = Symbol('tincan.keepAlive');
const kTypeOfService = Symbol('tincan.typeOfService');
const kTimer = Symbol('tincan.timer');

/** Milliseconds as whole seconds, as Node rounds them. */
const seconds = (milliseconds) => Math.trunc(milliseconds / 1000) || 0;

/** The initial delay of keep-alive in seconds, from the option of a socket or server. */
export function keepAliveDelay(milliseconds) {
  if (milliseconds === undefined) return 0;
  validateNumber(milliseconds, 'options.keepAliveInitialDelay');
  return Math.max(0, seconds(milliseconds));
}

/** Takes the options of the constructor. Throws what Node throws. */
export function takeSocketOptions(socket, options) {
  socket[kTimer] = null;
  socket[kNoDelay] = Boolean(options?.noDelay);
  socket[kKeepAlive] = {
    enable: Boolean(options?.keepAlive),
    delay: keepAliveDelay(options?.keepAliveInitialDelay),
    interval: undefined,
    count: undefined,
  };
  if (options?.typeOfService !== undefined)
    validateInteger(options.typeOfService, 'options.typeOfService', 0, 255);
  socket[kTypeOfService] = options?.typeOfService;
}

/** The connection stands: what was asked for is passed on. */
export function applySocketOptions(socket) {
  const handle = socket._handle;
  const { enable, delay, interval, count } = socket[kKeepAlive];
  if (socket[kNoDelay]) handle.setNoDelay?.(true);
  if (enable) handle.setKeepAlive?.(true, delay, interval, count);
  if (socket[kTypeOfService] !== undefined)
    handle.setTypeOfService?.(socket[kTypeOfService]);
}

/** A server's options, for a connection it has accepted. */
export function applyServerOptions(socket, server) {
  const handle = socket._handle;
  if (server.noDelay) {
    socket[kNoDelay] = true;
    handle.setNoDelay?.(true);
  }
  if (server.keepAlive) {
    socket[kKeepAlive].enable = true;
    socket[kKeepAlive].delay = server.keepAliveInitialDelay;
    handle.setKeepAlive?.(true, server.keepAliveInitialDelay);
  }
}

/** @this {any} */
function setNoDelay(enable) {
  const wanted = enable === undefined || Boolean(enable);
  if (wanted === this[kNoDelay]) return this;
  this[kNoDelay] = wanted;
  this._handle?.setNoDelay?.(wanted);
  return this;
}

/** @this {any} */
function setKeepAlive(enable, initialDelay, interval, count) {
  if (typeof enable === 'object' && enable !== null)
    ({ enable, initialDelay, interval, count } = enable);
  const wanted = {
    enable: Boolean(enable),
    delay: seconds(initialDelay),
    interval: interval === undefined ? undefined : seconds(interval),
    count,
  };
  const now = this[kKeepAlive];
  const same = wanted.enable
    ? Object.keys(wanted).every((key) => wanted[key] === now[key])
    : !now.enable;
  if (same) return this;
  this[kKeepAlive] = wanted;
  this._handle?.setKeepAlive?.(
    wanted.enable,
    wanted.delay,
    wanted.interval,
    wanted.count,
  );
  return this;
}

/** @this {any} */
function setTypeOfService(tos) {
  if (Number.isNaN(tos)) throw invalidArgType('tos', 'number', tos);
  validateInteger(tos, 'tos', 0, 255);
  if (tos === this[kTypeOfService]) return this;
  this[kTypeOfService] = tos;
  const error = this._handle?.setTypeOfService?.(tos) ?? 0;
  if (error !== 0) throw errnoError(error, 'setTypeOfService');
  return this;
}

/** @this {any} */
function getTypeOfService() {
  const tos = this._handle?.getTypeOfService?.() ?? this[kTypeOfService] ?? 0;
  if (tos < 0) throw errnoError(tos, 'getTypeOfService');
  return tos;
}

// ---- idle timeout

/** @this {any} */
function setTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  const after = validateTimeout(msecs);
  if (msecs > kMaxTimeout) {
    emitWarning(
      `${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${kMaxTimeout}.`,
      'TimeoutOverflowWarning',
    );
  }
  closeTimer(this);
  if (after === 0) {
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
    return this;
  }
  this[kTimer] = new IdleTimer(() => this._onTimeout(), after);
  if (callback !== undefined) {
    validateFunction(callback, 'callback');
    this.once('timeout', callback);
  }
  return this;
}

export function closeTimer(socket) {
  socket[kTimer]?.close();
  socket[kTimer] = null;
}

/** @this {any} */
function _onTimeout() {
  this.emit('timeout');
}

/** Something happened: the time of inactivity starts anew. @this {any} */
function _unrefTimer() {
  for (let socket = this; socket; socket = socket._parent)
    socket[kTimer]?.refresh();
}

/** Socket's methods of this file. */
export const optionMethods = {
  setNoDelay,
  setKeepAlive,
  setTypeOfService,
  getTypeOfService,
  setTimeout,
  _onTimeout,
  _unrefTimer,
};
