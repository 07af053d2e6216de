// Parts of the run worker that not every program wants, and which of them one does, by its text. The page hands them over
// with the program: a run has no network to ask for them. What they are: worker/extras.ts.
import { namedFormat } from './format';

/** `lexer` finds imports and exports; `net` is the virtual network; `util` is `util` and `assert`. */
export type ExtraName = 'lexer' | 'net' | 'util';

/** Asked for by a name that is only known as the program runs, or that this does not read. */
const mayAskForAny = [
  /\brequire\b(?!\s*\(\s*(?:'[^'\\\n]*'|"[^"\\\n]*")\s*\))/,
  /\bimport\s*\((?!\s*(?:'[^'\\\n]*'|"[^"\\\n]*")\s*\))/,
  // Behind a comment, or spelt with escapes.
  /\b(?:from|import|require)\s*\/[/*]/,
  /\b(?:from|import)\s*['"][^'"\n]*\\/,
  /\\u/,
];

const named: [ExtraName, RegExp][] = [
  ['net', /\bnet\b/],
  ['util', /\b(?:assert|util)\b/],
];

export function wantedExtras(code: string, filename: string): ExtraName[] {
  const wanted: ExtraName[] = [];
  // Of a file that is called a module even what is no module's text is told with its place.
  if (/\b(?:import|export)\b/.test(code) || namedFormat(filename) === 'module')
    wanted.push('lexer');
  const any = mayAskForAny.some((asks) => asks.test(code));
  for (const [name, asks] of named)
    if (any || asks.test(code)) wanted.push(name);
  return wanted;
}
