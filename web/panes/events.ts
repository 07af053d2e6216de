// The Events pane: the trace as lines. Only the rows in view exist in the document, so a run of a
// million events costs what a run of fifty does. How much of it is kept is said in words.
import type { PictureModel } from '../picture/model';
import type { TraceRecord } from '../run/record';
import { spaced } from '../picture/words';

/** Height of a row in px; the style sheet's --event-row says the same. */
const rowHeight = 22;
const overscan = 6;

export class EventsPane {
  private readonly spacer = document.createElement('div');
  private following = true;
  private first = -1;
  private lastTotal = -1;

  constructor(
    private readonly log: HTMLElement,
    private readonly notice: HTMLElement,
    private readonly model: PictureModel,
    goTo: (line: number) => void,
  ) {
    this.spacer.className = 'event-spacer';
    log.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button[data-line]');
      if (button instanceof HTMLElement) goTo(Number(button.dataset['line']));
    });
    log.append(head(), this.spacer);
    log.addEventListener('scroll', () => {
      this.following =
        log.scrollHeight - log.scrollTop - log.clientHeight < 2 * rowHeight;
      this.drawRows(false);
    });
    new ResizeObserver(() => this.drawRows(true)).observe(log);
  }

  clear(): void {
    this.following = true;
    this.draw();
  }

  draw(): void {
    const { total, tape } = this.model;
    const kept = tape.end - tape.first;
    this.spacer.style.height = `${kept * rowHeight}px`;
    this.notice.textContent =
      total === 0
        ? ''
        : kept === total
          ? `${spaced(total)} events`
          : `last ${spaced(kept)} of ${spaced(total)} events`;
    if (this.following) this.log.scrollTop = this.log.scrollHeight;
    this.drawRows(this.lastTotal !== total);
    this.lastTotal = total;
  }

  private drawRows(changed: boolean): void {
    const { tape } = this.model;
    const kept = tape.end - tape.first;
    const visible = Math.ceil(this.log.clientHeight / rowHeight);
    const top = Math.floor(this.log.scrollTop / rowHeight);
    const first = Math.max(0, Math.min(top - overscan, kept - visible));
    if (!changed && first === this.first) return;
    this.first = first;
    const rows: HTMLElement[] = [];
    for (let i = first; i < Math.min(kept, top + visible + overscan); i += 1)
      rows.push(this.row(i));
    this.spacer.replaceChildren(...rows);
  }

  private row(index: number): HTMLElement {
    const event = this.model.tape.record(this.model.tape.first + index);
    const side = this.model.sides[event.side] ?? '';
    const row = document.createElement('div');
    row.className = `event side-${side || 'none'}`;
    row.style.transform = `translateY(${index * rowHeight}px)`;
    const { number, label } = this.model.nameOf(event.stream);
    const cells: [string, string][] = [
      ['seq', spaced(event.seq)],
      ['time', `${event.time.toFixed(1)} ms`],
      ['stream', `#${number} ${label}`],
      ['side', side],
      ['kind', this.model.kinds[event.kind] ?? `kind ${event.kind}`],
      ['len', event.size > 0 ? spaced(event.size) : ''],
      ['result', event.result === null ? '' : `→ ${event.result}`],
    ];
    for (const [name, text] of cells) {
      const cell = document.createElement('span');
      cell.className = `cell-${name}`;
      cell.textContent = text;
      row.append(cell, ' ');
    }
    row.append(this.levels(event));
    if (event.line > 0) row.append(lineButton(event.line));
    return row;
  }

  private levels(event: TraceRecord): HTMLElement {
    const state = this.model.latest(event.stream)?.state;
    const cell = document.createElement('span');
    cell.className = 'cell-levels';
    const add = (side: string, text: string) => {
      const part = document.createElement('span');
      part.className = `of-${side}`;
      part.textContent = text;
      cell.append(part, ' ');
    };
    if (!state || state.writable)
      add('writable', `W ${spaced(event.writableLength)}`);
    if (!state || state.readable)
      add('readable', `R ${spaced(event.readableLength)}`);
    return cell;
  }
}

/** The columns' names; the cells' classes put them in place. */
function head(): HTMLElement {
  const row = document.createElement('div');
  row.className = 'event event-head';
  const names = {
    seq: 'no.',
    time: 'time',
    stream: 'stream',
    side: 'side',
    kind: 'event',
    len: 'size',
    result: 'answer',
    levels: 'buffered',
  };
  for (const [name, text] of Object.entries(names)) {
    const cell = document.createElement('span');
    cell.className = `cell-${name}`;
    cell.textContent = text;
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
  button.textContent = `line ${line}`;
  // Hundreds of them would bury every other stop of the Tab key.
  button.tabIndex = -1;
  return button;
}
