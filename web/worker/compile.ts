// Compiles the user's program as a CommonJS module without moving a line, and finds the place of a
// syntax error. It runs nothing.
import type { Place } from '../run/protocol';

const parameters = 'exports, require, module, __filename, __dirname';
const slot = '__tincanMain';
const prefix = `self.${slot} = (function (${parameters}) { `;

/** What a compiled program is called with, in CommonJS order. */
export type Main = (...args: unknown[]) => void;

export type Compiled =
  { ok: true; main: Main } | { ok: false; error: Promise<SyntaxProblem> };

export interface SyntaxProblem {
  message: string;
  /** Null in browsers that do not say. */
  place: Place | null;
}

/** Columns of the first line that are ours, not the user's. */
export const firstLineOffset = prefix.length;

export function compile(code: string, filename: string): Compiled {
  // A hashbang is only legal at the very start of a file, which is ours.
  const body = code.replace(/^#!/, '//');
  const url = URL.createObjectURL(
    new Blob([`${prefix}${body}\n});\n//# sourceURL=${filename}`], {
      type: 'text/javascript',
    }),
  );
  const scope = globalThis as unknown as Record<string, unknown>;
  const stray = strayBrace(body);
  if (stray >= 0) {
    const place = placeAt(body, stray);
    const message = "Unexpected token '}'";
    return { ok: false, error: Promise.resolve({ message, place }) };
  }
  try {
    importScripts(url);
  } catch (error) {
    // Only the text between our braces can be wrong, and it closes none of them.
    return { ok: false, error: locate(url, body, (error as Error).message) };
  }
  URL.revokeObjectURL(url);
  const main = scope[slot] as Main;
  delete scope[slot];
  return { ok: true, main };
}

/**
 * Where a brace closes the function around the program before the program's end, or -1: what followed
 * would run outside of it.
 */
function strayBrace(body: string): number {
  if (parses(body)) return -1;
  for (let at = body.indexOf('}'); at >= 0; at = body.indexOf('}', at + 1))
    if (parses(body.slice(0, at)) && !parses(body.slice(0, at + 1))) return at;
  return -1;
}

/** Whether this is a whole function body; nothing runs. */
function parses(body: string): boolean {
  try {
    new Function(parameters, body);
    return true;
  } catch {
    return false;
  }
}

function placeAt(body: string, at: number): Place {
  const before = body.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/**
 * The JavaScript engine tells the place of a syntax error only to the error event, so the script is
 * loaded once more where nobody catches.
 */
function locate(
  url: string,
  body: string,
  thrown: string,
): Promise<SyntaxProblem> {
  const message = thrown.replace(
    /^Failed to execute 'importScripts' on '\w+': /,
    '',
  );
  return new Promise((resolve) => {
    const report = (event: ErrorEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      removeEventListener('error', report);
      URL.revokeObjectURL(url);
      resolve(problemAt(message, body, event.lineno, event.colno));
    };
    addEventListener('error', report);
    setTimeout(() => importScripts(url), 0);
  });
}

function problemAt(
  message: string,
  body: string,
  line: number,
  column: number,
): SyntaxProblem {
  if (line < 1) return { message, place: null };
  const lines = body.split('\n');
  if (line > lines.length) {
    // Found in our closing line: the program ended too soon.
    const last = lines.length;
    const place = { line: last, column: (lines[last - 1] ?? '').length + 1 };
    return { message: 'Unexpected end of input', place };
  }
  const own = line === 1 ? column - firstLineOffset : column;
  return { message, place: { line, column: Math.max(1, own) } };
}
