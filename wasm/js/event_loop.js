// The event loop of a host where the façade owns all macrotasks: the playground's worker. Its order
// is Node's: timers, then what the network brought, then immediates, then what was closed; after each
// single callback the ticks, then the microtasks. (Node doc: "The Node.js event loop".)
//
// One turn of the browser's loop is either "drain leftover ticks" or "one job, then its ticks"; the
// browser itself runs microtasks between turns. Draining before the job in the same turn, or
// queueMicrotask for nextTick, is observably wrong.
import { clock } from './clock.js';
import { wasm } from './engine.js';
import { thrown, rethrow } from './border.js';
import { Timer, TimerQueue } from './timers.js';

// The program's globals are this loop's own timers: the host's must be kept from before.
const { setTimeout: hostSetTimeout, clearTimeout: hostClearTimeout } =
  globalThis;

/** Jumps of virtual time that take no time at all; ms that each takes after so many, at most. */
const kFreeJumps = 1000;
const kPacedJump = 16;

export class EventLoop {
  /**
   * @param {object} hooks
   * @param {() => void} hooks.onTime virtual time has moved on
   * @param {() => void} hooks.onWall time is no longer virtual
   * @param {() => void} hooks.onTurn after every turn
   * @param {() => void} hooks.onRest nothing is to be done now
   * @param {() => void} hooks.onIdle nothing is left that could ever happen
   */
  constructor({ onTime, onWall, onTurn, onRest, onIdle }) {
    this.onTime = onTime;
    this.onWall = onWall;
    this.onTurn = onTurn;
    this.onRest = onRest;
    this.onIdle = onIdle;
    this.timers = new TimerQueue();
    /** What the network, and the start of the program, bring: run in the poll phase. */
    this.jobs = [];
    this.immediates = [];
    /** What the network has closed. */
    this.closings = [];
    /** Jobs of the phase that is being worked off, as it stood when the phase began. */
    this.current = [];
    this.phase = 0;
    /** No job of this poll phase has run yet. */
    this.pollBegins = false;
    /** Things that keep the program alive though they have nothing to do now: listeners, sockets. */
    this.handles = 0;
    /** What the host is doing for the program: virtual time waits for it. */
    this.outside = 0;
    /** Whether what the program waits for may come from other programs: virtual time waits for that, too. */
    this.waitsForOthers = () => false;
    /** Of a program in lockstep with another. @type {import('./turns.js').Turns | null} */
    this.turns = null;
    this.jumps = 0;
    this.turnScheduled = false;
    this.alarm = undefined;
    this.idleTold = false;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => this.turn();
    // Bound now: the program may put its own into the prototype.
    this.post = channel.port2.postMessage.bind(channel.port2, null);
  }

  /** Something can be done: make sure a turn comes. */
  wake() {
    this.idleTold = false;
    if (this.turnScheduled) return;
    if (this.turns !== null && !this.turns.acting) {
      this.turns.ask();
      return;
    }
    this.turnScheduled = true;
    this.post();
  }

  /**
   * The host does something for the program, which the loop does not see.
   * @param {number} outside 0 where virtual time need not wait for it
   * @returns {() => void} ends that
   */
  hold(outside = 1) {
    this.handles += 1;
    this.outside += outside;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.handles -= 1;
      this.outside -= outside;
      this.wake();
    };
  }

  /** The network owes an answer. In lockstep it comes in a later turn. @returns {() => void} ends that */
  awaitNetwork() {
    return this.hold(this.turns === null ? 1 : 0);
  }

  /** In lockstep: the next turn has come. @param {number} time ms */
  beginTurn(time) {
    this.turns?.begin(time);
    this.onTime();
    this.wake();
  }

  /** Another program takes part: from now on time is the host's. */
  useWall() {
    if (!clock.virtual || this.turns !== null) return;
    clock.useWall();
    this.onWall();
    this.wake();
  }

  /** Queues a job of the poll phase: of the next one, or `now` of the one that is running. */
  queueJob(job, now = false) {
    const told = () => {
      const begins = this.pollBegins;
      this.pollBegins = false;
      job(begins);
    };
    if (now && this.phase === kPoll) this.current.push(told);
    else this.jobs.push(told);
    this.wake();
  }

  /** Queues a job of the phase after the immediates. */
  queueClosing(job) {
    this.closings.push(job);
    this.wake();
  }

  setImmediate(callback, args) {
    const immediate = { callback, args, cleared: false };
    this.immediates.push(immediate);
    this.wake();
    return immediate;
  }

  addTimer(callback, after, args, repeat) {
    const timer = new Timer(this, callback, after, args, repeat);
    this.timers.add(timer);
    this.wake();
    return timer;
  }

  turn() {
    this.turnScheduled = false;
    if (this.turns !== null && !this.turns.goesOn()) return;
    if (wasm.tc_has_ticks()) {
      this.drainTicks();
    } else {
      const job = this.nextJob();
      if (job) {
        this.step();
        this.attempt(job);
        this.drainTicks();
      }
    }
    this.onTurn();
    this.sleepOrGoOn();
  }

  /** A callback takes its time, if it is virtual. */
  step() {
    if (!clock.virtual) return;
    clock.advance();
    this.onTime();
  }

  drainTicks() {
    while (wasm.tc_has_ticks()) {
      this.attempt(() => {
        wasm.tc_run_tick();
        if (thrown.has) rethrow();
      });
    }
  }

  /**
   * What the job throws leaves the turn for the realm's 'error' event: only there is the place known of
   * a value without a stack. The rest of the turn follows in another.
   */
  attempt(job) {
    let done = false;
    try {
      job();
      done = true;
    } finally {
      if (!done) this.wake();
    }
  }

  /** The next single callback in Node's order of phases, or null when nothing is due. */
  nextJob() {
    for (let passed = 0; passed <= phases.length; ++passed) {
      const job = this.takeCurrent();
      if (job) return job;
      this.phase = (this.phase + 1) % phases.length;
      phases[this.phase](this);
    }
    return null;
  }

  takeCurrent() {
    while (this.current.length > 0) {
      const job = this.current.shift();
      if (typeof job === 'function') return job;
      if (job instanceof Timer) {
        if (job.isDue()) return () => job.run();
      } else if (!job.cleared) {
        job.cleared = true;
        return () => job.callback(...job.args);
      }
    }
    return null;
  }

  sleepOrGoOn() {
    hostClearTimeout(this.alarm);
    if (this.hasWork()) {
      this.wake();
      return;
    }
    this.onRest();
    if (this.turns === null) this.setAlarm();
    else if (this.isAlive()) this.turns.rest();
    if (!this.isAlive() && !this.idleTold) {
      this.idleTold = true;
      // Microtasks of this turn are still to run and may bring work: look again once they have.
      hostSetTimeout(() => {
        if (this.idleTold) this.onIdle();
      }, 0);
    }
  }

  setAlarm() {
    const wait = this.timers.untilNext();
    if (wait === null) return;
    if (!clock.virtual) {
      this.alarm = hostSetTimeout(() => this.wake(), wait);
      return;
    }
    if (this.outside > 0) return;
    // What no longer keeps the program alive is never waited for.
    if (!this.isAlive()) return;
    // Never at once: the microtasks of this turn are still to run, and may bring work.
    const pace = this.jumps < kFreeJumps ? 0 : Math.min(wait, kPacedJump);
    const real = this.waitsForOthers() ? wait : pace;
    this.alarm = hostSetTimeout(() => this.jump(), real);
  }

  jump() {
    const next = this.timers.next();
    const isAtRest = !this.turnScheduled && !wasm.tc_has_ticks();
    if (clock.virtual && isAtRest && next !== null && this.outside === 0) {
      this.jumps += 1;
      clock.jump(next);
      this.onTime();
    }
    this.wake();
  }

  /** Whether anything is left that a Node process would go on for. */
  isAlive() {
    return this.handles > 0 || this.timers.hasRef();
  }

  hasWork() {
    return (
      wasm.tc_has_ticks() ||
      this.current.length > 0 ||
      this.jobs.length > 0 ||
      this.immediates.length > 0 ||
      this.closings.length > 0 ||
      this.timers.untilNext() === 0
    );
  }
}

/** Where the poll phase stands among them. */
const kPoll = 1;
/** What each phase takes over when it begins; what is queued meanwhile waits for the next round. */
const phases = [
  (loop) => {
    loop.current = loop.timers.takeDue();
  },
  (loop) => {
    loop.current = loop.jobs;
    loop.jobs = [];
    loop.pollBegins = true;
  },
  (loop) => {
    loop.current = loop.immediates;
    loop.immediates = [];
  },
  (loop) => {
    loop.current = loop.closings;
    loop.closings = [];
  },
];
