'use strict';
// Text form of values in traces, equal on every host that behaves equally: no stack, no inspect output, no addresses.
// Must not touch the stream module under test, and must not call user-visible hooks of the values it prints.

/**
 * Name, code and message of an error, and what it wraps.
 * @param {Error} error
 * @param {(value: unknown) => string} render
 */
function renderError(error, render) {
  const code = error.code === undefined ? '' : ` [${String(error.code)}]`;
  const cause =
    error.cause === undefined ? '' : ` cause=${render(error.cause)}`;
  const errors = Array.isArray(error.errors)
    ? ` errors=${render(error.errors)}`
    : '';
  return `${error.name}${code}: ${error.message}${cause}${errors}`;
}

/** Bytes as quoted Latin-1, so that cut characters stay visible. */
function renderBytes(bytes) {
  return JSON.stringify(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
      'latin1',
    ),
  );
}

/**
 * One value as text.
 * @param {unknown} value
 * @param {(value: object | Function) => string | undefined} [nameOf] names of objects known to the trace
 * @param {number} [depth] levels of arrays and objects still to open
 * @returns {string}
 */
function render(value, nameOf = () => undefined, depth = 3) {
  const again = (inner) => render(inner, nameOf, depth - 1);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return String(value);
  if (Object.is(value, -0)) return '-0';
  if (
    value === null ||
    (typeof value !== 'object' && typeof value !== 'function')
  ) {
    return String(value);
  }
  const name = nameOf(value);
  if (name !== undefined) return name;
  if (typeof value === 'function') return 'fn';
  if (value instanceof Error) return renderError(value, again);
  if (Buffer.isBuffer(value)) return `b${renderBytes(value)}`;
  if (value instanceof Uint8Array) return `u8${renderBytes(value)}`;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return `[${value.map(again).join(', ')}]`;
  if (value instanceof Set) return `Set{${[...value].map(again).join(', ')}}`;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return `<${prototype.constructor?.name ?? 'object'}>`;
  }
  return `{${Object.keys(value)
    .map((key) => `${key}: ${again(value[key])}`)
    .join(', ')}}`;
}

module.exports = { render };
