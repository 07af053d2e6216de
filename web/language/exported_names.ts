// What each module offers to import by name: a name that is not here keeps a program from beginning. Types do not say it
// exactly: they know static members that Node does not export, and leave out names that Node has kept for others.
// `tests/web/completes.spec.mjs` asks a run.
import { withoutScheme, type OfferedModule } from '../worker/module_names';

const names = (text: string): ReadonlySet<string> =>
  new Set(['default', ...text.trim().split(/\s+/)]);

const exported: Record<OfferedModule, ReadonlySet<string>> = {
  stream: names(
    `
    Duplex PassThrough Readable Stream Transform Writable _isArrayBufferView
    _isUint8Array _uint8ArrayToBuffer addAbortSignal compose destroy duplexPair
    finished getDefaultHighWaterMark isDestroyed isDisturbed isErrored
    isReadable isWritable pipeline promises setDefaultHighWaterMark`,
  ),
  'stream/promises': names(
    `
    finished pipeline`,
  ),
  'stream/consumers': names(
    `
    arrayBuffer blob buffer bytes json text`,
  ),
  'stream/web': names(
    `
    ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy
    DecompressionStream ReadableByteStreamController ReadableStream
    ReadableStreamBYOBReader ReadableStreamBYOBRequest
    ReadableStreamDefaultController ReadableStreamDefaultReader
    ReadableStreamTee TextDecoderStream TextEncoderStream TransformStream
    TransformStreamDefaultController WritableStream
    WritableStreamDefaultController WritableStreamDefaultWriter`,
  ),
  net: names(
    `
    BlockList BoundSocket Server Socket SocketAddress Stream _normalizeArgs
    connect createConnection createServer getDefaultAutoSelectFamily
    getDefaultAutoSelectFamilyAttemptTimeout isIP isIPv4 isIPv6
    setDefaultAutoSelectFamily setDefaultAutoSelectFamilyAttemptTimeout`,
  ),
  events: names(
    `
    EventEmitter captureRejectionSymbol captureRejections defaultMaxListeners
    errorMonitor getEventListeners listenerCount once`,
  ),
  buffer: names(
    `
    Blob Buffer File atob btoa constants kMaxLength kStringMaxLength`,
  ),
  util: names(
    `
    TextDecoder TextEncoder _extend callbackify debuglog deprecate format
    formatWithOptions inherits inspect isArray promisify
    stripVTControlCharacters types`,
  ),
  assert: names(
    `
    AssertionError deepEqual deepStrictEqual doesNotMatch doesNotReject
    doesNotThrow equal fail ifError match notDeepEqual notDeepStrictEqual
    notEqual notStrictEqual ok rejects strict strictEqual throws`,
  ),
  'assert/strict': names(
    `
    AssertionError deepEqual deepStrictEqual doesNotMatch doesNotReject
    doesNotThrow equal fail ifError match notDeepEqual notDeepStrictEqual
    notEqual notStrictEqual ok rejects strict strictEqual throws`,
  ),
  string_decoder: names(
    `
    StringDecoder`,
  ),
  timers: names(
    `
    clearImmediate clearInterval clearTimeout promises setImmediate setInterval
    setTimeout`,
  ),
  'timers/promises': names(
    `
    scheduler setImmediate setInterval setTimeout`,
  ),
  process: names(
    `
    _events _eventsCount _maxListeners arch argv cwd emitWarning env execArgv
    exit exitCode hrtime nextTick pid platform ppid stderr stdin stdout title
    umask uptime version versions`,
  ),
  console: names(
    `
    assert clear count countReset debug dir dirxml error group groupCollapsed
    groupEnd info log table time timeEnd timeLog trace warn`,
  ),
};

/** @param module one that is offered, with or without `node:` */
export function exportedNames(module: string): ReadonlySet<string> {
  return exported[withoutScheme(module) as OfferedModule];
}
