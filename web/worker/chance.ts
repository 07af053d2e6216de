// Chance by a seed: Math.random() and random bytes are the same in every run with the same seed. Nothing here is fit
// for secrets, and no program's secret is worth any in a playground.

/** What getRandomValues() takes at once. (Web Cryptography API, 10.1.1) */
const mostBytes = 65536;

/** Numbers from 0 to 2 ** 32 - 1, by sfc32 (Chris Doty-Humphrey, PractRand). */
function generator(seed: number): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let count = 1;
  const next = () => {
    const sum = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // Neighbouring seeds begin alike.
  for (let i = 0; i < 16; i += 1) next();
  return next;
}

/** @param seed a whole number */
export function installChance(seed: number): void {
  const next = generator(seed);
  Math.random = function random() {
    // 53 bits, as many as a number between 0 and 1 has.
    return ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  };
  const bytes = generator(seed ^ 0x5bd1e995);
  const fill = (view: ArrayBufferView) => {
    const out = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let i = 0; i < out.length; i += 1) out[i] = bytes();
  };
  const own = crypto.getRandomValues.bind(crypto);
  define('getRandomValues', function getRandomValues(view: ArrayBufferView) {
    // The browser refuses what it must.
    if (!(view instanceof Object) || view.byteLength > mostBytes)
      return own(view as Uint8Array<ArrayBuffer>);
    own(view as Uint8Array<ArrayBuffer>);
    fill(view);
    return view;
  });
  define('randomUUID', function randomUUID() {
    const digits = new Uint8Array(16);
    fill(digits);
    digits[6] = (digits[6]! & 0x0f) | 0x40;
    digits[8] = (digits[8]! & 0x3f) | 0x80;
    const hex = Array.from(digits, (byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  });
}

/** Lengths of pieces by a seed: short ones as often as long ones, each size on its own scale. */
export function pieceLengths(seed: number): (length: number) => number {
  const next = generator(seed ^ 0x27d4eb2f);
  const chance = () => next() / 2 ** 32;
  return (length) =>
    chance() < 0.3 ? length : Math.ceil(length ** chance()) || 1;
}

function define(name: string, value: unknown): void {
  Object.defineProperty(crypto, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
