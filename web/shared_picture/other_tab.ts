// What one other tab has told of its picture so far, and when. Bounded as a run of this tab's own is, but for its past: of
// that only what a picture needs. Draws nothing.
import { PictureModel } from '../picture/model';
import { Tape } from '../picture/tape';
import type { RunState } from '../session';
import type { Told } from './told';

/** Records kept of another tab: nobody goes back in time there. */
const keptRecords = 8192;

export class OtherTab {
  readonly model = new PictureModel(new Tape(keptRecords));
  /** It has told something, and not that it shares no longer. */
  shares = false;
  filename = '';
  run: RunState = 'ready';
  notSent = 0;
  /** When it told last, by performance.now(). */
  toldAt = performance.now();
  /** Why nothing comes any more; null while something may. */
  end: 'gone' | 'broken' | null = null;

  take(told: Told): void {
    this.toldAt = performance.now();
    this.shares = told.type !== 'withdrawn';
    switch (told.type) {
      case 'run':
        this.filename = told.filename;
        this.run = 'ready';
        this.notSent = 0;
        this.model.start([], [], []);
        break;
      case 'stands':
        this.run = told.run;
        break;
      case 'started':
        this.model.start(told.kinds, told.sides, told.flags);
        break;
      case 'trace':
        this.notSent = told.notSent;
        this.model.apply(told.batch);
        break;
      case 'withdrawn':
        this.model.start([], [], []);
        break;
    }
  }
}
