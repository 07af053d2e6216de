// `_writableState`: the engine's state of a writable side under Node's names. It holds nothing itself.
import { kBorder } from './border.js';
import { nothing, onwriteOf } from './callbacks.js';
import { readList, wasm } from './engine.js';
import {
  defaultEncodingOf,
  encodingName,
  encodingNumber,
} from './encodings.js';
import {
  defineOnConstructed,
  erroredOf,
  setErrored,
} from './readable_state.js';
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
  viewMaker,
} from './state_view.js';

export class WritableState {
  /** The facade gives its stream; user code gives what Node's constructor takes. */
  constructor(options, stream, isDuplex) {
    void stream;
    return makeView(
      options?.[kBorder] ?? detached(options, isDuplex, 'writable'),
    );
  }

  get buffered() {
    const { id, slots } = borderOfView(this);
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

  set buffered(value) {
    const { id, slots } = borderOfView(this);
    const objects = fieldOf(this, 'wObjectMode') !== 0;
    wasm.tc_clear_writable(id);
    for (const { chunk, encoding, callback } of listOf(value).filter(Boolean)) {
      wasm.tc_append_writable(
        id,
        slots.take(chunk),
        objects ? 1 : (chunk?.length ?? 0),
        encodingNumber(encoding),
        !callback || callback === nothing ? 0 : slots.take(callback),
      );
    }
  }

  get bufferedRequestCount() {
    return wasm.tc_buffered_writes(borderOfView(this).id);
  }

  getBuffer() {
    return this.buffered;
  }

  get allBuffers() {
    return assignedOr(this, 'allBuffers', () =>
      this.buffered.every((each) => !each || each.encoding === 'buffer'),
    );
  }

  set allBuffers(value) {
    assign(this, 'allBuffers', Boolean(value));
  }

  get allNoop() {
    return assignedOr(this, 'allNoop', () =>
      this.buffered.every((each) => !each || each.callback === nothing),
    );
  }

  set allNoop(value) {
    assign(this, 'allNoop', Boolean(value));
  }

  /** The callback of what `_write` has not called back for; of what `_writev` has, none. */
  get writecb() {
    const { id, slots } = borderOfView(this);
    const slot = wasm.tc_write_callback(id);
    return slot === 0 ? nothing : slots.get(slot);
  }

  set writecb(value) {
    const { id, slots } = borderOfView(this);
    const slot = value && value !== nothing ? slots.take(value) : 0;
    wasm.tc_set_write_callback(id, slot);
  }

  /** How the writes that were done at once share a tick for their callbacks. */
  get afterWriteTickInfo() {
    const { id, slots, object } = borderOfView(this);
    const [count, slot] = readList(wasm.tc_after_write, id);
    if (!count) return null;
    const cb = slot === 0 ? nothing : slots.get(slot);
    return { count, cb, stream: object, state: this };
  }

  /** Nothing: the next such write gets a tick of its own. */
  set afterWriteTickInfo(value) {
    if (!value) setField(this, 'wAfterWriteOpen', 0);
  }

  get decodeStrings() {
    return borderOfView(this).decodeStrings;
  }

  set decodeStrings(value) {
    borderOfView(this).decodeStrings = Boolean(value);
  }

  get objectMode() {
    return fieldOf(this, 'wObjectMode') !== 0;
  }

  set objectMode(value) {
    borderOfView(this).writeObjectMode = Boolean(value);
    setField(this, 'wObjectMode', value ? 1 : 0);
  }

  get defaultEncoding() {
    return borderOfView(this).writeEncoding;
  }

  set defaultEncoding(value) {
    borderOfView(this).writeEncoding = defaultEncodingOf(value);
  }

  get errored() {
    return erroredOf(borderOfView(this).object);
  }

  set errored(value) {
    setErrored(borderOfView(this), value);
  }

  /** Undefined until it is set, or was by the constructor. */
  get writable() {
    const is = fieldOf(this, 'wWritable') !== 0;
    return is && !borderOfView(this).writableAssigned ? undefined : is;
  }

  set writable(value) {
    borderOfView(this).writableAssigned = value !== undefined && value !== null;
    setField(this, 'wWritable', value || value == null ? 1 : 0);
  }
}

const makeView = viewMaker(
  WritableState,
  Object.defineProperties(
    {},
    {
      highWaterMark: numberField('wHighWaterMark'),
      length: numberField('wLength'),
      corked: numberField('wCorked'),
      ...Object.getOwnPropertyDescriptors({
        get onwrite() {
          const { object, onwrite } = borderOfView(this);
          return onwrite ?? onwriteOf(object);
        },
        set onwrite(value) {
          borderOfView(this).onwrite = value;
        },
      }),
      writelen: numberField('wWriteLength'),
      ...Object.getOwnPropertyDescriptors({
        get bufferedIndex() {
          return assignedOr(this, 'bufferedIndex', () => 0);
        },
        set bufferedIndex(value) {
          assign(this, 'bufferedIndex', value);
        },
      }),
      pendingcb: numberField('wPendingcb'),
    },
  ),
);

defineFlags(WritableState.prototype, {
  ...sharedFlags,
  needDrain: 'wNeedDrain',
  ending: 'wEnding',
  ended: 'wEnded',
  finished: 'wFinished',
  finalCalled: 'wFinalCalled',
  prefinished: 'wPrefinished',
  writing: 'wWriting',
  sync: 'wSync',
  bufferProcessing: 'wBufferProcessing',
});
defineOnConstructed(WritableState.prototype);
