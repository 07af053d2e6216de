// What web/relay expects of Node, such that all it does is decided by what it is given: its timers go by the common
// clock, and what it puts off is run in its order. Imported before anything of web/relay, for it uses them as it loads.
import { Buffer } from 'buffer';
// Takes the host's own timers before they are replaced here.
import '../carrier/line_clock.ts';
import { agenda } from './agenda.ts';
import { queueTask } from './tasks.ts';

Object.assign(globalThis, {
  Buffer,
  process: { nextTick: queueTask },
  setImmediate: queueTask,
  setTimeout: (callback: () => void, after: number) =>
    agenda.add(agenda.now + after, callback, false),
  clearTimeout: (timer: unknown) => agenda.remove(timer),
});
