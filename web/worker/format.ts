// Whether a program is CommonJS or an ES module: by its file's name, or by what is in it, as Node does. It runs
// nothing. (Node doc: "Modules: Packages", "Syntax detection".)
import { namedFormat } from '../run/format';
import { parse } from './lexer';

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
  if (parses(body)) return 'commonjs';
  return hasModuleSyntax(body) || isAsyncBody(body) ? 'module' : 'commonjs';
}

/** Whether this is a whole CommonJS function body. */
export function parses(body: string): boolean {
  try {
    new Function(parameters, body);
    return true;
  } catch {
    return false;
  }
}

/** With await at the top, or names of its own that a CommonJS module is given. */
function isAsyncBody(body: string): boolean {
  try {
    new AsyncFunction(`'use strict';${body}`);
    return true;
  } catch {
    return false;
  }
}

/** The lexer finds no name in it. */
const emptyExport = /^\s*export\s*\{\s*\}/m;

function hasModuleSyntax(body: string): boolean {
  try {
    const [imports, exports] = parse(body);
    return (
      exports.length > 0 ||
      imports.some(({ d }) => d < 0) ||
      emptyExport.test(body)
    );
  } catch {
    // Too damaged for the lexer: then what it begins with tells what was meant.
    return /^\s*(?:import\b(?!\s*\()|export\b)/m.test(body);
  }
}
