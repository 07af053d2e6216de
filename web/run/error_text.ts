// How Node prints where a text is wrong: file and line, the line itself, a caret, the message. Text only: it
// neither finds places nor shows anything.
import type { Place } from './protocol';

export const trailer = '\nNode.js v24.21.0\n';

export interface SyntaxProblem {
  message: string;
  /** Null in browsers that do not say. */
  place: Place | null;
  /** UTF-16 units of what is wrong; one if it is not known. */
  width?: number;
  /** One of Node's ERR_ codes, where it has one. */
  code?: string;
}

/** @param width carets; those beyond the line's end are left out */
export function pointer(
  code: string,
  filename: string,
  place: Place,
  width = 1,
): string {
  const line = code.split('\n')[place.line - 1] ?? '';
  const space = line.slice(0, place.column - 1).replace(/[^\t]/g, ' ');
  const most = Math.max(1, line.length - space.length);
  return `${filename}:${place.line}\n${line}\n${space}${'^'.repeat(Math.min(width, most))}\n`;
}

/** What Node prints for a SyntaxError of the program itself. */
export function syntaxErrorText(
  { message, place, width, code: errorCode }: SyntaxProblem,
  code: string,
  filename: string,
): string {
  const where = place ? `${pointer(code, filename, place, width)}\n` : '';
  const name = errorCode ? `SyntaxError [${errorCode}]` : 'SyntaxError';
  const fields = errorCode ? ` {\n  code: '${errorCode}'\n}` : '';
  return `${where}${name}: ${message}${fields}\n${trailer}`;
}
