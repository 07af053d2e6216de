// The scripts of extras.ts, each fetched once, when a program first wants it.
import lexerUrl from '../worker/extra_lexer.ts?worker&url';
import utilUrl from '../worker/extra_util.ts?worker&url';
import { wantedExtras, type ExtraName } from './extras';
import { load } from './load';

const urls: Record<ExtraName, string> = { lexer: lexerUrl, util: utilUrl };
const scripts = new Map<ExtraName, Promise<string>>();

function script(name: ExtraName): Promise<string> {
  let found = scripts.get(name);
  if (found === undefined) {
    found = load(urls[name]).then((response) => response.text());
    scripts.set(name, found);
    // The next program may find its host again.
    found.catch(() => scripts.delete(name));
  }
  return found;
}

/** Those that this program wants. Rejects where one cannot be had. */
export function extraScripts(
  code: string,
  filename: string,
): Promise<string[]> {
  return Promise.all(wantedExtras(code, filename).map(script));
}
