// Lines of the live picture about a socket's connection, beside what the engine writes of its stream.
import { kBorder } from './border.js';
import { tables, wasm } from './engine.js';

/** Side, in core/include/tincan/observer.h. */
const sides = { none: 0, readable: 1, writable: 2 };

/**
 * @param {any} socket
 * @param {'connect' | 'connected' | 'FIN sent' | 'FIN received' | 'RST sent' | 'RST received'} kind
 * @param {keyof sides} [side]
 */
export function traceSocket(socket, kind, side = 'none') {
  wasm.tc_net_trace(
    socket[kBorder].id,
    tables.traceKinds.indexOf(kind),
    sides[side],
  );
}
