// The line of the program that is running, for the records of the trace. Looking it up costs as much as ten
// writes, so it is done for the first calls of a stretch and then for one in many: a flood has lines here and there.
import { sourceName } from './source_name';

/** Calls looked up at once, from one slab of the trace to the next. */
const perSlab = 100;
/** Of the calls after those, one in so many is looked up. */
const sampled = 128;
/** Frames between a look and the program: the façade's. */
const searchedFrames = 16;

interface CallSite {
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
}

interface Stacks {
  prepareStackTrace?: unknown;
  stackTraceLimit?: number;
}

export class Lines {
  /** Calls since the last slab. */
  private calls = 0;

  private readonly source: string;

  constructor(filename: string) {
    this.source = sourceName(filename);
  }

  /** A slab has left. */
  again(): void {
    this.calls = 0;
  }

  /** 0 where it is not known. */
  current(): number {
    this.calls += 1;
    if (this.calls > perSlab && this.calls % sampled !== 0) return 0;
    const stacks = Error as Stacks;
    const { prepareStackTrace, stackTraceLimit } = stacks;
    let line = 0;
    try {
      stacks.prepareStackTrace = (_error: Error, frames: CallSite[]) => {
        const own = frames.find(
          (frame) => frame.getScriptNameOrSourceURL() === this.source,
        );
        line = own?.getLineNumber() ?? 0;
        return '';
      };
      stacks.stackTraceLimit = searchedFrames;
      void new Error().stack;
      stacks.prepareStackTrace = prepareStackTrace;
      stacks.stackTraceLimit = stackTraceLimit;
    } catch {
      // The program has frozen Error: then no line is known.
      return 0;
    }
    return line;
  }
}
