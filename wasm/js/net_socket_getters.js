// What a net.Socket says of itself: state, counts, addresses. It decides nothing and changes nothing.
// (Node doc: net.Socket.)
import { Buffer } from './net_base.js';

/** Where a socket keeps its final counts, when the handle is gone. */
export const kCounts = Symbol('tincan.counts');

const getters = {
  _connecting: (socket) => socket.connecting,
  pending: (socket) => !socket._handle || socket.connecting,
  readyState(socket) {
    if (socket.connecting) return 'opening';
    if (socket.readable && socket.writable) return 'open';
    if (socket.readable) return 'readOnly';
    if (socket.writable) return 'writeOnly';
    return 'closed';
  },
  bufferSize: (socket) => (socket._handle ? socket.writableLength : undefined),
  bytesRead: (socket) => (socket._handle ?? socket[kCounts])?.bytesRead,
  _bytesDispatched: (socket) =>
    (socket._handle ?? socket[kCounts])?.bytesWritten,
  bytesWritten: (socket) => bytesWritten(socket),
  remoteAddress: (socket) => socket._getpeername().address,
  remoteFamily: (socket) => socket._getpeername().family,
  remotePort: (socket) => socket._getpeername().port,
  localAddress: (socket) => socket._getsockname().address,
  localPort: (socket) => socket._getsockname().port,
  localFamily: (socket) => socket._getsockname().family,
};

/** Those that Node does not list among a socket's properties. */
const hidden = new Set(['_connecting', 'pending', 'readyState', 'bufferSize']);

/** @param {object} prototype Socket's */
export function defineGetters(prototype) {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: !hidden.has(name),
      /** @this {any} */
      get() {
        return get(this);
      },
    });
  }
}

/** What was given to write(), whether the network has it already or not. */
function bytesWritten(socket) {
  let bytes = socket._bytesDispatched;
  if (!socket._writableState) return undefined;
  const { _pendingData: data, _pendingEncoding: encoding } = socket;
  for (const entry of socket._writableState.getBuffer()) {
    bytes += Buffer.byteLength(entry.chunk, entry.encoding);
  }
  if (Array.isArray(data)) {
    for (const entry of data)
      bytes += Buffer.byteLength(entry.chunk, entry.encoding);
  } else if (data) {
    bytes += Buffer.byteLength(data, encoding);
  }
  return bytes;
}
