// The timeline below the panes: a slider over every record kept, the buttons that go along it, bookmarks,
// and a lane a stream. It moves the model's moment and nothing else; who draws is told.
import { timeWords } from '../run/duration';
import { render } from 'preact';
import { eventWords, interesting } from '../picture/event_words';
import { drawLanes } from '../picture/lanes';
import type { PictureModel } from '../picture/model';
import { Playback, speeds, speedTitle, speedWords } from '../picture/playback';
import { spaced } from '../texts/numbers';
import { text } from '../texts/text';

const icons = {
  first: 'M1 1 H3 V11 H1 Z M11 1 V11 L4 6 Z',
  previous: 'M9 1 V11 L2 6 Z',
  play: 'M2 1 V11 L11 6 Z',
  pause: 'M2 1 H5 V11 H2 Z M7 1 H10 V11 H7 Z',
  next: 'M3 1 V11 L10 6 Z',
  last: 'M9 1 H11 V11 H9 Z M1 1 V11 L8 6 Z',
};

type Step =
  | keyof typeof icons
  | 'live'
  | 'interesting'
  | 'interestingBefore'
  | 'bookmark';

export class Timeline {
  private readonly playback: Playback;
  /** Numbers of records, in order. */
  private bookmarks: number[] = [];
  /** Said aloud after a button: the slider says its own moves. */
  private said = '';

  /** @param moved the model's moment is another one: the panes are to be drawn */
  constructor(
    private readonly host: HTMLElement,
    private readonly model: PictureModel,
    private readonly moved: () => void,
    private readonly selected: () => number | null,
  ) {
    this.playback = new Playback(model, moved);
    new ResizeObserver(() => this.drawLanes()).observe(host);
    host.addEventListener('pointerdown', (event) => this.scrub(event));
    host.addEventListener('pointermove', (event) => {
      if (event.buttons === 1) this.scrub(event);
    });
  }

  /** A new run: nothing of the old one is left. */
  clear(): void {
    this.playback.pause();
    this.bookmarks = [];
    this.draw();
  }

  /** There is nothing to go along. */
  get empty(): boolean {
    return this.model.tape.end === 0;
  }

  /** Does what the buttons do, and what has no button; says where it came. */
  go(step: Step): void {
    if (this.empty) return;
    const { tape, position } = this.model;
    const acts: Record<Step, () => void> = {
      first: () => this.to(tape.first),
      previous: () => this.to(position - 1),
      next: () => this.to(position + 1),
      last: () => this.to(tape.end - 1),
      play: () => this.playback.play(),
      pause: () => this.playback.pause(),
      live: () => this.to(null),
      interesting: () => this.toInteresting(1),
      interestingBefore: () => this.toInteresting(-1),
      bookmark: () => this.bookmark(tape.seq(position)),
    };
    acts[step]();
    this.say();
  }

  /** On a narrow screen the pane 'lanes' is this timeline alone. */
  show(pane: string): void {
    this.host.dataset['pane'] = pane;
    this.draw();
  }

  draw(): void {
    const { tape, total } = this.model;
    const empty = tape.end === 0;
    this.host.hidden = empty && this.host.dataset['pane'] !== 'lanes';
    if (empty) {
      render(<p class="lanes-empty">{text('timeline.empty')}</p>, this.host);
      return;
    }
    const { first, end } = tape;
    const kept = end - first;
    const { position } = this.model;
    const event = tape.record(position);
    const words = text('timeline.words', {
      event: event.seq,
      time: timeWords(event.time),
      what: eventWords(this.model, event),
    });
    const live = this.model.moment === null;
    const { playing } = this.playback;
    render(
      <>
        <div class="transport">
          <div
            class="steps-bar"
            role="group"
            aria-label={text('timeline.steps')}
          >
            {this.button('first')}
            {this.button('previous')}
            {playing ? this.button('pause') : this.button('play')}
            {this.button('next')}
            {this.button('last')}
          </div>
          <button
            class="quiet live"
            aria-pressed={live}
            onClick={() => this.go('live')}
          >
            {text('timeline.live')}
          </button>
          <button
            class="quiet"
            title={text('timeline.interestingAbout')}
            onClick={() => this.go('interesting')}
          >
            {text('timeline.interesting')}
          </button>
          <select
            aria-label={text('timeline.speed')}
            value={String(this.playback.speed)}
            onChange={({ currentTarget }) => {
              this.playback.speed = Number(currentTarget.value);
            }}
          >
            {speeds.map((speed) => (
              <option
                key={speed}
                value={String(speed)}
                title={speedTitle(speed)}
              >
                {speedWords(speed)}
              </option>
            ))}
          </select>
          <button class="quiet" onClick={() => this.go('bookmark')}>
            {this.bookmarks.includes(event.seq)
              ? text('timeline.removeBookmark')
              : text('timeline.bookmark')}
          </button>
          {this.bookmarks.map((seq) => (
            <button
              key={seq}
              class="quiet bookmark"
              aria-label={text('timeline.toBookmark', { event: seq })}
              onClick={() => this.to(tape.positionOf(seq))}
            >
              {spaced(seq)}
            </button>
          ))}
          <span class="moment-words">{words}</span>
          <span class="notice">
            {kept < total && text('timeline.kept', { kept, total })}
          </span>
        </div>
        <input
          type="range"
          aria-label={text('timeline.moment')}
          aria-valuetext={words}
          min={tape.seq(first)}
          max={tape.seq(end - 1)}
          value={event.seq}
          onInput={({ currentTarget }) =>
            this.toSeq(currentTarget.valueAsNumber)
          }
          onKeyDown={(pressed) => this.onKey(pressed)}
        />
        <span class="visually-hidden" aria-live="polite">
          {this.said}
        </span>
        <div class="lanes" aria-hidden="true" />
      </>,
      this.host,
    );
    this.drawLanes();
  }

  private button(step: keyof typeof icons) {
    const name = text(`timeline.${step}`);
    return (
      <button
        class="quiet step"
        aria-label={name}
        title={name}
        onClick={() => this.go(step)}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d={icons[step]} />
        </svg>
      </button>
    );
  }

  private say(): void {
    this.said = this.host.querySelector('.moment-words')!.textContent ?? '';
    this.draw();
  }

  /** @param position null: the newest record, as they come */
  private to(position: number | null): void {
    this.said = '';
    this.playback.pause();
    this.model.lookAt(position);
    this.moved();
  }

  private toSeq(seq: number): void {
    const { tape, position } = this.model;
    const to = tape.positionOf(seq);
    const before = tape.seq(position);
    // Between two records with a gap between their numbers every step gets on all the same.
    this.to(to === position ? to + Math.sign(seq - before) : to);
  }

  private toInteresting(step: 1 | -1): void {
    const { tape, kinds, position } = this.model;
    const found = tape.find(position, step, interesting(kinds));
    this.to(found ?? (step === 1 ? tape.end - 1 : tape.first));
  }

  private toSelected(step: 1 | -1): void {
    const { tape, position } = this.model;
    const stream = this.selected() ?? tape.record(position).stream;
    const found = tape.find(
      position,
      step,
      (reader, index) => reader.stream(index) === stream,
    );
    if (found !== null) this.to(found);
  }

  private onKey(event: KeyboardEvent): void {
    const steps: Record<string, 1 | -1> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.toInteresting(step);
    else if (event.shiftKey) this.toSelected(step);
    else this.to(this.model.position + step);
  }

  private bookmark(seq: number): void {
    this.bookmarks = this.bookmarks.includes(seq)
      ? this.bookmarks.filter((other) => other !== seq)
      : [...this.bookmarks, seq].sort((a, b) => a - b);
    this.draw();
  }

  private drawLanes(): void {
    const lanes = this.host.querySelector<HTMLElement>('.lanes');
    if (lanes && this.model.tape.end > 0)
      drawLanes(lanes, this.model, this.bookmarks);
  }

  /** A press or drag on the lanes goes to that moment. */
  private scrub(event: PointerEvent): void {
    const plot = (event.target as Element).closest('.lanes canvas');
    if (!plot) return;
    const { tape } = this.model;
    const { left, width } = plot.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    const first = tape.seq(tape.first);
    const last = tape.seq(tape.end - 1);
    this.to(tape.positionOf(Math.round(first + share * (last - first))));
  }
}
