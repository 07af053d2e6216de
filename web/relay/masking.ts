// Masks of WebSocket frames (RFC 6455 section 5.3), four bytes at a time. Stands where ws looks for its optional native package
// `bufferutil`, and has that package's two functions: byte by byte, as ws does without it, unmasking is half of a relay's work.

/** Puts `length` bytes of `source`, masked, into `output` at `offset`. */
export function mask(
  source: Uint8Array,
  key: Uint8Array,
  output: Uint8Array,
  offset: number,
  length: number,
): void {
  output.set(source.subarray(0, length), offset);
  unmask(output.subarray(offset, offset + length), key);
}

/** Takes the mask off, or puts it on, in place. */
export function unmask(bytes: Uint8Array, key: Uint8Array): void {
  const { length } = bytes;
  const byteByByte = (from: number, to: number): void => {
    for (let i = from; i < to; i++) bytes[i]! ^= key[i & 3]!;
  };
  if (length < 8) return byteByByte(0, length);
  const first = -bytes.byteOffset & 3;
  const count = (length - first) >> 2;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + first, count);
  const turned = Uint8Array.from(key, (_, i) => key[(first + i) & 3]!);
  const word = new Int32Array(turned.buffer, 0, 1)[0]!;
  byteByByte(0, first);
  for (let i = 0; i < count; i++) words[i]! ^= word;
  byteByByte(first + 4 * count, length);
}
