// The Code pane: CodeMirror with Node's dialect, the run keys, and marks where errors are. It knows
// nothing of runs; it is told what to show and says what was typed.
import {
  javascriptLanguage,
  typescriptLanguage,
} from '@codemirror/lang-javascript';
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import {
  Compartment,
  EditorState,
  Prec,
  StateEffect,
  StateField,
  Text,
  type Extension,
} from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
  type KeyBinding,
} from '@codemirror/view';
import { isTypeScript } from '../run/format';
import type { Place } from '../run/protocol';
import { text } from '../texts/text';
import { eventLines, markEventLines } from './event_lines';
import { Help, renamed } from './help';
import { editorTheme } from './theme';

/** What is loaded later: writing.ts. */
type Writing = typeof import('./writing');

export interface EditorOptions {
  parent: HTMLElement;
  code: string;
  onChange(code: string): void;
  onRun(): void;
  onStop(): void;
  /** The caret is on another line, counted from 1. */
  onLine(line: number): void;
  /** A line for the person. */
  tell(words: string): void;
}

const markLine = StateEffect.define<number | null>();

/** The line of the last error; an edit anywhere takes the mark away. */
const errorLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      if (effect.value === null) return Decoration.none;
      const from = transaction.state.doc.line(effect.value).from;
      return Decoration.set([
        Decoration.line({ class: 'cm-error-line' }).range(from),
      ]);
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export class Editor {
  private readonly view: EditorView;
  /** Tab indents after typing or a click; after arriving by Tab, it moves on. */
  private tabIndents = false;
  private readonly extensions: Extension;
  private readonly help: Help;
  private readonly language = new Compartment();
  private readonly later = new Compartment();
  private writing: Writing | null = null;
  /** The program as it was opened. */
  private opened = Text.empty;
  /** The error of the last run, and in what text it is. */
  private runError: { doc: Text; problem: Diagnostic } | null = null;
  /** Keys of what is loaded later, for those who are faster. */
  private readonly waiting: KeyBinding[] = [
    { key: 'Mod-f', run: () => (this.find(), true) },
    { key: 'Ctrl-Space', run: () => (this.complete(), true) },
  ];

  constructor(private readonly options: EditorOptions) {
    const run = () => (options.onRun(), true);
    const stop = () => (options.onStop(), true);
    this.help = new Help((words) => options.tell(words));
    this.extensions = [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      indentUnit.of('  '),
      EditorView.lineWrapping,
      editorTheme,
      errorLine,
      eventLines,
      EditorView.contentAttributes.of({
        'aria-label': text('pane.code'),
        spellcheck: 'false',
        tabindex: '0',
      }),
      EditorView.domEventHandlers({
        focus: () => this.prepare(),
        pointerenter: () => this.prepare(),
        mousedown: () => void (this.tabIndents = true),
        blur: () => void (this.tabIndents = false),
      }),
      EditorView.updateListener.of((update) => {
        if (update.selectionSet || update.docChanged) options.onLine(this.line);
        if (!update.docChanged) return;
        this.tabIndents = true;
        options.onChange(update.state.doc.toString());
      }),
      keymap.of([
        { key: 'Mod-Enter', run },
        { key: 'Mod-.', run: stop },
        { key: 'Mod-s', run: () => true },
        {
          key: 'Tab',
          run: () => this.tabIndents && this.indent('indentMore'),
          shift: () => this.tabIndents && this.indent('indentLess'),
        },
      ]),
    ];
    this.view = new EditorView({
      parent: options.parent,
      state: this.stateOf(options.code),
    });
  }

  private release(view: EditorView): boolean {
    if (this.writing?.completionStatus(view.state) !== 'active')
      this.tabIndents = false;
    return false;
  }

  private indent(way: 'indentMore' | 'indentLess'): true {
    this.prepare((writing) => writing[way](this.view));
    return true;
  }

  /** Loads what writing wants, once. @param then what was asked for by it */
  prepare(then: (writing: Writing) => void = () => {}): void {
    if (this.writing !== null) {
      then(this.writing);
      return;
    }
    import('./writing').then(
      (writing) => {
        this.use(writing);
        then(writing);
      },
      (error: unknown) =>
        this.options.tell(text('page.notLoaded', { reason: String(error) })),
    );
  }

  private use(writing: Writing): void {
    if (this.writing !== null) return;
    this.writing = writing;
    const { view, opened, runError } = this;
    const { doc, selection } = view.state;
    if (doc.eq(opened)) {
      const effects = this.later.reconfigure(writing.writing(this.help));
      view.dispatch({ effects });
    } else {
      // What was typed so far is done once more, where there is an undo for it.
      view.setState(this.stateOf(opened));
      const changes = { from: 0, to: opened.length, insert: doc };
      view.dispatch({ changes, selection });
      writing.catchUp(view);
    }
    if (runError?.doc.eq(doc)) this.markError(runError.problem);
  }

  /** Where the caret is, counted from 1. */
  get line(): number {
    const { doc, selection } = this.view.state;
    return doc.lineAt(selection.main.head).number;
  }

  /** Marks lines whose events the log is about, and the one the event looked at came from (0: none). */
  markEvents(lines: ReadonlySet<number>, now: number): void {
    const { doc } = this.view.state;
    const effects: StateEffect<unknown>[] = [markEventLines.of({ lines, now })];
    if (now > 0 && now <= doc.lines)
      effects.push(EditorView.scrollIntoView(doc.line(now).from));
    this.view.dispatch({ effects });
  }

  get code(): string {
    return this.view.state.doc.toString();
  }

  /** Another program: not an edit, so neither reported nor undone as one. */
  load(code: string): void {
    this.view.setState(this.stateOf(code));
    this.opened = this.view.state.doc;
  }

  private get dialect(): Extension {
    return isTypeScript(this.help.filename)
      ? typescriptLanguage
      : javascriptLanguage;
  }

  /** What the program is called says what kind of program it is. */
  rename(filename: string): void {
    if (filename === this.help.filename) return;
    this.help.filename = filename;
    this.view.dispatch({
      effects: [this.language.reconfigure(this.dialect), renamed.of(null)],
    });
  }

  format(): void {
    this.prepare(({ format }) => void format(this.view, this.help));
  }

  /** What is at the caret, in a tooltip and to screen readers. */
  explain(): void {
    this.prepare(
      ({ explainAtCaret }) => void explainAtCaret(this.view, this.help),
    );
  }

  private complete(): void {
    this.prepare(({ startCompletion }) => startCompletion(this.view));
  }

  find(): void {
    this.prepare(({ openSearchPanel }) => openSearchPanel(this.view));
  }

  listProblems(): void {
    this.prepare(({ openLintPanel }) => openLintPanel(this.view));
  }

  private stateOf(code: string | Text): EditorState {
    const language = this.language.of(this.dialect);
    const { writing, help } = this;
    const later = writing ? writing.writing(help) : keymap.of(this.waiting);
    const extensions = [
      // The first of all: completions take an Escape while they are only asked for; of an open list it is theirs.
      Prec.highest(
        keymap.of([{ key: 'Escape', run: (view) => this.release(view) }]),
      ),
      this.extensions,
      this.later.of(later),
      language,
    ];
    return EditorState.create({ doc: code, extensions });
  }

  /** An edit made for the user; one undo takes it back. */
  replace(code: string): void {
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: code },
      selection: { anchor: 0 },
    });
  }

  showError(place: Place, message: string): void {
    const { doc } = this.view.state;
    const line = doc.line(Math.min(place.line, doc.lines));
    const from = Math.min(line.from + place.column - 1, line.to);
    const word = this.view.state.wordAt(from);
    const to = word?.to ?? Math.min(from + 1, line.to);
    const problem: Diagnostic = { from, to, severity: 'error', message };
    this.runError = { doc, problem };
    if (this.writing === null) this.prepare();
    this.markError(problem);
  }

  private markError(problem: Diagnostic): void {
    const { view, writing } = this;
    const { number } = view.state.doc.lineAt(problem.from);
    writing?.showRunError(view, problem);
    view.dispatch({ effects: markLine.of(number) });
  }

  clearError(): void {
    this.runError = null;
    this.writing?.showRunError(this.view, null);
    this.view.dispatch({ effects: markLine.of(null) });
  }

  goTo(place: Place): void {
    const { doc } = this.view.state;
    const line = doc.line(Math.min(Math.max(1, place.line), doc.lines));
    const anchor = Math.min(line.from + Math.max(0, place.column - 1), line.to);
    this.view.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
    this.view.focus();
  }
}
