// A room: one virtual host's ports. Who listens where, what is reserved for a tab that may come back,
// which source ports are in use. It moves no bytes and knows no other room (transport.md 3).
import type { Family } from './address.ts';
import type { Limits } from './limits.ts';
import type { Listener } from './listener.ts';
import type { TabSession } from './session.ts';
import { Reply } from './socks5.ts';

/**
 * Source ports of CONNECT, which the relay chooses. The rest of Linux's ephemeral range (32768-60999)
 * is left to listen(0), where an engine picks its port before it can ask.
 */
const kFirstConnectPort = 49152;
const kLastConnectPort = 60999;
const kFirstListenPort = 32768;

/** A port that is kept for a tab, known by the hash of its key. */
export interface KeptPort {
  room: string;
  port: number;
  tab: string;
}

interface Reservation {
  tab: string;
  timer: NodeJS.Timeout;
  waiting: Set<() => void>;
}

export class Room {
  readonly id: string;
  readonly sessions = new Set<TabSession>();

  private readonly limits_: Limits;
  private readonly reservationMs_: number;
  /** Called when the room may have become empty. */
  private readonly onIdle_: (room: Room) => void;
  private readonly listeners_ = new Map<number, Listener>();
  private readonly reservations_ = new Map<number, Reservation>();
  private readonly connectPorts_ = new Set<number>();
  private nextConnectPort_ = kFirstConnectPort;

  constructor(
    id: string,
    limits: Limits,
    reservationMs: number,
    onIdle: (room: Room) => void,
  ) {
    this.id = id;
    this.limits_ = limits;
    this.reservationMs_ = reservationMs;
    this.onIdle_ = onIdle;
  }

  get listenerCount(): number {
    return this.listeners_.size;
  }

  get reservationCount(): number {
    return this.reservations_.size;
  }

  /** Nobody is here and nothing is kept for anybody. */
  get empty(): boolean {
    return this.sessions.size === 0 && this.reservations_.size === 0;
  }

  /**
   * Gives `listener` its port (chosen here when it asked for 0).
   * @returns a SOCKS reply code: taken 05, over a limit 01.
   */
  claim(listener: Listener): number {
    const own = [...this.listeners_.values()].filter(
      (other) => other.tab === listener.tab,
    ).length;
    if (own >= this.limits_.listenersPerTab) return Reply.kGeneralFailure;
    if (this.listeners_.size >= this.limits_.listenersPerRoom)
      return Reply.kGeneralFailure;
    if (listener.port === 0) {
      const port = this.freeListenPort_();
      if (port === null) return Reply.kConnectionRefused;
      listener.port = port;
    }
    this.listeners_.get(listener.port)?.tab.loseIfClosing();
    if (this.listeners_.has(listener.port)) return Reply.kConnectionRefused;
    const reservation = this.reservations_.get(listener.port);
    if (reservation !== undefined && reservation.tab !== listener.tab.tabHash) {
      return Reply.kConnectionRefused;
    }
    this.listeners_.set(listener.port, listener);
    return Reply.kSucceeded;
  }

  /** A claimed listener has its reply: dials that waited for the port's return go to it. */
  welcome(listener: Listener): void {
    const reservation = this.reservations_.get(listener.port);
    if (reservation !== undefined)
      this.endReservation_(listener.port, reservation);
  }

  /** Frees the listener's port. */
  release(listener: Listener): void {
    if (this.listeners_.get(listener.port) === listener)
      this.listeners_.delete(listener.port);
  }

  /**
   * Keeps a port for its tab, whose WebSocket was lost (transport.md 2.7). A tab without a key could
   * not prove its return, so nothing is kept for it.
   */
  reserve(port: number, tab: string | null, ms = this.reservationMs_): void {
    if (tab === null || ms === 0) return;
    const timer = setTimeout(() => {
      this.endReservation_(port, reservation);
      this.onIdle_(this);
    }, ms);
    const reservation: Reservation = { tab, timer, waiting: new Set() };
    this.reservations_.set(port, reservation);
  }

  /** Every port whose tab could prove its return: listened on, or reserved already. */
  keptPorts(): KeptPort[] {
    const kept = [...this.reservations_].map(([port, { tab }]) => ({
      port,
      tab,
    }));
    for (const { port, tab } of this.listeners_.values()) {
      if (tab.tabHash !== null) kept.push({ port, tab: tab.tabHash });
    }
    return kept.map((each) => ({ room: this.id, ...each }));
  }

  isReserved(port: number): boolean {
    return this.reservations_.has(port);
  }

  /** Calls back when the reserved port's owner is back or its time is over. */
  awaitReturn(port: number, callback: () => void): void {
    this.reservations_.get(port)!.waiting.add(callback);
  }

  forgetWait(port: number, callback: () => void): void {
    this.reservations_.get(port)?.waiting.delete(callback);
  }

  /** The listener that hears a dial to `port`: a listener on one family does not hear the other. */
  listenerFor(port: number, family: Family): Listener | undefined {
    const listener = this.listeners_.get(port);
    if (listener === undefined) return undefined;
    return listener.family === 'any' || listener.family === family
      ? listener
      : undefined;
  }

  /** A source port for a connection, none that is in use in the room; null when all are. */
  takeConnectPort(): number | null {
    for (let tries = kFirstConnectPort; tries <= kLastConnectPort; tries++) {
      const port = this.nextConnectPort_;
      this.nextConnectPort_ =
        port === kLastConnectPort ? kFirstConnectPort : port + 1;
      if (this.listeners_.has(port) || this.connectPorts_.has(port)) continue;
      this.connectPorts_.add(port);
      return port;
    }
    return null;
  }

  releaseConnectPort(port: number): void {
    this.connectPorts_.delete(port);
  }

  /** Drops every reservation: the relay is closing. */
  close(): void {
    for (const [port, reservation] of this.reservations_)
      this.endReservation_(port, reservation);
  }

  private endReservation_(port: number, reservation: Reservation): void {
    clearTimeout(reservation.timer);
    if (this.reservations_.get(port) === reservation)
      this.reservations_.delete(port);
    for (const callback of reservation.waiting) callback();
  }

  private freeListenPort_(): number | null {
    for (let port = kFirstListenPort; port < kFirstConnectPort; port++) {
      if (!this.listeners_.has(port) && !this.reservations_.has(port))
        return port;
    }
    return null;
  }
}
