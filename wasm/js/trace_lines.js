// Which line of the program caused what the trace records: while the trace runs, the engine's calls that stand for a
// program's own tell it the caller's line first. Nothing of this is loaded into a call where no trace wants lines.
import { wasm } from './engine.js';

/** What a program does to a stream; what the engine does in ticks has no line. */
const calls = [
  'tc_write',
  'tc_end',
  'tc_push',
  'tc_unshift',
  'tc_read',
  'tc_pipe',
  'tc_unpipe',
  'tc_pause',
  'tc_resume',
  'tc_cork',
  'tc_uncork',
  'tc_destroy',
];

/**
 * Marks the records of these calls from now on.
 * @param {() => number} lineOf the line of the program that is running, 0 where it is not known
 */
export function markLines(lineOf) {
  /** Of the call that is being run; a hook of it may call again. */
  let current = 0;
  for (const name of calls) {
    const call = wasm[name];
    // As many arguments as any of them has: no array a call.
    wasm[name] = (a, b, c, d, e) => {
      const line = lineOf();
      if (line === 0) return call(a, b, c, d, e);
      const before = current;
      current = line;
      wasm.tc_trace_line(line);
      try {
        return call(a, b, c, d, e);
      } finally {
        current = before;
        wasm.tc_trace_line(before);
      }
    };
  }
}
