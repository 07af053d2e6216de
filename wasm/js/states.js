// `_readableState` and `_writableState`: live views of the engine's state under Node's names. They
// hold nothing themselves.
import { StringDecoder } from '#platform';
import { borderOf, kBorder } from './border.js';
import { onwriteOf, nothing } from './callbacks.js';
import { tables, wasm, readList } from './engine.js';
import { defaultEncodingOf, encodingName } from './encodings.js';
import { lookup } from './registry.js';
import { attachSides } from './sides.js';
import { printFields } from './state_inspect.js';

/** The Border of the stream a view shows. @type {(view: any) => import('./border.js').Border} */
let readableBorder;
/** @type {(view: any) => import('./border.js').Border} */
let writableBorder;

/** `new ReadableState(options)` by user code: state of a side that belongs to no stream. */
function detached(options, isDuplex, kind) {
  const holder = {};
  attachSides(holder, options, isDuplex ? 'duplex' : kind);
  return holder;
}

const values = ({ id, slots }, fill) =>
  readList(fill, id).map((slot) => slots.get(slot));

export class ReadableState {
  #stream;

  /** The facade gives its stream; user code gives what Node's constructor takes. */
  constructor(options, stream, isDuplex) {
    void stream;
    this.#stream = options?.[kBorder]
      ? options
      : detached(options, isDuplex, 'readable');
    if (this.#stream !== options && options?.encoding) {
      const border = this.#stream[kBorder];
      border.decoder = new StringDecoder(options.encoding);
      border.encoding = options.encoding;
    }
  }

  static {
    readableBorder = (view) => view.#stream[kBorder];
  }

  get buffer() {
    return values(readableBorder(this), wasm.tc_readable_slots);
  }

  get bufferIndex() {
    return 0;
  }

  get flowing() {
    return [null, false, true][wasm.tc_flowing(readableBorder(this).id)];
  }

  set flowing(value) {
    const flowing = value === null || value === undefined ? 0 : value ? 2 : 1;
    wasm.tc_set_flowing(readableBorder(this).id, flowing);
  }

  /** Whether pause() was the last explicit word. */
  get paused() {
    return wasm.tc_paused(readableBorder(this).id) === 2;
  }

  get pipes() {
    return readList(wasm.tc_pipes, readableBorder(this).id).map(lookup);
  }

  get pipesCount() {
    return this.pipes.length;
  }

  get awaitDrainWriters() {
    const { id } = readableBorder(this);
    const writers = readList(wasm.tc_await_drain, id).map(lookup);
    if (/** @type {any} */ (this).multiAwaitDrain) return new Set(writers);
    return writers[0] ?? null;
  }

  get decoder() {
    return readableBorder(this).decoder;
  }

  set decoder(value) {
    readableBorder(this).decoder = value;
  }

  get encoding() {
    return readableBorder(this).encoding;
  }

  set encoding(value) {
    readableBorder(this).encoding = value;
  }

  get defaultEncoding() {
    return readableBorder(this).readEncoding;
  }

  set defaultEncoding(value) {
    readableBorder(this).readEncoding = defaultEncodingOf(value);
  }

  get errored() {
    return erroredOf(readableBorder(this).object);
  }
}

export class WritableState {
  #stream;

  /** The facade gives its stream; user code gives what Node's constructor takes. */
  constructor(options, stream, isDuplex) {
    void stream;
    this.#stream = options?.[kBorder]
      ? options
      : detached(options, isDuplex, 'writable');
  }

  static {
    writableBorder = (view) => view.#stream[kBorder];
  }

  get buffered() {
    const { id, slots } = writableBorder(this);
    const words = readList(wasm.tc_writable_slots, id, 3);
    const entries = [];
    for (let i = 0; i < words.length; i += 3) {
      entries.push({
        chunk: slots.get(words[i]),
        encoding: encodingName(words[i + 1]),
        callback: words[i + 2] === 0 ? nothing : slots.get(words[i + 2]),
      });
    }
    // While it is being written, a buffered write has left but keeps its place.
    const leaving = this.bufferedRequestCount - entries.length;
    return [...Array(leaving).fill(null), ...entries];
  }

  get bufferedIndex() {
    return 0;
  }

  get bufferedRequestCount() {
    return wasm.tc_buffered_writes(writableBorder(this).id);
  }

  getBuffer() {
    return this.buffered;
  }

  get allBuffers() {
    return this.buffered.every((each) => !each || each.encoding === 'buffer');
  }

  get allNoop() {
    return this.buffered.every((each) => !each || each.callback === nothing);
  }

  /** Size of the write `_write` has not called back for, in the side's unit. */
  get writelen() {
    /** @type {any} */
    const view = this;
    if (!view.writing) return 0;
    const sizeOf = (each) => (view.objectMode ? 1 : each.chunk.length);
    const waiting = this.buffered.reduce(
      (sum, each) => sum + (each ? sizeOf(each) : 0),
      0,
    );
    return view.length - waiting;
  }

  get onwrite() {
    const { object, onwrite } = writableBorder(this);
    return onwrite ?? onwriteOf(object);
  }

  get decodeStrings() {
    return writableBorder(this).decodeStrings;
  }

  set decodeStrings(value) {
    writableBorder(this).decodeStrings = Boolean(value);
  }

  get defaultEncoding() {
    return writableBorder(this).writeEncoding;
  }

  set defaultEncoding(value) {
    writableBorder(this).writeEncoding = defaultEncodingOf(value);
  }

  get errored() {
    return erroredOf(writableBorder(this).object);
  }
}

/** The first error of the stream's life, or null. */
export function erroredOf(stream) {
  const border = borderOf(stream);
  const slot = wasm.tc_errored(border.id);
  return slot === 0 ? null : border.slots.get(slot);
}

/** A property of Node's state object that is one field of the engine's. */
function expose(prototype, name, field, kind) {
  const borderOfView =
    prototype === ReadableState.prototype ? readableBorder : writableBorder;
  Object.defineProperty(prototype, name, {
    get() {
      const value = wasm.tc_get(borderOfView(this).id, tables.field[field]);
      if (kind === 'number') return value;
      return value !== 0;
    },
    set(value) {
      wasm.tc_set(borderOfView(this).id, tables.field[field], Number(value));
    },
    enumerable: kind === 'number',
    configurable: true,
  });
}

/** Views on which a property of exposeAssigned() was set. @type {WeakSet<object>} */
const assigned = new WeakSet();

/** A property Node's state object says nothing of until it is set, or was by the constructor. */
function exposeAssigned(prototype, name, field) {
  expose(prototype, name, field, 'boolean');
  /** @type {any} */
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, name);
  Object.defineProperty(prototype, name, {
    get() {
      return get.call(this) && !assigned.has(this) ? undefined : get.call(this);
    },
    set(value) {
      assigned.add(this);
      set.call(this, value);
    },
    enumerable: false,
    configurable: true,
  });
}

const shared = {
  constructed: 'constructed',
  destroyed: 'destroyed',
  closed: 'closed',
  closeEmitted: 'closeEmitted',
  errorEmitted: 'errorEmitted',
  autoDestroy: 'autoDestroy',
  emitClose: 'emitClose',
};
const readableBooleans = {
  ...shared,
  objectMode: 'rObjectMode',
  ended: 'rEnded',
  endEmitted: 'rEndEmitted',
  reading: 'rReading',
  sync: 'rSync',
  needReadable: 'rNeedReadable',
  emittedReadable: 'rEmittedReadable',
  readableListening: 'rReadableListening',
  resumeScheduled: 'rResumeScheduled',
  readingMore: 'rReadingMore',
  dataEmitted: 'rDataEmitted',
  multiAwaitDrain: 'rMultiAwaitDrain',
};
const writableBooleans = {
  ...shared,
  objectMode: 'wObjectMode',
  needDrain: 'wNeedDrain',
  ending: 'wEnding',
  ended: 'wEnded',
  finished: 'wFinished',
  finalCalled: 'wFinalCalled',
  prefinished: 'wPrefinished',
  writing: 'wWriting',
  sync: 'wSync',
  bufferProcessing: 'wBufferProcessing',
};
for (const [name, field] of Object.entries(readableBooleans)) {
  expose(ReadableState.prototype, name, field, 'boolean');
}
for (const [name, field] of Object.entries(writableBooleans)) {
  expose(WritableState.prototype, name, field, 'boolean');
}
expose(ReadableState.prototype, 'length', 'rLength', 'number');
expose(ReadableState.prototype, 'highWaterMark', 'rHighWaterMark', 'number');
expose(WritableState.prototype, 'length', 'wLength', 'number');
expose(WritableState.prototype, 'highWaterMark', 'wHighWaterMark', 'number');
expose(WritableState.prototype, 'corked', 'wCorked', 'number');
expose(WritableState.prototype, 'pendingcb', 'wPendingcb', 'number');
exposeAssigned(ReadableState.prototype, 'readable', 'rReadable');
exposeAssigned(WritableState.prototype, 'writable', 'wWritable');

printFields(ReadableState, [
  'highWaterMark',
  'buffer',
  'bufferIndex',
  'length',
  'pipes',
  'awaitDrainWriters',
]);
printFields(WritableState, [
  'highWaterMark',
  'length',
  'corked',
  'onwrite',
  'writelen',
  'bufferedIndex',
  'pendingcb',
]);
