// When something is drawn: at most once a frame, and no more often than leaves the page most of its time
// for the person. It draws nothing itself.

/** Of the page's time, one part in so many may go into one drawing. */
const share = 4;
/** Longest pause for the sake of that, in milliseconds. */
const longestPause = 1000;

export class Pace {
  private scheduled = false;
  /** When the last drawing began, and how long it and its frame took; milliseconds. */
  private drawnAt = -Infinity;
  private cost = 0;

  /**
   * @param leastMs from one drawing to the next
   * @param whileHidden whether a page that is not seen draws at all
   */
  constructor(
    private readonly draw: () => void,
    private readonly leastMs: () => number,
    private readonly whileHidden: boolean,
  ) {}

  soon(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const pause = Math.min(longestPause, share * this.cost);
    const ms = Math.max(this.leastMs(), pause);
    const wait = this.drawnAt + ms - performance.now();
    const frame = () => {
      this.scheduled = false;
      this.now();
    };
    if (document.hidden && this.whileHidden)
      setTimeout(frame, Math.max(0, wait));
    else if (wait > 0) setTimeout(() => requestAnimationFrame(frame), wait);
    else requestAnimationFrame(frame);
  }

  now(): void {
    this.drawnAt = performance.now();
    this.draw();
    // The frame's own work comes before the next task.
    const { drawnAt } = this;
    setTimeout(() => {
      this.cost = performance.now() - drawnAt;
    });
  }
}
