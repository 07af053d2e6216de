// A stream's state in words, for the cards, the table and the screen reader alike.
import type {
  ReadableState,
  StreamState,
  WritableState,
} from '../run/protocol';

import type { Wire } from './moment';

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

/** The chunk between the buffer and the outside, which everybody forgets. */
export function flightWord(side: WritableState): Word {
  if (!side.writing) return { text: 'nothing in _write', tone: 'plain' };
  const size = `${spaced(side.writeLength)} ${unitOf(side.objectMode, side.writeLength)}`;
  return { text: `${size} in _write, callback owed`, tone: 'wait' };
}

/** Whether the source has been asked for more. */
export function readingWord(side: ReadableState): Word {
  return side.reading
    ? { text: '_read asked, push() owed', tone: 'wait' }
    : { text: '_read not asked', tone: 'plain' };
}

/** Whether a pipe lets chunks through: it closes its valve by pausing its source. */
export function valveWord(source: StreamState): Word {
  return source.readable?.flowing === false
    ? { text: 'valve closed', tone: 'wait' }
    : { text: 'valve open', tone: 'good' };
}

/** Where both sides of a Duplex stand, as one of four. */
export function halvesWord(state: StreamState): string {
  const readable = state.readable?.endEmitted ? 'ended' : 'open';
  const writable = state.writable?.finished ? 'finished' : 'open';
  return `readable ${readable}, writable ${writable}`;
}

/** What is to be said of a connection, in the order it usually happens. */
export function wireWords(wire: Wire): string[] {
  const words = [wire.connected ? 'connected' : 'not connected'];
  if (wire.finSent) words.push('FIN sent');
  if (wire.finReceived) words.push('FIN received');
  if (wire.rstSent) words.push('RST sent');
  if (wire.rstReceived) words.push('RST received');
  return words;
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

/** How full a side's buffer is. */
export function levelWords({
  length,
  highWaterMark,
  objectMode,
}: ReadableState | WritableState): string {
  return `${spaced(length)} of ${spaced(highWaterMark)} ${unitOf(objectMode)}`;
}

export function unitOf(objectMode: boolean, count = 0): string {
  const unit = objectMode ? 'object' : 'byte';
  return count === 1 ? unit : `${unit}s`;
}

const numbers = new Intl.NumberFormat('en', { useGrouping: true });

/** 65536 as 65 536, with a thin space that does not break. */
export function spaced(value: number): string {
  return numbers.format(value).replaceAll(',', '\u202f');
}
