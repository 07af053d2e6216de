// `_readableState`: the engine's state of a readable side under Node's names. It holds nothing itself.
import { StringDecoder } from '#platform';
import { borderOf, errorSlot, kBorder } from './border.js';
import { constructListener } from './callbacks.js';
import { defaultEncodingOf } from './encodings.js';
import { readList, wasm } from './engine.js';
import { lookup } from './registry.js';
import {
  assign,
  assignedOr,
  borderOfView,
  defineFlags,
  detached,
  fieldOf,
  listOf,
  numberField,
  setField,
  sharedFlags,
  valuesOf,
  viewMaker,
} from './state_view.js';

/** ListenerKind::kConstructed. */
const kConstructedKind = 8;

export class ReadableState {
  /** The facade gives its stream; user code gives what Node's constructor takes. */
  constructor(options, stream, isDuplex) {
    void stream;
    const own = options?.[kBorder];
    const border = own ?? detached(options, isDuplex, 'readable');
    if (!own && options?.encoding) {
      border.decoder = new StringDecoder(options.encoding);
      border.encoding = options.encoding;
    }
    return makeView(border);
  }

  get flowing() {
    return [null, false, true][wasm.tc_flowing(borderOfView(this).id)];
  }

  set flowing(value) {
    const flowing = value === null || value === undefined ? 0 : value ? 2 : 1;
    wasm.tc_set_flowing(borderOfView(this).id, flowing);
  }

  /** Whether pause() was the last explicit word. */
  get paused() {
    return fieldOf(this, 'rPaused') === 2;
  }

  set paused(value) {
    setField(this, 'rPaused', value ? 2 : 1);
  }

  get pipesCount() {
    return readList(wasm.tc_pipes, borderOfView(this).id).length;
  }

  get decoder() {
    return borderOfView(this).decoder;
  }

  set decoder(value) {
    const border = borderOfView(this);
    border.decoder = value || null;
    wasm.tc_set_decoder(border.id, border.decoder ? 1 : 0);
  }

  get objectMode() {
    return fieldOf(this, 'rObjectMode') !== 0;
  }

  set objectMode(value) {
    borderOfView(this).readObjectMode = Boolean(value);
    setField(this, 'rObjectMode', value ? 1 : 0);
  }

  get encoding() {
    return borderOfView(this).encoding;
  }

  set encoding(value) {
    borderOfView(this).encoding = value || null;
  }

  get defaultEncoding() {
    return borderOfView(this).readEncoding;
  }

  set defaultEncoding(value) {
    borderOfView(this).readEncoding = defaultEncodingOf(value);
  }

  get errored() {
    return erroredOf(borderOfView(this).object);
  }

  set errored(value) {
    setErrored(borderOfView(this), value);
  }
}

/** The first error of the stream's life, or null. */
export function erroredOf(stream) {
  const border = borderOf(stream);
  const slot = wasm.tc_errored(border.id);
  return slot === 0 ? null : border.slots.get(slot);
}

export function setErrored(border, value) {
  wasm.tc_set_errored(border.id, errorSlot(border, value));
}

/** What a state does when its stream has been constructed: what waited goes on. Node's own name cannot be had. */
export function defineOnConstructed(prototype) {
  Object.defineProperty(prototype, Symbol('kOnConstructed'), {
    value: function onConstructed(stream) {
      constructListener(kConstructedKind, stream[kBorder].id)();
    },
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

const makeView = viewMaker(
  ReadableState,
  Object.defineProperties(
    {},
    {
      highWaterMark: numberField('rHighWaterMark'),
      ...Object.getOwnPropertyDescriptors({
        get buffer() {
          return valuesOf(borderOfView(this), wasm.tc_readable_slots);
        },
        set buffer(chunks) {
          const { id, slots } = borderOfView(this);
          const objects = fieldOf(this, 'rObjectMode') !== 0;
          wasm.tc_clear_readable(id);
          for (const chunk of listOf(chunks)) {
            const size = objects ? 1 : (chunk?.length ?? 0);
            wasm.tc_append_readable(id, slots.take(chunk), size);
          }
        },
        get bufferIndex() {
          return assignedOr(this, 'bufferIndex', () => 0);
        },
        set bufferIndex(value) {
          assign(this, 'bufferIndex', value);
        },
      }),
      length: numberField('rLength'),
      ...Object.getOwnPropertyDescriptors({
        get pipes() {
          return readList(wasm.tc_pipes, borderOfView(this).id).map(lookup);
        },
        /** A pipe is there because pipe() made it: assigning can only leave some out. */
        set pipes(destinations) {
          const { id } = borderOfView(this);
          const kept = new Set(listOf(destinations));
          const there = readList(wasm.tc_pipes, id).map(lookup);
          for (let i = there.length - 1; i >= 0; --i) {
            if (!kept.has(there[i])) wasm.tc_forget_pipe(id, i);
          }
        },
        get awaitDrainWriters() {
          const { id } = borderOfView(this);
          const writers = readList(wasm.tc_await_drain, id).map(lookup);
          if (fieldOf(this, 'rMultiAwaitDrain') !== 0) return new Set(writers);
          return writers[0] ?? null;
        },
        set awaitDrainWriters(value) {
          const { id } = borderOfView(this);
          const writers = value instanceof Set ? [...value] : [value];
          wasm.tc_clear_await_drain(id);
          for (const writer of writers) {
            if (Object(writer) === writer)
              wasm.tc_append_await_drain(id, borderOf(writer).id);
          }
        },
        /** Node's state says nothing of it until it is set, or was by the constructor. */
        get readable() {
          const is = fieldOf(this, 'rReadable') !== 0;
          return is && !borderOfView(this).readableAssigned ? undefined : is;
        },
        set readable(value) {
          borderOfView(this).readableAssigned = true;
          setField(this, 'rReadable', value ? 1 : 0);
        },
      }),
    },
  ),
);

defineFlags(ReadableState.prototype, {
  ...sharedFlags,
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
});
defineOnConstructed(ReadableState.prototype);
