// The façade's stream states as the page's StreamState: the one file to change when their layout does
// (wasm/trace.cpp writes it, 48 bytes a stream).
import type { StreamState } from '../run/protocol';
import { stateBytes, type Slab } from './runtime';

/** Streams described to the page at once; of more that changed in one slab, the latest. */
const shownStreams = 256;

/** 0, 1 or 2 as the engine writes a boolean that may be unknown. */
function answer(value: number): boolean | null {
  return value === 2 ? null : value === 1;
}

/** Flow in core: not asked yet, paused, flowing. */
const flows = [null, false, true] as const;

export class StreamStates {
  constructor(private readonly flags: string[]) {}

  read(slab: Slab): StreamState[] {
    const count = slab.states.byteLength / stateBytes;
    const view = new DataView(slab.states);
    const states: StreamState[] = [];
    for (let i = Math.max(0, count - shownStreams); i < count; i += 1)
      states.push(this.one(view, i * stateBytes));
    return states;
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
            flowing: flows[view.getUint8(at + 24)] ?? null,
            lastPush: answer(view.getUint8(at + 25)),
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
            lastWrite: answer(view.getUint8(at + 26)),
            needDrain: has('needDrain'),
            corked: view.getUint8(at + 27),
            writing: has('writing'),
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
