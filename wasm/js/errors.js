// Errors with Node's classes, codes and texts. Engine errors come from the table in core/error.h;
// argument errors are worded here, because only JavaScript can describe a JavaScript value.
import { inspect } from '#platform';

const bases = { Error, TypeError, RangeError };

/** What stands between an error of Node's own and its class: it shows the code in its text. */
const prototypes = Object.fromEntries(
  Object.entries(bases).map(([className, base]) => [
    className,
    Object.create(base.prototype, {
      constructor: { get: () => base, configurable: true },
      toString: { value: errorToString, writable: true, configurable: true },
    }),
  ]),
);

/** @this {Error & {code: string}} */
function errorToString() {
  return `${this.name} [${this.code}]: ${this.message}`;
}

/**
 * An error as Node makes its own: `name` is the class's, `code` is set, and the stack's first line
 * shows both.
 * @param {'Error' | 'TypeError' | 'RangeError'} className
 * @param {string} code Node's ERR_* code
 * @param {string} message
 * @param {Function} [hide] frames from this function on are left out of the stack
 */
export function nodeError(className, code, message, hide = nodeError) {
  /** @type {any} */
  const error = new bases[className](message);
  Object.defineProperty(error, 'name', {
    value: `${className} [${code}]`,
    configurable: true,
    writable: true,
    enumerable: false,
  });
  if (Error.captureStackTrace) Error.captureStackTrace(error, hide);
  // The first line is written when the stack is first asked for: now, while the name has the code.
  void error.stack;
  delete error.name;
  Object.setPrototypeOf(error, prototypes[className]);
  error.code = code;
  return error;
}

/** What an aborted AbortSignal gives. */
export class AbortError extends Error {
  /** @param {string} [message]  @param {{cause?: any}} [options] */
  constructor(message = 'The operation was aborted', options = undefined) {
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

/** Node's way of naming a value that was not what it should be. */
function describe(value) {
  if (value == null) return `${value}`;
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object') {
    // A generator's constructor has a name: the empty one.
    if (value.constructor?.name !== undefined) {
      return `an instance of ${value.constructor.name}`;
    }
    return inspect(value, { depth: -1 });
  }
  let text = inspect(value, { colors: false });
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return `type ${typeof value} (${text})`;
}

const primitives = new Set([
  'string',
  'function',
  'number',
  'object',
  'Function',
  'Object',
  'boolean',
  'bigint',
  'symbol',
]);

function list(items, word) {
  if (items.length === 1) return items[0];
  if (items.length === 2) return `${items[0]} ${word} ${items[1]}`;
  return `${items.slice(0, -1).join(', ')}, ${word} ${items.at(-1)}`;
}

/** ERR_INVALID_ARG_TYPE. `expected` mixes primitive type names, class names and other words. */
export function invalidArgType(name, expected, actual) {
  const wanted = Array.isArray(expected) ? expected : [expected];
  const types = [];
  const classes = [];
  const others = [];
  for (const word of wanted) {
    if (primitives.has(word)) types.push(word.toLowerCase());
    else if (/^([A-Z][a-z0-9]*)+$/.test(word)) classes.push(word);
    else others.push(word);
  }
  // "object" beside class names reads as one more class.
  if (classes.length > 0 && types.includes('object')) {
    types.splice(types.indexOf('object'), 1);
    classes.push('Object');
  }
  const parts = [];
  if (types.length > 0) {
    parts.push(
      `${types.length > 1 ? 'one of type' : 'of type'} ${list(types, 'or')}`,
    );
  }
  if (classes.length > 0) parts.push(`an instance of ${list(classes, 'or')}`);
  if (others.length > 0) {
    if (others.length > 1) parts.push(`one of ${list(others, 'or')}`);
    else {
      if (others[0].toLowerCase() !== others[0]) others[0] = `an ${others[0]}`;
      parts.push(others[0]);
    }
  }
  const kind = name.includes('.') ? 'property' : 'argument';
  const subject = name.endsWith(' argument')
    ? `The ${name}`
    : `The "${name}" ${kind}`;
  return nodeError(
    'TypeError',
    'ERR_INVALID_ARG_TYPE',
    `${subject} must be ${parts.join(' or ')}. Received ${describe(actual)}`,
    invalidArgType,
  );
}

/** ERR_INVALID_ARG_VALUE. */
export function invalidArgValue(
  name,
  value,
  reason = 'is invalid',
  className = 'TypeError',
) {
  let text = inspect(value);
  if (text.length > 128) text = `${text.slice(0, 128)}...`;
  const kind = name.includes('.') ? 'property' : 'argument';
  return nodeError(
    /** @type {'TypeError'} */ (className),
    'ERR_INVALID_ARG_VALUE',
    `The ${kind} '${name}' ${reason}. Received ${text}`,
    invalidArgValue,
  );
}

/** ERR_OUT_OF_RANGE. */
export function outOfRange(name, range, value) {
  let received;
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) {
    received = String(value).replace(/\B(?=(\d{3})+$)/g, '_');
  } else {
    received = inspect(value);
  }
  return nodeError(
    'RangeError',
    'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${range}. Received ${received}`,
    outOfRange,
  );
}

/** ERR_MISSING_ARGS of one argument. */
export function missingArgs(name) {
  return nodeError(
    'TypeError',
    'ERR_MISSING_ARGS',
    `The "${name}" argument must be specified`,
    missingArgs,
  );
}

/** ERR_INVALID_RETURN_VALUE: what the function `name` returned is not what it should be. */
export function invalidReturnValue(expected, name, value) {
  return nodeError(
    'TypeError',
    'ERR_INVALID_RETURN_VALUE',
    `Expected ${expected} to be returned from the "${name}" function but got ${describe(value)}.`,
    invalidReturnValue,
  );
}

/** As `%s` of util.format() shows a value. */
function formatted(value) {
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  const isBytes = ArrayBuffer.isView(value) && !(value instanceof DataView);
  if (typeof value !== 'object' || value === null || isBytes) {
    return String(value);
  }
  return inspect(value, { depth: 0, colors: false, compact: 3 });
}

export function unknownEncoding(encoding) {
  return nodeError(
    'TypeError',
    'ERR_UNKNOWN_ENCODING',
    `Unknown encoding: ${formatted(encoding)}`,
    unknownEncoding,
  );
}

export function methodNotImplemented(method) {
  return nodeError(
    'Error',
    'ERR_METHOD_NOT_IMPLEMENTED',
    `The ${method} method is not implemented`,
    methodNotImplemented,
  );
}

export function nullValues() {
  return nodeError(
    'TypeError',
    'ERR_STREAM_NULL_VALUES',
    'May not write null values to stream',
    nullValues,
  );
}

/** Two errors of one end: the newer first, as Node joins them. */
export function aggregateTwoErrors(newer, older) {
  if (!newer || !older || newer === older) return newer || older;
  if (Array.isArray(older.errors)) {
    older.errors.push(newer);
    return older;
  }
  const error = new AggregateError([older, newer], older.message);
  /** @type {any} */ (error).code = older.code;
  return error;
}

export function validateFunction(value, name) {
  if (typeof value !== 'function')
    throw invalidArgType(name, 'Function', value);
}

export function validateObject(value, name) {
  if (value === null || Array.isArray(value) || typeof value !== 'object') {
    throw invalidArgType(name, 'Object', value);
  }
}

export function validateBoolean(value, name) {
  if (typeof value !== 'boolean') throw invalidArgType(name, 'boolean', value);
}

export function validateAbortSignal(signal, name) {
  if (
    signal !== undefined &&
    (signal === null || typeof signal !== 'object' || !('aborted' in signal))
  ) {
    throw invalidArgType(name, 'AbortSignal', signal);
  }
}

export function validateInteger(
  value,
  name,
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
) {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < min || value > max) {
    throw outOfRange(name, `>= ${min} && <= ${max}`, value);
  }
}
