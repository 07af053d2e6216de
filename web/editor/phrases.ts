// The words of CodeMirror's own panels, in the page's language.
import { en, type TextKey } from '../texts/en';
import { text } from '../texts/text';

const prefix = 'search.';

/** By CodeMirror's words. */
export function phrases(): Record<string, string> {
  const keys = Object.keys(en).filter((key) => key.startsWith(prefix));
  return Object.fromEntries(
    keys.map((key) => [key.slice(prefix.length), text(key as TextKey)]),
  );
}
