// What the picture, the timeline and the event log know of a run: built from trace batches alone, never by
// asking the program. Its size is bounded: streams known, points of history, records of the tape. And
// which moment is looked at: the newest, or any that is kept.
import type { StreamState, TraceBatch } from '../run/protocol';
import { levelNumbers, recordBytes, RecordReader } from '../run/record';
import { LevelHistory, levelsOf } from './history';
import { shownAt, wireFacts, type Wire, type WireFact } from './moment';
import { Tape } from './tape';
import { WireLog } from './wire_log';

/** Names kept, the latest spoken of. */
const keptNames = 65536;
/** Sockets known by where they are on the wire, the latest connected. */
const keptPlaces = 1024;
/** Streams whose past is kept, shown or not. */
const keptStreams = 128;

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
  /** Null where the stream is no socket. */
  wire: Wire | null;
  readable: LevelHistory;
  writable: LevelHistory;
}

/** By fact, the number of the record that made it true. */
type WireSeqs = Partial<Record<WireFact, number>>;

export class PictureModel {
  readonly wireLog = new WireLog();
  kinds: string[] = [];
  sides: string[] = [];
  /** Events of the run so far. */
  total = 0;
  /** Streams the run has made so far. */
  made = 0;
  /** Position of the record that is looked at; null: the newest, as they come. */
  moment: number | null = null;

  /** Lines of the program that some event has named. */
  readonly lines = new Set<number>();

  flags: string[] = [];
  private shown = new Set<number>();
  private readonly known = new Map<number, StreamView>();
  private readonly names = new Map<number, StreamName>();
  private readonly wires = new Map<number, WireSeqs>();
  /** By stream, where on the wire it is. */
  private readonly places = new Map<number, { line: number; stream: number }>();

  constructor(readonly tape = new Tape()) {}

  start(kinds: string[], sides: string[], flags: string[]): void {
    this.tape.clear();
    this.known.clear();
    this.names.clear();
    this.wires.clear();
    this.places.clear();
    this.lines.clear();
    this.shown = new Set();
    this.kinds = kinds;
    this.sides = sides;
    this.flags = flags;
    this.total = 0;
    this.made = 0;
    this.moment = null;
  }

  apply(batch: TraceBatch): void {
    this.total = batch.total;
    this.made = batch.made;
    for (const [id, number, label] of batch.labels) {
      this.names.delete(id);
      this.names.set(id, { number, label });
    }
    dropOldest(this.names, keptNames);
    for (const [id, line, stream] of batch.places) {
      this.places.delete(id);
      this.places.set(id, { line, stream });
    }
    dropOldest(this.places, keptPlaces);
    this.shown = new Set(batch.shown);
    for (const state of batch.streams) this.learn(state);
    for (const id of this.known.keys()) {
      if (this.known.size <= keptStreams) break;
      if (!this.shown.has(id)) this.known.delete(id);
    }
    this.addLevels(batch.levels);
    this.tape.append(batch.records);
    const records = new RecordReader(batch.records);
    this.noteWires(records);
    for (let i = 0; i < records.count; i += 1) {
      const line = records.line(i);
      if (line > 0) this.lines.add(line);
    }
    if (this.moment !== null && this.moment < this.tape.first)
      this.moment = this.tape.first;
  }

  /** Of the run's clock, in milliseconds; Infinity: now. */
  get until(): number {
    return this.moment === null ? Infinity : this.timeAt(this.moment);
  }

  /** At the newest record it is now: frames pass after the calls they are of, and those of the last have no later one. */
  private timeAt(position: number): number {
    const { tape } = this;
    return position === tape.end - 1 ? Infinity : tape.record(position).time;
  }

  /** Position of the record looked at; -1 when there is none at all. */
  get position(): number {
    return this.moment ?? this.tape.end - 1;
  }

  /** @param position null: the newest, as they come */
  lookAt(position: number | null): void {
    const { first, end } = this.tape;
    this.moment =
      position === null || end === 0
        ? null
        : Math.min(end - 1, Math.max(first, position));
  }

  /** The streams of the moment, in the order of their birth. */
  views(): StreamView[] {
    const views =
      this.moment === null ? this.viewsNow() : this.viewsAt(this.moment);
    return views.sort((a, b) => a.name.number - b.name.number);
  }

  nameOf(id: number): StreamName {
    return this.names.get(id) ?? { number: 0, label: 'stream' };
  }

  /** The picture as it stands, in one batch: for who has seen nothing of the run so far. */
  snapshot(): TraceBatch {
    const { tape, total, made } = this;
    const shown = [...this.shown].filter((id) => this.known.has(id));
    const views = shown.map((id) => this.known.get(id)!);
    const positions = this.factsOf(shown);
    const records = new Uint8Array(positions.length * recordBytes);
    positions.forEach((at, i) => records.set(tape.bytes(at), i * recordBytes));
    const spokenOf = new Set([
      ...shown,
      ...views.flatMap(({ state: { pipedTo } }) => pipedTo ?? []),
      ...positions.map((at) => tape.record(at).stream),
    ]);
    return {
      total,
      records: records.buffer,
      levels: levelsOf(views),
      shown,
      streams: views.map(({ state }) => state),
      made,
      labels: [...spokenOf].map((id) => {
        const { number, label } = this.nameOf(id);
        return [id, number, label];
      }),
      // Of no use to who does not see the wire.
      places: [],
    };
  }

  /** A stream as it is now, if it is known. */
  latest(id: number): StreamView | undefined {
    return this.known.get(id);
  }

  /** Positions of the records that made the facts of these streams' wires true, and of the newest record. */
  private factsOf(shown: readonly number[]): number[] {
    const { tape } = this;
    if (tape.end === 0) return [];
    const oldest = tape.seq(tape.first);
    const facts = shown
      .flatMap((id) => Object.values(this.wires.get(id) ?? {}))
      .filter((seq) => seq >= oldest)
      .map((seq) => tape.positionOf(seq));
    return [...new Set([...facts, tape.end - 1])].sort((a, b) => a - b);
  }

  private viewsNow(): StreamView[] {
    const views = [];
    for (const id of this.shown) {
      const view = this.known.get(id);
      if (view)
        views.push({ ...view, wire: this.wireAt(id, Infinity, Infinity) });
    }
    return views;
  }

  private viewsAt(position: number): StreamView[] {
    const { seq } = this.tape.record(position);
    const time = this.timeAt(position);
    const last = this.tape.lastRecords(position);
    return shownAt(last, this.known, this.flags).map((state) => ({
      ...this.known.get(state.id)!,
      state,
      pipedTo: this.pipedTo(state),
      wire: this.wireAt(state.id, seq, time),
    }));
  }

  private learn(state: StreamState): void {
    const view = this.known.get(state.id) ?? {
      name: this.nameOf(state.id),
      wire: null,
      readable: new LevelHistory(),
      writable: new LevelHistory(),
    };
    // Set anew, so that the order is that of the last change.
    this.known.delete(state.id);
    const pipedTo = this.pipedTo(state);
    this.known.set(state.id, { ...view, state, pipedTo });
  }

  private pipedTo({ pipedTo }: StreamState): StreamName | null {
    return pipedTo === null ? null : this.nameOf(pipedTo);
  }

  /** @param time of the run's clock; Infinity: now */
  private wireAt(id: number, seq: number, time: number): Wire | null {
    const seqs = this.wires.get(id);
    if (!seqs) return null;
    const so = (fact: WireFact) => {
      const since = seqs[fact];
      return since !== undefined && since <= seq;
    };
    const place = this.places.get(id);
    return {
      window: place
        ? this.wireLog.windowOf(place.line, place.stream, time)
        : null,
      connected: so('connected'),
      finSent: so('finSent'),
      finReceived: so('finReceived'),
      rstSent: so('rstSent'),
      rstReceived: so('rstReceived'),
    };
  }

  private noteWires(records: RecordReader): void {
    for (let i = 0; i < records.count; i += 1) {
      const fact = wireFacts[this.kinds[records.kind(i)] ?? ''];
      const id = records.stream(i);
      if (fact === undefined || !this.known.has(id)) continue;
      const seqs = this.wires.get(id) ?? {};
      seqs[fact] ??= records.seq(i);
      this.wires.set(id, seqs);
    }
    for (const id of this.wires.keys())
      if (!this.known.has(id)) this.wires.delete(id);
  }

  private addLevels(levels: Float64Array): void {
    for (let at = 0; at < levels.length; at += levelNumbers) {
      const view = this.known.get(levels[at]!);
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

function dropOldest<K, V>(map: Map<K, V>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) break;
    map.delete(key);
  }
}
