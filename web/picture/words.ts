// A stream's state in words, for the cards, the table and the screen reader alike.
import type {
  ReadableState,
  StreamState,
  WritableState,
} from '../run/protocol';

export type Tone = 'plain' | 'good' | 'wait' | 'done' | 'bad';

export interface Word {
  text: string;
  tone: Tone;
}

/** The stream as a whole. */
export function streamWord(state: StreamState): Word {
  if (state.errored) return { text: 'errored', tone: 'bad' };
  if (state.closed) return { text: 'closed', tone: 'done' };
  if (state.destroyed) return { text: 'destroyed', tone: 'done' };
  const readableOver = state.readable?.endEmitted ?? false;
  const writableOver = state.writable?.finished ?? false;
  if (state.readable && state.writable && readableOver !== writableOver)
    return {
      text: readableOver
        ? 'half-open: only writable'
        : 'half-open: only readable',
      tone: 'wait',
    };
  if ((readableOver || !state.readable) && (writableOver || !state.writable))
    return { text: 'both sides over', tone: 'done' };
  return { text: 'open', tone: 'good' };
}

export function flowWord(flowing: boolean | null): Word {
  if (flowing === null) return { text: 'not flowing yet', tone: 'plain' };
  return flowing
    ? { text: 'flowing', tone: 'good' }
    : { text: 'paused', tone: 'wait' };
}

/** The steps of a side's life, in order, and how many it has taken. */
export interface Steps {
  names: readonly string[];
  taken: number;
}

export function readableSteps(side: ReadableState, closed: boolean): Steps {
  const taken = closed ? 4 : side.endEmitted ? 3 : side.ended ? 2 : 1;
  return { names: ['open', 'ending', 'ended', 'closed'], taken };
}

export function writableSteps(side: WritableState, closed: boolean): Steps {
  const taken = closed ? 4 : side.finished ? 3 : side.ending ? 2 : 1;
  return { names: ['open', 'ending', 'finished', 'closed'], taken };
}

export function unitOf(objectMode: boolean): string {
  return objectMode ? 'objects' : 'bytes';
}

const numbers = new Intl.NumberFormat('en', { useGrouping: true });

/** 65536 as 65 536, with a thin space that does not break. */
export function spaced(value: number): string {
  return numbers.format(value).replaceAll(',', '\u202f');
}
