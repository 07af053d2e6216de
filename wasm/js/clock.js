// The time of the façade's own event loop: the host's, or a virtual one that only what the program does moves, and that
// jumps to the next timer when nothing else is left to do. It knows neither timers nor streams.

// Taken before a program's globals are put in its place.
const hostNow = performance.now.bind(performance);

/** What a callback, or a look at the clock, takes of virtual time at first; ms. */
const kFirstStep = 0.001;
const kLongestStep = 1;
/** So many of them without a jump, and each takes twice as long: a program that waits by looking gets there. */
const kDoubling = 10_000;
/** Virtual time at the start of a program: Node, too, takes a while to come to it. */
const kStart = 25;

class Clock {
  constructor() {
    this.virtual = false;
    /** Another program goes by the same time: what passes between them does, too. */
    this.shared = false;
    /** Virtual time, ms. */
    this.time = kStart;
    /** From the host's time to ours, when it is not virtual. */
    this.offset = 0;
    this.steps = 0;
    this.step = kFirstStep;
  }

  /** Time stands still from now on, but for what follows. */
  useVirtual() {
    this.virtual = true;
  }

  /** Goes on with the host's time, from where it is. */
  useWall() {
    if (!this.virtual) return;
    this.virtual = false;
    this.offset = this.time - hostNow();
  }

  now() {
    return this.virtual ? this.time : hostNow() + this.offset;
  }

  /** A callback is about to run, or the program looks at the clock. @returns {number} ms */
  advance() {
    if (!this.virtual) return this.now();
    this.time += this.step;
    this.steps += 1;
    if (this.steps % kDoubling === 0)
      this.step = Math.min(kLongestStep, this.step * 2);
    return this.time;
  }

  /** Nothing is left to do before this moment. */
  jump(to) {
    this.time = Math.max(this.time, to);
    this.steps = 0;
    this.step = kFirstStep;
  }
}

/** The one clock of this realm. */
export const clock = new Clock();
