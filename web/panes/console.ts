// The Console pane: what the program printed, character for character in its text content. It keeps
// the last lines, says how many it dropped, and turns places of the program into links.
import { spaced } from '../picture/words';
import type { OutputPiece, Place } from '../run/protocol';

const keptLines = 5000;
/** This many new lines at once are a flood: nobody reads them, so fewer are drawn, and less often. */
const floodLines = 200;
const shownInFlood = 300;
/** Milliseconds from one drawing to the next in a flood, and from its end to the full picture. */
const floodMs = 100;

export type LineKind = 'out' | 'err' | 'note';

interface Line {
  kind: LineKind;
  text: string;
  /** Ended by a newline; otherwise the next piece continues it. */
  whole: boolean;
}

export class ConsolePane {
  private lines: Line[] = [];
  /** Lines let go of `lines`' front, in all. */
  private trimmed = 0;
  /** The lines in the document, counted from the run's first: from, and up to but without. */
  private drawnFrom = 0;
  private drawnTo = 0;
  /** Lines that never reached this pane. */
  private skipped = 0;
  /** Stands after the last line for the rest of the run. */
  private offered: HTMLElement | null = null;
  private filename = '';
  private drawnAt = 0;
  private scheduled = false;
  private fullDraw: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly log: HTMLElement,
    private readonly notice: HTMLElement,
    private readonly goTo: (place: Place) => void,
  ) {
    log.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button[data-place]');
      if (!(button instanceof HTMLElement)) return;
      const [line, column] = button.dataset['place']!.split(':').map(Number);
      this.goTo({ line: line!, column: column! });
    });
  }

  clear(filename: string): void {
    clearTimeout(this.fullDraw);
    this.filename = filename;
    this.lines = [];
    this.trimmed = 0;
    this.drawnFrom = 0;
    this.drawnTo = 0;
    this.skipped = 0;
    this.offered = null;
    this.log.replaceChildren();
    this.notice.textContent = '';
  }

  /** @param skipped lines the run left out before these, for being too many */
  write(pieces: OutputPiece[], skipped: number): void {
    this.skipped += skipped;
    for (const { fd, text } of pieces)
      this.append(fd === 1 ? 'out' : 'err', text);
    this.drawSoon();
  }

  /** A line of the playground's own, told apart from the program's. */
  note(text: string): void {
    const last = this.lines.at(-1);
    if (last && !last.whole) this.append(last.kind, '\n');
    this.append('note', `${text}\n`);
    this.drawSoon();
  }

  /** Puts an element (a fix to click) after the lines so far. */
  offer(element: HTMLElement): void {
    this.offered = element;
    this.drawSoon();
  }

  /** Draws at once, and in full, what is still to be drawn: for who says that the run is over. */
  settle(): void {
    this.draw(keptLines);
    clearTimeout(this.fullDraw);
  }

  private append(kind: LineKind, text: string): void {
    const parts = text.split('\n');
    parts.forEach((part, i) => {
      const whole = i < parts.length - 1;
      if (!whole && part === '') return;
      const last = this.lines.at(-1);
      if (last && !last.whole && last.kind === kind) {
        last.text += part;
        last.whole = whole;
        const index = this.trimmed + this.lines.length - 1;
        this.drawnTo = Math.min(this.drawnTo, index);
      } else {
        this.lines.push({ kind, text: part, whole });
      }
    });
    if (this.lines.length > 2 * keptLines) this.trim();
  }

  /** Forgets old lines; the document follows at the next drawing. */
  private trim(): void {
    const excess = Math.max(0, this.lines.length - keptLines);
    this.lines.splice(0, excess);
    this.trimmed += excess;
  }

  private drawSoon(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const flood = this.freshLines() > floodLines;
    const wait = flood ? floodMs - (performance.now() - this.drawnAt) : 0;
    const draw = () => {
      this.scheduled = false;
      this.draw();
    };
    if (wait > 0 || document.hidden) setTimeout(draw, Math.max(0, wait));
    else requestAnimationFrame(draw);
  }

  private freshLines(): number {
    return this.trimmed + this.lines.length - this.drawnTo;
  }

  /** @param inFlood lines to draw of very many; a picture of all kept follows */
  private draw(inFlood = shownInFlood): void {
    this.drawnAt = performance.now();
    const following =
      this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 40;
    this.trim();
    const end = this.trimmed + this.lines.length;
    const flood = this.freshLines() > inFlood;
    const from = flood ? end - inFlood : this.trimmed;
    if (flood) this.drawSoonInFull();
    if (from < this.drawnFrom) this.drawnTo = this.drawnFrom = from;
    this.drawFrom(from);
    this.notice.textContent = this.noticeText(end + this.skipped);
    if (following) this.scroll();
  }

  /** Brings the document to the lines from here on. */
  private drawFrom(from: number): void {
    // What is above goes, and so does what follows the last line that is still right: a line that
    // has grown since, an offer.
    const rightTo = Math.max(this.drawnTo, from);
    const gone = Math.min(from, this.drawnTo) - this.drawnFrom;
    for (let i = 0; i < gone; i += 1) this.log.firstChild?.remove();
    while (this.log.childNodes.length > rightTo - from)
      this.log.lastChild?.remove();
    const fresh = this.lines.slice(rightTo - this.trimmed);
    this.log.append(...fresh.map((line) => this.element(line)));
    if (this.offered) this.log.append(this.offered);
    this.drawnFrom = from;
    this.drawnTo = this.trimmed + this.lines.length;
  }

  private drawSoonInFull(): void {
    clearTimeout(this.fullDraw);
    this.fullDraw = setTimeout(() => this.draw(), 2 * floodMs);
  }

  private noticeText(all: number): string {
    const kept = this.lines.length;
    return all > kept ? `last ${spaced(kept)} of ${spaced(all)} lines` : '';
  }

  private scroll(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }

  private element(line: Line): HTMLElement {
    const element = document.createElement('span');
    element.className = `line ${line.kind}`;
    const end = line.whole ? '\n' : '';
    if (line.kind === 'err') element.append(...this.withPlaces(line.text), end);
    else element.textContent = line.text + end;
    return element;
  }

  /** `program.js:3` and `program.js:3:7` become buttons that lead there. */
  private withPlaces(text: string): (string | HTMLElement)[] {
    const name = this.filename.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`(?<![\\w/])${name}:(\\d+)(?::(\\d+))?`, 'g');
    const parts: (string | HTMLElement)[] = [];
    let at = 0;
    for (const match of text.matchAll(pattern)) {
      parts.push(text.slice(at, match.index));
      const button = document.createElement('button');
      button.className = 'place';
      button.dataset['place'] = `${match[1]}:${match[2] ?? 1}`;
      button.textContent = match[0];
      button.title = 'Go to this line';
      parts.push(button);
      at = match.index + match[0].length;
    }
    parts.push(text.slice(at));
    return parts;
  }
}
