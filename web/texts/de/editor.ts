// German: what the editor itself says. Node's own terms stay as they are.
import type { editor as en } from '../en/editor';

export const editor: Record<keyof typeof en, string> = {
  'search.Find': 'Suchen',
  'search.Replace': 'Ersetzen',
  'search.next': 'nächstes',
  'search.previous': 'voriges',
  'search.all': 'alle',
  'search.match case': 'Groß/klein',
  'search.regexp': 'regulärer Ausdruck',
  'search.by word': 'ganze Wörter',
  'search.replace': 'ersetzen',
  'search.replace all': 'alle ersetzen',
  'search.close': 'schließen',
};
