// Options of a stream's sides, checked and turned into what the engine is told.
import { Buffer } from '#platform';
import { invalidArgValue, unknownEncoding, validateInteger } from './errors.js';
import { attach, kBorder, made, rethrow, thrown } from './border.js';
import { defaultEncodingOf } from './encodings.js';
import { wasm } from './engine.js';

let defaultBytes = 64 * 1024;
let defaultObjects = 16;

export function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

export function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

/** The mark of one side. `highWaterMark` speaks for both sides of a Duplex. */
function highWaterMark(options, key, isDuplex, objectMode) {
  const mark = options?.highWaterMark ?? (isDuplex ? options?.[key] : null);
  if (mark == null) return getDefaultHighWaterMark(objectMode);
  if (!Number.isInteger(mark) || mark < 0) {
    throw invalidArgValue(
      isDuplex ? `options.${key}` : 'options.highWaterMark',
      mark,
    );
  }
  return Math.floor(mark);
}

/**
 * Makes the engine's stream for `object`. `kind` says which sides there are.
 * @param {any} object
 * @param {any} options as given to the constructor
 * @param {'readable' | 'writable' | 'duplex' | 'transform'} kind
 */
export function attachSides(object, options, kind) {
  const isDuplex = kind === 'duplex' || kind === 'transform';
  const readable = isDuplex || kind === 'readable';
  const writable = isDuplex || kind === 'writable';
  const readObjectMode = Boolean(
    options?.objectMode || (isDuplex && options?.readableObjectMode),
  );
  const writeObjectMode = Boolean(
    options?.objectMode || (isDuplex && options?.writableObjectMode),
  );
  let flags = 0;
  if (readable) flags |= made.readableSide;
  if (writable) flags |= made.writableSide;
  if (kind === 'transform') flags |= made.transform;
  if (readable && readObjectMode) flags |= made.readableObjectMode;
  if (writable && writeObjectMode) flags |= made.writableObjectMode;
  if (options?.autoDestroy === false) flags |= made.noAutoDestroy;
  if (options?.emitClose === false) flags |= made.noEmitClose;
  if (isDuplex) {
    if (options?.allowHalfOpen === false) flags |= made.noHalfOpen;
    if (options?.readable === false) flags |= made.notReadable;
    if (options?.writable === false) flags |= made.notWritable;
  }
  const encoding = options?.defaultEncoding;
  const readMark = readable
    ? highWaterMark(options, 'readableHighWaterMark', isDuplex, readObjectMode)
    : 0;
  // As in Node, a Duplex checks its encoding with the readable side, before the writable one.
  const checkEncoding = () => {
    if (encoding != null && !Buffer.isEncoding(encoding))
      throw unknownEncoding(encoding);
  };
  if (readable) {
    checkEncoding();
    const decodes = options?.encoding;
    if (decodes && !Buffer.isEncoding(decodes)) throw unknownEncoding(decodes);
  }
  const writeMark = writable
    ? highWaterMark(options, 'writableHighWaterMark', isDuplex, writeObjectMode)
    : 0;
  checkEncoding();
  const border = attach(object, flags, readMark, writeMark);
  border.readObjectMode = readable && readObjectMode;
  border.writeObjectMode = writable && writeObjectMode;
  if (encoding) {
    border.readEncoding = defaultEncodingOf(encoding);
    border.writeEncoding = border.readEncoding;
  }
  border.decodeStrings = options?.decodeStrings !== false;
  return border;
}

/** Bits of tc_stream_own. */
const owns = { read: 1, readReplaced: 2 };

/**
 * Tells the engine which methods are the class's own, so that it need not call out for them; then,
 * if there is a `_construct`, lets it wait for that.
 */
export function finishConstruction(stream, { ownRead, readReplaced }) {
  const { id } = stream[kBorder];
  const flags =
    (ownRead ? owns.read : 0) | (readReplaced ? owns.readReplaced : 0);
  if (flags !== 0) wasm.tc_stream_own(id, flags);
  if (typeof stream._construct === 'function') {
    wasm.tc_construct(id);
    if (thrown.has) rethrow();
  }
}
