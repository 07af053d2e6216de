// Where the network's jobs run: each a macrotask of the poll phase, with ticks and microtasks between
// any two, and what is queued while a round runs left for the next. Also what keeps a program alive.
// In the playground's worker the façade's own loop does it; in Node a MessageChannel, whose messages
// are polled with the sockets; in a foreign page a MessageChannel without phases.
import { hostNextTick, hostSetImmediate, eventLoop } from './net_base.js';
import { wasm } from './net_engine.js';
import { outer } from './net_border.js';

// Taken before a program's globals are put in its place.
const {
  MessageChannel,
  setTimeout: hostSetTimeout,
  clearTimeout: hostClearTimeout,
} = globalThis;

/** What is done with the engine's next event, and with its next closing; net_handle.js sets both. */
/** @param {boolean} _roundBegins it is the first of a poll phase */
let runNetworkJob = (_roundBegins) => {};
let runNetworkClosing = () => {};
export function setNetworkJobs(run, runClosing) {
  runNetworkJob = run;
  runNetworkClosing = runClosing;
}

class ChannelPoll {
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.receiver = /** @type {any} */ (port1);
    this.sender = port2;
    this.receiver.onmessage = () => this.runNext();
    this.receiver.unref?.();
    /** @type {((roundBegins: boolean) => void)[]} */
    this.jobs = [];
    /** Jobs queued while a round runs: they wait for the check phase to pass. */
    this.later = 0;
    this.inRound = false;
    /** What is called just now is called in the poll phase. */
    this.polled = false;
    this.holds = 0;
    this.posted = 0;
  }

  queue(job, now) {
    this.jobs.push(job);
    if (this.inRound && !now) this.later += 1;
    else this.post();
  }

  post() {
    this.posted += 1;
    if (this.polled && !this.inRound && this.posted === 1) {
      return hostNextTick?.(() => this.runNext());
    }
    this.sender.postMessage(null);
    this.updateRef();
  }

  runNext() {
    this.posted -= 1;
    this.updateRef();
    // Without phases each job is a poll of its own.
    const begins = !this.inRound;
    if (begins && hostSetImmediate) {
      this.inRound = true;
      /** @type {any} */ (hostSetImmediate)(() => this.endRound());
    }
    const job = this.jobs.shift();
    if (job) job(begins);
  }

  endRound() {
    this.inRound = false;
    for (; this.later > 0; this.later -= 1) this.post();
  }

  hold(count) {
    this.holds += count;
    this.updateRef();
  }

  updateRef() {
    if (this.holds > 0 || this.posted > 0) this.receiver.ref?.();
    else this.receiver.unref?.();
  }
}

/** @type {ChannelPoll | undefined} */
let channelPoll;
const poll = () => (channelPoll ??= new ChannelPoll());

/** Queues a job of the poll phase: of the next one, or `now` of the one that is running. It is told whether it is the first of one. */
export function queueJob(job, now = false) {
  if (eventLoop) eventLoop.queueJob(job, now);
  else poll().queue(job, now);
}

/**
 * Calls `arrive`, which the host does in its poll phase: the first job it queues, if it begins a round, follows on a tick instead
 * of a message later, for the phase is the right one already.
 */
export function duringPoll(arrive) {
  if (eventLoop || !hostNextTick) return arrive();
  poll().polled = true;
  try {
    arrive();
  } finally {
    poll().polled = false;
  }
}

/** Queues a job of the phase after the immediates, where libuv calls back for closed handles. */
function queueClosing(job) {
  if (eventLoop) {
    eventLoop.queueClosing(job);
  } else if (hostSetImmediate) {
    // A MessagePort is such a handle.
    const { port1 } = new MessageChannel();
    port1.addEventListener('close', job, { once: true });
    port1.close();
  } else {
    poll().queue(job, false);
  }
}

/** `count` more (or, negative, fewer) things are open that keep the program alive. */
export function holdProgram(count) {
  if (eventLoop) {
    eventLoop.handles += count;
    if (count < 0) eventLoop.wake();
  } else {
    poll().hold(count);
  }
}

/** Another program takes part in this one's network. */
export function meetOthers() {
  eventLoop?.useWall();
}

/** Virtual time waits for an answer from outside. @returns {() => void} to be called once it is there */
export function awaitOutside() {
  return eventLoop ? eventLoop.awaitNetwork() : () => {};
}

/** @param {() => boolean} waits whether only other programs can bring what this one waits for */
export function setWaitsForOthers(waits) {
  if (eventLoop) eventLoop.waitsForOthers = waits;
}

outer.jobQueued = (now) => queueJob(runNetworkJob, now);
/** In Node an immediate is cheaper than a message of the poll phase, and no program sees which of them sends its bytes. */
outer.flushWanted = () => {
  if (eventLoop || !hostSetImmediate) return false;
  /** @type {any} */ (hostSetImmediate)(() => wasm.tc_net_flush());
  return true;
};
outer.closingQueued = () => queueClosing(runNetworkClosing);

/** A timer that does not keep the program alive: the connection it watches does. */
export class IdleTimer {
  constructor(callback, after) {
    this.callback = callback;
    this.after = after;
    this.start();
  }

  start() {
    const timer = eventLoop
      ? eventLoop.addTimer(this.callback, this.after, [], false)
      : hostSetTimeout(this.callback, this.after);
    this.timer = /** @type {any} */ (timer);
    this.timer.unref?.();
  }

  /** Starts the time anew. */
  refresh() {
    if (this.timer.refresh) {
      this.timer.refresh();
    } else {
      this.close();
      this.start();
    }
  }

  close() {
    if (this.timer.close) this.timer.close();
    else hostClearTimeout(this.timer);
  }
}
