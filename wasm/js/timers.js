// Timers of the façade's own event loop, with Node's rules: at least 1 ms, whole milliseconds, due in
// order of time and then of age. (Node doc: Timers.)

import { emitWarning } from '#platform';
import { clock } from './clock.js';

const kMaxDelay = 2 ** 31 - 1;

/** What has been warned of, and is not again. */
const warned = new Set();

function warn(after, what, name) {
  emitWarning(`${after} ${what}.\nTimeout duration was set to 1.`, name);
}

function warnOnce(after, what, name) {
  if (warned.has(name)) return;
  warned.add(name);
  warn(after, what, name);
}

/** Milliseconds of a delay as a program gives it; 1 for what no timer can wait, of which Node warns. */
function delayOf(given) {
  const after = Number(given);
  if (after >= 1 && after <= kMaxDelay) return Math.trunc(after);
  if (after > kMaxDelay) {
    const what = 'does not fit into a 32-bit signed integer';
    warn(after, what, 'TimeoutOverflowWarning');
  } else if (after < 0) {
    warnOnce(after, 'is a negative number', 'TimeoutNegativeWarning');
  } else if (Number.isNaN(after) && given !== undefined) {
    warnOnce(after, 'is not a number', 'TimeoutNaNWarning');
  }
  return 1;
}

const now = () => Math.floor(clock.now());

/** What setTimeout and setInterval return. */
export class Timer {
  constructor(loop, callback, after, args, repeat) {
    this.loop = loop;
    this.callback = callback;
    this.after = delayOf(after);
    this.args = args;
    this.repeat = repeat;
    this.referenced = true;
    this.active = true;
    this.due = now() + this.after;
    this.age = ++Timer.made;
  }

  static made = 0;
  /** Timers by the number they turn into, for clearTimeout(+timer). @type {Map<number, Timer>} */
  static byNumber = new Map();

  isDue() {
    return this.active && this.due <= now();
  }

  run() {
    if (this.repeat) {
      this.due = now() + this.after;
      this.loop.timers.add(this);
    } else {
      this.active = false;
    }
    this.callback(...this.args);
  }

  close() {
    this.active = false;
    this.loop.timers.remove(this);
    return this;
  }

  refresh() {
    this.loop.timers.remove(this);
    this.active = true;
    this.due = now() + this.after;
    this.loop.timers.add(this);
    this.loop.wake();
    return this;
  }

  ref() {
    this.referenced = true;
    this.loop.wake();
    return this;
  }

  unref() {
    this.referenced = false;
    this.loop.wake();
    return this;
  }

  hasRef() {
    return this.referenced;
  }

  [Symbol.toPrimitive]() {
    Timer.byNumber.set(this.age, this);
    return this.age;
  }
}

/** Timers in the order they fall due. */
export class TimerQueue {
  constructor() {
    /** @type {Timer[]} */
    this.items = [];
  }

  add(timer) {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.items[middle];
      if (
        other.due < timer.due ||
        (other.due === timer.due && other.age < timer.age)
      ) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    this.items.splice(low, 0, timer);
  }

  remove(timer) {
    const index = this.items.indexOf(timer);
    if (index >= 0) this.items.splice(index, 1);
  }

  takeDue() {
    const time = now();
    let count = 0;
    while (count < this.items.length && this.items[count].due <= time)
      count += 1;
    return this.items.splice(0, count);
  }

  /** When the next timer falls due, null when there is none. */
  next() {
    return this.items[0]?.due ?? null;
  }

  /** Milliseconds until the next timer, 0 when one is due, null when there is none. */
  untilNext() {
    if (this.items.length === 0) return null;
    return Math.max(0, this.items[0].due - now());
  }

  hasRef() {
    return this.items.some((timer) => timer.referenced);
  }
}
