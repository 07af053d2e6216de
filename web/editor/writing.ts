// What only who writes wants of the editor: its keys, undo, brackets that close, completions, explanations, problems, search. Loaded when
// the editor is first turned to; until then the keys of it wait for it (editor.ts).
import {
  closeBrackets,
  closeBracketsKeymap,
  completionStatus,
  startCompletion,
} from '@codemirror/autocomplete';
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
} from '@codemirror/commands';
import { openLintPanel } from '@codemirror/lint';
import { openSearchPanel, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { catchUp, completions } from './completions';
import { format } from './format';
import type { Help } from './help';
import { explainAtCaret, hover } from './hover';
import { phrases } from './phrases';
import { problems, showRunError } from './problems';
import { tooltipTheme } from './tooltip_theme';

export function writing(help: Help): Extension {
  return [
    history(),
    closeBrackets(),
    completions(help),
    hover(help),
    problems(help),
    tooltipTheme,
    EditorState.phrases.of(phrases()),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap,
    ]),
  ];
}

export {
  catchUp,
  completionStatus,
  explainAtCaret,
  format,
  indentLess,
  indentMore,
  openLintPanel,
  openSearchPanel,
  showRunError,
  startCompletion,
};
