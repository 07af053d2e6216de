// Console output on its way to the page. A program that prints forever must neither block nor fill
// the page's memory: what is over the budget of a stretch is counted and said, never silently lost.
import type { FromRun, OutputPiece } from '../run/protocol';

/** A stretch of output, in milliseconds: the page draws about once in this time. */
const stretchMs = 16;
/** Pieces sent one by one at the start of a stretch, so that a program that hangs shows its last line. */
const promptPieces = 100;
/** Pieces kept of one stretch; older ones give way. */
const keptPieces = 5000;
/** Characters of one piece; the rest of a longer one is cut, and the cut is said. */
const maxText = 100_000;

export class Output {
  private pieces: OutputPiece[] = [];
  private skipped = 0;
  private stretchStart = 0;
  private sentInStretch = 0;
  private flushScheduled = false;
  private readonly now = performance.now.bind(performance);
  private readonly later = setTimeout.bind(globalThis);

  constructor(
    private readonly run: number,
    private readonly port: MessagePort,
  ) {}

  write(fd: 1 | 2, text: string): void {
    const piece =
      text.length <= maxText
        ? { fd, text }
        : {
            fd,
            text: `${text.slice(0, maxText)}… (${text.length - maxText} more characters)\n`,
          };
    const now = this.now();
    if (now - this.stretchStart >= stretchMs) {
      this.flush();
      this.stretchStart = now;
      this.sentInStretch = 0;
    }
    this.pieces.push(piece);
    if (this.pieces.length > 2 * keptPieces) {
      this.skipped += this.pieces.length - keptPieces;
      this.pieces = this.pieces.slice(-keptPieces);
    }
    if (this.sentInStretch < promptPieces) {
      this.sentInStretch += 1;
      this.flush();
    } else if (!this.flushScheduled) {
      this.flushScheduled = true;
      this.later(() => {
        this.flushScheduled = false;
        this.flush();
      }, 0);
    }
  }

  flush(): void {
    if (this.pieces.length === 0) return;
    const message: FromRun = {
      run: this.run,
      type: 'output',
      pieces: this.pieces,
      skipped: this.skipped,
    };
    this.pieces = [];
    this.skipped = 0;
    this.port.postMessage(message);
  }
}
