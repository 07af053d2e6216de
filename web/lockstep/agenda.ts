// The common clock of two runs, and what is to happen on it besides them: messages under way, and the relay's own
// timers. Nothing here moves the clock; scheduler.ts does.
import type { LineClock } from '../carrier/line_clock.ts';

export interface Entry {
  /** Milliseconds since moment 0. */
  at: number;
  act: () => void;
  /** Time jumps to it; where not, it only has its turn when time gets there anyway. */
  drives: boolean;
}

export class Agenda {
  /** Milliseconds since moment 0. */
  now = 0;
  private entries: Entry[] = [];

  /** Back to moment 0, with nothing to do. */
  clear(): void {
    this.now = 0;
    this.entries = [];
  }

  /** After whatever is to happen at the same moment already. */
  add(at: number, act: () => void, drives = true): Entry {
    const entry = { at: Math.max(at, this.now), act, drives };
    let index = this.entries.length;
    while (index > 0 && this.entries[index - 1]!.at > entry.at) index -= 1;
    this.entries.splice(index, 0, entry);
    return entry;
  }

  remove(entry: unknown): void {
    this.entries = this.entries.filter((each) => each !== entry);
  }

  /** When the next entry is that time jumps to; null where there is none. */
  get nextDrive(): number | null {
    return this.entries.find(({ drives }) => drives)?.at ?? null;
  }

  /** The first entry, if it is due by then; it is none any more. */
  take(by: number): Entry | null {
    const [first] = this.entries;
    if (first === undefined || first.at > by) return null;
    this.entries.shift();
    return first;
  }

  /** For lines: who waits for one waits for what is under way. */
  readonly lineClock: LineClock = {
    now: () => this.now,
    setTimeout: (callback, after) => this.add(this.now + after, callback),
    clearTimeout: (timer) => this.remove(timer),
  };
}

/** The one of this worker. */
export const agenda = new Agenda();
