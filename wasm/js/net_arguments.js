// The many forms connect() and listen() are called in, and the checks Node makes before anything
// happens. No state.
import {
  invalidArgType,
  nodeError,
  outOfRange,
  validateFunction,
  inspect,
} from './net_base.js';

/** Marks what normalizeArguments() has made, so that connect() takes it as it is. */
const kNormalized = Symbol('normalizedArgs');

export const areNormalized = (args) => Array.isArray(args) && args[kNormalized];

/** `(port[, host][, listener])`, `(path[, listener])`, `(options[, listener])` as [options, listener]. */
export function normalizeArguments(args) {
  const last = args[args.length - 1];
  const callback = typeof last === 'function' ? last : null;
  const normalized = /** @type {any} */ ([optionsOf(args), callback]);
  normalized[kNormalized] = true;
  return normalized;
}

function optionsOf(args) {
  const [first, second] = args;
  if (args.length === 0) return {};
  if (typeof first === 'object' && first !== null) return first;
  if (isPipeName(first)) return { path: first };
  if (args.length > 1 && typeof second === 'string')
    return { port: first, host: second };
  return { port: first };
}

const toNumber = (text) => {
  const number = Number(text);
  return number >= 0 ? number : false;
};

export const isPipeName = (text) =>
  typeof text === 'string' && toNumber(text) === false;

/** A backlog given beside a port or host; false when there is none. */
export const backlogOf = (args) => toNumber(args[1]) || toNumber(args[2]);

export function validatePort(port, name = 'Port') {
  const number = +port;
  const valid =
    (typeof port === 'number' ||
      (typeof port === 'string' && port.trim().length > 0)) &&
    number === number >>> 0 &&
    number <= 0xffff;
  if (valid) return number;
  throw nodeError(
    'RangeError',
    'ERR_SOCKET_BAD_PORT',
    `${name} should be >= 0 and < 65536. Received ${received(port)}.`,
    validatePort,
  );
}

function received(value) {
  if (value == null) return `${value}`;
  if (typeof value === 'object')
    return `an instance of ${value.constructor?.name ?? 'Object'}`;
  if (typeof value === 'function') return `function ${value.name}`;
  return `type ${typeof value} (${inspect(value)})`;
}

/** Milliseconds a timer of Node's can wait. */
export const kMaxTimeout = 2 ** 31 - 1;

/** Duration of a socket's timeout in milliseconds. */
export function validateTimeout(msecs) {
  if (typeof msecs !== 'number') throw invalidArgType('msecs', 'number', msecs);
  if (!(msecs >= 0 && Number.isFinite(msecs))) {
    throw outOfRange('msecs', 'a non-negative finite number', msecs);
  }
  return Math.min(msecs, kMaxTimeout);
}

export function validateNumber(value, name) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
}

export function validateString(value, name) {
  if (typeof value !== 'string') throw invalidArgType(name, 'string', value);
}

export function validateOptionalFunction(value, name) {
  if (value !== undefined) validateFunction(value, name);
}

/** What has no meaning on a virtual host: Unix sockets and file descriptors. */
export function unsupported(what) {
  return nodeError(
    'Error',
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    `${what} belongs to an operating system; the virtual host has TCP only`,
    unsupported,
  );
}
