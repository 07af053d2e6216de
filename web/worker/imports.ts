// import() and import.meta in a program's text, under names of the worker's own: the browser's would ask it for
// files. The names are as long as what they stand for, so nothing moves. It runs nothing.
import { parse, type Imports } from './lexer';

/** Globals of a program that has them; no keyboard types them by accident. */
export const importName = 'ımport';
export const metaName = 'ımport_meta';

export interface Hidden {
  text: string;
  /** Names of what import() asks for; null when some are only known as it runs. */
  dynamic: string[] | null;
}

/** Of CommonJS, where import.meta is a mistake that is to be told. */
export function hideImports(text: string): Hidden {
  if (!/\bimport\b/.test(text)) return { text, dynamic: [] };
  try {
    return hide(
      text,
      parse(text)[0].filter(({ d }) => d >= 0),
    );
  } catch {
    // No program at all: its compilation says why.
    return { text, dynamic: [] };
  }
}

/** @param imports as the lexer found them in this text */
export function hide(text: string, imports: Imports): Hidden {
  let out = '';
  let done = 0;
  let dynamic: string[] | null = [];
  for (const { n, d, ss, se } of imports) {
    if (d === -1) continue;
    const isMeta = d === -2;
    out += text.slice(done, ss);
    out += isMeta ? metaName.padEnd(se - ss) : importName;
    done = isMeta ? se : ss + importName.length;
    if (isMeta) continue;
    // It needs its name, and loads nothing.
    if (/^\s*\.\s*source\b/.test(text.slice(done))) dynamic?.push('');
    else if (n === undefined) dynamic = null;
    else dynamic?.push(n);
  }
  return { text: out + text.slice(done), dynamic };
}
