// Compiles the user's program as a CommonJS module without moving a line, and finds the place of a
// syntax error. It runs nothing.
import type { SyntaxProblem } from '../run/error_text';
import { parameters, parses, withoutHashbang } from './format';
import { hideImports } from './imports';
import { placeAt, Positions } from './positions';
import { sourceName } from './source_name';

// A module's mistakes are looked for when the program's globals are in place already.
const {
  importScripts,
  addEventListener,
  removeEventListener,
  setTimeout: later,
} = globalThis;

const slot = '__tincanMain';
const prefix = `self.${slot} = (function (${parameters}) { `;

/** What a compiled program is called with, in CommonJS order. */
export type Main = (...args: unknown[]) => void;

export type Compiled =
  | { ok: true; main: Main; positions: Positions; dynamic: string[] | null }
  | { ok: false; error: Promise<SyntaxProblem> };

export function compile(code: string, filename: string): Compiled {
  const written = withoutHashbang(code);
  const stray = strayBrace(written);
  if (stray >= 0) {
    const place = placeAt(written, stray);
    const message = "Unexpected token '}'";
    return { ok: false, error: Promise.resolve({ message, place }) };
  }
  const { text, dynamic } = hideImports(written);
  const url = URL.createObjectURL(
    new Blob([`${prefix}${text}\n});\n//# sourceURL=${sourceName(filename)}`], {
      type: 'text/javascript',
    }),
  );
  const scope = globalThis as unknown as Record<string, unknown>;
  const positions = new Positions();
  positions.add(1, 1, 0, prefix.length);
  try {
    importScripts(url);
  } catch (error) {
    // Only the text between our braces can be wrong, and it closes none of them.
    const { message } = error as Error;
    return { ok: false, error: locate(url, text, positions, message) };
  }
  URL.revokeObjectURL(url);
  const main = scope[slot] as Main;
  delete scope[slot];
  return { ok: true, main, positions, dynamic };
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

let locating = false;

/** The error the realm tells of is no program's, but one that was provoked to learn its place. */
export const isLocating = () => locating;

/**
 * The JavaScript engine tells the place of a syntax error only to the error event, so the script is
 * loaded once more where nobody catches.
 */
export function locate(
  url: string,
  body: string,
  positions: Positions,
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
      locating = false;
      removeEventListener('error', report);
      URL.revokeObjectURL(url);
      const { lineno: line, colno: column } = event;
      resolve(problemAt(message, body, positions, line, column));
    };
    addEventListener('error', report);
    later(() => {
      locating = true;
      importScripts(url);
      // Nothing is wrong with it as a script.
      locating = false;
      removeEventListener('error', report);
      resolve({ message, place: null });
    }, 0);
  });
}

function problemAt(
  message: string,
  body: string,
  positions: Positions,
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
  return { message, place: positions.own({ line, column }) };
}
