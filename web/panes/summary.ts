// What happens to the streams, in short sentences for a screen reader: what a stream has become, at most one
// message a second, and of many only how many. For who does not see the picture; it shows nothing.
import type { PictureModel, StreamView } from '../picture/model';
import { levelWords, streamWord } from '../picture/words';
import { text } from '../texts/text';

/** Between two messages: what is read aloud takes its time. Milliseconds. */
const everyMs = 1000;
/** Streams that are told of one by one. */
const toldStreams = 3;

export class Summary {
  /** What was said of each stream, by id. */
  private readonly said = new Map<number, string>();
  private saidAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly model: PictureModel,
  ) {}

  /** Another run: it has its own streams. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.said.clear();
    this.host.textContent = '';
  }

  /** Says what has changed, now or as soon as may be. A moment of the past is said by the timeline. */
  draw(): void {
    if (this.model.moment !== null || this.timer !== undefined) return;
    const wait = this.saidAt + everyMs - performance.now();
    if (wait <= 0) {
      this.say();
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.model.moment === null) this.say();
    }, wait);
  }

  private say(): void {
    const sentences: string[] = [];
    for (const view of this.model.views()) {
      const words = wordsOf(view);
      if (this.said.get(view.state.id) === words) continue;
      this.said.set(view.state.id, words);
      sentences.push(`#${view.name.number} ${view.name.label}: ${words}`);
    }
    if (sentences.length === 0) return;
    const more = sentences.length - toldStreams;
    if (more > 0) {
      sentences.length = toldStreams;
      sentences.push(text('streams.changed', { count: more }));
    }
    this.host.textContent = `${sentences.join('. ')}.`;
    this.saidAt = performance.now();
  }
}

/** Of all that could be said of a stream, what matters most. */
function wordsOf({ state }: StreamView): string {
  const { writable, readable } = state;
  const word = streamWord(state);
  if (state.errored || state.closed || state.destroyed) return word.text;
  const parts = [word.text];
  if (writable?.needDrain)
    parts.push(text('stream.writableFull', { level: levelWords(writable) }));
  if (readable && readable.length >= readable.highWaterMark && readable.length)
    parts.push(text('stream.readableFull', { level: levelWords(readable) }));
  if (readable?.flowing === false) parts.push(text('flow.paused'));
  return parts.join(', ');
}
