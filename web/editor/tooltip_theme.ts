// The look of what the editor shows above the code: completions, explanations, problems and their list.
import { EditorView } from '@codemirror/view';

export const tooltipTheme = EditorView.theme({
  '.cm-tooltip': {
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    boxShadow: '0 4px 16px rgb(0 0 0 / 18%)',
    fontSize: '13px',
    lineHeight: '1.45',
    zIndex: '30',
  },
  '.cm-explanation': {
    boxSizing: 'border-box',
    width: 'max-content',
    maxWidth: 'min(36rem, calc(100vw - 24px))',
    maxHeight: 'min(40vh, 22rem)',
    overflow: 'auto',
    padding: '8px 12px',
    overflowWrap: 'anywhere',
  },
  '.cm-explanation pre': {
    margin: '8px 0',
    padding: '6px 8px',
    borderRadius: '4px',
    backgroundColor: 'var(--panel-2)',
    fontFamily: 'var(--mono)',
    fontSize: '12px',
    whiteSpace: 'pre-wrap',
  },
  '.cm-explanation pre.cm-signature': {
    margin: '0',
    padding: '0',
    backgroundColor: 'transparent',
  },
  '.cm-explanation p, .cm-explanation ul': { margin: '8px 0 0' },
  '.cm-explanation ul': { paddingLeft: '1.4em' },
  '.cm-explanation code': { fontFamily: 'var(--mono)', fontSize: '12px' },
  '.cm-explanation a': { color: 'var(--focus)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    maxHeight: 'min(16em, 40vh)',
    maxWidth: 'calc(100vw - 24px)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '3px 10px 3px 4px',
    lineHeight: '1.5',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--selection)',
    color: 'var(--ink)',
  },
  '.cm-completionMatchedText': {
    textDecoration: 'none',
    fontWeight: '700',
  },
  '.cm-completionIcon': { color: 'var(--ink-3)', opacity: '1' },
  '.cm-tooltip.cm-completionInfo': {
    width: 'max-content',
    maxWidth: 'min(28rem, calc(100vw - 24px))',
    padding: '0',
  },
  '.cm-completionInfo .cm-explanation': { width: 'auto', maxWidth: '100%' },
  '.cm-diagnostic': {
    padding: '6px 12px',
    borderLeft: '4px solid var(--line-strong)',
    maxWidth: 'min(36rem, calc(100vw - 24px))',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--wait)' },
  '.cm-diagnosticSource': {
    fontSize: '12px',
    color: 'var(--ink-3)',
    opacity: '1',
  },
  '.cm-panel.cm-panel-lint ul': { maxHeight: '30vh' },
  '.cm-panel.cm-panel-lint ul, .cm-panel.cm-panel-lint ul:focus': {
    '& [aria-selected]': {
      backgroundColor: 'var(--selection)',
      color: 'var(--ink)',
    },
  },
  '.cm-panel.cm-panel-lint button[name=close]': {
    minWidth: '28px',
    minHeight: '28px',
    color: 'var(--ink)',
  },
  '.cm-lintRange-active': { backgroundColor: 'var(--selection)' },
});
