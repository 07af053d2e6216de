// The `onread` option: one buffer of the user's for everything that arrives, instead of 'data'.
// (Node doc: new net.Socket(options), "onread".)
import { Duplex } from './duplex.js';

const kOnread = Symbol('tincan.onread');

/** Looks at the option once, when the socket is made. */
export function takeOnread(socket, onread) {
  const usable =
    onread !== null &&
    typeof onread === 'object' &&
    (onread.buffer instanceof Uint8Array ||
      typeof onread.buffer === 'function') &&
    typeof onread.callback === 'function';
  if (!usable) return;
  socket[kOnread] = (bytes) => deliver(onread, bytes);
  // The stream never sees the data, so its flow says nothing: these steer the connection itself.
  socket.pause = pause;
  socket.resume = resume;
}

/** The function that takes a socket's bytes, and says whether more are welcome. */
export const onreadOf = (socket) => socket[kOnread];

function deliver(onread, bytes) {
  let more = true;
  for (let from = 0; from < bytes.length;) {
    const buffer =
      typeof onread.buffer === 'function' ? onread.buffer() : onread.buffer;
    const part = bytes.subarray(from, from + buffer.length);
    buffer.set(part);
    from += part.length;
    more = onread.callback(part.length, buffer) !== false && more;
  }
  return more;
}

/** @this {any} */
function pause() {
  if (!this.connecting && this._handle?.reading) this._handle.readStop();
  return Duplex.prototype.pause.call(this);
}

/** @this {any} */
function resume() {
  if (!this.connecting && this._handle && !this._handle.reading)
    this._handle.readStart();
  return Duplex.prototype.resume.call(this);
}
