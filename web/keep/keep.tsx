// The person's side of what is kept: the buttons Reset and History and the dialogs they open. What is kept,
// and when, is decided in documents.ts and session.ts.
import type { NodeCompare } from '../compare/node_compare';
import { programById } from '../programs/index';
import { randomKey } from '../relay/proof';
import type { Session } from '../session';
import { Dialog } from './dialog';
import { DiffDialog } from './diff_dialog';
import type { Documents } from './documents';
import { download } from './download';
import { HistoryDialog } from './history_dialog';
import { lineDiff } from './line_diff';
import type { Notice } from './notice';
import { projectOf } from './project';
import { LinkProblem, pack, unpack, type View } from './share';
import { ShareDialog } from './share_dialog';
import { text as words } from '../texts/text';

/** What is in view, for a link to carry. */
export interface ViewParts {
  read(): View;
  show(view: View): void;
  /** The picture of the moment, as a file. */
  save(): void;
}

export class Keep {
  private readonly dialog = new Dialog(
    document.querySelector<HTMLDialogElement>('#dialog')!,
  );

  constructor(
    private readonly session: Session,
    private readonly documents: Documents,
    private readonly notice: Notice,
    private readonly view: ViewParts,
    private readonly node: NodeCompare,
  ) {
    this.onClick('reset', () => this.reset());
    this.onClick('history', () => this.showHistory());
    this.onClick('share', () => this.showShare());
  }

  /** Opens what a link holds, beside all that is kept; a bad link changes nothing. */
  async openLink(text: string): Promise<void> {
    const { documents } = this;
    let shared;
    try {
      shared = await unpack(text);
    } catch (error) {
      if (!(error instanceof LinkProblem)) throw error;
      this.notice.show(words('link.ownKept', { problem: error.message }));
      return;
    }
    const { program, filename, code, view, checksum } = shared;
    const first = `link-${checksum}`;
    const known = documents.find(first);
    if (known?.original === code && known.code === code) {
      this.session.open(known);
    } else {
      const id = known ? `${first}-${randomKey().slice(0, 6)}` : first;
      this.session.open(
        documents.add(id, { ...programById(program), filename }, code),
      );
    }
    this.view.show(view);
    const own = documents.ofProgram(programById(program));
    this.notice.show(
      words('link.opened'),
      own.code === code || own.original !== null
        ? undefined
        : {
            label: words('diff.show'),
            act: () => this.showDiff(own.code, code),
          },
    );
  }

  private showDiff(own: string, shared: string): void {
    const { dialog } = this;
    dialog.show(
      <DiffDialog
        lines={lineDiff(own, shared)}
        onClose={() => dialog.close()}
      />,
    );
  }

  private showShare(): void {
    const { session, dialog } = this;
    const { program, document } = session.state;
    const { code, filename } = document;
    const view = this.view.read();
    dialog.show(
      <ShareDialog
        fragmentForPhone={session.can === null ? session.addressOfB : null}
        linkOf={async (withRoom) => {
          const shared = { program: program.id, filename, code, view };
          const fragment = session.fragmentOfShare(
            await pack(shared),
            withRoom,
          );
          const link = new URL(fragment, location.href);
          // A can's page is the same page by itself.
          link.search = '';
          return link.href;
        }}
        onProject={() =>
          void projectOf(program, filename, code).then((zip) =>
            download(`tincan-${program.id}.zip`, zip, 'application/zip'),
          )
        }
        onRunInNode={() => this.node.open()}
        onSavePicture={this.view.save}
        onSaveLog={() => this.node.saveLog()}
        onClose={() => dialog.close()}
      />,
    );
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
    this.notice.show(words('keep.resetDone'), {
      label: words('keep.undoReset'),
      act: () => {
        const back =
          session.state.document.id === document.id
            ? Promise.resolve()
            : session.choose(document.id);
        void back.then(() => session.replaceCode(before, 'undo'));
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
