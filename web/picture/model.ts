// What the picture and the event log know of a run: built from trace batches alone, never by asking
// the program. Its size is bounded: streams shown, points of history, records of the log.
import type { StreamState, TraceBatch } from '../run/protocol';
import { recordBytes, RecordReader, type TraceRecord } from '../run/record';
import { LevelHistory } from './history';

/** Records the event log keeps; older ones give way, and the log says so. */
export const keptEvents = 5000;
/** Streams with a card; a program with more shows the newest. */
export const keptStreams = 48;
/** Numbers of a level point: see TraceBatch.levels. */
const levelNumbers = 9;

/** What a stream is called: by the order of its birth, and by its class. */
export interface StreamName {
  number: number;
  label: string;
}

export interface StreamView {
  name: StreamName;
  /** Name of the first stream this one is piped to. */
  pipedTo: StreamName | null;
  state: StreamState;
  readable: LevelHistory;
  writable: LevelHistory;
}

export class PictureModel {
  readonly streams = new Map<number, StreamView>();
  kinds: string[] = [];
  sides: string[] = [];
  /** Events of the run so far. */
  total = 0;

  private readonly names = new Map<number, StreamName>();

  /** A ring of whole records. */
  private readonly ring = new Uint8Array(keptEvents * recordBytes);
  private readonly reader = new RecordReader(this.ring.buffer);
  private written = 0;

  /** Records that can be read with `event()`. */
  get kept(): number {
    return Math.min(this.written, keptEvents);
  }

  start(kinds: string[], sides: string[]): void {
    this.streams.clear();
    this.names.clear();
    this.kinds = kinds;
    this.sides = sides;
    this.total = 0;
    this.written = 0;
  }

  apply(batch: TraceBatch): void {
    this.total = batch.total;
    for (const [id, label] of batch.labels)
      this.names.set(id, { number: this.names.size + 1, label });
    for (const state of batch.streams) {
      const view = this.streams.get(state.id);
      const pipedTo =
        state.pipedTo === null ? null : this.nameOf(state.pipedTo);
      if (view) Object.assign(view, { state, pipedTo });
      else
        this.streams.set(state.id, {
          name: this.nameOf(state.id),
          pipedTo,
          state,
          readable: new LevelHistory(),
          writable: new LevelHistory(),
        });
    }
    this.addLevels(batch.levels);
    this.forgetOldest();
    const records = new Uint8Array(batch.records);
    for (let at = 0; at < records.length; at += recordBytes) {
      const slot = (this.written % keptEvents) * recordBytes;
      this.ring.set(records.subarray(at, at + recordBytes), slot);
      this.written += 1;
    }
  }

  /** Streams the run has made so far. */
  get made(): number {
    return this.names.size;
  }

  nameOf(id: number): StreamName {
    return this.names.get(id) ?? { number: 0, label: 'stream' };
  }

  /** @param index 0 is the oldest record kept */
  event(index: number): TraceRecord {
    return this.reader.read((this.written - this.kept + index) % keptEvents);
  }

  private addLevels(levels: Float64Array): void {
    for (let at = 0; at < levels.length; at += levelNumbers) {
      const view = this.streams.get(levels[at]!);
      if (!view) continue;
      const firstSeq = levels[at + 1]!;
      const lastSeq = levels[at + 2]!;
      const point = (from: number) => ({
        firstSeq,
        lastSeq,
        min: levels[at + from]!,
        max: levels[at + from + 1]!,
        last: levels[at + from + 2]!,
      });
      view.readable.add(point(3));
      view.writable.add(point(6));
    }
  }

  /** Closed streams go first, then the oldest. */
  private forgetOldest(): void {
    if (this.streams.size <= keptStreams) return;
    const worth = ({ name, state }: StreamView) =>
      name.number - (state.closed ? this.made : 0);
    const byWorth = [...this.streams.values()].sort(
      (a, b) => worth(a) - worth(b),
    );
    for (const { state } of byWorth.slice(0, -keptStreams))
      this.streams.delete(state.id);
  }
}
