// Connections and listeners of the virtual network as objects: the one file that calls tc_net_*.
// A handle knows bytes and errno values; what they mean to a stream is the socket's business.
import { Buffer } from '#platform';
import { wasm } from './engine.js';
import { formatAddress } from './net_address.js';
import { payloads, record } from './net_border.js';
import { holdProgram, queueJob, setNetworkJobs } from './net_jobs.js';

/** Bytes of the longest name a SOCKS request can carry (RFC 1928, 5). */
const kLongestName = 255;

/** Open handles by the engine's id: the network's own strong references, as a kernel's. */
const connections = new Map();
const listeners = new Map();
/** Who waits for the answer to a lookup, by its id. */
const lookups = new Map();

/** NetEventKind, in the order of TC_NET_EVENTS in core/include/tincan/net.h. */
const kinds = [
  'nothing',
  'connect',
  'data',
  'end',
  'readError',
  'written',
  'shutdown',
  'closed',
  'listening',
  'connection',
  'listenerClosed',
  'resolved',
];

const dispatch = {
  connect(handle, error) {
    handle.connecting = false;
    handle.update();
    handle.owner.onconnect(error);
  },
  data(handle, _error, bytes) {
    handle.bytesRead += bytes.length;
    handle.owner.ondata(bytes);
  },
  end(handle) {
    handle.reading = false;
    handle.update();
    handle.owner.onend();
  },
  readError(handle, error) {
    handle.reading = false;
    handle.update();
    handle.owner.onreaderror(error);
  },
  written(handle, error) {
    handle.writing = false;
    handle.update();
    handle.owner.onwritten(error);
  },
  shutdown(handle) {
    handle.shutting = false;
    handle.update();
    handle.owner.onshutdown();
  },
};

/** One job of the network: what happened is told to whom it happened. */
function runJob() {
  const words = record(wasm.tc_net_run_job());
  const [kind, id, error, accepted, slot] = words;
  const bytes = slot === 0 ? null : payloads.give(slot);
  const name = kinds[kind];
  if (name === 'nothing') return;
  if (name === 'listening') {
    listeners.get(id).owner.onlistening(error);
  } else if (name === 'resolved') {
    const told = lookups.get(id);
    lookups.delete(id);
    holdProgram(-1);
    told(error === 0 ? null : formatAddress(false, accepted));
  } else if (name === 'connection') {
    const handle = new ConnectionHandle(accepted);
    listeners.get(id).owner.onconnection(handle);
  } else {
    dispatch[name](connections.get(id), error, bytes);
  }
}

function runClosing() {
  const [kind, id] = record(wasm.tc_net_run_closing());
  const handles = kinds[kind] === 'closed' ? connections : listeners;
  const handle = handles.get(id);
  handles.delete(id);
  handle.closed();
}
setNetworkJobs(runJob, runClosing);

/** What keeps a program alive while it is active and not unref'd. */
class Handle {
  constructor() {
    /** The engine's id; 0 before there is one and after the end. */
    this.id = 0;
    /** Who hears of events. @type {any} */
    this.owner = null;
    this.referenced = true;
    this.closing = false;
    this.holding = false;
    /** @type {Function | null} */
    this.onclosed = null;
  }

  ref() {
    this.referenced = true;
    this.update();
  }

  unref() {
    this.referenced = false;
    this.update();
  }

  hasRef() {
    return this.referenced;
  }

  /** Something is going on or may come that nobody has given up. */
  get active() {
    return false;
  }

  update() {
    const hold = this.closing || (this.referenced && this.active);
    if (hold === this.holding) return;
    this.holding = hold;
    holdProgram(hold ? 1 : -1);
  }

  closed() {
    this.closing = false;
    this.id = 0;
    this.update();
    this.onclosed?.();
  }
}

/** One end of a connection: made by a listener, or unconnected until connect(). */
export class ConnectionHandle extends Handle {
  constructor(id = 0) {
    super();
    this.id = id;
    this.connecting = false;
    this.reading = false;
    this.writing = false;
    this.shutting = false;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    if (id !== 0) connections.set(id, this);
  }

  get active() {
    return this.connecting || this.reading || this.writing || this.shutting;
  }

  /** 0 and `onconnect` follows, or an errno. @param {{v6: boolean, bits: number}} to */
  connect(to, port, localPort) {
    const [id, error] = record(
      wasm.tc_net_connect(to.v6 ? 1 : 0, to.bits, port, localPort),
    );
    if (error !== 0) return error;
    this.id = id;
    connections.set(id, this);
    this.connecting = true;
    this.update();
    return 0;
  }

  readStart() {
    this.reading = true;
    wasm.tc_net_read_start(this.id);
    this.update();
  }

  readStop() {
    this.reading = false;
    wasm.tc_net_read_stop(this.id);
    this.update();
  }

  /** 1 all was taken, 0 `onwritten` follows, negative an errno. @param {Uint8Array} bytes */
  write(bytes) {
    this.bytesWritten += bytes.length;
    const result = wasm.tc_net_write(
      this.id,
      payloads.take(bytes),
      bytes.length,
    );
    if (result === 0) {
      this.writing = true;
      this.update();
    }
    return result;
  }

  /** 0 and `onshutdown` follows, or an errno. */
  shutdown() {
    const result = wasm.tc_net_shutdown(this.id);
    if (result === 0) {
      this.shutting = true;
      this.update();
    }
    return result;
  }

  /** @param {Function} onclosed @param {boolean} reset whether with RST */
  close(onclosed, reset = false) {
    this.onclosed = onclosed;
    this.connecting = this.reading = this.writing = this.shutting = false;
    this.closing = true;
    this.update();
    // The engine has not heard of one that never tried to connect; its end comes no sooner for that.
    if (this.id === 0) queueJob(() => this.closed());
    else if (reset) wasm.tc_net_reset(this.id);
    else wasm.tc_net_close(this.id);
  }

  /** @param {'local' | 'peer'} which */
  address(which) {
    return addressOf(this.id, which === 'local' ? 0 : 1);
  }
}

export class ListenerHandle extends Handle {
  get active() {
    return this.id !== 0 && !this.closing;
  }

  /** 1 listening, 0 `onlistening` follows, negative an errno. */
  listen(at, port, backlog) {
    const [id, result] = record(
      wasm.tc_net_listen(at.v6 ? 1 : 0, at.bits, port, backlog),
    );
    if (result < 0) return result;
    this.id = id;
    listeners.set(id, this);
    this.update();
    return result;
  }

  /** Whether the port is free already; if not, it is at `onclosed`. @param {Function} [onclosed] */
  close(onclosed = () => {}) {
    this.onclosed = onclosed;
    this.closing = true;
    this.update();
    return wasm.tc_net_listener_close(this.id) !== 0;
  }

  address() {
    return addressOf(this.id, 2);
  }
}

/**
 * Asks the relay for the IPv4 address of a name; it keeps the program alive until the answer is there.
 * @param {string} name
 * @param {(address: string | null) => void} told null: there is no such name
 * @returns whether there is a relay to ask
 */
export function askRelay(name, told) {
  const bytes = Buffer.from(name);
  if (bytes.length === 0 || bytes.length > kLongestName) return false;
  const id = wasm.tc_net_lookup(payloads.take(bytes), bytes.length);
  if (id === 0) return false;
  lookups.set(id, told);
  holdProgram(1);
  return true;
}

/** `{address, family, port}` as Node gives it; null for what is closed or not connected. */
function addressOf(id, which) {
  const [known, v6, bits, port] = record(wasm.tc_net_address(id, which));
  if (!known) return null;
  return {
    address: formatAddress(v6 !== 0, bits),
    family: v6 ? 'IPv6' : 'IPv4',
    port,
  };
}

/** Ports listened on, in the order of listen(). */
export const listeningPorts = () =>
  [...listeners.values()]
    .filter((handle) => !handle.closing)
    .map((handle) => handle.address().port);

/** Handles that are open. For tests of leaks. */
export const openHandles = () => connections.size + listeners.size;
