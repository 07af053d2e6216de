// The rows of the event log: the records of the tape that a filter lets through, repeats folded into one
// row. Grows with the tape, record by record; only a new filter looks at all of them again.
import type { RecordReader } from '../run/record';
import type { Predicate } from './filter';
import type { Tape } from './tape';

export interface LogRow {
  /** Position of the first record. */
  at: number;
  /** How many records in a row are the same but for time and levels. */
  count: number;
}

export class LogRows {
  private at: number[] = [];
  private counts: number[] = [];
  /** Rows whose records are kept no longer. */
  private gone = 0;
  /** Position of the first record not looked at yet. */
  private seen = 0;
  private likes: Predicate = () => true;
  private fold = true;

  constructor(private readonly tape: Tape) {}

  get length(): number {
    return this.at.length - this.gone;
  }

  row(index: number): LogRow {
    const i = this.gone + index;
    return { at: this.at[i]!, count: this.counts[i]! };
  }

  /** Starts again: another filter, another way to fold, or another run. */
  reset(likes: Predicate, fold: boolean): void {
    this.likes = likes;
    this.fold = fold;
    this.at = [];
    this.counts = [];
    this.gone = 0;
    this.seen = 0;
    this.update();
  }

  update(): void {
    const { tape } = this;
    while (this.gone < this.at.length && this.at[this.gone]! < tape.first)
      this.gone += 1;
    if (this.gone > 65536) {
      this.at.splice(0, this.gone);
      this.counts.splice(0, this.gone);
      this.gone = 0;
    }
    for (let at = Math.max(this.seen, tape.first); at < tape.end; at += 1) {
      const reader = tape.reader(at);
      const index = tape.index(at);
      if (!this.likes(reader, index)) continue;
      const last = this.at.length - 1;
      if (this.fold && last >= this.gone && this.repeats(last, reader, index)) {
        this.counts[last]! += 1;
      } else {
        this.at.push(at);
        this.counts.push(1);
      }
    }
    this.seen = tape.end;
  }

  /** The row with this record, or the last before it; -1 when there is none. */
  rowOf(position: number): number {
    let low = -1;
    let high = this.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.at[this.gone + middle]! <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private repeats(row: number, reader: RecordReader, index: number): boolean {
    const at = this.at[row]!;
    const before = this.tape.reader(at);
    const first = this.tape.index(at);
    return (
      before.stream(first) === reader.stream(index) &&
      before.essence(first) === reader.essence(index)
    );
  }
}
