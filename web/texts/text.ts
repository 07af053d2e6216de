// The words of the page in the person's language: the one they chose, else the browser's, else English. Asked
// by key; it shows nothing itself and knows no key by name.
import { en, type TextKey, type Texts } from './en';
import { spaced } from './numbers';

/** What there is, each in its own words. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const choiceName = 'tincan.language';
const load: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).de,
};

let texts: Texts = en;
export let language: Language = 'en';

function isLanguage(name: string | null): name is Language {
  return name !== null && Object.hasOwn(languages, name);
}

/** The language chosen before; null where there is none, or no storage. */
function kept(): string | null {
  try {
    return localStorage.getItem(choiceName);
  } catch {
    return null;
  }
}

/** Before anything is shown. */
export async function useLanguage(): Promise<void> {
  const wanted = [kept(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  language = wanted.find(isLanguage) ?? 'en';
  texts = await load[language]();
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
    element.textContent = text(element.dataset['text'] as TextKey);
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]'))
    element.ariaLabel = text(element.dataset['label'] as TextKey);
  for (const element of document.querySelectorAll<HTMLElement>('[data-title]'))
    element.title = text(element.dataset['title'] as TextKey);
}

/** From the next load of the page on. @returns whether the choice is kept */
export function keepLanguage(chosen: Language): boolean {
  try {
    localStorage.setItem(choiceName, chosen);
    return true;
  } catch {
    return false;
  }
}

/** @param values by name; numbers are written as the page writes them */
export function text(
  key: TextKey,
  values: Record<string, string | number> = {},
): string {
  return fill(texts[key], values);
}

/** Fills in a text of any language. */
function fill(whole: string, values: Record<string, string | number>): string {
  const [one, other] = whole.split('|');
  const words = other !== undefined && values['count'] !== 1 ? other : one!;
  return words.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? spaced(value) : value;
  });
}
