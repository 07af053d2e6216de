// Errors as Node prints them: the place, the source line, a caret, the stack, own properties. Only
// the user's frames are shown; the runtime's own would mean nothing to the reader.
import { inspect } from 'node-inspect-extracted';
import { pointer, trailer } from '../run/error_text';
import type { Place } from '../run/protocol';
import type { Positions } from './positions';
import { sourceName } from './source_name';

/** Frames an error keeps, as in Node. */
const shownFrames = 10;

interface CallSite {
  getScriptNameOrSourceURL(): string | null;
  toString(): string;
}

/** Makes `error.stack` list the program's frames only, with the user's own columns. */
export function installStackTraces(
  filename: string,
  positions: Positions,
): void {
  const constructor = Error as ErrorConstructor & {
    prepareStackTrace?: (error: Error, frames: CallSite[]) => string;
    stackTraceLimit?: number;
  };
  // Runtime frames count against the limit before they are dropped.
  constructor.stackTraceLimit = 60;
  const source = sourceName(filename);
  constructor.prepareStackTrace = (error, frames) => {
    const shown = frames
      .filter((frame) => frame.getScriptNameOrSourceURL() === source)
      .slice(0, shownFrames)
      .map(
        (frame) =>
          `\n    at ${corrected(String(frame), source, filename, positions)}`,
      );
    return describe(error) + shown.join('');
  };
}

function describe(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    // A throwing getter in the user's error: the place still matters more than its text.
    return '<error>';
  }
}

/** A frame with the file's own name and the user's own column. */
function corrected(
  frame: string,
  source: string,
  filename: string,
  positions: Positions,
): string {
  const at = frame.lastIndexOf(`${source}:`);
  if (at < 0) return frame;
  const rest = frame.slice(at + source.length + 1);
  return (
    `${frame.slice(0, at)}${filename}:` +
    rest.replace(/^(\d+):(\d+)/, (_, line, column) => {
      const own = positions.own({ line: Number(line), column: Number(column) });
      return `${own.line}:${own.column}`;
    })
  );
}

/** Anything can be thrown: a proxy, an error whose stack is a getter that throws. */
function stackOf(error: unknown): string {
  try {
    const { stack } = error as { stack?: unknown };
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  }
}

function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    // A revoked proxy says of itself nothing at all.
    return false;
  }
}

/** What inspect() makes of a value that may not want to be seen; empty when there is no way. */
function inspected(value: unknown): string {
  for (const options of [{}, { customInspect: false }]) {
    try {
      return inspect(value, options);
    } catch {
      // Once more without the program's own code, and then not at all.
    }
  }
  return '';
}

/** The first frame of the user's program in this error's stack. */
export function placeOf(error: unknown, filename: string): Place | null {
  const stack = stackOf(error);
  for (const line of stack.split('\n')) {
    const at = line.lastIndexOf(`${filename}:`);
    if (at < 0) continue;
    const match = /^(\d+):(\d+)/.exec(line.slice(at + filename.length + 1));
    if (match) return { line: Number(match[1]), column: Number(match[2]) };
  }
  return null;
}

/** Why an error went uncaught: thrown, emitted without a listener, or rejected. */
export type Origin =
  | { kind: 'thrown' }
  | { kind: 'emitted'; emitter: string; frames: string }
  | { kind: 'rejected' };

/** What Node prints before it exits with code 1. */
export function uncaughtText(
  error: unknown,
  origin: Origin,
  code: string,
  filename: string,
  place: Place | null,
): string {
  const at = place ? pointer(code, filename, place) : '';
  if (!isError(error)) return nonErrorText(error, origin, at);
  const body = inspectError(error);
  if (origin.kind === 'emitted') {
    const on =
      origin.emitter === '' || origin.emitter === 'EventEmitter'
        ? ''
        : ` on ${origin.emitter} instance`;
    const where = origin.frames === '' ? '' : ` at:${origin.frames}`;
    const emitted = `Emitted 'error' event${on}${where}`;
    const brace = body.lastIndexOf(' {\n');
    const split =
      Object.keys(error).length > 0 && brace >= 0 ? brace : body.length;
    return (
      `node:events\n    throw er; // Unhandled 'error' event\n    ^\n\n` +
      `${body.slice(0, split)}\n${emitted}${body.slice(split)}\n${trailer}`
    );
  }
  return `${at && `${at}\n`}${body}\n${trailer}`;
}

/** Without a frame of the program inspect() puts brackets around an error; Node has frames of its own. */
function inspectError(error: Error): string {
  const text = describe(error);
  const body = inspected(error) || text;
  for (const plain of [stackOf(error), text])
    if (plain !== '' && body.startsWith(`[${plain}]`))
      return plain + body.slice(plain.length + 2);
  return body;
}

/** @param at where it was thrown, with the source line; empty when that is not known */
function nonErrorText(value: unknown, origin: Origin, at: string): string {
  if (origin.kind === 'rejected') {
    return (
      'UnhandledPromiseRejection: This error originated either by throwing inside of an async ' +
      'function without a catch block, or by rejecting a promise which was not handled with ' +
      `.catch(). The promise rejected with the reason "${inspected(value) || '#<Object>'}". {\n` +
      `  code: 'ERR_UNHANDLED_REJECTION'\n}\n${trailer}`
    );
  }
  const isObject =
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null);
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'symbol'
        ? ''
        : inspected(value);
  const hint =
    isObject && text !== ''
      ? ''
      : '(Use `node --trace-uncaught ...` to show where the exception was thrown)\n';
  return `${at || 'Uncaught:\n'}${text}\n${hint}${trailer}`;
}
