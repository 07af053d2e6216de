// Whether a program is CommonJS or an ES module: by its file's name, or by what is in it, as Node does. It runs
// nothing. (Node doc: "Modules: Packages", "Syntax detection".)
import { namedFormat } from '../run/format';

export const parameters = 'exports, require, module, __filename, __dirname';

const AsyncFunction = Object.getPrototypeOf(async () => {})
  .constructor as FunctionConstructor;

/** A hashbang is only legal at the very start of a file, which is ours. */
export const withoutHashbang = (code: string) => code.replace(/^#!/, '//');

export function formatOf(
  code: string,
  filename: string,
): 'commonjs' | 'module' {
  const named = namedFormat(filename);
  if (named !== 'undecided') return named;
  const body = withoutHashbang(code);
  const said = refusal(body);
  if (said === null || isOfTemplate(said)) return 'commonjs';
  return hasModuleSyntax(body) || parsesAsync(body) ? 'module' : 'commonjs';
}

/** Why this is no whole CommonJS function body, in the browser's words; null if it is one. */
function refusal(body: string): string | null {
  try {
    new Function(parameters, body);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Of what is refused for an await in a template's expression V8 names the template: for Node no sign of a module. */
const isOfTemplate = (said: string) => /^missing \} in template/i.test(said);

export const parses = (body: string) => refusal(body) === null;

/** As the body of an async function: with await, and names of its own that a CommonJS module is given. */
export function parsesAsync(body: string): boolean {
  try {
    new AsyncFunction(`'use strict';${body}`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether the first that keeps it from being CommonJS is import, export or import.meta: Node, too, goes by what its
 * engine says. Every browser names the word.
 */
export function hasModuleSyntax(body: string): boolean {
  const said = refusal(body);
  return (
    said !== null &&
    !said.startsWith('Invalid regular expression') &&
    /\b(?:import|export)\b/.test(said)
  );
}
