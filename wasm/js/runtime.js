// The façade as a whole program's host: in the playground's worker it owns the event loop, the tick
// queue and the trace. In Node nothing of this is loaded.
import { start, wasm } from './engine.js';
import {
  Buffer,
  EventEmitter,
  StringDecoder,
  deferEmitted,
  watchUnheard,
} from '#platform';
import { borderOf } from './border.js';
import { clock } from './clock.js';
import { EventLoop } from './event_loop.js';
import { validateFunction } from './errors.js';
import { setSweepScheduler } from './registry.js';
import { ticks } from './ticks.js';
import { Turns } from './turns.js';
import { Timer } from './timers.js';
import { Trace, traceTables } from './trace.js';

// Taken before a program's globals are put in its place.
const { setTimeout: hostSetTimeout, addEventListener: listen } = globalThis;

/** The loop of this runtime, for those who bring jobs and handles (net.js). @type {EventLoop | null} */
export let eventLoop = null;

/**
 * Starts the engine in a worker. Once per realm.
 * @param {object} options
 * @param {BufferSource} options.wasmBinary the engine's bytes
 * @param {(error: any, at: {file: string, line: number, column: number}) => void} options.onUncaught
 * what nobody caught: as Node's last word; and where it was last thrown
 * @param {() => void} [options.onIdle] nothing can happen any more: a Node process would exit
 * @param {(emitter: any, error: any) => void} [options.onUnheard] an 'error' without a listener, before
 * it is thrown
 * @param {'virtual' | 'wall'} [options.time] whose time timers go by; the host's if it is not said
 * @param {(over: import('./turns.js').TurnOver) => void} [options.onTurnOver] the program goes by one virtual clock with
 * another one: it acts in turns, of which the first has begun and beginTurn() begins the others
 * @param {() => void} [options.onWall] another program takes part, so that time is no longer virtual
 * @param {{records: number, onSlab: (slab: any) => void}} [options.trace]
 */
export function createRuntime(options) {
  const { wasmBinary, onUncaught, onIdle, onUnheard, trace } = options;
  if (options.time === 'virtual') clock.useVirtual();
  start(wasmBinary);
  const tracer = trace ? new Trace(trace) : null;
  listen('error', (event) => {
    event.preventDefault();
    const { error, filename, lineno, colno } = event;
    onUncaught(error, { file: filename, line: lineno, column: colno });
  });
  const loop = new EventLoop({
    onTime: () => tracer?.stamp(),
    onWall: () => options.onWall?.(),
    onTurn: () => tracer?.poll(),
    onRest: () => tracer?.rest(),
    onIdle: () => onIdle?.(),
  });
  eventLoop = loop;
  if (options.onTurnOver) loop.turns = new Turns(loop, options.onTurnOver);
  ticks.queued = () => loop.wake();
  ticks.traceFull = () => tracer?.poll();
  setSweepScheduler((sweep) => hostSetTimeout(sweep, 0));

  // The program's own nextTick callbacks stand in the engine's queue, among its ticks.
  const ticker = {};
  const border = borderOf(ticker);
  const nextTick = (callback, ...args) => {
    validateFunction(callback, 'callback');
    const call = () => callback(...args);
    wasm.tc_queue_callback(border.id, border.slots.take(call), 0);
  };
  ticks.nextTick = (callback, args) => nextTick(callback, ...args);
  deferEmitted(nextTick);
  if (onUnheard) watchUnheard(onUnheard);

  return {
    EventEmitter,
    Buffer,
    StringDecoder,
    nextTick,
    ...timerFunctions(loop),
    /** Runs the program's main function as a CommonJS program starts: its ticks before microtasks. */
    runMain: (main) => loop.queueJob(main),
    /** Keeps the program alive, and virtual time where it is, until the function it returns is called. */
    hold: () => loop.hold(),
    /** In lockstep: the program's next turn begins, at this moment of its clock in ms. */
    beginTurn: (time) => loop.beginTurn(time),
    /** The program is over: hands out what the trace still holds, and every stream as it stands. */
    finishTrace: () => tracer?.finish(),
    traceTables: traceTables(),
    clock,
    // The object that owns the ticks must live as long as the runtime does.
    ticker,
  };
}

function timerFunctions(loop) {
  const clear = (timer) => {
    if (timer == null) return;
    const found =
      timer instanceof Timer ? timer : Timer.byNumber.get(Number(timer));
    found?.close();
  };
  return {
    setTimeout(callback, after, ...args) {
      validateFunction(callback, 'callback');
      return loop.addTimer(callback, after, args, false);
    },
    setInterval(callback, after, ...args) {
      validateFunction(callback, 'callback');
      return loop.addTimer(callback, after, args, true);
    },
    setImmediate(callback, ...args) {
      validateFunction(callback, 'callback');
      return loop.setImmediate(callback, args);
    },
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate(immediate) {
      if (immediate) immediate.cleared = true;
    },
  };
}
