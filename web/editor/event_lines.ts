// Lines of the program that caused events: those of the stream chosen, and the one of the event looked at. An
// edit anywhere takes the marks away: the lines are those of the program as it ran.
import { StateEffect, StateField, type Range } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

export const markEventLines = StateEffect.define<{
  lines: ReadonlySet<number>;
  /** 0: none. */
  now: number;
}>();

export const eventLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const { doc } = transaction.state;
    for (const effect of transaction.effects) {
      if (!effect.is(markEventLines)) continue;
      const { lines, now } = effect.value;
      const ranges: Range<Decoration>[] = [];
      for (const line of new Set([...lines, now])) {
        if (line < 1 || line > doc.lines) continue;
        const names = lines.has(line) ? ['cm-stream-line'] : [];
        if (line === now) names.push('cm-moment-line');
        const mark = Decoration.line({ class: names.join(' ') });
        ranges.push(mark.range(doc.line(line).from));
      }
      return Decoration.set(ranges, true);
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});
