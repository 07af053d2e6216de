// German: the panes: code, console, streams, wire, events and lanes. Node's own terms stay as they are.
import type { panes as en } from '../en/panes';

export const panes: Record<keyof typeof en, string> = {
  'pane.code': 'Code',
  'pane.streams': 'Streams',
  'pane.console': 'Konsole',
  'pane.events': 'Ereignisse',
  'pane.lanes': 'Spuren',
  'pane.all': 'Bereiche',
  'pane.new': 'neu',
  'code.filename': 'Dateiname',
  'code.filenames': '.js, .cjs oder .mjs; .ts, .cts oder .mts für TypeScript',
  'filename.empty': 'Ein Programm braucht einen Namen; es heißt weiter {kept}.',
  'filename.folder':
    '„{name}“ ist der Name eines Ordners; das Programm heißt weiter {kept}.',
  'filename.slash':
    '„{name}“ enthält „/“, was kein Dateiname darf; das Programm heißt weiter {kept}.',
  'filename.nul':
    'Dieser Name enthält das Zeichen NUL, was kein Dateiname darf; das Programm heißt weiter {kept}.',
  'filename.long':
    '„{name}…“ ist zu lang: Ein Dateiname hat höchstens 255 Bytes. Das Programm heißt weiter {kept}.',
  'filename.noProgram':
    'Aus .json-, .node- und .wasm-Dateien nimmt Node kein Programm; das Programm heißt weiter {kept}.',
  'code.leave': 'Esc, dann Tab verlässt den Editor',
  'code.reset': 'Zurücksetzen',
  'code.resetShort': 'Zurücksetzen',
  'code.history': 'Verlauf',
  'code.share': 'Teilen',
  'code.eventsOfLine': 'Ereignisse von Zeile {line}',
  'code.changeHttp':
    'http.createServer durch net.createServer ersetzen und starten',

  'console.emptyReady': 'Hier erscheint, was das Programm ausgibt.',
  'console.emptyRunning': 'Noch nichts ausgegeben.',
  'console.emptyOver': 'Es wurde nichts ausgegeben.',
  'console.kept': 'letzte {kept} von {all} Zeilen',
  'console.cut':
    '… ({count} weiteres Zeichen dieser Zeile ist nicht zu sehen)|… ({count} weitere Zeichen dieser Zeile sind nicht zu sehen)',
  'console.goToLine': 'Zu dieser Zeile',

  'streams.table': 'Tabelle',
  'streams.shown': 'die jüngsten {shown} von {made} Streams',
  'streams.noneThen':
    'In diesem Moment gab es keinen Stream, der noch bekannt ist.',
  'streams.emptyReady':
    'Starte es: Jeder Stream erscheint hier, mit dem, was im Puffer jeder Seite wartet.',
  'streams.emptyOver': 'Dieser Lauf erzeugte keinen Stream.',
  'streams.emptyRunningB':
    'Es läuft und hat noch keinen Stream: Eine Verbindung erzeugt einen. Drücke „B öffnen“ und starte dort das andere Ende.',
  'streams.emptyRunningBeside':
    'Es läuft und hat noch keinen Stream: Eine Verbindung erzeugt einen. Starte das andere Ende, das daneben steht.',
  'streams.emptyRunning': 'Es läuft und hat noch keinen Stream erzeugt.',
  'streams.choose': 'Ereignisse und Zeilen dieses Streams zeigen',
  'streams.summary': 'Streams in Kürze',
  'streams.changed':
    '{count} weiterer Stream verändert|{count} weitere Streams verändert',

  'stream.errored': 'fehlgeschlagen',
  'stream.closed': 'geschlossen',
  'stream.destroyed': 'zerstört',
  'stream.onlyWritable': 'halb offen: nur writable',
  'stream.onlyReadable': 'halb offen: nur readable',
  'stream.over': 'beide Seiten am Ende',
  'stream.open': 'offen',
  'stream.pipesTo': 'führt zu #{number}, {valve}',
  'stream.writableFull': 'writable-Seite voll, {level}',
  'stream.readableFull': 'readable-Seite voll, {level}',
  'flow.undecided': 'fließt noch nicht',
  'flow.flowing': 'fließt',
  'flow.paused': 'angehalten',
  'flight.none': 'nichts in _write',
  'flight.some': '{size} in _write, Callback steht aus',
  'reading.asked': '_read gefragt, push() steht aus',
  'reading.notAsked': '_read nicht gefragt',
  'valve.closed': 'Ventil zu',
  'valve.open': 'Ventil offen',
  'side.needsDrain': 'wartet auf drain',
  'side.corked': 'verkorkt {count}',
  'side.level': '{length} von {highWaterMark}',
  'unit.bytes': '{count} Byte|{count} Bytes',
  'unit.kib': '{count} KiB',
  'unit.objects': '{count} Objekt|{count} Objekten',
  'halves.both': 'readable {readable}, writable {writable}',
  'wire.connected': 'verbunden',
  'wire.notConnected': 'nicht verbunden',
  'wire.finSent': 'FIN gesendet',
  'wire.finReceived': 'FIN empfangen',
  'wire.ahead': 'Fenster hinaus: {used} belegt',
  'wire.behind': 'Fenster herein: {used} belegt',
  'wire.rstSent': 'RST gesendet',
  'wire.rstReceived': 'RST empfangen',
  'step.open': 'offen',
  'step.ending': 'endet',
  'step.ended': 'zu Ende',
  'step.finished': 'fertig',
  'step.closed': 'geschlossen',

  'wire.title': 'Leitung',
  'wire.knobs': 'Wie die Leitung dieses Tabs gebremst wird',
  'wire.latency': 'Verzögerung',
  'wire.bandwidth': 'Bandbreite',
  'wire.chunk': 'Größte Nachricht',
  'wire.asItIs': 'wie sie ist',
  'wire.empty':
    'Hier erscheint, was zwischen diesem Tab und anderen fließt: jeder Frame mit seinen ersten Bytes. Streams eines Programms brauchen die Leitung nicht.',
  'wire.stream': 'Stream {stream}',
  'wire.window': '{left} von {most} KiB übrig',
  'wire.in': 'herein',
  'wire.out': 'hinaus',
  'wire.way': 'Richtung',
  'wire.frame': 'Frame',
  'wire.length': 'Länge',
  'wire.bytes': 'erste Bytes',
  'wire.skipped':
    'Die letzten {kept} Frames; {skipped} davor sind nicht gezeigt.',
  'wire.then':
    'Was bis zum betrachteten Moment vorbeikam. Frames tragen die Zeit, zu der sie den Tab verlassen; sie kommen also einige Millisekunden nach den Aufrufen, zu denen sie gehören.',
  'wire.emptyThen':
    'Bis zum betrachteten Moment kam nichts vorbei, das noch aufbewahrt ist.',

  'others.title': 'Anderer Tab',
  'others.share': 'Mein Bild teilen',
  'others.about':
    'Geteilt zeigt es anderen Tabs dieses Raums den Dateinamen deines Programms, seine Streams und deren Füllstände und seine Ereignisse mit Größe, Antwort und Zeilennummer. Nicht seinen Code, seine Ausgabe oder ein Byte seiner Daten. Es endet, wenn du noch einmal drückst oder diese Ansicht schließt.',
  'others.sharing':
    'Dein Bild ist geteilt: {count} anderer Tab kann es sehen.|Dein Bild ist geteilt: {count} andere Tabs können es sehen.',
  'others.notSharing': 'Dein Bild ist nicht geteilt.',
  'others.looking': 'Andere Tabs dieses Raums werden gesucht…',
  'others.nobody':
    'Kein anderer Tab dieses Raums hat diese Ansicht offen: Drücke auch dort auf „Anderer Tab“.',
  'others.nobodyShares':
    'Kein anderer Tab teilt sein Bild: Drücke dort auf „Mein Bild teilen“.',
  'others.full':
    'Acht Tabs dieses Raums treffen sich schon; für einen weiteren ist kein Platz.',
  'others.cannotMeet': 'Andere Tabs sind nicht zu erreichen: {reason}.',
  'others.own': '{filename}, in diesem Tab',
  'others.newest':
    'Es zeigt, was er zuletzt sagte, gleich bei welchem Moment deine Zeitleiste steht.',
  'others.called': '{filename}, in einem anderen Tab',
  'others.ended': 'Beendet',
  'others.failed': 'Fehlgeschlagen',
  'others.told': 'Wie der andere Tab es vor {ago} sagte.',
  'others.silent':
    'Wie der andere Tab es vor {ago} sagte: Er schläft, oder seine Leitung ist langsam.',
  'others.gone':
    'Der andere Tab ist weg oder hat diese Ansicht geschlossen. Dies ist das Letzte, was er sagte, vor {ago}.',
  'others.broken':
    'Der andere Tab hat etwas geschickt, das kein Bild ist; auf ihn wird nicht mehr gehört. Dies ist das Letzte, was er sagte, vor {ago}.',
  'others.last':
    '{count} Ereignis bisher; das letzte: {event}.|{count} Ereignisse bisher; das letzte: {event}.',
  'others.notSent':
    '{count} Ereignis wurde nicht geschickt: Auf der Leitung war kein Platz dafür.|{count} Ereignisse wurden nicht geschickt: Auf der Leitung war kein Platz dafür.',
  'others.noStream': 'Noch kein Stream.',
  'others.caption': 'Jeder Stream von {filename}, in einem anderen Tab',

  'table.caption': 'Alle Streams des Laufs',
  'table.stream': 'Stream',
  'table.state': 'Zustand',
  'table.side': 'Seite',
  'table.buffer': 'Puffer',
  'table.answer': 'Letzte Antwort',
  'table.peak': 'Bisher höchstens',
  'table.stage': 'Stufe',
  'table.flow': 'Fluss',
  'table.underWay': 'Unterwegs',

  'events.filter': 'Ereignisse filtern',
  'events.fold': 'Wiederholungen falten',
  'events.copy': 'Kopieren',
  'events.emptyReady':
    'Hier erscheint, was die Streams tun: ein Ereignis je Zeile, der Reihe nach.',
  'events.emptyRunning': 'Noch hat kein Stream etwas getan.',
  'events.emptyOver': 'Kein Stream tat etwas.',
  'events.all': '{count} Ereignis|{count} Ereignisse',
  'events.kept': 'letzte {kept} von {total} Ereignissen',
  'events.rows': '{count} Zeile aus: {of}|{count} Zeilen aus: {of}',
  'events.copied': '{count} Zeile kopiert|{count} Zeilen kopiert',
  'events.copiedLast': 'Die letzten {count} von {all} Zeilen kopiert',
  'events.notCopied': 'Der Browser lässt diese Seite nicht kopieren',
  'events.noSuchFilter': 'kein solcher Filter: {key}: – es gibt {keys}',
  'events.line': 'Zeile {line}',
  'column.seq': 'Nr.',
  'column.time': 'Zeit',
  'column.stream': 'Stream',
  'column.side': 'Seite',
  'column.kind': 'Ereignis',
  'column.len': 'Größe',
  'column.result': 'Antwort',
  'column.levels': 'gepuffert',
  'column.line': 'Zeile',

  'timeline.name': 'Zeitleiste',
  'timeline.steps': 'Schritte',
  'timeline.first': 'Erstes Ereignis',
  'timeline.previous': 'Voriges Ereignis',
  'timeline.play': 'Abspielen',
  'timeline.pause': 'Pause',
  'timeline.next': 'Nächstes Ereignis',
  'timeline.last': 'Letztes Ereignis',
  'timeline.live': 'Live',
  'timeline.interesting': 'Nächstes Bemerkenswerte',
  'timeline.interestingBefore': 'Voriges Bemerkenswerte',
  'timeline.interestingAbout':
    'Das nächste false, drain, end, finish, error, close, FIN oder RST',
  'timeline.speed': 'Tempo',
  'timeline.max': 'max.',
  'timeline.maxAbout': 'der ganze Lauf in fünf Sekunden',
  'timeline.speedAbout':
    '{count} Ereignis je Sekunde|{count} Ereignisse je Sekunde',
  'timeline.bookmark': 'Lesezeichen',
  'timeline.removeBookmark': 'Lesezeichen entfernen',
  'timeline.toBookmark': 'Zum Lesezeichen bei Ereignis {event}',
  'timeline.moment': 'Moment',
  'timeline.words': 'Ereignis {event}, {time}: {what}',
  'timeline.kept': 'die letzten {kept} von {total} Ereignissen',
  'timeline.empty':
    'Hier erscheinen die Füllstände aller Streams, über den ganzen Lauf.',
};
