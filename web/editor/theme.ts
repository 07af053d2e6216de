// The editor's look, in the page's own custom properties, so that light and dark need no second theme.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { panelTheme } from './panel_theme';

export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--code-function)',
  },
  { tag: [tags.className, tags.typeName], color: 'var(--code-class)' },
  { tag: [tags.operator, tags.punctuation], color: 'var(--code-punctuation)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: 'var(--code-size)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '10px 0' },
  '.cm-line': { padding: '0 16px 0 6px' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--ink-3)',
    border: 'none',
  },
  '.cm-lineNumbers .cm-gutterElement': {
    minWidth: '2.6em',
    padding: '0 10px 0 0',
  },
  '.cm-activeLine': { backgroundColor: 'var(--line-active)' },
  '.cm-activeLineGutter': {
    backgroundColor: 'transparent',
    color: 'var(--ink)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
    { backgroundColor: 'var(--selection) !important' },
  '.cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--ink-3)',
    color: 'inherit',
  },
  '.cm-stream-line': {
    boxShadow: 'inset 3px 0 var(--readable)',
  },
  '.cm-moment-line': {
    backgroundColor: 'var(--selection)',
    outline: '1px dashed var(--focus)',
    outlineOffset: '-1px',
  },
  '.cm-error-line': {
    backgroundColor: 'var(--error-soft)',
    boxShadow: 'inset 3px 0 var(--error)',
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--error)',
    textUnderlineOffset: '4px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline dotted var(--wait) 2px',
    textUnderlineOffset: '4px',
  },
});

export const editorTheme = [look, panelTheme, syntaxHighlighting(colours)];
