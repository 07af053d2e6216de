// What the picture and the event log know of a run: built from trace batches alone, never by asking
// the program. Its size is bounded: streams shown, points of history, records of the log.
import type { StreamState, TraceBatch } from '../run/protocol';
import {
  levelNumbers,
  recordBytes,
  RecordReader,
  type TraceRecord,
} from '../run/record';
import { LevelHistory } from './history';

/** Records the event log keeps; older ones give way, and the log says so. */
export const keptEvents = 5000;
/** Names kept, the latest spoken of: more than the records of the log can speak of. */
const keptNames = 2 * keptEvents;
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
  /** Streams the run has made so far. */
  made = 0;

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
    this.made = 0;
    this.written = 0;
  }

  apply(batch: TraceBatch): void {
    this.total = batch.total;
    this.made = batch.made;
    for (const [id, number, label] of batch.labels) {
      this.names.delete(id);
      this.names.set(id, { number, label });
    }
    for (const id of this.names.keys()) {
      if (this.names.size <= keptNames) break;
      this.names.delete(id);
    }
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
    const shown = new Set(batch.shown);
    for (const id of this.streams.keys())
      if (!shown.has(id)) this.streams.delete(id);
    this.addLevels(batch.levels);
    const records = new Uint8Array(batch.records);
    for (let at = 0; at < records.length; at += recordBytes) {
      const slot = (this.written % keptEvents) * recordBytes;
      this.ring.set(records.subarray(at, at + recordBytes), slot);
      this.written += 1;
    }
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
}
