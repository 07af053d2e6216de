// The person's side of what is kept: the buttons Reset and History and the dialogs they open. What is kept,
// and when, is decided in documents.ts and session.ts.
import type { Later } from '../chrome/later';
import type { CompareLater } from '../compare/compare_later';
import { programById } from '../programs/index';
import { randomKey } from '../relay/proof';
import type { Session } from '../session';
import { addressOfShare } from '../side_by_side/address';
import type { Can } from '../side_by_side/can';
import { Dialog } from './dialog';
import type { Documents } from './documents';
import { furtherId, linkId } from './link_ids';
import type { Notice } from './notice';
import type { SharedDocument, View } from './share';
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
    private readonly node: CompareLater,
    private readonly later: Later,
  ) {
    this.onClick('reset', () => this.reset());
    this.onClick('history', () =>
      this.later(
        import('./dialogs'),
        ({ HistoryDialog }) => void this.showHistory(HistoryDialog),
      ),
    );
    this.onClick('share', () => this.showShare());
  }

  /** Opens what a link holds, beside all that is kept; a bad link changes nothing. */
  async openLink(text: string): Promise<void> {
    const { documents } = this;
    const { LinkProblem, unpack } = await import('./share');
    let link;
    try {
      link = await unpack(text);
    } catch (error) {
      if (!(error instanceof LinkProblem)) throw error;
      this.notice.show(words('link.ownKept', { problem: error.message }));
      return;
    }
    const { beside, checksum } = link;
    const { can } = this.session;
    if (beside !== null && can === null) {
      this.offerBoth(text, link.shared.program, beside.program);
      return;
    }
    const isB = can?.name === 'b' && beside !== null;
    const { program, filename, code, view } = isB ? beside : link.shared;
    const first = linkId(checksum, isB);
    const opened = documents.copyOf(first, code);
    if (opened !== null) {
      this.session.open(opened);
    } else {
      const known = documents.find(first) !== null;
      const id = known ? furtherId(first, randomKey()) : first;
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

  /** The document shown, for a link. */
  get shared(): SharedDocument {
    const { program, document } = this.session.state;
    const { code, filename } = document;
    return { program: program.id, filename, code, view: this.view.read() };
  }

  /** The page with both cans opens what is in the link: this one shows one program. */
  private offerBoth(share: string, a: string, b: string): void {
    this.notice.show(words('link.both'), {
      label: words('toolbar.sideBySide'),
      act: () => location.assign(addressOfShare(share, a, b)),
    });
  }

  private showDiff(own: string, shared: string): void {
    const { dialog } = this;
    this.later(import('./dialogs'), ({ DiffDialog, lineDiff }) =>
      dialog.show(
        <DiffDialog
          lines={lineDiff(own, shared)}
          onClose={() => dialog.close()}
        />,
      ),
    );
  }

  private showShare(): void {
    this.later(import('./dialogs'), (dialogs) => this.share(dialogs));
  }

  private share({
    download,
    pack,
    projectOf,
    ShareDialog,
  }: typeof import('./dialogs')): void {
    const { session, dialog } = this;
    const { program, document } = session.state;
    const { code, filename } = document;
    const { shared } = this;
    const linkOf = async (withRoom: boolean) => {
      const fragment = session.fragmentOfShare(await pack(shared), withRoom);
      const link = new URL(fragment, location.href);
      // A can's page is the same page by itself.
      link.search = '';
      return link.href;
    };
    const { can } = session;
    dialog.show(
      <ShareDialog
        fragmentForPhone={can === null ? session.addressOfB : null}
        beside={can !== null}
        linkOf={
          can === null
            ? linkOf
            : (both) => (both ? this.linkOfBoth(shared, can) : linkOf(false))
        }
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

  private async linkOfBoth(own: SharedDocument, can: Can): Promise<string> {
    const other = await can.othersDocument();
    const [a, b] = can.name === 'a' ? [own, other] : [other, own];
    const { packBoth } = await import('./share');
    const share = await packBoth(a, b);
    const address = addressOfShare(share, a.program, b.program);
    return new URL(address, location.href).href;
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

  private async showHistory(
    HistoryDialog: typeof import('./dialogs').HistoryDialog,
  ): Promise<void> {
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
