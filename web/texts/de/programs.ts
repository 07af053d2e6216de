// German: the programs to choose from. Node's own terms stay as they are.
import type { programs as en } from '../en/programs';

export const programs: Record<keyof typeof en, string> = {
  'group.Start': 'Anfang',
  'group.One stream': 'Ein Stream',
  'group.Two sides': 'Zwei Seiten',
  'group.TCP': 'TCP',
  'program.duplex': 'Erstes Beispiel: ein Duplex',
  'program.duplex.about':
    'Eine Klasse mit zwei Seiten: Geschriebenes ist nicht Gelesenes.',
  'program.echo': 'Echo-Stream',
  'program.echo.about':
    'Jeder geschriebene Chunk kommt auf der readable-Seite wieder heraus.',
  'program.blank': 'Leer',
  'program.blank.about': 'Eine leere Seite mit den Stream-Klassen.',
  'program.modules': 'Ein ES-Modul: pipeline und await',
  'program.modules.about':
    'import, await ganz oben und ein async-Generator als Ziel.',
  'program.types': 'TypeScript: Zeilen aus Chunks',
  'program.types.about':
    'Typen werden entfernt, wie Node es tut; was bleibt, läuft.',
  'program.push-false': 'push() gibt false zurück',
  'program.push-false.about':
    'Der readable-Puffer ist voll, bis _read() wieder gerufen wird.',
  'program.write-false': "write() gibt false zurück, dann 'drain'",
  'program.write-false.about':
    'Der writable-Puffer ist voll, bis er sich geleert hat.',
  'program.paused-reader': 'Ein angehaltener Leser',
  'program.paused-reader.about':
    'Der Rückstau steigt die Pipe hinauf; nichts geht verloren.',
  'program.pipe-loop': 'a.pipe(b).pipe(a)',
  'program.pipe-loop.about':
    'Ein Gespräch: ein Duplex an beiden Enden der Pipe.',
  'program.half-open': 'Halb offen',
  'program.half-open.about':
    'allowHalfOpen: Eine Seite ist zu Ende, die andere antwortet noch.',
  'program.tcp': 'Server und Client in einem Programm',
  'program.tcp.about':
    'Ein TCP-Server auf Port 4000 und ein Client, der mit ihm spricht.',
  'program.tcp-server': 'TCP-Server auf Port 4000',
  'program.tcp-server.about':
    'Beantwortet jede Nachricht; öffne seinen Client in Tab B.',
  'program.tcp-client': 'TCP-Client von Port 4000',
  'program.tcp-client.about':
    'Grüßt den Server in Tab A und gibt die Antwort aus.',
  'program.a': 'A: a.javascript, lauscht auf Port 8000',
  'program.a.about':
    'Wie der Artikel es druckt, mit dem Versehen: starten und sehen.',
  'program.b': 'B: b.javascript, verbindet zu Port 8000',
  'program.b.about': 'Das andere Ende von A; öffne es in einem zweiten Tab.',
  'program.fast-writer': 'Ein schneller Schreiber (100 MiB)',
  'program.fast-writer.about': 'Steht still, solange der Leser in Tab B ruht.',
  'program.slow-reader': 'Ein langsamer Leser (100 MiB)',
  'program.slow-reader.about': 'Ruht drei Sekunden, dann nimmt er alles.',
};
