// Wires the comparison: its dialog, a log that is handed to it, and the export of the log.
import { Dialog } from '../keep/dialog';
import { download } from '../keep/download';
import type { PictureModel } from '../picture/model';
import { wholeRecords } from '../run/limits';
import type { Session } from '../session';
import { compare } from './compare';
import { CompareDialog, type Compared } from './compare_dialog';
import { LogProblem, logOf, readLog, writeLog } from './log';
import { scriptOf } from './script';
import { text as words } from '../texts/text';

export class NodeCompare {
  private readonly dialog = new Dialog(
    document.querySelector<HTMLDialogElement>('#dialog')!,
  );

  constructor(
    private readonly session: Session,
    private readonly model: PictureModel,
  ) {}

  private get filename(): string {
    return this.session.state.document.filename;
  }

  open(): void {
    this.show('', null);
  }

  /** The log of the run, as far as it is kept. */
  saveLog(): void {
    const { filename } = this;
    const text = writeLog(logOf(this.model, filename));
    download(`${filename}.tincan.json`, text, 'application/json');
  }

  /** Another runtime's log. */
  async take(file: File): Promise<void> {
    const ours = logOf(this.model, this.filename);
    if (ours.total === 0) {
      this.show(words('compare.runFirst'), null);
      return;
    }
    const { total } = ours;
    const lost = total - ours.events.length;
    if (lost > 0) {
      const counts = { lost, total, whole: wholeRecords };
      this.show(words('compare.tooLong', counts), null);
      return;
    }
    try {
      const theirs = readLog(await file.text());
      if (theirs.events.length < theirs.total)
        throw new LogProblem(words('compare.stopped'));
      const comparison = compare(ours, theirs);
      this.show('', { theirs: theirs.runtime, comparison });
    } catch (error) {
      if (!(error instanceof LogProblem)) throw error;
      this.show(error.message, null);
    }
  }

  private show(problem: string, compared: Compared | null): void {
    const { dialog, filename } = this;
    dialog.show(
      <CompareDialog
        filename={filename}
        problem={problem}
        compared={compared}
        onScript={() => {
          const { code } = this.session.state.document;
          const name = `${filename.replace(/\.\w+$/, '')}.traced.cjs`;
          download(name, scriptOf(code, filename), 'text/javascript');
        }}
        onFile={(file) => void this.take(file)}
        onClose={() => dialog.close()}
      />,
    );
  }
}
