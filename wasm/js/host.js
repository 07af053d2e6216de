// The engine's imports (wasm/imports.js forwards to here). Each that runs user code catches what it
// throws, keeps it, and says so by a number; none lets an exception reach the engine's frames.
import { Buffer } from '#platform';
import {
  keepThrown,
  kBorder,
  borderOf,
  rethrow,
  thrown,
  errorSlot,
} from './border.js';
import { encodingName } from './encodings.js';
import { AbortError, aggregateTwoErrors, nodeError } from './errors.js';
import { tables, wasm } from './engine.js';
import { lookup } from './registry.js';
import {
  constructListener,
  nothing,
  onwriteOf,
  pipeIsAlone,
  pipeListener,
  takeListener,
} from './callbacks.js';
import { ticks } from './ticks.js';
import { hooks } from './hooks.js';
import { prependListener } from './legacy.js';

/** The order of Method in host_wasm.cpp. */
const methods = ['end', 'resume', 'pause', 'uncork', 'destroy'];
const destroyMethod = 4;
/** ListenerKind::kPipeData. */
const dataKind = 0;
/** The order of Listen in core/include/tincan/host.h; after them prependListener. */
const adders = ['on', 'once'];

const slotsOf = (id, object) => (object[kBorder] ?? borderOf(object)).slots;

/** Words of a list the engine passes by address: read at once, the memory may move later. */
const words = (address, count) =>
  Array.from(new Uint32Array(wasm.memory(), address, count));

/** After 'end' the engine asks whether the writable side may stay open: what the user says by now. */
function showHalfOpen(id, stream) {
  if (stream.allowHalfOpen === undefined) return;
  const { allowHalfOpen } = tables.field;
  wasm.tc_set(id, allowHalfOpen, stream.allowHalfOpen === false ? 0 : 1);
}

/**
 * For imports the engine takes no exception from: a hook may be a getter. What is thrown there goes on its way as soon as the engine has been left.
 */
function attempt(call) {
  try {
    return call();
  } catch (error) {
    keepThrown(error);
    return undefined;
  }
}

export const host = {
  emit(id, event, slot) {
    const stream = lookup(id);
    try {
      if (slot === 0 && event === tables.event.data) {
        stream.emit('data', undefined);
      } else if (slot === 0 && event === tables.event.error) {
        stream.emit('error', borderOf(stream).passedOn);
      } else if (slot === 0) stream.emit(tables.events[event]);
      else stream.emit(tables.events[event], slotsOf(id, stream).give(slot));
      if (event === tables.event.end) showHalfOpen(id, stream);
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  emitData(id, slot) {
    const stream = lookup(id);
    try {
      // Counted, yet not there: see setEncoding() over buffered objects.
      const chunk = slot === 0 ? undefined : stream[kBorder].slots.get(slot);
      stream.emit('data', chunk);
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  read(id, size) {
    const stream = lookup(id);
    try {
      stream._read(size);
      return pipeIsAlone(stream) ? 2 : 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  write(id, owner, slot, encoding, readableLength) {
    const stream = lookup(id);
    const border = stream[kBorder];
    border.lengthBefore = readableLength;
    const { slots } = owner === id ? border : lookup(owner)[kBorder];
    try {
      stream._write(
        // A pipe may hand over what is counted, yet not there: see setEncoding() over buffered objects.
        slot === 0 ? undefined : slots.give(slot),
        encodingName(encoding),
        border.onwrite ?? onwriteOf(stream),
      );
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  writev(id, address, count) {
    const stream = lookup(id);
    const border = stream[kBorder];
    const list = words(address, count * 3);
    /** @type {any} */
    const chunks = [];
    let allBuffers = true;
    for (let i = 0; i < list.length; i += 3) {
      const encoding = encodingName(list[i + 1]);
      if (encoding !== 'buffer') allBuffers = false;
      chunks.push({
        chunk: border.slots.give(list[i]),
        encoding,
        callback: list[i + 2] === 0 ? nothing : border.slots.get(list[i + 2]),
      });
    }
    chunks.allBuffers = allBuffers;
    try {
      stream._writev(chunks, border.onwrite ?? onwriteOf(stream));
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  hook(id, hook) {
    const stream = lookup(id);
    try {
      hooks[tables.hooks[hook]](stream);
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  destroy(id, slot) {
    const stream = lookup(id);
    const border = stream[kBorder];
    try {
      stream._destroy(slot === 0 ? null : border.slots.get(slot), (error) => {
        border.destroyedWith = error;
        wasm.tc_destroy_done(border.id, errorSlot(border, error));
        if (thrown.has) rethrow();
      });
      return 0;
    } catch (error) {
      // A throw counts as what the callback was given; after that it is too late to matter.
      border.destroyedWith = error;
      keepThrown(error);
      return 1;
    }
  },

  callback(id, callback, slot) {
    const stream = lookup(id);
    const slots = slotsOf(id, stream);
    const call = slots.give(callback);
    try {
      call(slot === 0 ? null : slots.get(slot));
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  readMethod(id, size) {
    const stream = lookup(id);
    try {
      const chunk = Number.isNaN(size) ? stream.read() : stream.read(size);
      return chunk === null ? 0 : 1;
    } catch (error) {
      keepThrown(error);
      return 2;
    }
  },

  method(id, method, slot) {
    const stream = lookup(id);
    try {
      if (slot !== 0) stream[methods[method]](slotsOf(id, stream).give(slot));
      else if (method === destroyMethod) stream.destroy(undefined);
      else stream[methods[method]]();
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  listenData(id, pipe) {
    const stream = lookup(id);
    try {
      stream.on('data', pipeListener(stream, dataKind, pipe));
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  unpipeMethod(id, destination) {
    try {
      lookup(id).unpipe(lookup(destination));
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  emitPiped(id, source, on) {
    const stream = lookup(id);
    const from = lookup(source);
    try {
      if (on) stream.emit('pipe', from);
      else stream.emit('unpipe', from, { hasUnpiped: false });
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  takeThrown(id) {
    const error = thrown.value;
    thrown.has = false;
    thrown.value = undefined;
    return error ? slotsOf(id, lookup(id)).take(error) : 0;
  },

  hasHook(id, hook) {
    const stream = lookup(id);
    const name = tables.hooks[hook];
    return attempt(() => typeof stream[name] === 'function') ? 1 : 0;
  },

  listenerCount(id, event) {
    const stream = lookup(id);
    return attempt(() => stream.listenerCount(tables.events[event])) ?? 0;
  },

  makeError(id, code) {
    const { className, code: name, message } = tables.errors[code];
    const error =
      name === 'ABORT_ERR'
        ? new AbortError()
        : nodeError(className, name, message, host.makeError);
    return slotsOf(id, lookup(id)).take(error);
  },

  aggregate(id, newer, older) {
    const slots = slotsOf(id, lookup(id));
    return slots.take(aggregateTwoErrors(slots.give(newer), slots.give(older)));
  },

  copy(from, slot, to) {
    const value = slotsOf(from, lookup(from)).get(slot);
    return slotsOf(to, lookup(to)).take(value);
  },

  same(owner, slot, otherOwner, otherSlot) {
    const a = slotsOf(owner, lookup(owner)).get(slot);
    const b = slotsOf(otherOwner, lookup(otherOwner)).get(otherSlot);
    return a === b ? 1 : 0;
  },

  decode(id, slot) {
    const border = lookup(id)[kBorder];
    try {
      const text = border.decoder.write(border.slots.get(slot));
      border.slots.items[slot] = text;
      return text.length;
    } catch (error) {
      keepThrown(error);
      return -1;
    }
  },

  decodeEnd(id) {
    const border = lookup(id)[kBorder];
    const text = attempt(() => border.decoder.end());
    return text ? border.slots.take(text) : 0;
  },

  size(id, slot) {
    return slotsOf(id, lookup(id)).get(slot).length;
  },

  concat(id, address, count, decoded) {
    const slots = slotsOf(id, lookup(id));
    const parts = words(address, count).map((slot) => slots.give(slot));
    // Text may grow too long, and an assigned state may claim what is not so.
    const whole = attempt(() =>
      decoded ? parts.join('') : Buffer.concat(parts),
    );
    return whole === undefined ? 0 : slots.take(whole);
  },

  slice(id, slot, from, to) {
    const slots = slotsOf(id, lookup(id));
    const chunk = slots.get(slot);
    const part = attempt(() =>
      typeof chunk === 'string'
        ? chunk.slice(from, to)
        : chunk.subarray(from, to),
    );
    return part === undefined ? 0 : slots.take(part);
  },

  listen(id, event, how, kind, token) {
    const stream = lookup(id);
    const name = tables.events[event];
    try {
      const listener =
        typeof name === 'symbol'
          ? constructListener(kind, token)
          : pipeListener(stream, kind, token);
      if (how < adders.length) stream[adders[how]](name, listener);
      else prependListener(stream, name, listener);
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  unlisten(id, event, kind, token) {
    const stream = lookup(id);
    const listener = takeListener(stream, kind, token);
    if (!listener) return 0;
    try {
      stream.removeListener(tables.events[event], listener);
      return 0;
    } catch (error) {
      keepThrown(error);
      return 1;
    }
  },

  foreignNeedsDrain(id) {
    const stream = lookup(id);
    return attempt(() => stream.writableNeedDrain === true) ? 1 : 0;
  },

  tickQueued(id) {
    lookup(id);
    attempt(ticks.queued);
  },

  release(owner, slot) {
    const stream = lookup(owner);
    if (stream) slotsOf(owner, stream).give(slot);
  },

  traceFull() {
    ticks.traceFull();
  },
};
