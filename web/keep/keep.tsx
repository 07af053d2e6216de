// The person's side of what is kept: the buttons Reset and History and the dialogs they open. What is kept,
// and when, is decided in documents.ts and session.ts.
import type { Session } from '../session';
import { Dialog } from './dialog';
import type { Documents } from './documents';
import { HistoryDialog } from './history_dialog';
import type { Notice } from './notice';

export class Keep {
  private readonly dialog = new Dialog(
    document.querySelector<HTMLDialogElement>('#dialog')!,
  );

  constructor(
    private readonly session: Session,
    private readonly documents: Documents,
    private readonly notice: Notice,
  ) {
    this.onClick('reset', () => this.reset());
    this.onClick('history', () => this.showHistory());
  }

  private onClick(id: string, act: () => void | Promise<void>): void {
    document
      .querySelector(`#${id}`)!
      .addEventListener('click', () => void act());
  }

  private reset(): void {
    const { session } = this;
    const { document } = session.state;
    const before = document.code;
    session.replaceCode(session.original, 'reset');
    this.notice.show('The program is as it was in the beginning.', {
      label: 'Undo reset',
      act: () => {
        if (session.state.document.id !== document.id)
          session.choose(document.id);
        session.replaceCode(before, 'undo');
      },
    });
  }

  private async showHistory(): Promise<void> {
    const { session, dialog } = this;
    const { document } = session.state;
    dialog.show(
      <HistoryDialog
        filename={document.filename}
        original={session.original}
        snapshots={await this.documents.history(document)}
        onRestore={({ code }) => {
          dialog.close();
          session.replaceCode(code, 'restore');
        }}
        onClose={() => dialog.close()}
      />,
    );
  }
}
