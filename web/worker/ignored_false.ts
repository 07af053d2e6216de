// Names a loop that goes on writing though write() has said false: the buffer grows without bound, and nothing else
// tells so. Reads the trace; it changes nothing.
import type { Note } from '../run/notes';
import type { RecordReader } from '../run/record';
import type { StreamNames } from './names';

/** Chunks written in spite of it when it is said; then at ten times as many, and so on. */
const firstTold = 10_000;

interface Refused {
  /** Chunks written since write() first said false. */
  count: number;
  /** Where the program wrote one of them; 0 unknown. */
  line: number;
  tellAt: number;
}

export class IgnoredFalse {
  private readonly write: number;
  private readonly ends: ReadonlySet<number>;
  /** Streams that wait for 'drain'. */
  private readonly refused = new Map<number, Refused>();

  /**
   * @param kinds the runtime's names of records
   * @param say puts a line into the console
   */
  constructor(
    kinds: readonly string[],
    private readonly names: StreamNames,
    private readonly say: (said: Note) => void,
  ) {
    this.write = kinds.indexOf('write');
    this.ends = new Set(
      ['drain', 'end()', 'close'].map((name) => kinds.indexOf(name)),
    );
  }

  /** Every record of a stretch, before any is left out. */
  look(records: RecordReader): void {
    for (let i = 0; i < records.count; i += 1) {
      const kind = records.kind(i);
      if (kind === this.write) {
        if (records.result(i) === false) this.refuse(records, i);
      } else if (this.refused.size > 0 && this.ends.has(kind)) {
        this.refused.delete(records.stream(i));
      }
    }
  }

  private refuse(records: RecordReader, i: number): void {
    const stream = records.stream(i);
    const line = records.line(i);
    const known = this.refused.get(stream);
    if (known === undefined) {
      this.refused.set(stream, { count: 0, line, tellAt: firstTold });
      return;
    }
    known.count += 1;
    if (line > 0) known.line = line;
    if (known.count < known.tellAt) return;
    known.tellAt *= 10;
    this.tell(stream, known, records.writableLength(i));
  }

  private tell(stream: number, { count, line }: Refused, held: number): void {
    const [named] = this.names.of([stream]);
    const values = {
      chunks: count,
      stream: named ? `#${named[1]} ${named[2]}` : 'Writable',
      held,
    };
    if (line > 0)
      this.say({
        name: 'ignoredFalseLine',
        values: { ...values, line: String(line) },
      });
    else this.say({ name: 'ignoredFalse', values });
  }
}
