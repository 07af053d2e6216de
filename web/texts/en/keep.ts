// English: what is kept, shared and opened elsewhere. How texts are written: ../en.ts.
export const keep = {
  'share.title': 'Share',
  'share.about':
    'The link holds the program as it is now, and what is in view. It opens as a copy of its own, and runs nothing by itself.',
  'share.aboutBoth':
    'The link holds both programs as they are now, and what is in view. It opens them side by side, as copies of their own, and runs nothing by itself.',
  'share.both': 'With both programs: opens A and B side by side',
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
  'link.both': 'This link holds two programs, which open side by side.',
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
} as const;
