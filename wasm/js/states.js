// `_readableState` and `_writableState`: live views of the engine's state under Node's names. They
// hold nothing themselves.
import { borderOf, kBorder } from './border.js';
import { tables, wasm, readList } from './engine.js';
import { encodingName } from './encodings.js';
import { lookup } from './registry.js';
import { nothing } from './callbacks.js';

/** Under this key a view keeps the stream it shows. */
const kStream = Symbol('tincan.stream');

export class ReadableState {
  constructor(stream) {
    Object.defineProperty(this, kStream, { value: stream });
  }

  get buffer() {
    const { id, slots } = this[kStream][kBorder];
    return readList(wasm.tc_readable_slots, id).map((slot) => slots.get(slot));
  }

  get bufferIndex() {
    return 0;
  }

  get flowing() {
    return [null, false, true][wasm.tc_flowing(this[kStream][kBorder].id)];
  }

  set flowing(value) {
    const flowing = value === null || value === undefined ? 0 : value ? 2 : 1;
    wasm.tc_set_flowing(this[kStream][kBorder].id, flowing);
  }

  /** Whether pause() was the last explicit word. */
  get paused() {
    return wasm.tc_paused(this[kStream][kBorder].id) === 2;
  }

  get pipes() {
    return readList(wasm.tc_pipes, this[kStream][kBorder].id).map(lookup);
  }

  get pipesCount() {
    return this.pipes.length;
  }

  get awaitDrainWriters() {
    const writers = readList(
      wasm.tc_await_drain,
      this[kStream][kBorder].id,
    ).map(lookup);
    if (this.multiAwaitDrain) return new Set(writers);
    return writers[0] ?? null;
  }

  get multiAwaitDrain() {
    return this.pipes.length > 1;
  }

  get decoder() {
    return this[kStream][kBorder].decoder;
  }

  get encoding() {
    return this[kStream][kBorder].encoding;
  }

  get defaultEncoding() {
    return this[kStream][kBorder].readEncoding;
  }

  get errored() {
    return erroredOf(this[kStream]);
  }
}

export class WritableState {
  constructor(stream) {
    Object.defineProperty(this, kStream, { value: stream });
  }

  get buffered() {
    const { id, slots } = this[kStream][kBorder];
    const words = readList(wasm.tc_writable_slots, id, 3);
    const entries = [];
    for (let i = 0; i < words.length; i += 3) {
      entries.push({
        chunk: slots.get(words[i]),
        encoding: encodingName(words[i + 1]),
        callback: words[i + 2] === 0 ? nothing : slots.get(words[i + 2]),
      });
    }
    return entries;
  }

  get bufferedIndex() {
    return 0;
  }

  get bufferedRequestCount() {
    return wasm.tc_buffered_writes(this[kStream][kBorder].id);
  }

  getBuffer() {
    return this.buffered;
  }

  get decodeStrings() {
    return this[kStream][kBorder].decodeStrings;
  }

  get defaultEncoding() {
    return this[kStream][kBorder].writeEncoding;
  }

  set defaultEncoding(value) {
    this[kStream][kBorder].writeEncoding = value;
  }

  get errored() {
    return erroredOf(this[kStream]);
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
  Object.defineProperty(prototype, name, {
    get() {
      const value = wasm.tc_get(this[kStream][kBorder].id, tables.field[field]);
      return kind === 'boolean' ? value !== 0 : value;
    },
    set(value) {
      wasm.tc_set(
        this[kStream][kBorder].id,
        tables.field[field],
        Number(value),
      );
    },
    enumerable: kind === 'number',
    configurable: true,
  });
}

/** `readable` and `writable`: false when the side was born ended, undefined until assigned. */
function exposeAssigned(prototype, name, field) {
  Object.defineProperty(prototype, name, {
    get() {
      const { id, assigned } = this[kStream][kBorder];
      if (wasm.tc_get(id, tables.field[field]) === 0) return false;
      return assigned?.[name] ? true : undefined;
    },
    set(value) {
      const border = this[kStream][kBorder];
      border.assigned = { ...border.assigned, [name]: true };
      wasm.tc_set(border.id, tables.field[field], value ? 1 : 0);
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
