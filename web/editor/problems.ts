// The squiggles: what is wrong with the program before it runs, and the error that ended the last run. The first check
// is after an edit that is followed by a pause, and loads what it needs; who edits and runs at once does without.
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import {
  StateEffect,
  StateField,
  type ChangeDesc,
  type Extension,
} from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';
import type { Problem } from '../language/protocol';
import { text } from '../texts/text';
import { offeredModules } from '../worker/module_names';
import { renamed, type Help } from './help';

/** Of a pause in typing (ms). */
const pause = 700;

interface Shown {
  problems: readonly Diagnostic[];
  runError: Diagnostic | null;
}

const none: Shown = { problems: [], runError: null };
const setShown = StateEffect.define<Shown>();

function moved(problem: Diagnostic, changes: ChangeDesc): Diagnostic {
  const from = changes.mapPos(problem.from, 1);
  return { ...problem, from, to: Math.max(from, changes.mapPos(problem.to)) };
}

const shown = StateField.define<Shown>({
  create: () => none,
  update(value, { effects, docChanged, changes }) {
    for (const effect of effects) if (effect.is(setShown)) return effect.value;
    if (!docChanged) return value;
    const problems = value.problems.map((problem) => moved(problem, changes));
    return { problems, runError: null };
  },
});

function show(view: EditorView, change: Partial<Shown>): void {
  const next = { ...view.state.field(shown), ...change };
  const all = [...next.problems, ...(next.runError ? [next.runError] : [])];
  view.dispatch(setDiagnostics(view.state, all), {
    effects: setShown.of(next),
  });
}

export function showRunError(view: EditorView, error: Diagnostic | null): void {
  show(view, { runError: error });
}

function words({ what }: Problem): string {
  switch (what.type) {
    case 'message':
      return what.text;
    case 'not erasable':
      return text('help.notErasable');
    case 'type import':
      return text('help.typeImport');
    case 'unknown module':
      return text('help.unknownModule', { module: what.module });
    case 'not offered': {
      const { module } = what;
      const offered = offeredModules.join(', ');
      return text('help.notOffered', { module, offered });
    }
  }
}

function diagnostic(problem: Problem, length: number): Diagnostic {
  const { from, severity } = problem;
  // What is missing at the end has no width; it is shown on what is there.
  const to = Math.min(length, Math.max(problem.to, from + 1));
  return {
    from: Math.min(from, Math.max(0, to - 1)),
    to,
    severity: severity === 'types' ? 'warning' : severity,
    message: words(problem),
    ...(severity === 'types' ? { source: text('help.typesOnly') } : {}),
  };
}

class Check {
  private timer = 0;

  constructor(
    private readonly view: EditorView,
    private readonly help: Help,
  ) {
    if (help.isWanted) this.schedule();
  }

  update(update: ViewUpdate): void {
    const isRenamed = update.transactions.some(({ effects }) =>
      effects.some((effect) => effect.is(renamed)),
    );
    if (update.docChanged || (isRenamed && this.help.isWanted)) this.schedule();
  }

  destroy(): void {
    clearTimeout(this.timer);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(), pause);
  }

  private async check(): Promise<void> {
    const { view, help } = this;
    if (!help.isWanted && !view.hasFocus) return;
    const { state } = view;
    const problems = await help.problems(state);
    // Another program, or another edit: its own check is on its way.
    if (problems === undefined || view.state.doc !== state.doc) return;
    const length = state.doc.length;
    show(view, {
      problems: problems.map((problem) => diagnostic(problem, length)),
    });
  }
}

export function problems(help: Help): Extension {
  return [shown, ViewPlugin.define((view) => new Check(view, help))];
}
