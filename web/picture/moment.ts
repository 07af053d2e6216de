// What a stream was like at a moment: its state as of its last record, for what records do not say (its
// sides, units and highWaterMarks) as it was last known. Pure functions; nothing is kept here.
import { shownStreams } from '../run/limits';
import type { StreamState, WireWindow } from '../run/protocol';
import type { TraceRecord } from '../run/record';
import type { LastRecords } from './tape';

/** What happened on a socket's wire so far. */
export type WireFact =
  'connected' | 'finSent' | 'finReceived' | 'rstSent' | 'rstReceived';

export interface Wire extends Record<WireFact, boolean> {
  /** Null where both ends are in this run, and where nothing is known of it. */
  window: WireWindow | null;
}

/** Names of wire records, and the fact each makes true. */
export const wireFacts: Record<string, WireFact> = {
  connected: 'connected',
  connection: 'connected',
  'FIN sent': 'finSent',
  'FIN received': 'finReceived',
  'RST sent': 'rstSent',
  'RST received': 'rstReceived',
};

export function stateAt(
  record: TraceRecord,
  known: StreamState,
  flags: readonly string[],
): StreamState {
  const has = (name: string) =>
    (record.flags & (1 << flags.indexOf(name))) !== 0;
  return {
    id: known.id,
    readable: known.readable && {
      ...known.readable,
      length: record.readableLength,
      flowing: record.flowing,
      lastPush: record.lastPush,
      reading: has('reading'),
      ended: has('ended'),
      endEmitted: has('endEmitted'),
    },
    writable: known.writable && {
      ...known.writable,
      length: record.writableLength,
      lastWrite: record.lastWrite,
      needDrain: has('needDrain'),
      corked: record.corked,
      writing: has('writing'),
      writeLength: record.writeLength,
      ending: has('ending'),
      finished: has('finished'),
    },
    destroyed: has('destroyed'),
    closed: has('closed'),
    errored: has('errored'),
    pipedTo: record.pipedTo || null,
  };
}

/** Of the streams there were, those shown: open ones before closed ones, then the newest. */
export function shownAt(
  last: LastRecords,
  known: ReadonlyMap<number, { state: StreamState }>,
  flags: readonly string[],
): StreamState[] {
  const states: StreamState[] = [];
  for (const [id, record] of last) {
    const view = known.get(id);
    if (view) states.push(stateAt(record, view.state, flags));
  }
  states.sort((a, b) => Number(a.closed) - Number(b.closed) || b.id - a.id);
  return states.slice(0, shownStreams);
}
