// The kept `buffer` library with base64url, and with UTF-8 decoded as Node does:
// one U+FFFD for each maximal part of a broken character. README.md lists what is still missing.
// (WHATWG Encoding: "UTF-8 decoder"; Node doc: "Buffers and character encodings".)
import { Buffer } from 'buffer';
import { unknownEncoding } from './errors.js';
import { stringDecoderOver } from './string_decoder_browser.js';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const isBase64Url = (encoding) =>
  typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
const isUtf8 = (encoding) =>
  encoding === undefined || /^utf-?8$/i.test(encoding);
/** What the library calls it when bytes are made of text: its base64 takes both alphabets. */
const forBytes = (encoding) => (isBase64Url(encoding) ? 'base64' : encoding);
/** RFC 4648, section 5, without padding. */
const toUrlAlphabet = (base64) =>
  base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

const kept = /** @type {any} */ (Buffer);
const { isEncoding, byteLength, from } = kept;
const { toString, write } = kept.prototype;

kept.isEncoding = (encoding) => isBase64Url(encoding) || isEncoding(encoding);
function checkEncoding(encoding) {
  if (!kept.isEncoding(encoding)) throw unknownEncoding(encoding);
}

kept.byteLength = (text, encoding) => byteLength(text, forBytes(encoding));
kept.from = (value, encodingOrOffset, length) => {
  if (typeof value !== 'string') return from(value, encodingOrOffset, length);
  // What is no name of an encoding at all counts as none.
  const encoding =
    typeof encodingOrOffset === 'string' && encodingOrOffset !== ''
      ? encodingOrOffset
      : 'utf8';
  checkEncoding(encoding);
  return from(value, forBytes(encoding));
};

/** An index as toString() takes it: what is not above 0 is 0. */
const index = (at, otherwise) =>
  at === undefined ? otherwise : at > 0 ? Math.trunc(at) : 0;

kept.prototype.toString = function (encoding, start, end) {
  if (isUtf8(encoding)) {
    const from = index(start, 0);
    const to = Math.max(from, index(end, this.length));
    return utf8.decode(this.subarray(from, to));
  }
  checkEncoding(encoding);
  if (isBase64Url(encoding))
    return toUrlAlphabet(toString.call(this, 'base64', start, end));
  return toString.call(this, encoding, start, end);
};
kept.prototype.toLocaleString = kept.prototype.toString;

kept.prototype.write = function (text, ...place) {
  const last = place.length - 1;
  if (isBase64Url(place[last])) place[last] = 'base64';
  return write.call(this, text, ...place);
};

export const StringDecoder = stringDecoderOver(Buffer, checkEncoding);

export { Buffer };
