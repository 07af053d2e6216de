// The log of a hosted instance: one JSON object a line, on standard output, for a journal or a rotated file. Records
// are the relay's, which hold no secret. A flood of events must not become a flood of lines, nor fill memory.
import type { Writable } from 'node:stream';
import type { LogRecord } from './relay/server.ts';

/** Lines of one second, at most; what is beyond is counted in the next line. */
const kLinesPerSecond = 200;
/** Bytes that may wait for a reader of the log that does not read. */
const kMostWaiting = 1024 * 1024;

/** @param now wall-clock time, for the lines and for their rate */
export function lineLog(
  output: Writable,
  now: () => Date = () => new Date(),
): (record: LogRecord) => void {
  let second = 0;
  let lines = 0;
  let dropped = 0;
  return (record) => {
    const time = now();
    const current = Math.floor(time.getTime() / 1000);
    if (current !== second) {
      second = current;
      lines = 0;
    }
    if (++lines > kLinesPerSecond || output.writableLength > kMostWaiting) {
      dropped++;
      return;
    }
    const missing = dropped > 0 ? { dropped } : {};
    dropped = 0;
    const line = { time: time.toISOString(), ...record, ...missing };
    output.write(JSON.stringify(line) + '\n');
  };
}
