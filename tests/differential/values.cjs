'use strict';
// Values of a program written as data: chunks, errors, option values. Decoding only; every kind listed here is one
// the generator may produce, and an unknown kind is an error, so that a misspelt saved program cannot pass.

const kChunks = {
  /** Buffer from hex. */
  b: (v) => Buffer.from(v, 'hex'),
  /** Plain Uint8Array from hex. */
  u8: (v) => new Uint8Array(Buffer.from(v, 'hex')),
  /** DataView over bytes from hex. */
  dv: (v) => new DataView(new Uint8Array(Buffer.from(v, 'hex')).buffer),
  s: (v) => v,
  n: (v) => v,
  bool: (v) => v,
  o: (v) => ({ v }),
  a: (v) => [v],
  null: () => null,
  undefined: () => undefined,
};

/**
 * The chunk a `{ t, v }` pair stands for.
 * @param {{ t: string, v?: unknown }} spec
 */
function chunkOf(spec) {
  const make = kChunks[spec.t];
  if (make === undefined) throw new Error(`no such kind of chunk: ${spec.t}`);
  return make(spec.v);
}

const kOddities = {
  NaN: NaN,
  Infinity: Infinity,
  undefined: undefined,
  null: null,
};

/** An option value: JSON as it is, or `{ odd: 'NaN' }` for what JSON cannot say. */
function optionOf(value) {
  if (value !== null && typeof value === 'object' && 'odd' in value)
    return kOddities[value.odd];
  return value;
}

module.exports = { chunkOf, optionOf };
