// The turns of a program that goes by one virtual clock with another: its event loop acts in its own turn only, and
// says when nothing is left to do before a later moment. Who gives the turns decides their order, so that two programs
// do the same whenever they are run. It knows nothing of the other program.
import { clock } from './clock.js';

/** A program that always has work gives its turn back after so much virtual time, in ms. */
const kLongestTurn = 1;

/**
 * @typedef {object} TurnOver
 * @property {number} time the program's clock, ms
 * @property {number | null} next when its next timer falls due; null where there is none
 * @property {boolean} more it has work left, and waits for its next turn only
 * @property {boolean} waits only other programs can bring what it waits for
 */

export class Turns {
  /**
   * The first turn has begun.
   * @param {import('./event_loop.js').EventLoop} loop
   * @param {(over: TurnOver) => void} tell
   */
  constructor(loop, tell) {
    this.loop = loop;
    this.tell = tell;
    this.acting = true;
    /** Who gives the turns knows that there is work. */
    this.asking = false;
    this.until = clock.now() + kLongestTurn;
    /** Nothing was left to do; the microtasks of that job may have brought more since. */
    this.resting = false;
    clock.shared = true;
  }

  /** The program may act, at this moment of its clock or, if that is later, where it is. */
  begin(time) {
    if (time > clock.now()) clock.jump(time);
    this.acting = true;
    this.until = clock.now() + kLongestTurn;
  }

  /** Something can be done outside a turn: another is asked for. */
  ask() {
    if (this.asking) return;
    this.asking = true;
    this.over(true);
  }

  /** Nothing is left to do, unless microtasks bring it. */
  rest() {
    this.resting = true;
    this.loop.wake();
  }

  /** Before each job. @returns {boolean} whether it may be done */
  goesOn() {
    const { loop, resting } = this;
    this.resting = false;
    // What the host does for the program takes none of its time: nothing of the program overtakes it.
    if (loop.outside > 0) return false;
    if (loop.hasWork()) {
      if (clock.now() < this.until) return true;
      this.over(true);
      return false;
    }
    if (!resting || !loop.isAlive()) return true;
    this.over(false);
    return false;
  }

  over(more) {
    this.acting = false;
    this.asking = more;
    this.tell({
      time: clock.now(),
      next: more ? null : this.loop.timers.next(),
      more,
      waits: this.loop.waitsForOthers(),
    });
  }
}
