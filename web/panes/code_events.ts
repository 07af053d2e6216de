// What binds code and events: the lines of the chosen stream and of the event looked at are marked, and the
// caret's line offers its events. It shows nothing else and keeps nothing of the run.
import type { Editor } from '../editor/editor';
import type { PictureModel } from '../picture/model';
import type { EventsPane } from './events';
import { text } from '../texts/text';

/** Records looked through for lines of the chosen stream, the last ones. */
const searched = 100_000;

export class CodeEvents {
  /** Of the stream chosen: its number, its lines, and up to where the tape was searched for them. */
  private stream: number | null = null;
  private lines = new Set<number>();
  private seen = 0;
  /** Line of the event looked at; 0 none. */
  private now = 0;

  constructor(
    private readonly button: HTMLElement,
    private readonly model: PictureModel,
    private readonly editor: Editor,
    private readonly events: EventsPane,
    show: () => void,
  ) {
    button.addEventListener('click', () => {
      this.events.setFilter(`line:${this.editor.line}`);
      show();
    });
  }

  draw(): void {
    this.drawButton();
    const { tape, moment } = this.model;
    const more = this.learn(this.events.stream);
    const now = moment === null ? 0 : tape.record(moment).line;
    if (!more && now === this.now) return;
    this.now = now;
    this.editor.markEvents(this.lines, now);
  }

  drawButton(): void {
    const { line } = this.editor;
    this.button.hidden = !this.model.lines.has(line);
    const words = text('code.eventsOfLine', { line: String(line) });
    if (this.button.textContent !== words) this.button.textContent = words;
  }

  /** @returns whether there are other lines than before */
  private learn(stream: number | null): boolean {
    const { tape } = this.model;
    let changed = false;
    if (stream !== this.stream || tape.end < this.seen) {
      changed = this.lines.size > 0;
      this.stream = stream;
      this.lines = new Set();
      this.seen = tape.end - searched;
    }
    if (stream === null) return changed;
    for (let at = Math.max(tape.first, this.seen); at < tape.end; at += 1) {
      const reader = tape.reader(at);
      const index = tape.index(at);
      const line = reader.line(index);
      if (line === 0 || this.lines.has(line)) continue;
      if (this.model.nameOf(reader.stream(index)).number !== stream) continue;
      this.lines.add(line);
      changed = true;
    }
    this.seen = tape.end;
    return changed;
  }
}
