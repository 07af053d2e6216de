// A record in words, and which records are worth a stop. For the log, the timeline and the screen reader
// alike. Pure functions.
import type { RecordReader, TraceRecord } from '../run/record';
import type { PictureModel } from './model';
import { spaced } from '../texts/numbers';

/** Kinds of records people look for. */
const interestingNames = new Set([
  'drain',
  'end',
  'finish',
  'error',
  'close',
  'FIN sent',
  'FIN received',
  'RST sent',
  'RST received',
]);
/** Calls whose false is worth a stop. */
const answeringNames = new Set(['write', 'push', 'unshift']);

/** As seen from the runtime's table of kinds: asked for a million records. */
export function interesting(
  kinds: readonly string[],
): (reader: RecordReader, index: number) => boolean {
  const always = kinds.map((name) => interestingNames.has(name));
  const ifFalse = kinds.map((name) => answeringNames.has(name));
  return (reader, index) => {
    const kind = reader.kind(index);
    return (
      always[kind] === true ||
      (ifFalse[kind] === true && reader.result(index) === false)
    );
  };
}

export function eventWords(model: PictureModel, event: TraceRecord): string {
  const { number, label } = model.nameOf(event.stream);
  const words = [`#${number} ${label}`];
  const side = model.sides[event.side];
  if (side) words.push(side);
  words.push(model.kinds[event.kind] ?? `kind ${event.kind}`);
  if (event.size > 0) words.push(spaced(event.size));
  if (event.result !== null) words.push(`→ ${event.result}`);
  return words.join(' ');
}
