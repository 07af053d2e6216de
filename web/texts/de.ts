// Every text of the page in German; en.ts says how texts are written. Node's own terms stay as they are.
import type { embedEn, Texts } from './en';

export const de: Texts = {
  'page.about':
    'Node-Streams im Browser ausführen und beide Seiten jedes Duplex beobachten.',
  'page.sandbox': 'Wo Programme laufen',

  'toolbar.program': 'Programm',
  'toolbar.fromLinks': 'Aus Links',
  'toolbar.run': 'Starten',
  'toolbar.stop': 'Stopp',
  'toolbar.openB': 'B öffnen',
  'toolbar.relayAbout':
    'Ein Lauf wendet sich an das Relay, sobald er lauscht oder verbindet.',
  'relay.offline': 'Relay: offline',
  'relay.connecting': 'Relay: verbindet …',
  'relay.connected': 'Relay: verbunden',
  'relay.browser': 'Kein Relay: nur Tabs dieses Browsers',
  'relay.unreachable': 'Relay: nicht erreichbar',
  'relay.lost': 'Relay: verloren',

  'run.ready': 'Bereit',
  'run.running': 'Läuft',
  'run.busy': 'Noch beschäftigt: Stopp beendet es',
  'run.stopped': 'Gestoppt',
  'run.stoppedNote': 'Gestoppt.',
  'run.brokeOff': 'Abgebrochen',
  'run.brokeOffNote': 'Der Lauf brach ab: {reason}',
  'run.cannotRun': 'Hier laufen keine Programme: {reason}',
  'run.endedAfter': 'Beendet nach {time}',
  'run.endedAfterVirtual': 'Beendet nach {time} virtueller Zeit',
  'options.summaryVirtual': 'Virtuelle Zeit, Startwert {seed}',
  'options.summaryWall': 'Echte Zeit, Startwert {seed}',
  'options.time': 'Zeit',
  'options.virtual': 'Virtuell',
  'options.virtualAbout':
    'Timer springen: Niemand wartet, und jeder Lauf ist gleich.',
  'options.wall': 'Echt',
  'options.wallAbout':
    'Wie sie vergeht; mit einem anderen Tab ist sie es immer.',
  'options.chance': 'Zufall',
  'options.seed': 'Startwert',
  'options.reroll': 'Neu würfeln und ausführen',
  'options.cut': 'Ankommendes zerschneiden',
  'options.cutAbout':
    'Stücke von Sockets enden, wo der Startwert es sagt, wie sie im echten Netz überall enden können.',
  'run.exitCode': 'Exit-Code {code}',
  'room.damaged':
    'Der Raum in diesem Link ist beschädigt, abgeschnitten oder vertippt; dieser Tab ist deshalb allein in einem neuen Raum. Um den anderen Tab zu treffen, kopiere dessen ganze Adresse oder nimm dort „B öffnen“.',

  'pane.code': 'Code',
  'pane.streams': 'Streams',
  'pane.console': 'Konsole',
  'pane.events': 'Ereignisse',
  'pane.lanes': 'Spuren',
  'pane.all': 'Bereiche',
  'pane.new': 'neu',
  'code.filename': 'Dateiname',
  'code.filenames': '.js, .cjs oder .mjs; .ts, .cts oder .mts für TypeScript',
  'code.leave': 'Esc, dann Tab verlässt den Editor',
  'code.reset': 'Zurücksetzen',
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
  'unit.objects': '{count} Objekt|{count} Objekten',
  'halves.both': 'readable {readable}, writable {writable}',
  'wire.connected': 'verbunden',
  'wire.notConnected': 'nicht verbunden',
  'wire.finSent': 'FIN gesendet',
  'wire.finReceived': 'FIN empfangen',
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
    'Die letzten {kept} Frames; {skipped} davor sind nicht aufbewahrt.',

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

  'palette.title': 'Befehle',
  'palette.field': 'Schreib, was du tun willst',
  'palette.none': 'Diesen Befehl gibt es nicht.',
  'palette.open': 'Öffnen: {title}',
  'palette.language': 'Sprache: {name}',
  'keys.title': 'Tasten und Sprache',
  'keys.language': 'Sprache (die Seite lädt neu)',
  'keys.key': 'Taste',
  'keys.does': 'Was sie tut',
  'keys.save': 'Sichern',
  'keys.saved':
    'Alles ist schon gesichert: Jede Änderung bleibt beim Tippen in diesem Browser.',
  'keys.leaveEditor': 'Den Editor verlassen: Tab führt von dort weiter',
  'keys.event': 'Auf der Zeitleiste: voriges und nächstes Ereignis',
  'keys.eventOfStream': 'Auf der Zeitleiste: desselben Streams',
  'keys.interesting': 'Auf der Zeitleiste: zum Bemerkenswerten',
  'keys.ends': 'Auf der Zeitleiste und im Protokoll: das Erste und das Letzte',
  'keys.row': 'Im Protokoll: vorige und nächste Zeile',
  'keys.toLine': 'Im Protokoll: zur Zeile des Programms',
  'goTo.code': 'Zum Code',
  'goTo.streams': 'Zu den Streams',
  'goTo.console': 'Zur Konsole',
  'goTo.events': 'Zu den Ereignissen',
  'goTo.lanes': 'Zur Zeitleiste',

  'dialog.close': 'Schließen',
  'notice.dismiss': 'Ausblenden',

  'share.title': 'Teilen',
  'share.about':
    'Der Link enthält das Programm, wie es jetzt ist, und was zu sehen ist. Er öffnet sich als eigene Kopie und startet nichts von selbst.',
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

  'offline.newer':
    'Ein neueres Tincan ist da. Es kommt, sobald kein Tab mit diesem mehr offen ist, oder jetzt.',
  'offline.useNow': 'Jetzt damit neu laden',
  'offline.replaced':
    'Ein neueres Tincan ist da, ein anderer Tab hat es geholt.',
  'offline.reload': 'Neu laden',

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
    'Dieser Lauf ist zu lang: Seine ersten Ereignisse sind nicht mehr da.',
  'compare.stopped': 'Jenes Protokoll endete vor seinem Programm.',
  'log.tooLarge': 'Diese Datei ist zu groß für ein Ereignisprotokoll.',
  'log.foreign':
    'Diese Datei ist kein Ereignisprotokoll. Eines gibt es unter Teilen, „In Node ausführen“: Das Skript schreibt es an seinem Ende.',
  'log.damaged':
    'Dieses Ereignisprotokoll ist beschädigt: Es ist nicht ganz zu lesen.',
  'log.newer':
    'Dieses Protokoll wurde für ein neueres Tincan geschrieben als dieses.',

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

/** Von dem, was in fremden Artikeln steht. */
export const embedDe: typeof embedEn = {
  run: 'In Tincan ausführen',
  frame: '{filename} in Tincan',
  open: 'In eigenem Tab öffnen',
};
