// German: the page around the panes: toolbar, run, relay, palette and keys. Node's own terms stay as they are.
import type { chrome as en } from '../en/chrome';

export const chrome: Record<keyof typeof en, string> = {
  'page.about':
    'Node-Streams im Browser ausführen und beide Seiten jedes Duplex beobachten.',
  'page.notLoaded':
    'Ein Teil dieser Seite konnte nicht geladen werden (neu laden kann helfen): {reason}',
  'page.sandbox': 'Wo Programme laufen',

  'toolbar.program': 'Programm',
  'toolbar.seconds': 'Von nebeneinander',
  'toolbar.second': '{title}, zweiter Text',
  'toolbar.fromLinks': 'Aus Links',
  'toolbar.run': 'Starten',
  'toolbar.stop': 'Stopp',
  'toolbar.openB': 'B öffnen',
  'toolbar.sideBySide': 'B daneben',
  'toolbar.besideAbout':
    'Ein Lauf wird mit dem anderen verbunden, sobald er lauscht oder verbindet. Kein Relay wird gefragt.',
  'toolbar.relayAbout':
    'Ein Lauf wendet sich an das Relay, sobald er lauscht oder verbindet.',
  'relay.offline': 'Relay: offline',
  'relay.connecting': 'Relay: verbindet …',
  'relay.connected': 'Relay: verbunden',
  'relay.browser': 'Ohne Relay: nur dieser Browser',
  'relay.beside': 'Nebeneinander verbunden',
  'relay.notBeside': 'Nicht verbunden',
  'relay.unreachable': 'Relay: nicht erreichbar',
  'relay.lost': 'Relay: verloren',

  'reason.refused': 'es weist diesen Tab ab',
  'reason.silent': 'es antwortet nicht',
  'reason.none': 'dieser Host hat keines',
  'reason.gone': 'es ist weg',
  'reason.broke': 'die Verbindung brach ab',
  'reason.restarts': 'das Relay startet neu',
  'reason.protocol': 'das Relay sah einen Protokollfehler',
  'reason.text': 'das Relay sandte Text',
  'reason.tooMany': 'zu viele Verbindungen',
  'reason.tooFast': 'zu viele Verbindungen in kurzer Zeit',
  'reason.roomBytes': 'der Raum hat gesendet, was er an einem Tag senden darf',
  'reason.addressBytes':
    'dieser Browser oder diese Adresse hat gesendet, was an einem Tag erlaubt ist',
  'reason.proof': 'der Schlüssel des Raums ist falsch',
  'reason.tabKey': 'der Schlüssel des Tabs ist verstümmelt',
  'reason.relayFull': 'das Programm sendet mehr, als das Relay nimmt',
  'reason.unreadable': 'eine Nachricht des Programms war nicht zu lesen',
  'reason.pageFull':
    'das Programm sendet der Seite mehr Nachrichten, als sie nehmen kann',
  'reason.pageEvents':
    'das Programm sendet der Seite mehr Ereignisse, als sie nehmen kann',
  'reason.strange':
    'das Programm sandte der Seite eine Nachricht, die keine des Playgrounds ist',
  'reason.strangeTurn':
    'das Programm sandte der gemeinsamen Uhr eine Nachricht, die keine des Playgrounds ist',
  'reason.code': 'geschlossen mit Code {code}',

  'reason.refusedLong':
    'Das Relay weist diesen Tab oder seinen Raum ab (neu laden oder ein neuer Raum kann helfen)',
  'reason.silentLong': 'Das Relay ist nicht erreichbar',
  'reason.apart':
    'Diese Seite kommt von einem Host ohne Relay, und dieser Browser verbindet seine Tabs nicht',
  'reason.apartSince':
    'Diese Seite kommt von einem Host ohne Relay, und dieser Browser verbindet seine Tabs nicht ({reason})',

  'note.relayBack': 'Das Relay ist wieder da.',
  'note.relayBroke':
    'Das Relay hat das Protokoll gebrochen ({rule}): Verbindungen mit anderen Tabs sind zurückgesetzt.',
  'note.relayLost':
    'Das Relay ist verloren ({reason}): Verbindungen mit anderen Tabs sind zurückgesetzt.',
  'note.relayLostPorts':
    'Das Relay ist verloren ({reason}): Verbindungen mit anderen Tabs sind zurückgesetzt. Bis es wieder da ist, erreichen andere Tabs Port {ports} nicht.|Das Relay ist verloren ({reason}): Verbindungen mit anderen Tabs sind zurückgesetzt. Bis es wieder da ist, erreichen andere Tabs die Ports {ports} nicht.',
  'note.relayAway': '{reason}: Es führt kein Weg zu anderen Tabs.',
  'note.relayAwayPorts':
    '{reason}: Andere Tabs erreichen Port {ports} nicht.|{reason}: Andere Tabs erreichen die Ports {ports} nicht.',
  'note.relayRestarts':
    '{reason}: Es startet neu. Bis es wieder da ist, führt kein Weg zu anderen Tabs.',
  'note.relayRestartsPorts':
    '{reason}: Es startet neu. Bis es wieder da ist, erreichen andere Tabs Port {ports} nicht.|{reason}: Es startet neu. Bis es wieder da ist, erreichen andere Tabs die Ports {ports} nicht.',
  'note.limited':
    'connect EAGAIN ist eine Grenze des Playgrounds, nicht von Node: Zwischen Programmen gibt es höchstens {most} Verbindungen zugleich, und weniger, wo das Relay es so will.',
  'note.refusedDial':
    'connect EACCES ist die Antwort des Relays: Dieser Tab wählt zu oft in kurzer Zeit, oder dorthin, wohin das Relay niemanden lässt.',
  'note.ignoredFalse':
    "Du hast {chunks} Chunks in {stream} geschrieben, nachdem write() false gesagt hat. Er hält jetzt {held}, alles im Speicher: Hör bei false auf zu schreiben, und mach bei 'drain' weiter.",
  'note.ignoredFalseLine':
    "Du hast {chunks} Chunks in {stream} geschrieben, nachdem write() false gesagt hat, Zeile {line}. Er hält jetzt {held}, alles im Speicher: Hör bei false auf zu schreiben, und mach bei 'drain' weiter.",

  'run.ready': 'Bereit',
  'run.running': 'Läuft',
  'run.busy': 'Rechnet noch: Stopp beendet es',
  'run.stopped': 'Gestoppt',
  'run.stoppedNote': 'Gestoppt.',
  'run.brokeOff': 'Abgebrochen',
  'run.brokeOffNote': 'Der Lauf brach ab: {reason}',
  'run.cannotRun': 'Hier laufen keine Programme: {reason}',
  'run.endedAfter': 'Beendet nach {time}',
  'run.endedAfterVirtual': 'Beendet nach {time} (virtuell)',
  'options.summaryVirtual': 'Virtuell, Seed {seed}',
  'options.summaryWall': 'Echtzeit, Seed {seed}',
  'options.time': 'Zeit',
  'options.virtual': 'Virtuell',
  'options.virtualAbout':
    'Timer springen: Niemand wartet, und jeder Lauf ist gleich.',
  'options.wall': 'Echt',
  'options.wallAbout':
    'Wie sie vergeht; mit einem anderen Tab ist sie es immer.',
  'options.wallAboutBeside':
    'Wie sie vergeht; für beide Dosen, wenn eine sie wählt.',
  'options.chance': 'Zufall',
  'options.seed': 'Seed',
  'options.reroll': 'Neu würfeln und ausführen',
  'options.cut': 'Ankommendes zerschneiden',
  'options.cutAbout':
    'Stücke von Sockets enden, wo der Seed es sagt, wie sie im echten Netz überall enden können.',
  'options.network': 'Netz',
  'options.window': 'Größtes Fenster',
  'options.windowAbout':
    'So viele Bytes darf ein Absender zu einem Socket dieses Laufs unterwegs haben. Jeder beginnt mit 256 KiB: Das legt das Protokoll fest, und ein Empfänger kann es nur weiten. Ab dem nächsten Lauf.',
  'run.exitCode': 'Exit-Code {code}',
  'room.damaged':
    'Der Raum in diesem Link ist beschädigt, abgeschnitten oder vertippt; dieser Tab ist deshalb allein in einem neuen Raum. Um den anderen Tab zu treffen, kopiere dessen ganze Adresse oder nimm dort „B öffnen“.',

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

  'offline.newer':
    'Ein neueres Tincan ist da. Es kommt, sobald kein Tab mit diesem mehr offen ist, oder jetzt.',
  'offline.useNow': 'Jetzt damit neu laden',
  'offline.replaced':
    'Ein neueres Tincan ist da, ein anderer Tab hat es geholt.',
  'offline.reload': 'Neu laden',
};
