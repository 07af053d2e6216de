// What the live picture is told about a socket's connection, beside what the engine writes of its stream: lines of the
// trace, and where on the wire its bytes pass.
import { kBorder, tables, wasm, keepPlace } from './net_base.js';
import { placeOf, TCP } from './net_handle.js';

/** Side, in core/include/tincan/observer.h. */
const sides = { none: 0, readable: 1, writable: 2 };

/**
 * @param {any} socket
 * @param {'connect' | 'connected' | 'FIN sent' | 'FIN received' | 'RST sent' | 'RST received'} kind
 * @param {keyof sides} [side]
 */
export function traceSocket(socket, kind, side = 'none') {
  const { id } = socket[kBorder];
  wasm.tc_trace(id, tables.traceKinds.indexOf(kind), sides[side]);
  if (kind !== 'connected' || !(socket._handle instanceof TCP)) return;
  const [carrier, stream] = placeOf(socket._handle);
  if (carrier > 0) keepPlace(id, carrier, stream);
}
