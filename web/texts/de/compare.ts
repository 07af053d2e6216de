// German: the comparison with Node. Node's own terms stay as they are.
import type { compare as en } from '../en/compare';

export const compare: Record<keyof typeof en, string> = {
  'compare.title': 'In Node ausführen: {filename}',
  'compare.about':
    'Das Skript ist dieses Programm mit einem Tracer davor. Führe es mit Node aus; es hinterlässt ein Protokoll dessen, was die Streams taten. Starte das Programm auch hier und gib das Protokoll zurück: Beide werden Ereignis für Ereignis verglichen.',
  'compare.script': 'Skript herunterladen',
  'compare.log': 'Protokoll aus Node',
  'compare.nothingMore': 'nichts mehr',
  'compare.part':
    'Sie trennen sich in Zeile {row}: Tincan {ours}; {runtime} {theirs}.',
  'compare.same':
    'Keine Abweichung: {count} Ereignis ist in Tincan und {runtime} gleich.|Keine Abweichung: {count} Ereignisse sind in Tincan und {runtime} gleich.',
  'compare.leftOut':
    '{count} Ereignis beider Protokolle wird nicht verglichen: was nur die Engine sieht, wie Callbacks, Pipes und die Frames des Netzes.|{count} Ereignisse beider Protokolle werden nicht verglichen: was nur die Engine sieht, wie Callbacks, Pipes und die Frames des Netzes.',
  'compare.byStream':
    'Sockets werden einzeln verglichen, denn wer zuerst bedient wird, bestimmt das Netz; ihre Züge und ihr close bleiben weg.',
  'compare.both': 'Beide Protokolle',
  'compare.row': 'Zeile',
  'compare.rows': 'Zeilen {from} bis {to} von {all}.',
  'compare.runFirst':
    'Starte das Programm zuerst hier: Es gibt noch kein Protokoll zum Vergleichen.',
  'compare.tooLong':
    'Dieser Lauf ist zu lang: {lost} seiner {total} Ereignisse wurden nicht aufgehoben. Die ersten {whole} werden es immer.',
  'compare.stopped': 'Jenes Protokoll endete vor seinem Programm.',
  'log.tooLarge': 'Diese Datei ist zu groß für ein Ereignisprotokoll.',
  'log.foreign':
    'Diese Datei ist kein Ereignisprotokoll. Eines gibt es unter Teilen, „In Node ausführen“: Das Skript schreibt es an seinem Ende.',
  'log.damaged':
    'Dieses Ereignisprotokoll ist beschädigt: Es ist nicht ganz zu lesen.',
  'log.newer':
    'Dieses Protokoll wurde für ein neueres Tincan geschrieben als dieses.',
};
