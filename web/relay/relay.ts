// The relay without a door: rooms, sessions, the byte budget, the clocks. Who may come in, and over what, is
// its owner's business (server.ts: HTTP and WebSockets; ../carrier: tabs of one browser), so: no HTTP, no
// ws, nothing only Node has but Buffer, process.nextTick and setImmediate.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { kProfiles, type Limits } from './limits.ts';
import type { MuxStream } from './mux_stream.ts';
import type { Outside } from './outside.ts';
import { AddressRate, DailyQuota, type Clock } from './rates.ts';
import { Room, type KeptPort } from './room.ts';
import {
  passWaitingCredit,
  TabSession,
  type LogRecord,
  type RelayContext,
} from './session.ts';
import { shed } from './shed.ts';
import type { SessionSocket } from './socket.ts';
import type { CreditHolder, SpliceEnd } from './splice.ts';
import { CloseCode } from './yamux.ts';

export interface RelayOptions {
  profile?: keyof typeof kProfiles;
  /** Changes to the profile. */
  limits?: Partial<Limits>;
  /** A gateway's way to real addresses; default: there is none. */
  outside?: Outside;
  /** Milliseconds a dropped tab's ports stay its own (default 10 s; 0: never). */
  reservationMs?: number;
  /** Ports that tabs of the process before this one had, kept for them (handover()). */
  keptPorts?: readonly KeptPort[];
  /** Default: performance.now(). */
  clock?: Clock;
  log?: (record: LogRecord) => void;
}

/** How long a port of the process before this one is kept for its tab, milliseconds: two waits of a reconnect. */
const kHandoverMs = 30_000;

/** Rule R5: above this share of the budget no credit and no dials; back to it when streams had to be reset. */
const kResumeShare = 0.8;

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** An HTTP status and its words. */
export interface Refusal {
  status: number;
  reason: string;
}

export interface RelayStats {
  rooms: number;
  sessions: number;
  streams: number;
  splices: number;
  listeners: number;
  reservations: number;
  /** Bytes accepted for some tab and not yet taken by its carrier. */
  queuedBytes: number;
}

export class Relay implements RelayContext {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly outside: Outside | undefined;
  readonly waiting = new Set<CreditHolder>();
  readonly halfClosed = new Set<SpliceEnd>();
  readonly ageing = new Set<SpliceEnd>();
  overBudget = false;
  /** Bytes tabs have brought so far. */
  receivedBytes = 0;
  closing = false;

  private readonly options_: RelayOptions;
  private readonly rooms_ = new Map<string, Room>();
  /** Every session and the address it came from. */
  private readonly sessions_ = new Map<TabSession, string>();
  private readonly perAddress_ = new Map<string, number>();
  private queued_ = 0;
  private splices_ = 0;
  private readonly handshakes_: AddressRate;
  private readonly roomQuota_: DailyQuota;
  private readonly addressQuota_: DailyQuota;
  private onQuiet_: (() => void) | null = null;
  private sweptAt_: number;

  constructor(options: RelayOptions) {
    this.options_ = options;
    this.outside = options.outside;
    this.clock = options.clock ?? (() => performance.now());
    this.limits = {
      ...kProfiles[options.profile ?? 'local'],
      ...options.limits,
    };
    const { limits, clock } = this;
    this.handshakes_ = new AddressRate(
      limits.handshakesPerSecond,
      limits.handshakeBurst,
      clock,
    );
    this.roomQuota_ = new DailyQuota(limits.roomBytesPerDay, clock);
    this.addressQuota_ = new DailyQuota(limits.addressBytesPerDay, clock);
    this.sweptAt_ = clock();
    for (const { room, port, tab } of options.keptPorts ?? [])
      this.roomOf_(room).reserve(port, tab, kHandoverMs);
  }

  /** Why nobody more may come into this room or from this address now; null: one may. */
  refusal(roomId: string, address: string): Refusal | null {
    const inRoom = this.rooms_.get(roomId)?.sessions.size ?? 0;
    const fromAddress = this.perAddress_.get(address) ?? 0;
    const { socketsPerRoom, socketsPerAddress } = this.limits;
    if (this.closing)
      return { status: 503, reason: 'the relay is shutting down' };
    if (inRoom >= socketsPerRoom || fromAddress >= socketsPerAddress)
      return { status: 429, reason: 'too many connections' };
    if (!this.handshakes_.take(address))
      return { status: 429, reason: 'too many connections in a short time' };
    const quota = this.quota_(roomId, address);
    return quota === null ? null : { status: 429, reason: quota };
  }

  /** Which quota of today is used up; null: none. */
  private quota_(roomId: string, address: string): string | null {
    if (this.roomQuota_.isOver(roomId)) return 'the room has had its bytes';
    return this.addressQuota_.isOver(address)
      ? 'this address has had its bytes'
      : null;
  }

  /** Begins a session over `socket`, whose tab has proved that it may be in the room. */
  admit(
    socket: SessionSocket,
    roomId: string,
    tabKey: string | null,
    address: string,
  ): void {
    const room = this.roomOf_(roomId);
    // Kept as a hash, here and in what the next process is told: the key itself is the tab's alone.
    const tab = tabKey === null ? null : hashOf(tabKey);
    const session = new TabSession(this, room, socket, tab);
    room.sessions.add(session);
    this.sessions_.set(session, address);
    this.perAddress_.set(address, (this.perAddress_.get(address) ?? 0) + 1);
    // The room's name is no secret, but it joins people: the log gets only a hash of it.
    const name = hashOf(roomId).slice(0, 12);
    this.log({ event: 'opened', room: name, inRoom: room.sessions.size });
  }

  stats(): RelayStats {
    const stats = {
      rooms: this.rooms_.size,
      sessions: this.sessions_.size,
      streams: 0,
    };
    for (const session of this.sessions_.keys())
      stats.streams += session.mux.streams.size;
    let listeners = 0;
    let reservations = 0;
    for (const room of this.rooms_.values()) {
      listeners += room.listenerCount;
      reservations += room.reservationCount;
    }
    return {
      ...stats,
      splices: this.splices_,
      listeners,
      reservations,
      queuedBytes: this.queued_,
    };
  }

  /** The ports tabs would want back, for the process that comes after this one. Holds no secret. */
  handover(): KeptPort[] {
    return [...this.rooms_.values()].flatMap((room) => room.keptPorts());
  }

  /** Says GoAway, waits up to `drainMs` for connections to end, closes with 1012. */
  async close(drainMs: number): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    for (const session of this.sessions_.keys()) session.mux.sayGoAway(0);
    if (this.splices_ > 0 && drainMs > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, drainMs);
        this.onQuiet_ = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const sessions = [...this.sessions_.keys()];
    for (const session of sessions)
      session.end(CloseCode.kRestart, 'the relay is shutting down');
    await Promise.all(sessions.map((session) => session.closed));
    for (const room of this.rooms_.values()) room.close();
    this.rooms_.clear();
  }

  // RelayContext.

  add(bytes: number): void {
    this.queued_ += bytes;
    const was = this.overBudget;
    this.overBudget = this.queued_ > this.limits.budgetBytes * kResumeShare;
    if (was && !this.overBudget)
      setImmediate(() => passWaitingCredit(this.waiting));
    if (this.queued_ > this.limits.budgetBytes)
      setImmediate(() => this.shed_());
  }

  spend(session: TabSession, bytes: number): string | null {
    this.receivedBytes += bytes;
    const address = this.sessions_.get(session)!;
    this.roomQuota_.spend(session.room.id, bytes);
    this.addressQuota_.spend(address, bytes);
    return this.quota_(session.room.id, address);
  }

  countSplice(dialler: MuxStream): void {
    this.splices_++;
    dialler.whenGone(() => {
      this.splices_--;
      if (this.splices_ === 0) this.onQuiet_?.();
    });
  }

  forget(session: TabSession): void {
    const address = this.sessions_.get(session)!;
    this.sessions_.delete(session);
    const count = this.perAddress_.get(address)! - 1;
    if (count === 0) this.perAddress_.delete(address);
    else this.perAddress_.set(address, count);
    session.room.sessions.delete(session);
    this.dropIfEmpty_(session.room);
  }

  log(record: LogRecord): void {
    this.options_.log?.(record);
  }

  private roomOf_(id: string): Room {
    let room = this.rooms_.get(id);
    if (room === undefined) {
      const reservationMs = this.options_.reservationMs ?? 10_000;
      room = new Room(id, this.limits, reservationMs, (idle) =>
        this.dropIfEmpty_(idle),
      );
      this.rooms_.set(id, room);
    }
    return room;
  }

  private dropIfEmpty_(room: Room): void {
    if (room.empty && this.rooms_.get(room.id) === room)
      this.rooms_.delete(room.id);
  }

  /** Looks at every clock; its owner calls it each `limits.sweepMs`. */
  sweep(): void {
    const now = this.clock();
    this.handshakes_.sweep();
    // A process that was stopped (laptop lid, debugger) must not take its own absence for the tabs'.
    const stoodStill =
      now - this.sweptAt_ > this.limits.sweepMs + this.limits.deadMs / 4;
    this.sweptAt_ = now;
    for (const session of [...this.sessions_.keys()]) {
      if (stoodStill) session.excuse(now);
      else session.sweep(now);
    }
    for (const end of this.halfClosed) {
      if (end.endIfIdle(now, this.limits.halfClosedMs))
        this.halfClosed.delete(end);
    }
    for (const end of this.ageing) {
      if (end.endIfOld(now, this.limits.connectionMs)) this.ageing.delete(end);
    }
  }

  /** Rule R5, above the budget: the streams with the largest queued share are reset. */
  private shed_(): void {
    const { budgetBytes } = this.limits;
    if (this.queued_ <= budgetBytes) return;
    const { streams } = shed(
      this.sessions_.keys(),
      () => this.queued_,
      budgetBytes * kResumeShare,
      budgetBytes,
    );
    this.log({ event: 'shed', detail: 'over the byte budget', streams });
  }
}
