// Who acts next, and what the common clock shows then: of everything that can happen the earliest does, one thing
// after the other, so that two runs do the same whenever they are run. Each run has its own moment on the clock, for
// while one computes the other might have gone on; a message never comes before it was sent. It reads no bytes.
import { hostClock } from '../carrier/line_clock.ts';
import type { TurnOver } from '../run/protocol.ts';
import type { Agenda } from './agenda.ts';
import { runTasks } from './tasks.ts';

/** A run, as far as turns go. */
export interface Member {
  /** Where A goes before B when both can act at the same moment. */
  readonly order: number;
  /** Its time is real: by choice, or since it met a run whose time is; to its end. */
  readonly isReal: boolean;
  /** When the first of what waits to be brought to it came; null: nothing waits. */
  readonly waitsSince: number | null;
  /** Its turn: brings it what came until then. Milliseconds. */
  act(at: number): void;
  /** From now on. */
  goByRealTime(): void;
}

interface Standing {
  /** Its own moment; null before its first turn. */
  at: number | null;
  next: number | null;
  more: boolean;
  waits: boolean;
}

/** Jumps that take no real time; what each takes after so many, at most, in milliseconds. */
const freeJumps = 1000;
const pacedJump = 16;

export class Scheduler {
  private readonly members = new Map<Member, Standing>();
  private acting: Member | null = null;
  private jumps = 0;
  /** When the clock came to where it is, by the host's. */
  private cameAt = 0;
  private alarm: unknown;
  /** Reasons for nobody to act. */
  private readonly holds = new Set<unknown>();

  /** @param emptied the last member that had begun has left, and the clock goes back to moment 0 */
  constructor(
    private readonly agenda: Agenda,
    private readonly emptied: () => void,
  ) {}

  /** It begins at the next whole millisecond. */
  join(member: Member): void {
    if (this.members.size > 0) this.catchUp();
    this.members.set(member, {
      at: null,
      next: null,
      more: false,
      waits: false,
    });
    const members = [...this.members.keys()];
    if (members.some(({ isReal }) => isReal))
      for (const each of members) each.goByRealTime();
    this.go();
  }

  /** It has no more turns, and its own is over if it had it. */
  leave(member: Member): void {
    if (!this.members.delete(member)) return;
    if (this.acting === member) this.acting = null;
    if ([...this.members.values()].every(({ at }) => at === null)) {
      this.agenda.clear();
      this.jumps = 0;
      this.emptied();
    }
    this.go();
  }

  /** Nobody acts until the reason is gone. */
  hold(reason: unknown): void {
    this.holds.add(reason);
  }

  release(reason: unknown): void {
    this.holds.delete(reason);
    this.go();
  }

  /** What the member has sent is in the agenda already. */
  turnOver(member: Member, { time, next, more, waits }: TurnOver): void {
    const standing = this.members.get(member);
    if (standing === undefined) return;
    if (this.acting === member) this.acting = null;
    const at = Math.max(time, standing.at ?? this.agenda.now);
    Object.assign(standing, { at, next, more, waits });
    this.go();
  }

  private go(): void {
    hostClock.clearTimeout(this.alarm);
    runTasks();
    while (this.acting === null && this.holds.size === 0) {
      const member = this.nextMember();
      const drive = this.agenda.nextDrive ?? Infinity;
      const at = Math.min(drive, member?.at ?? Infinity);
      if (at === Infinity) return;
      const pause = this.pauseBefore(at);
      if (pause > 0) {
        this.alarm = hostClock.setTimeout(() => this.go(), pause);
        return;
      }
      const entry = this.agenda.take(at);
      this.moveTo(entry?.at ?? at);
      if (entry !== null) entry.act();
      else if (member !== null) this.give(member.member, at);
      runTasks();
    }
  }

  private give(member: Member, at: number): void {
    this.acting = member;
    this.cameAt = hostClock.now();
    this.members.get(member)!.at = at;
    member.act(at);
  }

  /** The member that can act first, and when. */
  private nextMember(): { member: Member; at: number } | null {
    let first: { member: Member; at: number } | null = null;
    for (const [member, standing] of this.members) {
      const at = this.momentOf(member, standing);
      if (at === null || (first !== null && at > first.at)) continue;
      if (first === null || at < first.at || member.order < first.member.order)
        first = { member, at };
    }
    return first;
  }

  private momentOf(member: Member, { at, next, more }: Standing) {
    // Whole milliseconds: its timers fall due at such ones of its own clock.
    if (at === null) return Math.ceil(this.agenda.now);
    if (more) return at;
    const { waitsSince } = member;
    if (waitsSince !== null) return Math.max(at, waitsSince);
    return next === null ? null : Math.max(at, next);
  }

  /** Real milliseconds that have still to pass before the clock may show that moment. */
  private pauseBefore(at: number): number {
    const wait = at - this.agenda.now;
    if (wait <= 0) return 0;
    const paced = this.jumps < freeJumps ? 0 : Math.min(wait, pacedJump);
    const whole = this.isReal() ? wait : paced;
    return whole - (hostClock.now() - this.cameAt);
  }

  private moveTo(at: number): void {
    if (at <= this.agenda.now) return;
    // The time of callbacks is no jump.
    if (at - this.agenda.now >= 1) this.jumps += 1;
    this.agenda.now = at;
    this.cameAt = hostClock.now();
  }

  /** Somebody goes by real time, or waits for a program that is still to be run: nobody would get to run it in time. */
  private isReal(): boolean {
    const alone = this.members.size === 1;
    return [...this.members].some(
      ([{ isReal }, { waits }]) => isReal || (alone && waits),
    );
  }

  /** The clock stands where it came to last, though real time passes: who joins now comes later than that. */
  private catchUp(): void {
    if (!this.isReal()) return;
    const passed = this.agenda.now + hostClock.now() - this.cameAt;
    const next = this.nextMember()?.at ?? Infinity;
    const most = Math.min(next, this.agenda.nextDrive ?? Infinity);
    if (most !== Infinity) this.moveTo(Math.min(passed, most));
  }
}
