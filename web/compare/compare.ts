// Two logs side by side: what both can see, row by row, and where they part. Pure.
import type { EventLog, LogEvent } from './log';

/** What a tracer sees in Node; all else is the engine's inside, or the network's. */
const comparedKinds = new Set(
  (
    'write _write _writev end() push push(null) _read destroy ' +
    'data readable end finish prefinish drain close error pause resume'
  ).split(' '),
);

/** Class whose events depend on the network: each stream is compared by itself. */
const networkClass = 'Socket';
/** Of sockets, when the network pulls is its own affair, and our log has no close of them. */
const notOfNetwork = new Set(['_read', 'close']);

export interface Row {
  ours: LogEvent | null;
  theirs: LogEvent | null;
  same: boolean;
}

export interface Comparison {
  rows: Row[];
  /** Index of the first row that differs; -1: none. */
  divergence: number;
  /** Events of both logs together that are not compared. */
  leftOut: number;
  /** Streams of the network: their events are in order by stream, not all in one. */
  byStream: boolean;
}

export function compare(ours: EventLog, theirs: EventLog): Comparison {
  const byStream = [...ours.events, ...theirs.events].some(isOfNetwork);
  const left = prepare(ours.events, byStream);
  const right = prepare(theirs.events, byStream);
  const rows: Row[] = [];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const row = { ours: left[i] ?? null, theirs: right[i] ?? null };
    rows.push({ ...row, same: isSame(row.ours, row.theirs) });
  }
  return {
    rows,
    divergence: rows.findIndex(({ same }) => !same),
    leftOut:
      ours.events.length + theirs.events.length - left.length - right.length,
    byStream,
  };
}

const isOfNetwork = ({ label }: LogEvent) => label === networkClass;

/** The events compared, their streams numbered in the order they first appear. */
function prepare(events: LogEvent[], byStream: boolean): LogEvent[] {
  const numbers = new Map<number, number>();
  const compared = events
    .filter((event) => comparedKinds.has(event.kind))
    .filter((event) => !isOfNetwork(event) || !notOfNetwork.has(event.kind))
    .map((event) => {
      const number = numbers.get(event.stream) ?? numbers.size + 1;
      numbers.set(event.stream, number);
      return { ...event, stream: number };
    });
  return byStream ? compared.sort((a, b) => a.stream - b.stream) : compared;
}

function isSame(a: LogEvent | null, b: LogEvent | null): boolean {
  return (
    a !== null &&
    b !== null &&
    a.stream === b.stream &&
    a.label === b.label &&
    a.kind === b.kind &&
    a.size === b.size &&
    a.answer === b.answer &&
    a.readable === b.readable &&
    a.writable === b.writable
  );
}
