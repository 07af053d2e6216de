// Whose time a line goes by: the host's, or one that several programs have in common. No time is kept here.

/** Milliseconds. */
export interface LineClock {
  now(): number;
  setTimeout(callback: () => void, after: number): unknown;
  clearTimeout(timer: unknown): void;
}

// Taken now: where another clock is common, the relay's timers go by that one (lockstep/node_globals.ts).
const { setTimeout, clearTimeout } = globalThis;

export const hostClock: LineClock = {
  now: () => performance.now(),
  setTimeout: (callback, after) => setTimeout(callback, after),
  clearTimeout: (timer) => clearTimeout(timer as number | undefined),
};
