// The Console pane: what the program printed, character for character in its text content. It keeps
// the last lines, says how many it dropped, and turns places of the program into links.
import { keptCharacters, keptLines, lineCharacters } from '../run/limits';
import type { OutputPiece, Place, Skipped } from '../run/protocol';
import { Pace } from './pace';
import { text } from '../texts/text';

/** This many new lines at once are a flood: nobody reads them, so fewer are drawn, and less often. */
const floodLines = 200;
const shownInFlood = 300;
const charactersInFlood = 100_000;
/** Milliseconds from one drawing to the next in a flood, and from its end to the full picture. */
const floodMs = 100;

export type LineKind = 'out' | 'err' | 'note';

interface Line {
  kind: LineKind;
  text: string;
  /** Characters after the text that are not shown. */
  cut: number;
  /** Ended by a newline; otherwise the next piece continues it. */
  whole: boolean;
}

export class ConsolePane {
  private lines: Line[] = [];
  /** Of all their text. */
  private characters = 0;
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
  private fullDraw: ReturnType<typeof setTimeout> | undefined;
  private readonly pace = new Pace(
    () => this.draw(),
    () => (this.freshLines() > floodLines ? floodMs : 0),
    true,
  );

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
    this.characters = 0;
    this.trimmed = 0;
    this.drawnFrom = 0;
    this.drawnTo = 0;
    this.skipped = 0;
    this.offered = null;
    this.log.replaceChildren();
    this.notice.textContent = '';
  }

  /** @param skipped what the run left out before these */
  write(pieces: OutputPiece[], skipped: Skipped): void {
    this.skip(skipped);
    for (const { fd, text, cut } of pieces) {
      const kind = fd === 1 ? 'out' : 'err';
      this.append(kind, text);
      if (cut > 0) this.cutShort(kind, cut);
    }
    this.pace.soon();
  }

  /** A line of the playground's own, told apart from the program's. */
  note(text: string): void {
    const last = this.lines.at(-1);
    if (last && !last.whole) this.append(last.kind, '\n');
    this.append('note', `${text}\n`);
    this.pace.soon();
  }

  /** Puts an element (a fix to click) after the lines so far. */
  offer(element: HTMLElement): void {
    this.offered = element;
    this.pace.soon();
  }

  /** Draws at once, and in full, what is still to be drawn: for who says that the run is over. */
  settle(): void {
    this.draw(keptLines, keptCharacters);
    clearTimeout(this.fullDraw);
  }

  /** What is shown are the last lines without a gap: those before a gap go. */
  private skip({ lines, characters }: Skipped): void {
    if (lines > 0) {
      // The first newline ended the line that was being written.
      const open = this.lines.at(-1)?.whole === false;
      this.skipped += lines - (open ? 1 : 0);
      this.trimmed += this.lines.length;
      this.lines = [];
      this.characters = 0;
    }
    if (characters > 0)
      this.cutShort(this.lines.at(-1)?.kind ?? 'out', characters);
  }

  /** So much of the line being written is not shown. */
  private cutShort(kind: LineKind, characters: number): void {
    const last = this.lines.at(-1);
    if (last && !last.whole) {
      last.cut += characters;
      this.changed(this.lines.length - 1);
    } else {
      this.lines.push({ kind, text: '', cut: characters, whole: false });
    }
  }

  private append(kind: LineKind, text: string): void {
    const parts = text.split('\n');
    parts.forEach((part, i) => {
      const whole = i < parts.length - 1;
      if (!whole && part === '') return;
      let line = this.lines.at(-1);
      if (!line || line.whole || line.kind !== kind) {
        line = { kind, text: '', cut: 0, whole };
        this.lines.push(line);
      }
      // Nothing is shown again after what was cut out.
      const room = line.cut > 0 ? 0 : lineCharacters - line.text.length;
      const shown = part.slice(0, room);
      line.text += shown;
      line.cut += part.length - shown.length;
      line.whole = whole;
      this.characters += shown.length;
      this.changed(this.lines.length - 1);
    });
    if (
      this.lines.length > 2 * keptLines ||
      this.characters > 2 * keptCharacters
    )
      this.trim();
  }

  /** A line that is drawn has to be drawn again. */
  private changed(index: number): void {
    this.drawnTo = Math.min(this.drawnTo, this.trimmed + index);
  }

  /** Forgets old lines; the document follows at the next drawing. */
  private trim(): void {
    let excess = Math.max(0, this.lines.length - keptLines);
    for (let i = 0; i < this.lines.length - 1; i += 1) {
      if (i >= excess && this.characters <= keptCharacters) break;
      this.characters -= this.lines[i]!.text.length;
      excess = Math.max(excess, i + 1);
    }
    this.lines.splice(0, excess);
    this.trimmed += excess;
  }

  private freshLines(): number {
    return this.trimmed + this.lines.length - this.drawnTo;
  }

  /**
   * @param lines to draw of very many, and
   * @param characters of very long ones; a picture of all kept follows
   */
  private draw(lines = shownInFlood, characters = charactersInFlood): void {
    const following =
      this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 40;
    this.trim();
    const end = this.trimmed + this.lines.length;
    const inPart = this.freshFrom(lines, characters);
    const from = inPart ?? this.trimmed;
    if (inPart !== null) this.drawSoonInFull();
    // Nobody listens to a flood; what follows it is read aloud again.
    this.log.ariaLive = inPart === null ? 'polite' : 'off';
    if (from < this.drawnFrom) this.drawnTo = this.drawnFrom = from;
    this.drawFrom(from);
    this.notice.textContent = this.noticeText(end + this.skipped);
    if (following) this.scroll();
  }

  /** The first of the last lines within both bounds, or null when all that is new is within them. */
  private freshFrom(lines: number, characters: number): number | null {
    const first = Math.max(0, this.drawnTo - this.trimmed);
    let room = characters;
    let at = this.lines.length;
    while (at > first && this.lines.length - at < lines && room > 0) {
      at -= 1;
      room -= this.lines[at]!.text.length;
    }
    return at > first ? this.trimmed + at : null;
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
    const inFull = () => this.draw(keptLines, keptCharacters);
    this.fullDraw = setTimeout(inFull, 2 * floodMs);
  }

  private noticeText(all: number): string {
    const kept = this.lines.length;
    return all > kept ? text('console.kept', { kept, all }) : '';
  }

  private scroll(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }

  private element(line: Line): HTMLElement {
    const element = document.createElement('span');
    element.className = `line ${line.kind}`;
    const end = line.whole ? '\n' : '';
    if (line.kind === 'err') element.append(...this.withPlaces(line.text));
    else element.textContent = line.text;
    if (line.cut > 0) {
      const cut = document.createElement('span');
      cut.className = 'cut';
      cut.textContent = text('console.cut', { count: line.cut });
      element.append(cut);
    }
    element.append(end);
    return element;
  }

  /** `program.js:3` and `program.js:3:7` become buttons that lead there. */
  private withPlaces(line: string): (string | HTMLElement)[] {
    const name = this.filename.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`(?<![\\w/])${name}:(\\d+)(?::(\\d+))?`, 'g');
    const parts: (string | HTMLElement)[] = [];
    let at = 0;
    for (const match of line.matchAll(pattern)) {
      parts.push(line.slice(at, match.index));
      const button = document.createElement('button');
      button.className = 'place';
      button.dataset['place'] = `${match[1]}:${match[2] ?? 1}`;
      button.textContent = match[0];
      button.title = text('console.goToLine');
      parts.push(button);
      at = match.index + match[0].length;
    }
    parts.push(line.slice(at));
    return parts;
  }
}
