// What only who writes wants of the editor: brackets that close, completions, explanations, problems, search. Loaded when
// the editor is first turned to; until then the keys of it wait for it (editor.ts).
import {
  closeBrackets,
  closeBracketsKeymap,
  completionStatus,
  startCompletion,
} from '@codemirror/autocomplete';
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

/** @param edited something was typed already */
export function writing(help: Help, edited: boolean): Extension {
  return [
    closeBrackets(),
    completions(help),
    hover(help),
    problems(help, edited),
    tooltipTheme,
    EditorState.phrases.of(phrases()),
    keymap.of([...closeBracketsKeymap, ...searchKeymap]),
  ];
}

export {
  catchUp,
  completionStatus,
  explainAtCaret,
  format,
  openLintPanel,
  openSearchPanel,
  showRunError,
  startCompletion,
};
