// The Streams pane: draws the model at most once a frame, and only when it changed and is seen.
import { render } from 'preact';
import { Cards, type Choice } from './cards';
import { drawCardLanes } from './card_lanes';
import type { RunState } from '../session';
import type { PictureModel, StreamView } from './model';
import { StreamTable } from './table';
import { text } from '../texts/text';

/** The table is read aloud; it must not change faster than it can be. Milliseconds. */
const tableMs = 1000;

export class Picture {
  /** What was drawn last. */
  private views: StreamView[] = [];
  private tableViews: StreamView[] = [];
  private tableAt = 0;
  private tableLater: ReturnType<typeof setTimeout> | undefined;
  private showTable = false;
  private program: { title: string; about: string; b?: string } = {
    title: '',
    about: '',
  };
  private run: RunState = 'ready';

  constructor(
    private readonly host: HTMLElement,
    private readonly notice: HTMLElement,
    private readonly model: PictureModel,
    private readonly choice: Choice,
    /** B is beside this one, in the same page. */
    private readonly beside: boolean,
  ) {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
      this.draw(true),
    );
    new ResizeObserver(() => this.drawLanes()).observe(host);
    this.draw(true);
  }

  /** What the pane says while there is nothing to draw. */
  introduce(
    program: { title: string; about: string; b?: string },
    run: RunState,
  ): void {
    this.program = program;
    this.run = run;
    this.draw(true);
  }

  setTable(visible: boolean): void {
    this.showTable = visible;
    this.draw(true);
  }

  /** @param settled the run has ended or paused: the table may catch up at once */
  draw(settled: boolean): void {
    const views = this.model.views();
    this.views = views;
    const { made } = this.model;
    this.notice.textContent =
      made > views.length
        ? text('streams.shown', { shown: views.length, made })
        : '';
    const now = performance.now();
    if (settled || this.showTable || now - this.tableAt >= tableMs) {
      this.tableViews = views;
      this.tableAt = now;
      clearTimeout(this.tableLater);
      this.tableLater = undefined;
    } else {
      // A run that waits says nothing more, and its table must not stay behind.
      const rest = this.tableAt + tableMs - now;
      this.tableLater ??= setTimeout(() => this.draw(true), rest);
    }
    render(
      views.length === 0 ? (
        <div class="empty">
          <h3>{this.program.title}</h3>
          <p>{this.program.about}</p>
          <p>
            {this.model.moment === null
              ? this.emptyText()
              : text('streams.noneThen')}
          </p>
        </div>
      ) : (
        <>
          {!this.showTable && <Cards views={views} choice={this.choice} />}
          <StreamTable
            views={this.tableViews}
            until={this.until}
            visible={this.showTable}
          />
        </>
      ),
      this.host,
    );
    this.drawLanes();
  }

  /** Why there is no stream to be seen, and what will bring one. */
  private emptyText(): string {
    if (this.run === 'ready') return text('streams.emptyReady');
    if (this.run !== 'running') return text('streams.emptyOver');
    if (this.program.b === undefined) return text('streams.emptyRunning');
    return text(
      this.beside ? 'streams.emptyRunningBeside' : 'streams.emptyRunningB',
    );
  }

  /** Number of the record looked at; Infinity: the newest, as they come. */
  private get until(): number {
    const { moment, tape } = this.model;
    return moment === null ? Infinity : tape.seq(moment);
  }

  private drawLanes(): void {
    const moment = this.model.moment === null ? NaN : this.until;
    drawCardLanes(this.host, this.views, moment);
  }
}
