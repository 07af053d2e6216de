// German: what the editor itself says. Node's own terms stay as they are.
import type { editor as en } from '../en/editor';

export const editor: Record<keyof typeof en, string> = {
  'editor.format': 'Code formatieren',
  'editor.explain': 'Erklären, was an der Schreibmarke steht',
  'editor.problems': 'Probleme im Code auflisten',
  'editor.find': 'Im Code suchen',
  'keys.complete': 'Im Code: was hier stehen kann',
  'help.not loaded':
    'Vervollständigung und Prüfung ließen sich nicht laden. Alles andere geht; der nächste Versuch vielleicht auch.',
  'help.too large':
    'Dieses Programm ist zu groß, um es zu vervollständigen, zu prüfen und zu formatieren. Es läuft trotzdem.',
  'help.too slow':
    'Vervollständigung und Prüfung brauchten für dieses Programm zu lange und wurden beendet.',
  'help.failed':
    'Vervollständigung und Prüfung scheiterten an diesem Programm: {reason}',
  'help.typesOnly': 'TypeScript; Node nimmt Typen heraus und prüft sie nicht',
  'help.notErasable':
    'Node nimmt nur Typen heraus: Diese Syntax von TypeScript führt es nicht aus.',
  'help.typeImport':
    'Das ist ein Typ: Ohne „type“ davor sucht Node einen Wert dieses Namens und findet keinen.',
  'help.notOffered':
    'Das Modul „{module}“ gehört zu Node, aber Tincan bietet es nicht. Es gibt: {offered}.',
  'help.unknownModule':
    'Ein Modul „{module}“ gibt es hier nicht: Ein Programm ist eine Datei und verlangt Module von Node.',
  'help.nothingHere': 'Was an der Schreibmarke steht, ist nicht bekannt.',
  'help.formatted': 'Formatiert.',

  'completion.Completions': 'Was hier stehen kann',
  'lint.Diagnostics': 'Probleme',
  'lint.No diagnostics': 'Keine Probleme gefunden',

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
