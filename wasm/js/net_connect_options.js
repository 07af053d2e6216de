// What connect() is asked for: the checks Node makes before anything happens, and the defaults a program can change. (Node doc:
// socket.connect(options).)
import {
  inspect,
  netDefaults,
  invalidArgType,
  invalidArgValue,
  nodeError,
  validateBoolean,
  validateFunction,
  validateInteger,
} from './net_base.js';
import { isIP } from './net_address.js';
import {
  kMaxTimeout,
  validateNumber,
  validatePort,
  validateString,
} from './net_arguments.js';

const defaults = { ...netDefaults };

/** dns.ADDRCONFIG: only families this host has. */
const kAddressConfig = 32;
const kShortestAttempt = 10;

export const getDefaultAutoSelectFamily = () => defaults.autoSelectFamily;

export function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  defaults.autoSelectFamily = value;
}

export const getDefaultAutoSelectFamilyAttemptTimeout = () =>
  defaults.attemptTimeout;

export function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInteger(value, 'value', 1, kMaxTimeout);
  defaults.attemptTimeout = Math.max(kShortestAttempt, value);
}

export function invalidAddress(address) {
  const text = typeof address === 'object' ? inspect(address) : address;
  return nodeError(
    'TypeError',
    'ERR_INVALID_IP_ADDRESS',
    `Invalid IP address: ${text}`,
    invalidAddress,
  );
}

function attemptTimeout(given) {
  if (given == null) return defaults.attemptTimeout;
  validateInteger(
    given,
    'options.autoSelectFamilyAttemptTimeout',
    1,
    kMaxTimeout,
  );
  return Math.max(kShortestAttempt, given);
}

/** The options of a dial, with what stands for those not given. `bound`: the socket has a port already. */
export function checkedOptions(options, bound) {
  const { localAddress, localPort, port, autoSelectFamily } = options;
  if (bound && (localAddress !== undefined || localPort !== undefined)) {
    throw invalidArgValue(
      'options',
      options,
      'localAddress and localPort cannot be used with an adopted bound socket',
    );
  }
  if (localAddress && !isIP(localAddress)) throw invalidAddress(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (typeof port !== 'undefined') {
    if (typeof port !== 'number' && typeof port !== 'string')
      throw invalidArgType('options.port', ['number', 'string'], port);
    validatePort(port);
  }
  if (autoSelectFamily != null)
    validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  const timeout = attemptTimeout(options.autoSelectFamilyAttemptTimeout);
  const host = options.host || 'localhost';
  validateString(host, 'options.host');
  // Who gives an address has no use for it.
  if (options.lookup != null && !isIP(host))
    validateFunction(options.lookup, 'options.lookup');
  return {
    port: Number(port ?? 0),
    host,
    givenHost: options.host,
    localAddress,
    localPort,
    family: options.family,
    hints: options.hints,
    lookup: options.lookup,
    autoSelectFamily:
      (autoSelectFamily ?? defaults.autoSelectFamily) &&
      options.family !== 4 &&
      options.family !== 6 &&
      !localAddress &&
      !bound,
    attemptTimeout: timeout,
  };
}

/** What a lookup function is asked for. */
export function lookupHints({ family, hints, autoSelectFamily }) {
  const asked = {
    family,
    hints: hints || (family === 4 || family === 6 ? 0 : kAddressConfig),
  };
  return autoSelectFamily ? { ...asked, all: true } : asked;
}
