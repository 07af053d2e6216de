// Lays the program out by TypeScript's formatter: spaces and line breaks within the person's lines. One undo takes it
// back; the caret stays with its text.
import { isolateHistory } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { text } from '../texts/text';
import type { Help } from './help';

export async function format(view: EditorView, help: Help): Promise<void> {
  const { state } = view;
  const edits = await help.ask(state, { type: 'format' });
  if (edits === undefined || view.state.doc !== state.doc) return;
  view.dispatch({
    changes: edits,
    annotations: isolateHistory.of('full'),
    effects: EditorView.announce.of(text('help.formatted')),
    userEvent: 'format',
  });
}
