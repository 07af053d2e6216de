// What user code pushes and writes, made ready for the engine: strings to bytes, views to Buffers,
// and the size in the stream's unit. No stream state is decided here.
import { Buffer } from '#platform';
import { wasm } from './engine.js';
import { kBorder, rethrow, thrown } from './border.js';
import { encodingNumber } from './encodings.js';
import { invalidArgType, nullValues, unknownEncoding } from './errors.js';

/** Order of Pushed in core/src/ops.h. */
export const Pushed = { chunk: 0, decodable: 1, empty: 2, end: 3 };

/** A Buffer over the same memory. */
export function viewToBuffer(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

/** @type {{push?: Function, final?: Function}} */
const own = {};
/** readable.js says what `push` is when nobody replaced it. */
export function setOwnPush(push) {
  own.push = push;
}
export const pushIsOwn = (stream) => stream.push === own.push;

/** transform.js says what `_final` is when nobody replaced it. */
export function setOwnFinal(final) {
  own.final = final;
}
/** With a push of its own, end of data must come through it too. */
export const finalIsOwn = (stream) =>
  stream._final === own.final && pushIsOwn(stream);

const answer = { slot: 0, size: 0, what: 0 };
/** Added to a Pushed when the pipe is alone (callbacks.js). */
export const kPipeAlone = 1 << 8;

function answered(slot, size, what) {
  answer.slot = slot;
  answer.size = size;
  answer.what = what;
  return answer;
}

/**
 * What a push or unshift of `chunk` means: its slot, its size and a Pushed. Null when it was no
 * chunk at all; then the stream has been given the error. The answer is overwritten by the next call.
 * @param {any} stream
 * @param {any} chunk
 * @param {any} encoding
 * @param {'push' | 'unshift'} how
 */
export function pushedOf(stream, chunk, encoding, how) {
  const border = stream[kBorder];
  if (chunk === null) return answered(0, 0, Pushed.end);
  if (border.readObjectMode) {
    const what =
      how === 'push' && border.decoder && !encoding
        ? Pushed.decodable
        : Pushed.chunk;
    return answered(border.slots.take(chunk), 1, what);
  }
  if (typeof chunk === 'string') {
    encoding = encoding || border.readEncoding;
    if (border.encoding !== encoding) {
      if (how === 'unshift' && border.encoding) {
        // What is put back has been decoded before: through bytes, into the promised encoding.
        chunk = Buffer.from(chunk, encoding).toString(border.encoding);
      } else {
        chunk = Buffer.from(chunk, encoding);
        encoding = '';
      }
    }
  } else if (how === 'push' && chunk instanceof Buffer) {
    encoding = '';
  } else if (ArrayBuffer.isView(chunk)) {
    chunk = viewToBuffer(chunk);
    encoding = '';
  } else if (chunk !== undefined) {
    const error = invalidArgType(
      'chunk',
      ['string', 'Buffer', 'TypedArray', 'DataView'],
      chunk,
    );
    wasm.tc_error_or_destroy(border.id, border.slots.take(error), 0);
    if (thrown.has) rethrow();
    return null;
  }
  if (!chunk || chunk.length <= 0) return answered(0, 0, Pushed.empty);
  // What is put back as bytes counts as bytes, and is read as text with what is buffered.
  const decodable =
    border.decoder && (how === 'push' ? !encoding : typeof chunk !== 'string');
  return answered(
    border.slots.take(chunk),
    chunk.length,
    decodable ? Pushed.decodable : Pushed.chunk,
  );
}

const ready = { slot: 0, size: 0, encoding: 0 };

/**
 * A written chunk, checked and converted as write() does. Throws Node's argument errors.
 * The answer is overwritten by the next call.
 */
export function writtenOf(stream, chunk, encoding) {
  const border = stream[kBorder];
  if (chunk === null) throw nullValues();
  let size = 1;
  // Of an object there is no encoding to speak of: the argument goes through as it came.
  if (!border.writeObjectMode) {
    if (!encoding) encoding = border.writeEncoding;
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding))
      throw unknownEncoding(encoding);
    if (typeof chunk === 'string') {
      if (border.decodeStrings) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      } else if (encoding === 'buffer') {
        // The name of what bytes have: no text is in it.
        throw unknownEncoding(encoding);
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = viewToBuffer(chunk);
      encoding = 'buffer';
    } else {
      throw invalidArgType(
        'chunk',
        ['string', 'Buffer', 'TypedArray', 'DataView'],
        chunk,
      );
    }
    size = chunk.length;
  }
  ready.slot = border.slots.take(chunk);
  ready.size = size;
  ready.encoding =
    encoding === 'buffer'
      ? 0
      : encoding === undefined
        ? 2
        : encodingNumber(encoding);
  return ready;
}
