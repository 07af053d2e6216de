// Sockets of the virtual host as Node's handles: what a Socket and a Server have as `_handle`, under the names Node gives its methods
// and properties. The one file that calls tc_net_*, but for names (net_names.js). A handle knows bytes and errno values; what they mean to a stream is the socket's
// business.
import { wasm } from './net_engine.js';
import { formatAddress, parseAddress } from './net_address.js';
import { kinds, payloads, record } from './net_border.js';
import { Arrivals } from './net_cuts.js';
import { describe } from './net_ends.js';
import { HandleWrap } from './net_handle_wrap.js';
import {
  awaitOutside,
  queueJob,
  setNetworkJobs,
  setWaitsForOthers,
} from './net_jobs.js';
import { limited } from './net_limits.js';
import { resolved } from './net_names.js';
import {
  addUnconnected,
  closedBy,
  connections,
  listeners,
  listeningPorts,
  newDescriptor,
  waitForOthers,
} from './net_open_handles.js';
import { accepted, dialled } from './net_others.js';
import { nextTick } from './net_base.js';

const kEbadf = -9;
const kEinval = -22;
const kEpipe = -32;
const kEnotconn = -107;
const kEalready = -114;
const kEcanceled = -125;

/** Flags of bind(), as libuv's. */
export const bindFlags = { ipv6Only: 1, reusePort: 2 };

/** Where the handle's bytes pass: carrier and stream. @type {(handle: TCP) => Int32Array} */
export let placeOf;

/** One end of a connection, or a port: made by a server, or nothing until bind() or dial(). */
export class TCP extends HandleWrap {
  /** The engine's id of the connection; 0 before there is one and after the end. */
  #connection = 0;
  /** The engine's id of the bound port, until a connection uses it. */
  #listener = 0;
  #descriptor = -1;
  #closing = false;
  #closed = false;
  #listening = false;
  #connecting = false;
  #reads = false;
  #writing = false;
  /** A write was under way when it was closed. */
  #cancelsWrite = false;
  /** It was still connecting then. */
  #cancelsConnect = false;
  #shutting = false;
  #readLimit = 0;
  #bytesRead = 0;
  #bytesWritten = 0;
  #typeOfService = 0;
  #arrivals = new Arrivals(() => this.#reads);
  /** Ends the wait for the network's word on listen(). */
  #answered = () => {};
  /** @type {Function | undefined} */
  #onclosed;
  /** The Socket or Server whose it is. @type {any} */
  #owner;
  /** Who hears what happens to the connection. @type {any} */
  #events;

  constructor(connection = 0) {
    super();
    /** The owner's note that it has asked for data. */
    this.reading = false;
    /** Gets (0, handle) for each connection a server's handle accepts. @type {Function | null} */
    this.onconnection = null;
    if (connection !== 0) this.#opened(connection);
  }

  #opened(connection) {
    this.#connection = connection;
    this.#descriptor = newDescriptor();
    connections.set(connection, this);
    if (this.#readLimit > 0)
      wasm.tc_net_read_limit(connection, this.#readLimit);
  }

  // ---- what happens

  static {
    placeOf = (handle) => record(wasm.tc_net_place(handle.#connection));
    setNetworkJobs(
      (roundBegins) => TCP.#runJob(roundBegins),
      () => TCP.#runClosing(),
    );
  }

  /** One job of the network: what happened is told to whom it happened. */
  static #runJob(roundBegins) {
    const [kind, id, error, other, slot] = record(
      wasm.tc_net_run_job(roundBegins ? 1 : 0),
    );
    const name = kinds[kind];
    if (name === 'nothing') return;
    const bytes = slot === 0 ? null : payloads.give(slot);
    if (name === 'listening') {
      const handle = /** @type {TCP} */ (listeners.get(id));
      handle.#answered();
      handle.#events.onlistening(error);
    } else if (name === 'resolved') {
      resolved(id, error === 0 ? null : formatAddress(false, other));
    } else if (name === 'connection') {
      accepted();
      listeners.get(id)?.onconnection?.(0, new TCP(other));
    } else {
      const handle = /** @type {TCP} */ (connections.get(id));
      handle.#happened(name, error, bytes);
    }
  }

  static #runClosing() {
    const [kind, id] = record(wasm.tc_net_run_closing());
    const handles = closedBy[kinds[kind]];
    const handle = /** @type {TCP} */ (handles.get(id));
    handles.delete(id);
    handle.#over();
  }

  #happened(name, error, bytes) {
    const events = this.#events;
    switch (name) {
      case 'connect':
        this.#connecting = false;
        this.#update();
        limited(error);
        return events.onconnect(error);
      case 'data':
        return this.#arrivals.data(bytes, (piece) => {
          this.#bytesRead += piece.length;
          events.ondata(piece);
        });
      case 'end':
        return this.#arrivals.after(() => {
          this.#reads = false;
          this.#update();
          events.onend();
        });
      case 'readError':
        this.#arrivals.close();
        this.#reads = false;
        this.#update();
        return events.onreaderror(error);
      case 'written':
        this.#writing = false;
        this.#update();
        return events.onwritten(error);
      case 'shutdown':
        this.#shutting = false;
        this.#update();
        return events.onshutdown();
    }
  }

  /** From now on the handle is `owner`'s, and `events` hears of its connection or port. */
  attach(owner, events) {
    this.#owner = owner;
    this.#events = events;
  }

  get owner() {
    return this.#owner;
  }

  #update() {
    const active =
      this.#listening ||
      this.#connecting ||
      this.#reads ||
      this.#writing ||
      this.#shutting;
    HandleWrap.update(this, active, this.#closing);
  }

  // ---- ports

  /** Takes a port of an address, for listen() or dial(). @returns {number} 0 or an errno */
  bind(address, port, flags = 0) {
    const { v6, bits } = parseAddress(address);
    const [id, error] = record(wasm.tc_net_bind(v6 ? 1 : 0, bits, port, flags));
    if (error !== 0) return error;
    this.#listener = id;
    this.#descriptor = newDescriptor();
    listeners.set(id, this);
    return 0;
  }

  /** 1 listening, 0 `onlistening` follows, negative an errno. */
  listen(backlog) {
    if (this.#listener === 0 || this.#closing) return kEinval;
    const result = wasm.tc_net_listen(this.#listener, backlog);
    if (result < 0) return result;
    setWaitsForOthers(waitForOthers);
    if (result === 0) this.#answered = awaitOutside();
    this.#listening = true;
    this.#update();
    return result;
  }

  /** From the bound port, if there is one. 0 and `onconnect` follows, or an errno. */
  dial(address, port) {
    if (this.#connection !== 0) return this.#dialAgain();
    const to = parseAddress(address);
    const [id, error] = record(
      wasm.tc_net_connect(to.v6 ? 1 : 0, to.bits, port, this.#listener),
    );
    if (error !== 0) return error;
    dialled(listeningPorts().includes(port));
    listeners.delete(this.#listener);
    this.#listener = 0;
    this.#opened(id);
    this.#connecting = true;
    this.#update();
    return 0;
  }

  /** As a kernel: one attempt at a time, and who is connected stays so. */
  #dialAgain() {
    if (this.#connecting) return kEalready;
    if (this.#shutting) wasm.tc_net_forget_shutdown(this.#connection);
    this.#connecting = true;
    this.#update();
    queueJob(() => {
      if (this.#connecting) this.#happened('connect', 0, null);
    });
    return 0;
  }

  // ---- bytes

  readStart() {
    if (this.#connection === 0) return this.#closed ? kEinval : kEnotconn;
    this.#reads = true;
    wasm.tc_net_read_start(this.#connection);
    this.#arrivals.resume();
    this.#update();
    return 0;
  }

  readStop() {
    this.#reads = false;
    wasm.tc_net_read_stop(this.#connection);
    this.#update();
    return 0;
  }

  /** No read shall bring more than `size` bytes. */
  limitReads(size) {
    this.#readLimit = size;
    wasm.tc_net_read_limit(this.#connection, size);
  }

  /** 1 all was taken, 0 `onwritten` follows, negative an errno. @param {Uint8Array} bytes @param {boolean} [counts] even if that fails */
  write(bytes, counts = false) {
    if (this.#connection === 0) return this.#closed ? kEbadf : kEpipe;
    const result = wasm.tc_net_write(
      this.#connection,
      payloads.take(bytes),
      bytes.length,
    );
    if (result >= 0 || counts) this.#bytesWritten += bytes.length;
    if (result === 0) {
      this.#writing = true;
      this.#update();
    }
    return result;
  }

  /** 0 and `onshutdown` follows, or an errno. */
  shutdown() {
    if (this.#connection === 0) return kEnotconn;
    const result = wasm.tc_net_shutdown(this.#connection);
    if (result === 0) {
      this.#shutting = true;
      this.#update();
    }
    return result;
  }

  // ---- the end

  /** Returns whether a port is free already; if not, it is when `onclosed` is called. @param {Function} [onclosed] */
  close(onclosed) {
    return this.#close(onclosed, false);
  }

  /** As close(), with RST; refused once shutdown() is under way. @param {Function} [onclosed] */
  reset(onclosed) {
    if (this.#shutting) return kEinval;
    this.#close(onclosed, true);
    return 0;
  }

  #close(onclosed, reset) {
    if (this.#closing || this.#closed) return true;
    this.#answered();
    this.#arrivals.close();
    this.#onclosed = onclosed;
    this.#cancelsWrite = this.#writing;
    this.#cancelsConnect = this.#connecting;
    this.#connecting = this.#reads = this.#writing = this.#shutting = false;
    this.#listening = false;
    this.#closing = true;
    this.#descriptor = -1;
    this.#update();
    const id = this.#connection;
    if (this.#listener !== 0)
      return wasm.tc_net_listener_close(this.#listener) !== 0;
    if (id === 0) {
      wasm.tc_net_close_unconnected(addUnconnected(this));
    } else if (reset) wasm.tc_net_reset(id);
    else wasm.tc_net_close(id);
    return true;
  }

  #over() {
    this.#closing = false;
    this.#closed = true;
    this.#connection = this.#listener = 0;
    this.#descriptor = kEinval;
    this.#update();
    const closed = () => this.#onclosed?.();
    if (!this.#cancelsWrite && !this.#cancelsConnect) return closed();
    // As libuv: the request hears of it first, in a callback of its own.
    try {
      if (this.#cancelsConnect) this.#events.onconnect(kEcanceled);
      else this.#events.onwritten(kEcanceled);
    } finally {
      nextTick(closed);
    }
  }

  // ---- what a handle says of itself

  /** A number of this host while it is open, else negative; it means nothing to the operating system. */
  get fd() {
    return this.#descriptor;
  }

  get bytesRead() {
    return this.#bytesRead;
  }

  get bytesWritten() {
    return this.#bytesWritten;
  }

  /** Puts `address`, `family` and `port` into `out`. @returns {number} 0 or an errno */
  getsockname(out) {
    if (this.#listener !== 0) return describe(this.#listener, 2, out);
    return describe(this.#connection, 0, out);
  }

  /** As getsockname(), of the other end. */
  getpeername(out) {
    return describe(this.#connection, 1, out);
  }

  // ---- what a wire without delays, losses and routers has no use for

  setNoDelay(_enable) {
    return this.#closed ? kEbadf : 0;
  }

  setKeepAlive(_enable, _seconds, _interval, _count) {
    return this.#closed ? kEbadf : 0;
  }

  /** Of a connection only. The lowest two bits are the network's own, as on Linux. */
  setTypeOfService(tos) {
    if (this.#connection === 0) return kEbadf;
    this.#typeOfService = tos & ~3;
    return 0;
  }

  /** What is set, or a negative errno. */
  getTypeOfService() {
    return this.#connection === 0 ? kEbadf : this.#typeOfService;
  }
}
