// One row of the event log, as cells and as text for the clipboard. Knows nothing of scrolling or filters.
import { timeWords } from '../run/duration';
import { eventWords } from '../picture/event_words';
import type { PictureModel } from '../picture/model';
import type { TraceRecord } from '../run/record';
import { spaced } from '../texts/numbers';
import { text } from '../texts/text';

/** Names of any length: the last to be shown whole, so they are said whole elsewhere. */
const mayBeCut = new Set(['stream', 'kind']);

/** @param count records that this row stands for, the first of them at position `at` */
export function eventRow(
  model: PictureModel,
  at: number,
  count: number,
): HTMLElement {
  const event = model.tape.record(at);
  const side = model.sides[event.side] ?? '';
  const row = document.createElement('div');
  row.className = `event side-${side || 'none'}`;
  const { number, label } = model.nameOf(event.stream);
  const kind = model.kinds[event.kind] ?? `kind ${event.kind}`;
  const answer = event.result === null ? '' : `→ ${event.result}`;
  const cells: [string, string][] = [
    ['seq', spaced(event.seq)],
    ['time', timeWords(event.time)],
    ['stream', `#${number} ${label}`],
    ['side', side],
    ['kind', count === 1 ? kind : `${kind} ×${spaced(count)}`],
    ['len', event.size > 0 ? spaced(event.size) : ''],
    ['result', answer],
  ];
  for (const [name, words] of cells) {
    const cell = document.createElement('span');
    cell.className = `cell-${name}`;
    cell.textContent = words;
    if (mayBeCut.has(name)) cell.title = words;
    row.append(cell, ' ');
  }
  row.append(levels(model, event));
  if (event.line > 0) row.append(lineButton(event.line));
  return row;
}

/** The same as one line of text. */
export function eventText(
  model: PictureModel,
  at: number,
  count: number,
): string {
  const event = model.tape.record(at);
  const repeated = count === 1 ? '' : ` ×${count}`;
  const line = event.line > 0 ? ` line ${event.line}` : '';
  return `${event.seq} ${timeWords(event.time)} ${eventWords(model, event)}${repeated} W ${event.writableLength} R ${event.readableLength}${line}`;
}

function levels(model: PictureModel, event: TraceRecord): HTMLElement {
  const state = model.latest(event.stream)?.state;
  const cell = document.createElement('span');
  cell.className = 'cell-levels';
  const add = (side: string, words: string) => {
    const part = document.createElement('span');
    part.className = `of-${side}`;
    part.textContent = words;
    cell.append(part, ' ');
  };
  if (!state || state.writable)
    add('writable', `W ${spaced(event.writableLength)}`);
  if (!state || state.readable)
    add('readable', `R ${spaced(event.readableLength)}`);
  cell.title = cell.textContent.trim();
  return cell;
}

const columns = [
  'seq',
  'time',
  'stream',
  'side',
  'kind',
  'len',
  'result',
  'levels',
  'line',
] as const;

/** The columns' names; the cells' classes put them in place. */
export function eventHead(): HTMLElement {
  const row = document.createElement('div');
  row.className = 'event event-head';
  for (const name of columns) {
    const cell = document.createElement('span');
    cell.className = `cell-${name}`;
    cell.textContent = text(`column.${name}`);
    row.append(cell);
  }
  row.setAttribute('aria-hidden', 'true');
  return row;
}

/** The line of the program that caused the event. */
function lineButton(line: number): HTMLElement {
  const button = document.createElement('button');
  button.className = 'cell-line';
  button.dataset['line'] = String(line);
  const words = text('events.line', { line: String(line) });
  // The column's name says what the number is of; those who do not see it hear it with each.
  const spoken = document.createElement('span');
  spoken.className = 'visually-hidden';
  spoken.textContent = words.slice(0, words.indexOf(String(line)));
  button.append(spoken, String(line));
  button.title = words;
  // Hundreds of them would bury every other stop of the Tab key.
  button.tabIndex = -1;
  return button;
}
