// The line of the program that is running, for the records of the trace. Looking it up costs as much as ten
// writes, so it is done for the first calls of a stretch only; a flood has lines here and there.

/** Looked up at most, from one slab of the trace to the next. */
const perSlab = 100;
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
  private left = perSlab;

  constructor(private readonly filename: string) {}

  /** A slab has left. */
  again(): void {
    this.left = perSlab;
  }

  /** 0 where it is not known. */
  current(): number {
    if (this.left === 0) return 0;
    this.left -= 1;
    const stacks = Error as Stacks;
    const { prepareStackTrace, stackTraceLimit } = stacks;
    let line = 0;
    try {
      stacks.prepareStackTrace = (_error: Error, frames: CallSite[]) => {
        const own = frames.find(
          (frame) => frame.getScriptNameOrSourceURL() === this.filename,
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
