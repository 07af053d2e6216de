// What the name under the mouse is, or under the caret for those who ask by key, and what its documentation says.
import { StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  EditorView,
  hoverTooltip,
  keymap,
  showTooltip,
  type Tooltip,
} from '@codemirror/view';
import type { Hover } from '../language/protocol';
import { text } from '../texts/text';
import { explanationElement } from './explanation';
import type { Help } from './help';

function tooltip(found: Hover): Tooltip {
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => ({ dom: explanationElement(found) }),
  };
}

const setAtCaret = StateEffect.define<Tooltip | null>();

/** Asked for by key; it goes when the caret moves. */
const atCaret = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setAtCaret)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

export function hover(help: Help): Extension {
  return [
    atCaret,
    keymap.of([
      {
        key: 'Escape',
        run(view) {
          if (view.state.field(atCaret) === null) return false;
          view.dispatch({ effects: setAtCaret.of(null) });
          return true;
        },
      },
    ]),
    hoverTooltip(
      async ({ state }, at) => {
        if (state.wordAt(at) === null) return null;
        const found = await help.ask(state, { type: 'hover', at });
        return found ? tooltip(found) : null;
      },
      { hoverTime: 400, hideOnChange: true },
    ),
  ];
}

/** Shows, and says to screen readers, what is at the caret. */
export async function explainAtCaret(
  view: EditorView,
  help: Help,
): Promise<void> {
  const { state } = view;
  const at = state.selection.main.head;
  const found = await help.ask(state, { type: 'hover', at });
  if (found === undefined || view.state.doc !== state.doc) return;
  view.focus();
  view.dispatch({
    effects: [
      setAtCaret.of(found && tooltip(found)),
      EditorView.announce.of(
        found
          ? `${found.signature}. ${found.documentation}`
          : text('help.nothingHere'),
      ),
    ],
  });
}
