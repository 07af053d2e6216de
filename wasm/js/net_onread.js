// The `onread` option: one buffer of the user's for everything that arrives, instead of 'data'. How much a read may bring is the
// buffer's length, so a callback that pauses is the last one until resume(). (Node doc: new net.Socket(options), "onread".)
import { Duplex } from './net_base.js';
import { errnoError } from './net_errors.js';

const kOnread = Symbol('tincan.onread');
const kNoBuffer = -105;

/** Looks at the option once, when the socket is made. */
export function takeOnread(socket, onread) {
  const usable =
    onread !== null &&
    typeof onread === 'object' &&
    (onread.buffer instanceof Uint8Array ||
      typeof onread.buffer === 'function') &&
    typeof onread.callback === 'function';
  if (!usable) return;
  const { buffer, callback } = onread;
  const generate = typeof buffer === 'function' ? buffer : null;
  socket[kOnread] = { generate, buffer: generate?.() ?? buffer, callback };
}

/** Whether the socket's data goes to a callback. */
export const hasOnread = (socket) => socket[kOnread] !== undefined;

/** A connection's reads shall fit the buffer. */
export function limitReads(socket, handle) {
  const buffer = socket[kOnread]?.buffer;
  if (buffer instanceof Uint8Array && buffer.length > 0)
    handle.limitReads(buffer.length);
}

/** Gives `bytes` to the callback. Returns whether more are welcome. */
export function deliver(socket, bytes) {
  const onread = socket[kOnread];
  const { buffer } = onread;
  if (buffer instanceof Uint8Array) {
    if (buffer.length === 0) {
      socket.destroy(errnoError(kNoBuffer, 'read'));
      return true;
    }
    buffer.set(bytes);
  }
  const more = onread.callback.call(socket, bytes.length, buffer) !== false;
  const { generate } = onread;
  const next = generate?.();
  if (next instanceof Uint8Array) {
    onread.buffer = next;
    if (socket._handle) limitReads(socket, socket._handle);
  }
  return more;
}

/** What flow means to such a socket: the stream never sees the data, so these steer the connection itself. */
export const onreadMethods = {
  /** @this {any} */
  pause() {
    if (hasOnread(this) && !this.connecting && this._handle?.reading) {
      this._handle.reading = false;
      this._handle.readStop();
    }
    return Duplex.prototype.pause.call(this);
  },

  /** @this {any} */
  resume() {
    startReading(this);
    return Duplex.prototype.resume.call(this);
  },

  /** @this {any} */
  read(n) {
    startReading(this);
    return Duplex.prototype.read.call(this, n);
  },
};

function startReading(socket) {
  if (!hasOnread(socket) || socket.connecting) return;
  if (socket._handle && !socket._handle.reading) socket._read(0);
}
