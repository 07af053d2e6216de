// The words of CodeMirror's own panels, in the page's language.
import { en, type TextKey } from '../texts/en';
import { text } from '../texts/text';

const prefixes = ['search.', 'lint.', 'completion.'] as const;

/** By CodeMirror's words. */
export function phrases(): Record<string, string> {
  const words: Record<string, string> = {};
  for (const key of Object.keys(en) as TextKey[])
    for (const prefix of prefixes)
      if (key.startsWith(prefix)) words[key.slice(prefix.length)] = text(key);
  return words;
}
