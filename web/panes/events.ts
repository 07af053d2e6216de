// The Events pane: the trace as a log. A filter and folding choose its rows; the current row is the moment
// that is looked at, and moving it moves the moment. How much of the run is kept is said in words.
import { eventWords } from '../picture/event_words';
import {
  parseFilter,
  predicateOf,
  streamOf,
  type Filter,
} from '../picture/filter';
import { LogRows } from '../picture/log_rows';
import type { PictureModel } from '../picture/model';
import { text } from '../texts/text';
import { ColumnWidths } from './column_widths';
import { eventHead, eventRow, eventText } from './event_row';
import { VirtualRows } from './virtual_rows';

/** Rows that are copied at once, the last of them. */
const copiedRows = 10_000;

export interface EventsParts {
  log: HTMLElement;
  notice: HTMLElement;
  filter: HTMLInputElement;
  fold: HTMLElement;
  copy: HTMLElement;
  /** Says aloud which event was gone to, and what was copied. */
  said: HTMLElement;
}

export class EventsPane {
  private readonly rows: LogRows;
  private readonly view: VirtualRows;
  private readonly head = eventHead();
  private readonly widths: ColumnWidths;
  private filter: Filter = parseFilter('');
  private fold = true;
  private following = true;
  /** Where the log was when it was last scrolled, in px. */
  private scrolledTo = 0;
  private drawn = '';

  /**
   * @param goTo shows a line of the program
   * @param moved the model's moment is another one
   * @param filtered the log is about something else
   */
  constructor(
    private readonly parts: EventsParts,
    private readonly model: PictureModel,
    private readonly goTo: (line: number) => void,
    private readonly moved: () => void,
    private readonly filtered: () => void,
  ) {
    const { log, filter, fold, copy } = parts;
    this.rows = new LogRows(model.tape);
    log.append(this.head);
    this.widths = new ColumnWidths(log);
    this.widths.reset(this.head);
    this.view = new VirtualRows(log, (index) => this.row(index));
    log.addEventListener('click', (event) => this.onClick(event));
    log.addEventListener('keydown', (event) => this.onKey(event));
    log.addEventListener('scroll', () => {
      // Rows may have come since the log was scrolled to its end: only going up is leaving it.
      if (this.view.atEnd) this.following = true;
      else if (log.scrollTop < this.scrolledTo) this.following = false;
      this.scrolledTo = log.scrollTop;
      this.view.draw(false);
    });
    new ResizeObserver(() => this.view.draw(true)).observe(log);
    filter.addEventListener('input', () => this.setFilter(filter.value));
    fold.addEventListener('click', () => {
      this.fold = !this.fold;
      fold.setAttribute('aria-pressed', String(this.fold));
      this.reset();
    });
    copy.addEventListener('click', () => void this.copyAll());
  }

  /** Number of the one stream the log is about. */
  get stream(): number | null {
    return streamOf(this.filter);
  }

  setFilter(filter: string): void {
    if (this.parts.filter.value !== filter) this.parts.filter.value = filter;
    this.filter = parseFilter(filter);
    this.reset();
    this.filtered();
  }

  /** What the log says while there is nothing in it. */
  setEmpty(words: string): void {
    this.view.spacer.dataset['empty'] = words;
  }

  clear(): void {
    this.widths.reset(this.head);
    this.reset();
  }

  draw(): void {
    this.rows.update();
    this.view.setCount(this.rows.length);
    const { total, tape, moment } = this.model;
    const now = `${total} ${tape.end} ${moment}`;
    this.parts.notice.textContent = this.filter.problem || this.howMany();
    if (moment === null) {
      if (this.following) this.view.toEnd();
    } else if (now !== this.drawn) {
      this.view.reveal(Math.max(0, this.rows.rowOf(moment)));
    }
    this.view.draw(now !== this.drawn);
    this.drawn = now;
  }

  private reset(): void {
    this.following = true;
    this.drawn = '';
    this.rows.reset(predicateOf(this.filter, this.model), this.fold);
    this.draw();
  }

  private howMany(): string {
    const { total, tape } = this.model;
    if (total === 0) return '';
    const kept = tape.end - tape.first;
    const of =
      kept === total
        ? text('events.all', { count: total })
        : text('events.kept', { kept, total });
    return this.filter.terms.length === 0
      ? of
      : text('events.rows', { count: this.rows.length, of });
  }

  private row(index: number): HTMLElement {
    const { at, count } = this.rows.row(index);
    const row = eventRow(this.model, at, count);
    row.dataset['row'] = String(index);
    this.widths.fit(row);
    const { moment } = this.model;
    if (moment === null) return row;
    if (index === this.rows.rowOf(moment))
      row.setAttribute('aria-current', 'true');
    else if (at > moment) row.classList.add('later');
    return row;
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const line = target.closest<HTMLElement>('[data-line]')?.dataset['line'];
    if (line !== undefined) {
      this.goTo(Number(line));
      return;
    }
    const row = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    // A row whose text is being selected stays where it is.
    if (row !== undefined && getSelection()?.isCollapsed !== false)
      this.toRow(Number(row));
  }

  private toRow(index: number): void {
    if (this.rows.length === 0) return;
    const row = Math.min(this.rows.length - 1, Math.max(0, index));
    const { at } = this.rows.row(row);
    this.model.lookAt(at);
    this.moved();
    this.say(eventWords(this.model, this.model.tape.record(at)));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey) return;
    const current = this.rows.rowOf(this.model.position);
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + this.view.visible,
      PageUp: current - this.view.visible,
      Home: 0,
      End: this.rows.length - 1,
    };
    const row = steps[event.key];
    if (row !== undefined) {
      event.preventDefault();
      this.toRow(row);
    } else if (event.key === 'Enter' && current >= 0) {
      // Else the editor, which has the focus now, takes the key for a new line.
      event.preventDefault();
      const { line } = this.model.tape.record(this.rows.row(current).at);
      if (line > 0) this.goTo(line);
    } else if (event.key === 'c' && (event.ctrlKey || event.metaKey)) {
      if (getSelection()?.isCollapsed === false || current < 0) return;
      event.preventDefault();
      void this.copyRows(current, current + 1);
    }
  }

  private copyAll(): Promise<void> {
    const { length } = this.rows;
    return this.copyRows(Math.max(0, length - copiedRows), length);
  }

  private async copyRows(from: number, to: number): Promise<void> {
    const lines: string[] = [];
    for (let i = from; i < to; i += 1) {
      const { at, count } = this.rows.row(i);
      lines.push(eventText(this.model, at, count));
    }
    const all = this.rows.length;
    const { length: count } = lines;
    const what =
      count === all || to < all || count === 1
        ? text('events.copied', { count })
        : text('events.copiedLast', { count, all });
    try {
      await navigator.clipboard.writeText(`${lines.join('\n')}\n`);
      this.say(what);
    } catch {
      this.say(text('events.notCopied'));
    }
    this.parts.notice.textContent = this.parts.said.textContent;
  }

  private say(words: string): void {
    this.parts.said.textContent = words;
  }
}
