// Every text of the page in English, the language all others are measured by: the same keys, nothing more and
// nothing less. `{name}` is filled in; `one|other` are the words for one and for any other `{count}`. What is a
// term of Node (readable, drain, push) is the same in every language and stands in the code.

export const en = {
  'page.about':
    'Run Node’s streams in the browser and watch both sides of every Duplex.',
  'page.sandbox': 'Where programs run',

  'toolbar.program': 'Program',
  'toolbar.fromLinks': 'From links',
  'toolbar.run': 'Run',
  'toolbar.stop': 'Stop',
  'toolbar.openB': 'Open B',
  'toolbar.relayAbout': 'A run goes to the relay when it listens or connects.',
  'relay.offline': 'Relay: offline',
  'relay.connecting': 'Relay: connecting…',
  'relay.connected': 'Relay: connected',
  'relay.browser': 'No relay: tabs of this browser only',
  'relay.unreachable': 'Relay: cannot be reached',
  'relay.lost': 'Relay: lost',

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
  'options.chance': 'Chance',
  'options.seed': 'Seed',
  'options.reroll': 'Re-roll and run',
  'options.cut': 'Cut what arrives',
  'options.cutAbout':
    'Chunks of sockets end where the seed says, as on a real network they may end anywhere.',
  'run.exitCode': 'Exit code {code}',
  'room.damaged':
    'The room in this link is damaged, cut off or mistyped, so this tab is alone in a new room. To meet the other tab, copy its whole address, or use its Open B.',

  'pane.code': 'Code',
  'pane.streams': 'Streams',
  'pane.console': 'Console',
  'pane.events': 'Events',
  'pane.lanes': 'Lanes',
  'pane.all': 'Panes',
  'pane.new': 'new',
  'code.filename': 'File name',
  'code.filenames': '.js, .cjs or .mjs; .ts, .cts or .mts for TypeScript',
  'code.leave': 'Esc, then Tab leaves the editor',
  'code.reset': 'Reset program',
  'code.history': 'History',
  'code.share': 'Share',
  'code.eventsOfLine': 'Events of line {line}',
  'code.changeHttp': 'Change http.createServer to net.createServer and run',

  'console.emptyReady': 'What the program prints appears here.',
  'console.emptyRunning': 'Nothing printed yet.',
  'console.emptyOver': 'Nothing was printed.',
  'console.kept': 'last {kept} of {all} lines',
  'console.cut':
    '… ({count} more character of this line is not shown)|… ({count} more characters of this line are not shown)',
  'console.goToLine': 'Go to this line',

  'streams.table': 'Table',
  'streams.shown': 'the latest {shown} of {made} streams',
  'streams.noneThen': 'At this moment there was no stream that is still known.',
  'streams.emptyReady':
    'Run it: every stream it makes appears here, with what waits in the buffer of each side.',
  'streams.emptyOver': 'This run made no stream.',
  'streams.emptyRunningB':
    'It runs, and has no stream yet: a connection makes one. Press Open B and run the other end there.',
  'streams.emptyRunning': 'It runs, and has made no stream yet.',
  'streams.choose': 'Show this stream’s events and lines',
  'streams.summary': 'Streams in short',
  'streams.changed': '{count} more stream changed|{count} more streams changed',

  'stream.errored': 'errored',
  'stream.closed': 'closed',
  'stream.destroyed': 'destroyed',
  'stream.onlyWritable': 'half-open: only writable',
  'stream.onlyReadable': 'half-open: only readable',
  'stream.over': 'both sides over',
  'stream.open': 'open',
  'stream.pipesTo': 'pipes to #{number}, {valve}',
  'stream.writableFull': 'writable side full, {level}',
  'stream.readableFull': 'readable side full, {level}',
  'flow.undecided': 'not flowing yet',
  'flow.flowing': 'flowing',
  'flow.paused': 'paused',
  'flight.none': 'nothing in _write',
  'flight.some': '{size} in _write, callback owed',
  'reading.asked': '_read asked, push() owed',
  'reading.notAsked': '_read not asked',
  'valve.closed': 'valve closed',
  'valve.open': 'valve open',
  'side.needsDrain': 'needs drain',
  'side.corked': 'corked {count}',
  'side.level': '{length} of {highWaterMark}',
  'unit.bytes': '{count} byte|{count} bytes',
  'unit.objects': '{count} object|{count} objects',
  'halves.both': 'readable {readable}, writable {writable}',
  'wire.connected': 'connected',
  'wire.notConnected': 'not connected',
  'wire.finSent': 'FIN sent',
  'wire.finReceived': 'FIN received',
  'wire.rstSent': 'RST sent',
  'wire.rstReceived': 'RST received',
  'step.open': 'open',
  'step.ending': 'ending',
  'step.ended': 'ended',
  'step.finished': 'finished',
  'step.closed': 'closed',

  'wire.title': 'Wire',
  'wire.knobs': 'How this tab’s line is slowed',
  'wire.latency': 'Latency',
  'wire.bandwidth': 'Bandwidth',
  'wire.chunk': 'Largest message',
  'wire.asItIs': 'as it is',
  'wire.empty':
    'What passes between this tab and others appears here: every frame with its first bytes. Streams of one program do not need the wire.',
  'wire.stream': 'stream {stream}',
  'wire.window': '{left} of {most} KiB left',
  'wire.in': 'in',
  'wire.out': 'out',
  'wire.way': 'way',
  'wire.frame': 'frame',
  'wire.length': 'length',
  'wire.bytes': 'first bytes',
  'wire.skipped': 'The last {kept} frames; {skipped} before them are not kept.',

  'table.caption': 'Every stream of the run',
  'table.stream': 'Stream',
  'table.state': 'State',
  'table.side': 'Side',
  'table.buffer': 'Buffer',
  'table.answer': 'Last answer',
  'table.peak': 'Most so far',
  'table.stage': 'Stage',
  'table.flow': 'Flow',
  'table.underWay': 'Under way',

  'events.filter': 'Filter events',
  'events.fold': 'Fold repeats',
  'events.copy': 'Copy',
  'events.emptyReady':
    'What the streams do appears here: one event a line, in order.',
  'events.emptyRunning': 'No stream has done anything yet.',
  'events.emptyOver': 'No stream did anything.',
  'events.all': '{count} event|{count} events',
  'events.kept': 'last {kept} of {total} events',
  'events.rows': '{count} row of {of}|{count} rows of {of}',
  'events.copied': 'Copied {count} row|Copied {count} rows',
  'events.copiedLast': 'Copied the last {count} of {all} rows',
  'events.notCopied': 'The browser does not let this page copy',
  'events.noSuchFilter': 'no such filter: {key}: – there are {keys}',
  'events.line': 'line {line}',
  'column.seq': 'no.',
  'column.time': 'time',
  'column.stream': 'stream',
  'column.side': 'side',
  'column.kind': 'event',
  'column.len': 'size',
  'column.result': 'answer',
  'column.levels': 'buffered',
  'column.line': 'line',

  'timeline.name': 'Timeline',
  'timeline.steps': 'Steps',
  'timeline.first': 'First event',
  'timeline.previous': 'Previous event',
  'timeline.play': 'Play',
  'timeline.pause': 'Pause',
  'timeline.next': 'Next event',
  'timeline.last': 'Last event',
  'timeline.live': 'Live',
  'timeline.interesting': 'Next interesting',
  'timeline.interestingBefore': 'Previous interesting',
  'timeline.interestingAbout':
    'The next false, drain, end, finish, error, close, FIN or RST',
  'timeline.speed': 'Speed',
  'timeline.max': 'max',
  'timeline.maxAbout': 'the whole run in five seconds',
  'timeline.speedAbout': '{count} event a second|{count} events a second',
  'timeline.bookmark': 'Bookmark',
  'timeline.removeBookmark': 'Remove bookmark',
  'timeline.toBookmark': 'Go to bookmark at event {event}',
  'timeline.moment': 'Moment',
  'timeline.words': 'event {event}, {time}: {what}',
  'timeline.kept': 'the last {kept} of {total} events',
  'timeline.empty':
    'The levels of every stream appear here, over the whole run.',

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

  'share.title': 'Share',
  'share.about':
    'The link holds the program as it is now, and what is in view. It opens as a copy of its own, and runs nothing by itself.',
  'share.link': 'Link',
  'share.withRoom':
    'With this room: whoever opens the link can connect to this tab',
  'share.copy': 'Copy link',
  'share.copied': 'Copied.',
  'share.copyYourself': 'Select the link and copy it.',
  'share.length': '{count} character|{count} characters',
  'share.long': 'some programs cut links this long, so a file may be safer',
  'share.files': 'Files for Node',
  'share.filesAbout':
    'A project is a folder: npm start runs it, with nothing to install.',
  'share.project': 'Download project',
  'share.runInNode': 'Run in Node and compare',
  'share.thisRun': 'This run',
  'share.savePicture': 'Save picture as SVG',
  'svg.title': 'Streams of {filename} at event {event}',
  'share.saveLog': 'Save log as JSON',

  'link.newer':
    'This link was made by a newer Tincan than this page. Reload the page, or open the link where it was made.',
  'link.foreign': 'This link holds no program of Tincan’s.',
  'link.unknownProgram':
    'This link names a program that this page does not have.',
  'link.cutOff':
    'This link is cut off: its end is missing. Ask for the whole link; long ones are often cut by what they were sent with.',
  'link.damaged':
    'This link is damaged: it is not what was copied. Ask for it once more.',
  'link.ownKept': '{problem} Your own programs are as they were.',
  'link.opened': 'This program came with the link. Read it before you run it.',

  'diff.title': 'The link’s program beside yours',
  'diff.about':
    'Lines with − are only in yours, lines with + only in the link’s. Yours is kept as it is: the chooser has both.',
  'diff.show': 'Compare with mine',
  'diff.gone': 'only in yours:',
  'diff.new': 'only in the link’s:',
  'phone.title': 'On a phone of the same network',
  'phone.about':
    'Opens the other side in this room. Whoever has this link is in the room.',
  'phone.address': 'Address of this machine',
  'phone.code': 'QR code of the link',
  'phone.unreachable':
    'This page is served to this machine alone. To let others of its network in, start it with HOST=0.0.0.0 npm start.',

  'offline.newer':
    'A newer Tincan is there. It comes when no tab of this one is open any more, or now.',
  'offline.useNow': 'Reload with it now',
  'offline.replaced': 'A newer Tincan is there, taken by another tab.',
  'offline.reload': 'Reload',

  'keep.resetDone': 'The program is as it was in the beginning.',
  'keep.undoReset': 'Undo reset',
  'keep.noStorage':
    'This browser keeps nothing for this page ({reason}): your edits live as long as this tab. Share or download what you want to keep.',
  'keep.full':
    'This browser’s storage is full: they live as long as this tab. Share or download what you want to keep.',
  'keep.notKept':
    'This browser does not keep your edits ({reason}): they live as long as this tab. Share or download what you want to keep.',
  'keep.damagedDocuments':
    'One kept document could not be read and was left out; all others are here.|{count} kept documents could not be read and were left out; all others are here.',
  'keep.damagedSnapshots':
    'One kept snapshot could not be read and was left out; all others are here.|{count} kept snapshots could not be read and were left out; all others are here.',

  'history.title': 'History of {filename}',
  'history.about':
    'Every Run and every Reset keeps the program as it was then; the first line that changed is shown. Only this browser has them.',
  'history.empty': 'Nothing yet: the first Run makes an entry.',
  'history.snapshots': 'Snapshots',
  'history.restore': 'Restore',
  'history.asItWas': 'as it was',
  'history.line': 'line {line}:',
  'history.emptyLine': '(empty)',
  'reason.run': 'Run',
  'reason.reset': 'before Reset',
  'reason.restore': 'before a restore',
  'reason.undo': 'before an undo',
  'reason.other tab': 'from another tab',
  'reason.fix': 'before a fix',

  'compare.title': 'Run in Node: {filename}',
  'compare.about':
    'The script is this program with a tracer in front. Run it with Node; it leaves a log of what the streams did. Run the program here, too, and give the log back: both are compared event by event.',
  'compare.script': 'Download script',
  'compare.log': 'Log from Node',
  'compare.nothingMore': 'nothing more',
  'compare.part': 'They part at row {row}: Tincan {ours}; {runtime} {theirs}.',
  'compare.same':
    'No divergence: {count} event is the same in Tincan and {runtime}.|No divergence: {count} events are the same in Tincan and {runtime}.',
  'compare.leftOut':
    '{count} event of the two logs is not compared: what only the engine sees, such as callbacks, pipes and the network’s frames.|{count} events of the two logs are not compared: what only the engine sees, such as callbacks, pipes and the network’s frames.',
  'compare.byStream':
    'Sockets are compared one by one, since which is served first is the network’s to say; their pulls and their close are left out.',
  'compare.both': 'Both logs',
  'compare.row': 'row',
  'compare.rows': 'Rows {from} to {to} of {all}.',
  'compare.runFirst': 'Run the program here first: there is no log to compare.',
  'compare.tooLong':
    'This run is too long: its first events are no longer kept.',
  'compare.stopped': 'That log stopped before its program did.',
  'log.tooLarge': 'This file is too large to be a log of events.',
  'log.foreign':
    'This file is no log of events. Get one with Share, Run in Node: the script writes it when it ends.',
  'log.damaged': 'This log of events is damaged: not all of it can be read.',
  'log.newer': 'This log was written for a newer Tincan than this.',

  'group.Start': 'Start',
  'group.One stream': 'One stream',
  'group.Two sides': 'Two sides',
  'group.TCP': 'TCP',
  'program.duplex': 'Basic Example: Create a Duplex',
  'program.duplex.about':
    'A class with both sides: what is written is not what is read.',
  'program.echo': 'Echo Stream',
  'program.echo.about':
    'Every chunk written comes back out of the readable side.',
  'program.blank': 'Blank',
  'program.blank.about': 'An empty page with the stream classes required.',
  'program.modules': 'An ES module: pipeline and await',
  'program.modules.about':
    'import, await at the top, and an async generator as a destination.',
  'program.types': 'TypeScript: lines from chunks',
  'program.types.about':
    'Types are taken out as Node does it; what is left is what runs.',
  'program.push-false': 'push() returns false',
  'program.push-false.about':
    'The readable buffer is full until _read() is called again.',
  'program.write-false': "write() returns false, then 'drain'",
  'program.write-false.about':
    'The writable buffer is full until it has emptied.',
  'program.paused-reader': 'A paused reader',
  'program.paused-reader.about':
    'Backpressure travels up the pipe; nothing is lost.',
  'program.pipe-loop': 'a.pipe(b).pipe(a)',
  'program.pipe-loop.about':
    'A conversation: a duplex at both ends of the pipe.',
  'program.half-open': 'Half-open',
  'program.half-open.about':
    'allowHalfOpen: one side has ended, the other still answers.',
  'program.tcp': 'Server and client in one program',
  'program.tcp.about':
    'A TCP server on port 4000 and a client that talks to it.',
  'program.tcp-server': 'TCP server on port 4000',
  'program.tcp-server.about':
    'Answers every message; open its client in tab B.',
  'program.tcp-client': 'TCP client of port 4000',
  'program.tcp-client.about':
    'Says hello to the server in tab A and prints the answer.',
  'program.a': 'A: a.javascript, listens on port 8000',
  'program.a.about': 'As the article prints it, slip included: run it and see.',
  'program.b': 'B: b.javascript, connects to port 8000',
  'program.b.about': 'The other end of A; open it in a second tab.',
  'program.fast-writer': 'A fast writer (100 MiB)',
  'program.fast-writer.about': 'Stands still while the reader in tab B pauses.',
  'program.slow-reader': 'A slow reader (100 MiB)',
  'program.slow-reader.about':
    'Pauses for three seconds, then takes everything.',

  'search.Find': 'Find',
  'search.Replace': 'Replace',
  'search.next': 'next',
  'search.previous': 'previous',
  'search.all': 'all',
  'search.match case': 'match case',
  'search.regexp': 'regexp',
  'search.by word': 'by word',
  'search.replace': 'replace',
  'search.replace all': 'replace all',
  'search.close': 'close',
} as const;

export type TextKey = keyof typeof en;
export type Texts = Record<TextKey, string>;

/** Of what stands in others' articles, which loads no more than it needs. */
export const embedEn = {
  run: 'Run it in Tincan',
  frame: '{filename} in Tincan',
  open: 'Open in a tab of its own',
};
