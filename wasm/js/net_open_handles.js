// The virtual network's open handles by the engine's ids: its own strong references, as a kernel's. Handles enter and leave by
// themselves (net_handle.js); nothing is decided here.
import { portOf } from './net_ends.js';

/** @typedef {import('./net_handle.js').TCP} TCP */

/** @type {Map<number, TCP>} */
export const connections = new Map();
/** Bound and listening ones. @type {Map<number, TCP>} */
export const listeners = new Map();
export const waitForOthers = () => listeners.size > 0 && connections.size === 0;

let nextDescriptor = 20;
/** What Node's descriptors are not: a number of this host, given once. */
export const newDescriptor = () => nextDescriptor++;

/** Handles being closed that the engine has never heard of, by numbers of their own. @type {Map<number, TCP>} */
const unconnected = new Map();
let unconnectedCount = 0;

/** @param {TCP} handle @returns {number} its number */
export function addUnconnected(handle) {
  unconnectedCount += 1;
  unconnected.set(unconnectedCount, handle);
  return unconnectedCount;
}

/** Whose end a closing is. */
export const closedBy = {
  nothing: unconnected,
  closed: connections,
  listenerClosed: listeners,
};

/** Ports listened on, in the order of listen(). */
export const listeningPorts = () =>
  [...listeners]
    .filter(([, handle]) => handle.fd !== -1 && handle.onconnection !== null)
    .map(([id]) => portOf(id));
