// Where the engine's ticks run. In Node each is one process.nextTick, in its place among the user's;
// where the façade owns the event loop (event_loop.js) the loop drains them; in a foreign page each
// is a microtask, since nothing of the page's may be touched.
import { hostNextTick, hostSetTimeout } from '#platform';
import { rethrow, thrown } from './border.js';
import { wasm } from './engine.js';
import { setSweepScheduler, sweepMany } from './registry.js';

/** Runs the oldest tick; what it throws goes to whoever runs ticks. */
export function runTick() {
  sweepMany();
  wasm.tc_run_tick();
  if (thrown.has) rethrow();
}

/**
 * Ticks of the engine that have no place among the host's yet. More than the newest only after the
 * stack was spent just as a place was asked for: else every later tick would run one too late.
 */
let withoutPlace = 0;
const takePlace = hostNextTick ?? queueMicrotask;

export const ticks = {
  /** One tick has been queued. */
  queued() {
    withoutPlace += 1;
    for (; withoutPlace > 0; withoutPlace -= 1) takePlace(runTick);
  },
  /** The trace ring has taken more records: a slab may be due. */
  traceFull() {},
};

/**
 * Milliseconds an unused stream is held on to, unless there are many. Long, because any callback of
 * the loop that falls between an uncaught error and the immediate which goes on with the ticks runs
 * them early; so rarely that no program can count on the difference.
 */
const kSweepAfter = 1000;
if (hostSetTimeout) {
  // Not an immediate: after an uncaught error the waiting ticks run at the next one, whoever set it.
  setSweepScheduler((sweep) => hostSetTimeout(sweep, kSweepAfter).unref());
}

/** In a foreign page: one microtask after another would leave it no turn of its own. */
export function sweepByTimer() {
  const { setTimeout: pageSetTimeout } = globalThis;
  setSweepScheduler((sweep) => pageSetTimeout(sweep, kSweepAfter));
}

/** process.nextTick as this host has it. */
export function nextTick(callback, ...args) {
  if (hostNextTick) hostNextTick(callback, ...args);
  else ticks.nextTick(callback, args);
}

ticks.nextTick = (callback, args) => queueMicrotask(() => callback(...args));
