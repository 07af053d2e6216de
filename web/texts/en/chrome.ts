// English: the page around the panes: toolbar, run, relay, palette and keys. How texts are written: ../en.ts.
export const chrome = {
  'page.about':
    'Run Node’s streams in the browser and watch both sides of every Duplex.',
  'page.notLoaded':
    'A part of this page could not be loaded (a reload may help): {reason}',
  'page.sandbox': 'Where programs run',

  'toolbar.program': 'Program',
  'toolbar.seconds': 'From side by side',
  'toolbar.second': '{title}, second text',
  'toolbar.fromLinks': 'From links',
  'toolbar.run': 'Run',
  'toolbar.stop': 'Stop',
  'toolbar.openB': 'Open B',
  'toolbar.sideBySide': 'Side by side',
  'toolbar.besideAbout':
    'A run is joined to the other one when it listens or connects. No relay is asked.',
  'toolbar.relayAbout': 'A run goes to the relay when it listens or connects.',
  'relay.offline': 'Relay: offline',
  'relay.connecting': 'Relay: connecting…',
  'relay.connected': 'Relay: connected',
  'relay.browser': 'No relay: tabs of this browser only',
  'relay.beside': 'Joined side by side',
  'relay.notBeside': 'Not joined',
  'relay.unreachable': 'Relay: cannot be reached',
  'relay.lost': 'Relay: lost',

  'reason.refused': 'it refuses this tab',
  'reason.silent': 'it does not answer',
  'reason.none': 'this host has none',
  'reason.gone': 'it is gone',
  'reason.broke': 'the connection broke',
  'reason.restarts': 'the relay restarts',
  'reason.protocol': 'the relay saw a protocol error',
  'reason.text': 'the relay sent text',
  'reason.tooMany': 'too many connections',
  'reason.tooFast': 'too many connections in a short time',
  'reason.roomBytes': 'the room has sent as much as it may in a day',
  'reason.addressBytes':
    'this browser or address has sent as much as it may in a day',
  'reason.proof': 'the room’s key is wrong',
  'reason.tabKey': 'the tab’s key is malformed',
  'reason.relayFull': 'the program sends more than the relay takes',
  'reason.unreadable': 'a message of the program could not be read',
  'reason.pageFull':
    'the program sends the page more messages than it can take',
  'reason.pageEvents':
    'the program sends the page more events than it can take',
  'reason.strange':
    'the program sent the page a message that is none of the playground’s',
  'reason.strangeTurn':
    'the program sent the common clock a message that is none of the playground’s',
  'reason.code': 'closed with code {code}',

  'reason.refusedLong':
    'The relay refuses this tab or its room (a reload, or a new room, may help)',
  'reason.silentLong': 'The relay cannot be reached',
  'reason.apart':
    'This page comes from a host without a relay, and this browser does not join its tabs',
  'reason.apartSince':
    'This page comes from a host without a relay, and this browser does not join its tabs ({reason})',

  'note.relayBack': 'The relay is back.',
  'note.relayBroke':
    'The relay broke the protocol ({rule}): connections with other tabs are reset.',
  'note.relayLost':
    'The relay is lost ({reason}): connections with other tabs are reset.',
  'note.relayLostPorts':
    'The relay is lost ({reason}): connections with other tabs are reset. Until it is back, other tabs cannot connect to port {ports}.|The relay is lost ({reason}): connections with other tabs are reset. Until it is back, other tabs cannot connect to ports {ports}.',
  'note.relayAway': '{reason}: there is no way to other tabs.',
  'note.relayAwayPorts':
    '{reason}: other tabs cannot connect to port {ports}.|{reason}: other tabs cannot connect to ports {ports}.',
  'note.relayRestarts':
    '{reason}: it restarts. Until it is back, there is no way to other tabs.',
  'note.relayRestartsPorts':
    '{reason}: it restarts. Until it is back, other tabs cannot connect to port {ports}.|{reason}: it restarts. Until it is back, other tabs cannot connect to ports {ports}.',
  'note.limited':
    'connect EAGAIN is a limit of the playground, not of Node: between programs there are no more than {most} connections at a time, and fewer where the relay says so.',
  'note.refusedDial':
    'connect EACCES is the relay’s answer: this tab dials too often in a short time, or to where the relay lets nobody.',
  'note.ignoredFalse':
    "You wrote {chunks} chunks to {stream} after write() said false. It holds {held} now, all in memory: stop writing at false, and go on at 'drain'.",
  'note.ignoredFalseLine':
    "You wrote {chunks} chunks to {stream} after write() said false, line {line}. It holds {held} now, all in memory: stop writing at false, and go on at 'drain'.",

  'run.ready': 'Ready',
  'run.running': 'Running',
  'run.busy': 'Still busy: Stop ends it',
  'run.stopped': 'Stopped',
  'run.stoppedNote': 'Stopped.',
  'run.brokeOff': 'Broke off',
  'run.brokeOffNote': 'The run broke off: {reason}',
  'run.cannotRun': 'Programs cannot run here: {reason}',
  'run.endedAfter': 'Ended after {time}',
  'run.endedAfterVirtual': 'Ended after {time} of virtual time',
  'options.summaryVirtual': 'Virtual time, seed {seed}',
  'options.summaryWall': 'Real time, seed {seed}',
  'options.time': 'Time',
  'options.virtual': 'Virtual',
  'options.virtualAbout':
    'Timers jump: nobody waits, and every run is the same.',
  'options.wall': 'Real',
  'options.wallAbout': 'As it passes; with another tab it always is.',
  'options.wallAboutBeside':
    'As it passes, for both cans where either chooses it.',
  'options.chance': 'Chance',
  'options.seed': 'Seed',
  'options.reroll': 'Re-roll and run',
  'options.cut': 'Cut what arrives',
  'options.cutAbout':
    'Chunks of sockets end where the seed says, as on a real network they may end anywhere.',
  'options.network': 'Network',
  'options.window': 'Largest window',
  'options.windowAbout':
    'Bytes a sender may have under way to a socket of this run. Each begins with 256 KiB: the protocol fixes that, and a receiver can only widen it. From the next run on.',
  'run.exitCode': 'Exit code {code}',
  'room.damaged':
    'The room in this link is damaged, cut off or mistyped, so this tab is alone in a new room. To meet the other tab, copy its whole address, or use its Open B.',

  'palette.title': 'Commands',
  'palette.field': 'Type what you want to do',
  'palette.none': 'There is no such command.',
  'palette.open': 'Open: {title}',
  'palette.language': 'Language: {name}',
  'keys.title': 'Keys and language',
  'keys.language': 'Language (the page loads again)',
  'keys.key': 'Key',
  'keys.does': 'What it does',
  'keys.save': 'Save',
  'keys.saved':
    'All of it is saved already: every change is kept in this browser as you type.',
  'keys.leaveEditor': 'Leave the editor: Tab moves on from there',
  'keys.event': 'On the timeline: previous and next event',
  'keys.eventOfStream': 'On the timeline: of the same stream',
  'keys.interesting': 'On the timeline: to what is interesting',
  'keys.ends': 'On the timeline and in the log: the first and the last',
  'keys.row': 'In the log: previous and next row',
  'keys.toLine': 'In the log: to the line of the program',
  'goTo.code': 'Go to the code',
  'goTo.streams': 'Go to the streams',
  'goTo.console': 'Go to the console',
  'goTo.events': 'Go to the events',
  'goTo.lanes': 'Go to the timeline',

  'dialog.close': 'Close',
  'notice.dismiss': 'Dismiss',

  'offline.newer':
    'A newer Tincan is there. It comes when no tab of this one is open any more, or now.',
  'offline.useNow': 'Reload with it now',
  'offline.replaced': 'A newer Tincan is there, taken by another tab.',
  'offline.reload': 'Reload',
} as const;
