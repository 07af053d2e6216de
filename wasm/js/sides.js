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

/** `_read` of a Transform and `read` of a Readable as their classes have them; those files say. */
const own = { transformRead: null, read: null };
export function setOwnReading(methods) {
  Object.assign(own, methods);
}

/**
 * Tells the engine which methods are the class's own, so that it need not call out for them. Asked
 * again where a flow may begin, since a method may have been replaced meanwhile.
 */
export function noticeReading(stream) {
  const border = stream[kBorder];
  const flags =
    (stream._read === own.transformRead ? owns.read : 0) |
    (stream.read !== own.read ? owns.readReplaced : 0);
  if (flags === border.owns) return;
  border.owns = flags;
  wasm.tc_stream_own(border.id, flags);
}

/** If there is a `_construct`, the stream waits for that. */
export function finishConstruction(stream) {
  if (stream._readableState) noticeReading(stream);
  if (typeof stream._construct === 'function') {
    wasm.tc_construct(stream[kBorder].id);
    if (thrown.has) rethrow();
  }
}
