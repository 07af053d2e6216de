// The level of one side over its whole life, in a fixed number of points: when they run out,
// neighbours merge. Peaks survive merging, so a buffer that was ever full still looks it.
import { batchPoints } from '../run/limits';

export interface LevelPoint {
  firstSeq: number;
  lastSeq: number;
  min: number;
  max: number;
  last: number;
}

const maxPoints = 512;

export class LevelHistory {
  readonly points: LevelPoint[] = [];

  /** The highest level ever seen. */
  peak = 0;

  /** The highest level up to a record. */
  peakUntil(seq: number): number {
    return this.points.reduce(
      (most, { firstSeq, max }) =>
        firstSeq <= seq ? Math.max(most, max) : most,
      0,
    );
  }

  add(point: LevelPoint): void {
    this.peak = Math.max(this.peak, point.max);
    if (this.points.length >= maxPoints) this.halve();
    this.points.push(point);
  }

  private halve(): void {
    const half = this.points.length >> 1;
    for (let i = 0; i < half; i += 1) {
      const a = this.points[2 * i]!;
      const b = this.points[2 * i + 1]!;
      this.points[i] = {
        firstSeq: a.firstSeq,
        lastSeq: b.lastSeq,
        min: Math.min(a.min, b.min),
        max: Math.max(a.max, b.max),
        last: b.last,
      };
    }
    this.points.length = half;
  }
}

/** Both sides' histories of these streams as a batch has them (TraceBatch.levels), in as many points as it may have. */
export function levelsOf(
  views: readonly {
    state: { id: number };
    readable: LevelHistory;
    writable: LevelHistory;
  }[],
): Float64Array<ArrayBuffer> {
  const numbers: number[] = [];
  for (const { state, readable, writable } of views) {
    const { length } = readable.points;
    const step = Math.ceil(length / batchPoints);
    for (let from = 0; from < length; from += step) {
      const sides = [readable, writable].map(({ points }) =>
        points.slice(from, from + step),
      );
      const [of] = sides;
      numbers.push(state.id, of![0]!.firstSeq, of!.at(-1)!.lastSeq);
      for (const side of sides) {
        const least = Math.min(...side.map(({ min }) => min));
        const most = Math.max(...side.map(({ max }) => max));
        numbers.push(least, most, side.at(-1)!.last);
      }
    }
  }
  return new Float64Array(numbers);
}
