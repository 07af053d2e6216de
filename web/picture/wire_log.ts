// What passed on the run's line: the last frames, by the run's own clock, and the windows they left. Of any moment that is
// kept, and of now. It is told by the carrier alone, never by the run.
import type { WireFrame, WireNews, WireWindow } from '../run/protocol';

/** Frames kept; of these so many are shown. And readings of both clocks. */
const keptFrames = 4096;
export const shownFrames = 200;
const keptReadings = 4096;

/** What the clock of the frames and the run's own said at one moment; milliseconds. */
interface Reading {
  at: number;
  elapsed: number;
}

export interface LoggedFrame extends WireFrame {
  /** Lines of the run, up to the one it passed on. */
  line: number;
  /** Counted from the run's first. */
  number: number;
}

export class WireLog {
  /** Frames of the run so far. */
  total = 0;
  private frames: LoggedFrame[] = [];
  private line = 0;
  private latest: WireWindow[] = [];
  /** In the order they were taken. */
  private readings: Reading[] = [];

  clear(): void {
    this.total = 0;
    this.frames = [];
    this.line = 0;
    this.latest = [];
    this.readings = [];
  }

  /** A reading of both clocks, taken where they no longer go alike: while time is virtual, the run's rests and jumps. */
  setClock(at: number, elapsed: number): void {
    this.readings.push({ at, elapsed });
    if (this.readings.length > keptReadings) this.readings.shift();
  }

  add({ line, frames, skipped, windows }: WireNews): void {
    this.line = line;
    this.latest = windows;
    this.total += skipped;
    for (const frame of frames) {
      this.frames.push({ ...frame, line, number: this.total });
      this.total += 1;
    }
    const over = this.frames.length - keptFrames;
    if (over > 0) this.frames.splice(0, over);
  }

  /** @param until milliseconds of the run's clock; Infinity: now */
  shown(until: number): readonly LoggedFrame[] {
    const end = this.end(until);
    return this.frames
      .slice(Math.max(0, end - shownFrames), end)
      .map((frame) => ({ ...frame, time: this.timeOf(frame) }));
  }

  /** Windows of the last line there was, by stream. */
  windows(until: number): readonly WireWindow[] {
    if (until === Infinity) return this.latest;
    const end = this.end(until);
    const line = this.frames[end - 1]?.line;
    const found = new Map<number, WireWindow>();
    for (let i = end - 1; i >= 0; i -= 1) {
      const { window, line: of } = this.frames[i]!;
      if (of !== line) break;
      if (window !== null && !found.has(window.stream))
        found.set(window.stream, window);
    }
    return [...found.values()].sort((a, b) => a.stream - b.stream);
  }

  /** @param line the run's lines up to the one that is meant */
  windowOf(line: number, stream: number, until: number): WireWindow | null {
    if (until === Infinity && line === this.line) {
      const found = this.latest.find((each) => each.stream === stream);
      if (found !== undefined) return found;
    }
    for (let i = this.end(until) - 1; i >= 0; i -= 1) {
      const frame = this.frames[i]!;
      if (frame.line === line && frame.window?.stream === stream)
        return frame.window;
    }
    return null;
  }

  /** How many of the frames kept passed until then. They are in the order they passed. */
  private end(until: number): number {
    const { frames } = this;
    if (until === Infinity) return frames.length;
    return firstWhere(frames.length, (i) => this.timeOf(frames[i]!) > until);
  }

  /** When it passed, by the run's clock: between two readings no sooner than the one and no later than the other. */
  private timeOf({ time }: LoggedFrame): number {
    const { readings } = this;
    const after = firstWhere(readings.length, (i) => readings[i]!.at > time);
    const before = readings[after - 1] ?? { at: time, elapsed: 0 };
    const latest = readings[after]?.elapsed ?? Infinity;
    return Math.min(before.elapsed + time - before.at, latest);
  }
}

/** The first of `count` numbers from 0 on for which `holds`, as it does for all after it; `count`: none. */
function firstWhere(count: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
