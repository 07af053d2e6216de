// Parts of the run worker that few programs want, and which of them one does, by its text. The page hands them over
// with the program: a run has no network to ask for them. What they are: worker/extras.ts.
import { namedFormat } from './format';

/** `lexer` finds imports and exports; `util` is `util` and `assert`. */
export type ExtraName = 'lexer' | 'util';

/** Named, or asked for by a name that is only known as the program runs. */
const mayAskForUtil = [
  /\b(?:assert|util)\b/,
  /\brequire\b(?!\s*\(\s*(?:'[^'\\\n]*'|"[^"\\\n]*")\s*\))/,
  /\bimport\s*\((?!\s*(?:'[^'\\\n]*'|"[^"\\\n]*")\s*\))/,
  // Spelt with escapes.
  /\b(?:from|import)\s*['"][^'"\n]*\\/,
];

export function wantedExtras(code: string, filename: string): ExtraName[] {
  const wanted: ExtraName[] = [];
  // Of a file that is called a module even what is no module's text is told with its place.
  if (/\b(?:import|export)\b/.test(code) || namedFormat(filename) === 'module')
    wanted.push('lexer');
  if (mayAskForUtil.some((asks) => asks.test(code))) wanted.push('util');
  return wanted;
}
