// The log's filter language: `stream:#1 event:push answer:false line:12 side:readable text`. Terms of
// different keys must all hold, of one key any; `-` before a term turns it round; a word without a key is
// looked for in the event's words. Pure: text in, predicate out.
import type { RecordReader } from '../run/record';
import { text } from '../texts/text';

/** What a record is called, for those who test it. */
export interface Naming {
  kinds: readonly string[];
  sides: readonly string[];
  nameOf(id: number): { number: number; label: string };
}

interface Term {
  key: string;
  value: string;
  not: boolean;
}

export const filterKeys = [
  'stream',
  'event',
  'answer',
  'side',
  'line',
] as const;

export interface Filter {
  terms: Term[];
  /** What is wrong with the text; empty when nothing is. */
  problem: string;
}

export function parseFilter(written: string): Filter {
  const terms: Term[] = [];
  let problem = '';
  for (const word of written.toLowerCase().match(/\S+/g) ?? []) {
    const not = word.length > 1 && word.startsWith('-');
    const bare = not ? word.slice(1) : word;
    const colon = bare.indexOf(':');
    if (colon < 0) {
      terms.push({ key: 'text', value: bare, not });
      continue;
    }
    const key = bare.slice(0, colon);
    const value = bare.slice(colon + 1);
    if (!(filterKeys as readonly string[]).includes(key))
      problem = text('events.noSuchFilter', {
        key,
        keys: filterKeys.join(', '),
      });
    // Still being typed.
    else if (value !== '') terms.push({ key, value, not });
  }
  return { terms, problem };
}

/** The number of the one stream this filter lets through, if it is about one. */
export function streamOf({ terms }: Filter): number | null {
  const streams = terms.filter(({ key, not }) => key === 'stream' && !not);
  const match = /^#(\d+)$/.exec(streams[0]?.value ?? '');
  return streams.length === 1 && match ? Number(match[1]) : null;
}

export type Predicate = (reader: RecordReader, index: number) => boolean;

export function predicateOf({ terms }: Filter, naming: Naming): Predicate {
  if (terms.length === 0) return () => true;
  const byKey = new Map<string, Term[]>();
  for (const term of terms) {
    const key = `${term.not ? '-' : ''}${term.key}`;
    byKey.set(key, [...(byKey.get(key) ?? []), term]);
  }
  /** What is asked is the same for many records: the answers are kept, by stream and essence. */
  const answers = new Map<number, Map<number, boolean>>();
  let kept = 0;
  return (reader, index) => {
    const stream = reader.stream(index);
    const essence = reader.essence(index);
    let ofStream = answers.get(stream);
    let answer = ofStream?.get(essence);
    if (answer !== undefined) return answer;
    const holds = (term: Term) => matches(term, reader, index, naming);
    answer = [...byKey.values()].every((group) =>
      group[0]!.not ? !group.some(holds) : group.some(holds),
    );
    kept += 1;
    if (kept % keptAnswers === 0) {
      answers.clear();
      ofStream = undefined;
    }
    if (!ofStream) answers.set(stream, (ofStream = new Map()));
    ofStream.set(essence, answer);
    return answer;
  };
}

const keptAnswers = 100_000;

function matches(
  term: Term,
  reader: RecordReader,
  index: number,
  naming: Naming,
): boolean {
  const { value } = term;
  const { number, label } = naming.nameOf(reader.stream(index));
  const name = label.toLowerCase();
  const kind = (naming.kinds[reader.kind(index)] ?? '').toLowerCase();
  const side = naming.sides[reader.side(index)] ?? '';
  const result = reader.result(index);
  const answer = result === null ? '' : String(result);
  switch (term.key) {
    case 'stream':
      return value.startsWith('#') ? value === `#${number}` : name === value;
    case 'event':
      return kind === value || kind.replaceAll(' ', '-') === value;
    case 'answer':
      return answer === value;
    case 'side':
      return side.startsWith(value);
    case 'line':
      return String(reader.line(index)) === value;
    default:
      return `#${number} ${name} ${side} ${kind} ${answer}`.includes(value);
  }
}
