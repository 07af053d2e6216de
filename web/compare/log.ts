// The event log as a file: what Tincan exports and what the tracer writes in Node, in one format. It reads what a
// person drops onto the page, so it trusts nothing in there. Format: README.md.
import type { PictureModel } from '../picture/model';
import { text as words } from '../texts/text';

export interface LogEvent {
  /** Number of the stream. */
  stream: number;
  /** Its class. */
  label: string;
  kind: string;
  /** In the stream's unit. */
  size: number;
  answer: boolean | null;
  readable: number;
  writable: number;
}

export interface EventLog {
  /** What ran the program, for the person. */
  runtime: string;
  program: string;
  /** Events of the run; more than there are here when the log did not hold them all. */
  total: number;
  events: LogEvent[];
}

/** What went wrong with a file, in words for the person. */
export class LogProblem extends Error {}

const version = 1;
const columns = 'stream class event size answer readable writable'.split(' ');
/** Characters and events of a file: beyond them it is no log of a person's program. */
const mostCharacters = 64 * 1024 * 1024;
const mostEvents = 1_000_000;

export function logOf(model: PictureModel, program: string): EventLog {
  const { tape, total } = model;
  const events: LogEvent[] = [];
  for (let at = tape.first; at < tape.end; at += 1) {
    const record = tape.record(at);
    const { number, label } = model.nameOf(record.stream);
    events.push({
      stream: number,
      label,
      kind: model.kinds[record.kind] ?? `kind ${record.kind}`,
      size: record.size,
      answer: record.result,
      readable: record.readableLength,
      writable: record.writableLength,
    });
  }
  return { runtime: 'Tincan', program, total, events };
}

export function writeLog({
  runtime,
  program,
  total,
  events,
}: EventLog): string {
  const rows = events.map((event) =>
    JSON.stringify([
      event.stream,
      event.label,
      event.kind,
      event.size,
      event.answer,
      event.readable,
      event.writable,
    ]),
  );
  const head = { tincan: 'log', version, runtime, program, total, columns };
  return `${JSON.stringify(head).slice(0, -1)},"events":[\n${rows.join(',\n')}\n]}\n`;
}

/** @throws LogProblem */
export function readLog(text: string): EventLog {
  if (text.length > mostCharacters) throw new LogProblem(words('log.tooLarge'));
  let file: Record<string, unknown> | null;
  try {
    file = JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    throw foreign();
  }
  if (typeof file !== 'object' || file?.['tincan'] !== 'log') throw foreign();
  if (typeof file['version'] === 'number' && file['version'] > version)
    throw new LogProblem(words('log.newer'));
  const rows = file['events'];
  if (!Array.isArray(rows) || rows.length > mostEvents) throw damaged();
  return {
    runtime: shortText(file['runtime']),
    program: shortText(file['program']),
    total: Math.max(rows.length, Number(file['total']) || 0),
    events: rows.map(eventOf),
  };
}

function eventOf(row: unknown): LogEvent {
  if (!Array.isArray(row) || row.length !== columns.length) throw damaged();
  const [stream, label, kind, size, answer, readable, writable] =
    row as unknown[];
  if (answer !== null && typeof answer !== 'boolean') throw damaged();
  const [numbered, sized, left, right] = [stream, size, readable, writable].map(
    (value) => {
      if (typeof value !== 'number') throw damaged();
      return value;
    },
  ) as [number, number, number, number];
  return {
    stream: numbered,
    label: shortText(label),
    kind: shortText(kind),
    size: sized,
    answer,
    readable: left,
    writable: right,
  };
}

function shortText(value: unknown): string {
  if (typeof value !== 'string') throw damaged();
  return value.slice(0, 100);
}

const foreign = () => new LogProblem(words('log.foreign'));
const damaged = () => new LogProblem(words('log.damaged'));
