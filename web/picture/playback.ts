// Plays the tape: moves the moment on, so many records a second. Slow motion is this and never the program
// itself, which ran at its own speed. Draws nothing.
import type { PictureModel } from './model';
import { text } from '../texts/text';

/** 1× in records a second. */
const perSecond = 20;
/** For who wants less motion the moment is moved this rarely, by as many records more. Milliseconds. */
const calmMs = 500;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export const speeds = [0.1, 0.5, 1, 5, 50, Infinity] as const;

export function speedWords(speed: number): string {
  return speed === Infinity ? text('timeline.max') : `${speed}×`;
}

export function speedTitle(speed: number): string {
  return speed === Infinity
    ? text('timeline.maxAbout')
    : text('timeline.speedAbout', { count: speed * perSecond });
}

export class Playback {
  speed = 1;
  playing = false;
  /** When the moment was last moved, and the part of a record that was left over then. */
  private movedAt = 0;
  private rest = 0;

  /** @param moved the moment is another one, or playing began or ended */
  constructor(
    private readonly model: PictureModel,
    private readonly moved: () => void,
  ) {}

  /** Plays from the moment looked at; from the beginning when that is the last one. */
  play(): void {
    const { tape, position } = this.model;
    if (tape.end === 0 || this.playing) return;
    this.model.lookAt(position >= tape.end - 1 ? tape.first : position);
    this.playing = true;
    this.movedAt = performance.now();
    this.rest = 0;
    requestAnimationFrame(() => this.frame());
    this.moved();
  }

  pause(): void {
    if (!this.playing) return;
    this.playing = false;
    this.moved();
  }

  private frame(): void {
    if (!this.playing) return;
    const now = performance.now();
    if (calm.matches && now - this.movedAt < calmMs) {
      requestAnimationFrame(() => this.frame());
      return;
    }
    const records = this.rest + ((now - this.movedAt) / 1000) * this.rate();
    const whole = Math.floor(records);
    this.rest = records - whole;
    this.movedAt = now;
    const { tape, position } = this.model;
    if (position + whole >= tape.end - 1) {
      this.model.lookAt(tape.end - 1);
      this.playing = false;
    } else {
      this.model.lookAt(position + whole);
      requestAnimationFrame(() => this.frame());
    }
    if (whole > 0 || !this.playing) this.moved();
  }

  /** At full speed any run takes five seconds, and none is slower than 50×. */
  private rate(): number {
    const { tape } = this.model;
    if (this.speed !== Infinity) return this.speed * perSecond;
    return Math.max(50 * perSecond, (tape.end - tape.first) / 5);
  }
}
