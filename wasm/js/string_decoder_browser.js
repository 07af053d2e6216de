// Node's StringDecoder where there is none: bytes to text in pieces, a character that is not whole yet waits for
// the rest of it. It decodes nothing itself; that is Buffer's. (Node doc: "String decoder"; the rest by probing.)
import { invalidArgType } from './errors.js';

/** Bytes of a UTF-8 character, by its first byte; 1 also for what begins none. */
function utf8Length(byte) {
  if (byte >> 5 === 6) return 2;
  if (byte >> 4 === 14) return 3;
  return byte >> 3 === 30 ? 4 : 1;
}

const isContinuation = (byte) => byte >> 6 === 2;

/** What the end of some bytes begins: so many bytes are there, of so many. */
const whole = { held: 0, total: 0 };

function utf8End(bytes) {
  for (let held = 1; held <= Math.min(3, bytes.length); ++held) {
    const byte = bytes[bytes.length - held];
    if (isContinuation(byte)) continue;
    const total = utf8Length(byte);
    return held < total ? { held, total } : whole;
  }
  return whole;
}

function utf16End(bytes) {
  const { length } = bytes;
  if (length % 2 === 1) return { held: 1, total: 2 };
  const isHighSurrogate = length > 0 && bytes[length - 1] >> 2 === 54;
  return isHighSurrogate ? { held: 2, total: 4 } : whole;
}

function base64End(bytes) {
  const held = bytes.length % 3;
  return held > 0 ? { held, total: 3 } : whole;
}

const ends = {
  utf8: utf8End,
  utf16le: utf16End,
  base64: base64End,
  base64url: base64End,
};

/** The encodings' names as a decoder shows them; others show as themselves. */
const shown = {
  'utf-8': 'utf8',
  ucs2: 'utf16le',
  'ucs-2': 'utf16le',
  'utf-16le': 'utf16le',
  binary: 'latin1',
};

function bytesOf(Buffer, view) {
  if (view instanceof Buffer) return view;
  if (ArrayBuffer.isView(view))
    return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  throw invalidArgType('buf', ['Buffer', 'TypedArray', 'DataView'], view);
}

/**
 * The class over a Buffer.
 * @param {any} Buffer
 * @param {(encoding: unknown) => void} checkEncoding throws where it is none
 */
export function stringDecoderOver(Buffer, checkEncoding) {
  return class StringDecoder {
    #char = Buffer.alloc(4);
    #need = 0;
    #total = 0;

    constructor(encoding) {
      if (encoding) checkEncoding(encoding);
      const name = encoding ? encoding.toLowerCase() : 'utf8';
      this.encoding = shown[name] ?? name;
    }

    get lastChar() {
      return this.#char;
    }

    /** Bytes missing of the character that is not whole yet. */
    get lastNeed() {
      return this.#need;
    }

    /** Bytes of that character. */
    get lastTotal() {
      return this.#total;
    }

    write(chunk) {
      if (typeof chunk === 'string') return chunk;
      const bytes = bytesOf(Buffer, chunk);
      const taken = this.#complete(bytes);
      // A character that is still not whole has taken all there was.
      if (this.#need > 0) return '';
      const before = taken.text;
      const rest = bytes.subarray(taken.count);
      const { held, total } = ends[this.encoding]?.(rest) ?? whole;
      const end = rest.length - held;
      if (held > 0) {
        this.#char.set(rest.subarray(end));
        this.#need = total - held;
        this.#total = total;
      }
      return before + rest.toString(this.encoding, 0, end);
    }

    end(chunk) {
      const text = chunk === undefined ? '' : this.write(chunk);
      return text + this.#letGo();
    }

    text(chunk, offset) {
      this.#need = 0;
      this.#total = 0;
      return this.write(bytesOf(Buffer, chunk).subarray(offset));
    }

    /** Gives the waiting character what it needs. @returns its text, and how many bytes it took */
    #complete(bytes) {
      let count = 0;
      while (this.#need > 0 && count < bytes.length) {
        const byte = bytes[count];
        if (this.encoding === 'utf8' && !isContinuation(byte))
          return { text: this.#letGo(), count };
        this.#char[this.#total - this.#need] = byte;
        this.#need -= 1;
        count += 1;
        if (this.#need === 0) return { text: this.#letGo(), count };
      }
      return { text: '', count };
    }

    /** The text of what waits, whole or not. */
    #letGo() {
      const held = this.#total - this.#need;
      this.#need = 0;
      this.#total = 0;
      // Half a unit of UTF-16 is nothing.
      const end = this.encoding === 'utf16le' ? held - (held % 2) : held;
      return this.#char.toString(this.encoding, 0, end);
    }
  };
}
