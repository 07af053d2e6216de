// A stream's state in words, for the cards, the table and the screen reader alike.
import type {
  ReadableState,
  StreamState,
  WireWindow,
  WritableState,
} from '../run/protocol';

import { spaced } from '../texts/numbers';
import { text } from '../texts/text';
import type { Wire } from './moment';

export type Tone = 'plain' | 'good' | 'wait' | 'done' | 'bad';

export interface Word {
  text: string;
  tone: Tone;
}

/** The stream as a whole. */
export function streamWord(state: StreamState): Word {
  if (state.errored) return { text: text('stream.errored'), tone: 'bad' };
  if (state.closed) return { text: text('stream.closed'), tone: 'done' };
  if (state.destroyed) return { text: text('stream.destroyed'), tone: 'done' };
  const readableOver = state.readable?.endEmitted ?? false;
  const writableOver = state.writable?.finished ?? false;
  if (state.readable && state.writable && readableOver !== writableOver)
    return {
      text: text(readableOver ? 'stream.onlyWritable' : 'stream.onlyReadable'),
      tone: 'wait',
    };
  if ((readableOver || !state.readable) && (writableOver || !state.writable))
    return { text: text('stream.over'), tone: 'done' };
  return { text: text('stream.open'), tone: 'good' };
}

export function flowWord(flowing: boolean | null): Word {
  if (flowing === null) return { text: text('flow.undecided'), tone: 'plain' };
  return flowing
    ? { text: text('flow.flowing'), tone: 'good' }
    : { text: text('flow.paused'), tone: 'wait' };
}

/** The chunk between the buffer and the outside, which everybody forgets. */
export function flightWord(side: WritableState): Word {
  if (!side.writing) return { text: text('flight.none'), tone: 'plain' };
  const size = sizeWords(side.writeLength, side.objectMode);
  return { text: text('flight.some', { size }), tone: 'wait' };
}

/** Whether the source has been asked for more. */
export function readingWord(side: ReadableState): Word {
  return side.reading
    ? { text: text('reading.asked'), tone: 'wait' }
    : { text: text('reading.notAsked'), tone: 'plain' };
}

/** Whether a pipe lets chunks through: it closes its valve by pausing its source. */
export function valveWord(source: StreamState): Word {
  return source.readable?.flowing === false
    ? { text: text('valve.closed'), tone: 'wait' }
    : { text: text('valve.open'), tone: 'good' };
}

/** Where a stream is piped to, and whether chunks get through. */
export function pipeWords(source: StreamState, to: { number: number }): string {
  const valve = valveWord(source).text;
  return text('stream.pipesTo', { number: String(to.number), valve });
}

/** Where both sides of a Duplex stand, as one of four. */
export function halvesWord(state: StreamState): string {
  const readable = text(
    state.readable?.endEmitted ? 'step.ended' : 'step.open',
  );
  const writable = text(
    state.writable?.finished ? 'step.finished' : 'step.open',
  );
  return text('halves.both', { readable, writable });
}

/** What is to be said of a connection, in the order it usually happens. */
export function wireWords(wire: Wire): string[] {
  const words = [text(wire.connected ? 'wire.connected' : 'wire.notConnected')];
  if (wire.finSent) words.push(text('wire.finSent'));
  if (wire.finReceived) words.push(text('wire.finReceived'));
  if (wire.rstSent) words.push(text('wire.rstSent'));
  if (wire.rstReceived) words.push(text('wire.rstReceived'));
  const { window } = wire;
  if (window !== null && !window.over)
    words.push(
      text('wire.ahead', { used: fillWords(window, 'out') }),
      text('wire.behind', { used: fillWords(window, 'in') }),
    );
  return words;
}

/** How much of a window is used up: sent, and not granted anew. 0 to 1. */
export function fillOf(window: WireWindow, way: 'out' | 'in'): number {
  const most = way === 'out' ? window.outMost : window.inMost;
  return Math.min(1, Math.max(0, (most - window[way]) / most));
}

function fillWords(window: WireWindow, way: 'out' | 'in'): string {
  const most = way === 'out' ? window.outMost : window.inMost;
  const kib = (bytes: number) => Math.round(bytes / 1024);
  const used = spaced(kib(Math.max(0, most - window[way])));
  return `${used} / ${text('unit.kib', { count: kib(most) })}`;
}

/** The steps of a side's life, in order, and how many it has taken. */
export interface Steps {
  names: readonly string[];
  taken: number;
}

function stepNames(over: 'ended' | 'finished'): readonly string[] {
  return [
    text('step.open'),
    text('step.ending'),
    text(`step.${over}`),
    text('step.closed'),
  ];
}

export function readableSteps(side: ReadableState, closed: boolean): Steps {
  const taken = closed ? 4 : side.endEmitted ? 3 : side.ended ? 2 : 1;
  return { names: stepNames('ended'), taken };
}

export function writableSteps(side: WritableState, closed: boolean): Steps {
  const taken = closed ? 4 : side.finished ? 3 : side.ending ? 2 : 1;
  return { names: stepNames('finished'), taken };
}

/** How full a side's buffer is. */
export function levelWords({
  length,
  highWaterMark,
  objectMode,
}: ReadableState | WritableState): string {
  return text('side.level', {
    length,
    highWaterMark: sizeWords(highWaterMark, objectMode),
  });
}

/** So many bytes, or objects. */
export function sizeWords(count: number, objectMode: boolean): string {
  return text(objectMode ? 'unit.objects' : 'unit.bytes', { count });
}
