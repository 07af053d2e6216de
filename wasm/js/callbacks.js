// Functions the façade hands out: the callbacks of hooks, and the listeners a pipe puts into its two
// emitters. Each holds its stream, as a closure of Node's would.
import { wasm } from './engine.js';
import { borderOf, errorSlot, kBorder, rethrow, thrown } from './border.js';
import { pushedOf, pushIsOwn } from './chunks.js';

/** The callback of a write that nobody waits for. */
function nop() {}
export { nop as nothing };

/** The callback `_write` and `_writev` of this stream get. */
export function onwriteOf(stream) {
  const border = stream[kBorder];
  border.onwrite = (error) => {
    wasm.tc_onwrite(border.id, errorSlot(border, error));
    if (thrown.has) rethrow();
  };
  return border.onwrite;
}

/** The callback of `_flush`: what is left goes out, then end of data. */
export function flushed(border, error, data) {
  const stream = border.object;
  if (error || data == null) {
    wasm.tc_flush_done(border.id, errorSlot(border, error), 0, 0, 0, 0);
  } else if (pushIsOwn(stream)) {
    const pushed = pushedOf(stream, data, undefined, 'push');
    if (pushed === null) wasm.tc_flush_done(border.id, 0, 0, 0, 0, 0);
    else {
      wasm.tc_flush_done(
        border.id,
        0,
        pushed.slot,
        pushed.size,
        pushed.what,
        1,
      );
    }
  } else {
    stream.push(data);
    wasm.tc_flush_done(border.id, 0, 0, 0, 0, 0);
  }
}

/** What waits in an emitter for its stream's construction. */
export function constructListener(kind, id) {
  return function onconstruct() {
    wasm.tc_fire(kind, id, 0, 0);
    if (thrown.has) rethrow();
  };
}

/** The two ends of the pipe that is being made, for the listeners the engine asks for meanwhile. */
let joining = null;

/** Makes a pipe: `join` calls the engine, which asks for listeners; each must know both ends. */
export function joinPipe(source, destination, join) {
  const before = joining;
  joining = { source, destination };
  try {
    join();
  } finally {
    joining = before;
  }
}

/** Order of ListenerKind in core/include/tincan/host.h. */
const kinds = { data: 0, onUnpipe: 3, error: 5 };

/** An engine-owned listener for `stream`, remembered so that it can be taken off again. */
export function pipeListener(stream, kind, token) {
  const border = borderOf(stream);
  border.pipeEnds ??= new Map();
  // None when the pipe is over and its destination, full to the last, is still to drain.
  const ends = joining ?? border.pipeEnds.get(token);
  if (ends) border.pipeEnds.set(token, ends);
  const listener = makeListener(kind, token, ends);
  border.listeners ??= new Map();
  border.listeners.set(`${kind}:${token}`, listener);
  return listener;
}

/** The listener of that kind and token, no longer remembered; with the pipe's last, its ends are not. */
export function takeListener(stream, kind, token) {
  const border = borderOf(stream);
  const name = `${kind}:${token}`;
  const listener = border.listeners?.get(name);
  border.listeners?.delete(name);
  if (kind === kinds.data || kind === kinds.onUnpipe) {
    border.pipeEnds?.delete(token);
  }
  if (listener && border.ondata === listener) {
    border.ondata = null;
    border.pipeTo = null;
  }
  return listener;
}

/** What `write` and `emit` are when nobody replaced them; writable.js and readable.js say. */
const own = { write: null, emit: null };
export function setOwnMethods(methods) {
  Object.assign(own, methods);
}

/**
 * Whether a chunk of `stream` would reach nobody but the destination of its one pipe, and that by
 * the destination's own write(). Then the engine hands it over without asking again.
 */
export function pipeIsAlone(stream) {
  const border = stream[kBorder];
  return (
    border.pipeTo !== null &&
    stream._events.data === border.ondata &&
    stream.emit === own.emit &&
    border.pipeTo.write === own.write &&
    border.pipeTo[kBorder] !== undefined
  );
}

function makeListener(kind, token, ends) {
  const { source, destination: dest } = ends ?? {};
  if (kind === kinds.data) {
    const ondata = function ondata(chunk) {
      try {
        if (dest.write(chunk) === false) {
          wasm.tc_pipe_wrote(token, 0);
          if (thrown.has) rethrow();
        }
      } catch (error) {
        // What a destination cannot take ends the destination, not the source.
        dest.destroy(error);
      }
    };
    source[kBorder].ondata = ondata;
    source[kBorder].pipeTo = dest;
    return ondata;
  }
  if (kind === kinds.onUnpipe) {
    return function onunpipe(readable, info) {
      if (readable !== source || info?.hasUnpiped !== false) return;
      info.hasUnpiped = true;
      wasm.tc_fire(kind, token, 0, 0);
      if (thrown.has) rethrow();
    };
  }
  if (kind === kinds.error) {
    return function onerror(error) {
      const border = borderOf(dest);
      if (!error) border.passedOn = error;
      wasm.tc_fire(kind, token, border.id, errorSlot(border, error));
      if (thrown.has) rethrow();
    };
  }
  return function onpipeevent() {
    wasm.tc_fire(kind, token, 0, 0);
    // The other end is named so that this listener keeps it, as in Node.
    if (thrown.has) /** @type {Function} */ (rethrow)(ends);
  };
}
