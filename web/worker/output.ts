// Console output on its way to the page. A program that prints forever must neither block nor fill
// the page's memory: what is over the page's credit is counted and said, never silently lost.
import {
  keptLines,
  lineCharacters,
  stretchCharacters,
  stretchPieces,
} from '../run/limits';
import type { OutputPiece, Skipped } from '../run/protocol';

/** Pieces of less than this grow with what follows them: a message costs by its pieces, too. */
const mergedCharacters = 4096;
/** A text longer than this is cut before it is held. */
const longText = stretchCharacters / 4;

interface Held extends OutputPiece {
  /** Newlines in the text. */
  lines: number;
}

/** What the page takes: so much at once, and so much in a millisecond, in units of a line. */
const burst = 300;
const perMs = 10;
/** Units on their way at which a page that confirms nothing gets half as much. */
const halvingUnits = 20_000;

/** Of a message with so many lines or, if they are more, pieces. */
function costOf(lines: number, characters: number): number {
  return 1 + lines + characters / 100;
}

function newlinesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}

export class Output {
  private pieces: Held[] = [];
  private lines = 0;
  private characters = 0;
  private skipped: Skipped = { lines: 0, characters: 0 };
  private credit = burst;
  private creditAt = 0;
  /** Credit ran out: from now on more at once, and less often. */
  private flooding = false;
  /** Costs of the messages the page has not confirmed, oldest first, and their sum. */
  private readonly unseen: number[] = [];
  private unseenCost = 0;
  private flushScheduled = false;
  // Taken before a program can put others in their places.
  private readonly now = performance.now.bind(performance);
  private readonly later = setTimeout.bind(globalThis);
  private readonly copy = structuredClone.bind(globalThis) as (
    text: string,
  ) => string;

  constructor(
    private readonly send: (pieces: OutputPiece[], skipped: Skipped) => void,
  ) {}

  /** The page has taken in one more message. */
  seen(): void {
    this.unseenCost -= this.unseen.shift() ?? 0;
  }

  write(fd: 1 | 2, text: string): void {
    if (text === '') return;
    if (text.length > longText) this.holdLong(fd, text);
    else this.hold(fd, text);
    const wait = this.untilCredit();
    if (wait === 0) {
      this.flush();
    } else if (!this.flushScheduled) {
      this.flushScheduled = true;
      this.later(() => {
        this.flushScheduled = false;
        this.flush();
      }, wait);
    }
  }

  /** Sends what is held, credit or not. */
  flush(): void {
    const { skipped } = this;
    if (this.pieces.length === 0 && skipped.lines + skipped.characters === 0)
      return;
    const lines = Math.max(this.lines, this.pieces.length);
    const cost = costOf(lines, this.characters);
    this.credit -= cost;
    this.unseen.push(cost);
    this.unseenCost += cost;
    const pieces = this.pieces.map(({ fd, text, cut }) => ({ fd, text, cut }));
    this.pieces = [];
    this.lines = 0;
    this.characters = 0;
    this.skipped = { lines: 0, characters: 0 };
    this.send(pieces, skipped);
  }

  /** Milliseconds until something may leave. */
  private untilCredit(): number {
    const now = this.now();
    const rate = perMs / (1 + this.unseenCost / halvingUnits);
    const earned = (now - this.creditAt) * rate;
    this.credit = Math.min(burst, this.credit + earned);
    this.creditAt = now;
    const least = this.flooding ? burst / 4 : 0;
    this.flooding = this.credit <= least;
    return this.flooding ? (burst / 4 - this.credit) / rate : 0;
  }

  /** @param cut characters of the text's last line that follow it and are left out */
  private hold(fd: 1 | 2, text: string, cut = 0): void {
    const lines = newlinesIn(text);
    const last = this.pieces.at(-1);
    if (
      last?.fd === fd &&
      last.cut === 0 &&
      cut === 0 &&
      last.text.length < mergedCharacters
    ) {
      last.text += text;
      last.lines += lines;
    } else {
      this.pieces.push({ fd, text, cut, lines });
    }
    this.lines += lines;
    this.characters += text.length;
    if (
      this.lines > 2 * keptLines ||
      this.characters > stretchCharacters ||
      this.pieces.length > stretchPieces
    )
      this.dropOldest();
  }

  /** As many as leave the page its last lines, or half of what may be held. */
  private dropOldest(): void {
    let dropped = 0;
    for (const { text, cut, lines } of this.pieces) {
      const enough =
        this.lines - lines < keptLines &&
        this.characters <= stretchCharacters / 2 &&
        this.pieces.length - dropped <= stretchPieces / 2;
      if (enough) break;
      this.lines -= lines;
      this.characters -= text.length;
      this.skip(lines, text.length - text.lastIndexOf('\n') - 1 + cut);
      dropped += 1;
    }
    this.pieces.splice(0, dropped);
  }

  /** @param characters left out of the line after those lines */
  private skip(lines: number, characters: number): void {
    if (lines > 0) this.skipped.characters = 0;
    this.skipped.lines += lines;
    this.skipped.characters += characters;
  }

  /** The last lines of a long text; of a line that is itself too long, the beginning. */
  private holdLong(fd: 1 | 2, text: string): void {
    const newline = text.indexOf('\n', text.length - longText);
    const inLines = newline >= 0 && newline < text.length - 1;
    const start = inLines
      ? newline + 1
      : text.lastIndexOf('\n', text.length - 2) + 1;
    if (start > 0) {
      const before = newlinesIn(text.slice(0, start));
      this.skip(this.lines + before, 0);
      this.pieces = [];
      this.lines = 0;
      this.characters = 0;
    }
    // A slice would keep the whole text alive.
    if (inLines) {
      this.hold(fd, this.copy(text.slice(start)));
      return;
    }
    const ended = text.endsWith('\n');
    const length = text.length - start - (ended ? 1 : 0);
    const head = this.copy(text.slice(start, start + lineCharacters));
    this.hold(fd, head, length - lineCharacters);
    if (ended) this.hold(fd, '\n');
  }
}
