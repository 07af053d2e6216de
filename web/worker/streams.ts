// The façade's snapshot as the page's StreamState: the one file to change when the snapshot does.
import type { StreamState } from '../run/protocol';
import type { Runtime } from './runtime';

/** Streams described to the page at once; a program with more shows its latest. */
const shownStreams = 64;

export function describeStreams(runtime: Runtime): StreamState[] {
  return (runtime.snapshot() as StreamState[]).slice(-shownStreams);
}
