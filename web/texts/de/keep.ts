// German: what is kept, shared and opened elsewhere. Node's own terms stay as they are.
import type { keep as en } from '../en/keep';

export const keep: Record<keyof typeof en, string> = {
  'share.title': 'Teilen',
  'share.about':
    'Der Link enthält das Programm, wie es jetzt ist, und was zu sehen ist. Er öffnet sich als eigene Kopie und startet nichts von selbst.',
  'share.aboutBoth':
    'Der Link enthält beide Programme, wie sie jetzt sind, und was zu sehen ist. Er öffnet sie nebeneinander, als eigene Kopien, und startet nichts von selbst.',
  'share.both': 'Mit beiden Programmen: öffnet A und B nebeneinander',
  'share.link': 'Link',
  'share.withRoom':
    'Mit diesem Raum: Wer den Link öffnet, kann sich mit diesem Tab verbinden',
  'share.copy': 'Link kopieren',
  'share.copied': 'Kopiert.',
  'share.copyYourself': 'Markiere den Link und kopiere ihn.',
  'share.length': '{count} Zeichen|{count} Zeichen',
  'share.long':
    'manche Programme schneiden so lange Links ab, eine Datei ist sicherer',
  'share.files': 'Dateien für Node',
  'share.filesAbout':
    'Ein Projekt ist ein Ordner: npm start führt es aus, zu installieren ist nichts.',
  'share.project': 'Projekt herunterladen',
  'share.runInNode': 'In Node ausführen und vergleichen',
  'share.thisRun': 'Dieser Lauf',
  'share.savePicture': 'Bild als SVG sichern',
  'svg.title': 'Streams von {filename} bei Ereignis {event}',
  'share.saveLog': 'Protokoll als JSON sichern',

  'link.newer':
    'Diesen Link hat ein neueres Tincan gemacht als diese Seite. Lade die Seite neu oder öffne den Link dort, wo er entstand.',
  'link.foreign': 'Dieser Link enthält kein Programm von Tincan.',
  'link.unknownProgram':
    'Dieser Link nennt ein Programm, das diese Seite nicht hat.',
  'link.cutOff':
    'Dieser Link ist abgeschnitten: Sein Ende fehlt. Bitte um den ganzen Link; lange werden oft von dem gekürzt, womit sie verschickt werden.',
  'link.damaged':
    'Dieser Link ist beschädigt: Er ist nicht, was kopiert wurde. Bitte noch einmal darum.',
  'link.ownKept': '{problem} Deine eigenen Programme sind, wie sie waren.',
  'link.both':
    'Dieser Link enthält zwei Programme, die sich nebeneinander öffnen.',
  'link.opened':
    'Dieses Programm kam mit dem Link. Lies es, bevor du es startest.',

  'diff.title': 'Das Programm des Links neben deinem',
  'diff.about':
    'Zeilen mit − stehen nur in deinem, Zeilen mit + nur in dem des Links. Deines bleibt, wie es ist: Die Auswahl hat beide.',
  'diff.show': 'Mit meinem vergleichen',
  'diff.gone': 'nur in deinem:',
  'diff.new': 'nur in dem des Links:',
  'phone.title': 'Auf einem Telefon im selben Netz',
  'phone.about':
    'Öffnet die andere Seite in diesem Raum. Wer diesen Link hat, ist im Raum.',
  'phone.address': 'Adresse dieses Rechners',
  'phone.code': 'QR-Code des Links',
  'phone.unreachable':
    'Diese Seite ist nur für diesen Rechner da. Damit andere in seinem Netz sie öffnen können: HOST=0.0.0.0 npm start.',

  'keep.resetDone': 'Das Programm ist wieder wie am Anfang.',
  'keep.undoReset': 'Zurücksetzen rückgängig machen',
  'keep.noStorage':
    'Dieser Browser bewahrt für diese Seite nichts auf ({reason}): Was du änderst, lebt so lange wie dieser Tab. Teile oder sichere, was du behalten willst.',
  'keep.full':
    'Der Speicher dieses Browsers ist voll: Was du änderst, lebt so lange wie dieser Tab. Teile oder sichere, was du behalten willst.',
  'keep.notKept':
    'Dieser Browser bewahrt deine Änderungen nicht auf ({reason}): Sie leben so lange wie dieser Tab. Teile oder sichere, was du behalten willst.',
  'keep.damagedDocuments':
    'Ein aufbewahrtes Dokument war nicht zu lesen und fehlt; alle anderen sind da.|{count} aufbewahrte Dokumente waren nicht zu lesen und fehlen; alle anderen sind da.',
  'keep.damagedSnapshots':
    'Ein aufbewahrter Stand war nicht zu lesen und fehlt; alle anderen sind da.|{count} aufbewahrte Stände waren nicht zu lesen und fehlen; alle anderen sind da.',

  'history.title': 'Verlauf von {filename}',
  'history.about':
    'Jeder Start und jedes Zurücksetzen bewahrt das Programm, wie es dann war; gezeigt wird die erste geänderte Zeile. Nur dieser Browser hat sie.',
  'history.empty': 'Noch nichts: Der erste Start macht einen Eintrag.',
  'history.snapshots': 'Stände',
  'history.restore': 'Zurückholen',
  'history.asItWas': 'unverändert',
  'history.line': 'Zeile {line}:',
  'history.emptyLine': '(leer)',
  'reason.run': 'Start',
  'reason.reset': 'vor Zurücksetzen',
  'reason.restore': 'vor Zurückholen',
  'reason.undo': 'vor Rückgängig',
  'reason.other tab': 'aus anderem Tab',
  'reason.fix': 'vor Korrektur',
};
