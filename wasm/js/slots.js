// A table of JavaScript values that the engine knows by number. Each stream has its own, so that a
// cycle between a stream and what it holds lies inside the JavaScript heap and can be collected.

/** Slot 0 is never taken: it means "none" on the other side of the border. */
export class Slots {
  constructor() {
    /** Values, and in free places the number of the next free place. @type {any[]} */
    this.items = [0];
    this.free = 0;
  }

  /** Puts `value` in and returns its slot. */
  take(value) {
    const slot = this.free;
    if (slot === 0) return this.items.push(value) - 1;
    this.free = this.items[slot];
    this.items[slot] = value;
    return slot;
  }

  /** The value of `slot`, which is free again. */
  give(slot) {
    const value = this.items[slot];
    this.items[slot] = this.free;
    this.free = slot;
    return value;
  }

  get(slot) {
    return this.items[slot];
  }

  /** How many slots hold a value. For tests of leaks. */
  get used() {
    let free = 0;
    for (let slot = this.free; slot !== 0; slot = this.items[slot]) free += 1;
    return this.items.length - 1 - free;
  }
}
