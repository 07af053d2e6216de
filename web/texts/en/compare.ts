// English: the comparison with Node. How texts are written: ../en.ts.
export const compare = {
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
    'This run is too long: {lost} of its {total} events were not kept. The first {whole} always are.',
  'compare.stopped': 'That log stopped before its program did.',
  'log.tooLarge': 'This file is too large to be a log of events.',
  'log.foreign':
    'This file is no log of events. Get one with Share, Run in Node: the script writes it when it ends.',
  'log.damaged': 'This log of events is damaged: not all of it can be read.',
  'log.newer': 'This log was written for a newer Tincan than this.',
} as const;
