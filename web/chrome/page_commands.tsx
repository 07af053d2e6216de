// The page's commands by name and key, with the palette and the list of keys that show them. What has a button
// is done by pressing it, so that neither knows more than the other.
import type { Editor } from '../editor/editor';
import { Dialog } from '../keep/dialog';
import type { Timeline } from '../panes/timeline';
import { programs } from '../programs/index';
import type { Session } from '../session';
import { keepLanguage, language, languages, text } from '../texts/text';
import { command, listenForKeys, runBothKey, type Command } from './commands';
import type { Later } from './later';
import { Palette } from './palette';
import { paneNames, type PaneName } from './tabs';

/** What a pane's key gives the focus to. */
const focusOf: Record<PaneName, string> = {
  code: '.cm-content',
  streams: '#picture',
  console: '#console',
  events: '#events',
  lanes: '#timeline input',
};

export interface CommandParts {
  session: Session;
  timeline: Timeline;
  editor: Editor;
  showPane(pane: PaneName): void;
  /** Everything typed so far is kept: says so. */
  save(): void;
  savePicture(): void;
  later: Later;
}

export class PageCommands {
  private readonly dialog = new Dialog(
    document.querySelector<HTMLDialogElement>('#dialog')!,
  );
  private readonly fixed: Command[];

  constructor(private readonly parts: CommandParts) {
    this.fixed = this.pageCommands();
    listenForKeys(this.fixed);
    document
      .querySelector('#toolbar')!
      .addEventListener('click', ({ target }) => {
        if ((target as Element).closest('button.help')) this.showKeys();
      });
  }

  private pageCommands(): Command[] {
    const { session, timeline } = this.parts;
    const idle = () => session.state.run !== 'running';
    const noEvents = () => timeline.empty;
    const go = (step: Parameters<Timeline['go']>[0], keys?: string) =>
      command(`timeline.${step}`, () => timeline.go(step), {
        unfit: noEvents,
        ...(keys === undefined ? {} : { keys }),
      });
    return [
      command('toolbar.run', () => void session.run(), { keys: 'Mod+Enter' }),
      command('toolbar.stop', () => session.stop(), {
        keys: 'Mod+.',
        unfit: idle,
      }),
      ...this.pairCommands(),
      command('palette.title', () => this.showPalette(), { keys: 'Mod+K' }),
      command('keys.title', () => this.showKeys(), { keys: '?' }),
      command('keys.save', () => this.parts.save(), { keys: 'Mod+S' }),
      ...paneNames.map((pane, i) =>
        command(`goTo.${pane}`, () => this.toPane(pane), {
          keys: `Alt+${i + 1}`,
        }),
      ),
      ...this.editorCommands(),
      go('next', 'F10'),
      go('previous', 'Shift+F10'),
      go('interesting', 'F8'),
      go('interestingBefore', 'Shift+F8'),
      go('first'),
      go('last'),
      go('live'),
      go('play'),
      go('pause'),
      go('bookmark'),
      command('events.filter', () => {
        this.parts.showPane('events');
        document.querySelector<HTMLElement>('#events-filter')?.focus();
      }),
      this.button('events.fold', '#events-fold'),
      this.button('events.copy', '#events-copy'),
      this.button('wire.title', '#wire-shown'),
      this.button('others.title', '#others-shown'),
      this.button('streams.table', '#table'),
      this.button('code.share', '#share'),
      command('share.savePicture', () => this.parts.savePicture(), {
        unfit: noEvents,
      }),
      this.button('code.history', '#history'),
      this.button('code.reset', '#reset'),
      this.button('toolbar.openB', '.open-b'),
      this.button('toolbar.sideBySide', '.side-by-side'),
    ];
  }

  /** Of the page around both cans. */
  private pairCommands(): Command[] {
    const { can } = this.parts.session;
    if (can === null) return [];
    return [
      command('both.run', () => can.runBoth(), { keys: runBothKey }),
      command('both.stop', () => can.stopBoth()),
    ];
  }

  private editorCommands(): Command[] {
    const { editor, showPane } = this.parts;
    const inCode = (act: () => void) => () => {
      showPane('code');
      act();
    };
    return [
      command(
        'editor.format',
        inCode(() => editor.format()),
        {
          keys: 'Shift+Alt+F',
        },
      ),
      command(
        'editor.explain',
        inCode(() => editor.explain()),
        {
          keys: 'Shift+Alt+I',
        },
      ),
      command(
        'editor.problems',
        inCode(() => editor.listProblems()),
        {
          keys: 'Mod+Shift+M',
        },
      ),
      command(
        'editor.find',
        inCode(() => editor.find()),
      ),
    ];
  }

  /** A command that presses what is on the page, while it is there. */
  private button(key: Parameters<typeof command>[0], selector: string) {
    const find = () => document.querySelector<HTMLElement>(selector);
    return command(key, () => find()?.click(), {
      unfit: () => find()?.hidden !== false,
    });
  }

  private toPane(pane: PaneName): void {
    this.parts.showPane(pane);
    document.querySelector<HTMLElement>(focusOf[pane])?.focus();
  }

  showPalette(): void {
    const { session } = this.parts;
    const open = programs.map(({ id, title }) => ({
      name: text('palette.open', { title }),
      run: () => void session.choose(id),
    }));
    const speak = Object.entries(languages)
      .filter(([id]) => id !== language)
      .map(([id, name]) => ({
        name: text('palette.language', { name }),
        run: () => this.speak(id as keyof typeof languages),
      }));
    // Not loaded later: what is typed behind its key must not go into the program.
    this.dialog.show(
      <Palette
        commands={[...this.fixed, ...open, ...speak]}
        onChoose={({ run }) => {
          this.dialog.close();
          run();
        }}
        onClose={() => this.dialog.close()}
      />,
    );
  }

  showKeys(): void {
    this.parts.later(import('./keys_dialog'), ({ KeysDialog }) =>
      this.dialog.show(
        <KeysDialog
          commands={this.fixed}
          onLanguage={(chosen) => this.speak(chosen)}
          onClose={() => this.dialog.close()}
        />,
      ),
    );
  }

  private speak(chosen: keyof typeof languages): void {
    keepLanguage(chosen);
    // What was typed is kept as the page goes.
    // Beside the other can, the page around both speaks the language, too.
    const { can } = this.parts.session;
    (can === null ? window : window.parent).location.reload();
  }
}
