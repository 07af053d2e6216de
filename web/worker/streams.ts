// The façade's stream states as the page's StreamState: the one file to change when their layout does
// (wasm/trace.cpp writes it, 48 bytes a stream).
import { shownStreams } from '../run/limits';
import type { StreamState, TraceBatch } from '../run/protocol';
import { answerOf, flowOf } from '../run/record';
import { stateBytes, type Slab } from './runtime';

/** A stream that may be shown: open ones before closed ones, then the newest. */
interface Candidate {
  id: number;
  closed: boolean;
  /** Where its state is in this slab; -1: unchanged. */
  at: number;
}

export class StreamStates {
  private shown = new Map<number, Candidate>();
  private readonly closedBit: number;

  constructor(private readonly flags: string[]) {
    this.closedBit = 1 << flags.indexOf('closed');
  }

  /** Chooses the streams that are shown from now on. @returns them, and the state of those that changed */
  read(slab: Slab): Pick<TraceBatch, 'shown' | 'streams'> {
    const view = new DataView(slab.states);
    const candidates = this.candidates(view);
    // Ids grow with time, but for those used again.
    candidates.sort(
      (a, b) => Number(a.closed) - Number(b.closed) || b.id - a.id,
    );
    this.shown = new Map();
    const streams: StreamState[] = [];
    for (const candidate of candidates.slice(0, shownStreams)) {
      const { id, closed, at } = candidate;
      this.shown.set(id, { id, closed, at: -1 });
      if (at >= 0) streams.push(this.one(view, at));
    }
    streams.sort((a, b) => a.id - b.id);
    return { shown: [...this.shown.keys()], streams };
  }

  /** What is shown already, and of all else that changed the newest open and closed ones. */
  private candidates(view: DataView): Candidate[] {
    const known = new Map(this.shown);
    const open: Candidate[] = [];
    const closed: Candidate[] = [];
    for (let at = view.byteLength - stateBytes; at >= 0; at -= stateBytes) {
      const id = view.getUint32(at, true);
      const isClosed = (view.getUint32(at + 4, true) & this.closedBit) !== 0;
      const list = isClosed ? closed : open;
      const candidate = { id, closed: isClosed, at };
      if (known.has(id)) known.set(id, candidate);
      else if (list.length < shownStreams) list.push(candidate);
    }
    return [...known.values(), ...open, ...closed];
  }

  private one(view: DataView, at: number): StreamState {
    const id = view.getUint32(at, true);
    const bits = view.getUint32(at + 4, true);
    const has = (name: string) =>
      (bits & (1 << this.flags.indexOf(name))) !== 0;
    const number = (offset: number) => view.getFloat32(at + offset, true);
    return {
      id,
      readable: has('hasReadable')
        ? {
            length: number(8),
            highWaterMark: number(12),
            objectMode: has('readableObjectMode'),
            flowing: flowOf(view.getUint8(at + 24)),
            lastPush: answerOf(view.getUint8(at + 25)),
            reading: has('reading'),
            ended: has('ended'),
            endEmitted: has('endEmitted'),
          }
        : null,
      writable: has('hasWritable')
        ? {
            length: number(16),
            highWaterMark: number(20),
            objectMode: has('writableObjectMode'),
            lastWrite: answerOf(view.getUint8(at + 26)),
            needDrain: has('needDrain'),
            corked: view.getUint8(at + 27),
            writing: has('writing'),
            writeLength: number(32),
            ending: has('ending'),
            finished: has('finished'),
          }
        : null,
      destroyed: has('destroyed'),
      closed: has('closed'),
      errored: has('errored'),
      pipedTo: view.getUint32(at + 44, true) || null,
    };
  }
}
