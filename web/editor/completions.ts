// Completion by Node's types. Before they are loaded only Ctrl-Space or the dot after a name asks for them.
import {
  autocompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView, Rect } from '@codemirror/view';
import type { CompletionEntry } from '../language/protocol';
import { explanationElement } from './explanation';
import type { Help } from './help';

/** CodeMirror's icons by TypeScript's kinds. */
const icons: Record<string, string> = {
  alias: 'namespace',
  class: 'class',
  const: 'constant',
  enum: 'enum',
  'external module name': 'namespace',
  function: 'function',
  getter: 'property',
  interface: 'interface',
  keyword: 'keyword',
  let: 'variable',
  'local function': 'function',
  'local var': 'variable',
  method: 'method',
  module: 'namespace',
  parameter: 'variable',
  property: 'property',
  setter: 'property',
  string: 'text',
  type: 'type',
  'type parameter': 'type',
  var: 'variable',
};

const member = /[\w$)\]'"`]\??\.$/;
const word = /[\w$#]+$/;
/** Where the name of a module is written. */
const moduleName = /\b(?:from|import|require\s*\(|import\s*\()\s*['"][^'"]*$/;

/** TypeScript's ranks begin with 11 for what is nearest; names with _ are for those who write streams. */
function boost({ name, rank }: CompletionEntry): number {
  return (rank < '15' ? 2 : 0) - (name.startsWith('_') ? 1 : 0);
}

/** Beside the list where there is room, else below or above it: never on it. */
function placeOfInfo(
  _view: unknown,
  list: Rect,
  option: Rect,
  info: Rect,
  space: Rect,
): { style: string } {
  const width = info.right - info.left;
  const height = info.bottom - info.top;
  const top = Math.max(space.top, Math.min(option.top, space.bottom - height));
  const beside = `top: ${top - list.top}px`;
  if (space.right - list.right >= width)
    return { style: `left: 100%; ${beside}` };
  if (list.left - space.left >= width)
    return { style: `right: 100%; ${beside}` };
  const left = Math.min(0, space.right - width - list.left - 8);
  const isBelow = space.bottom - list.bottom >= height;
  return { style: `left: ${left}px; ${isBelow ? 'top' : 'bottom'}: 100%` };
}

/** Whether what stands before the caret asks by itself what can follow. */
function asks(before: string): boolean {
  return member.test(before) || moduleName.test(before);
}

/** Completions for what was typed before they were there. */
export function catchUp(view: EditorView): void {
  const { state } = view;
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  if (asks(line.text.slice(0, head - line.from))) startCompletion(view);
}

export function completions(help: Help): Extension {
  async function source(
    context: CompletionContext,
  ): Promise<CompletionResult | null> {
    const { state, pos, explicit } = context;
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    const typed = asks(before);
    if (!explicit && !typed && !(help.isWanted && word.test(before)))
      return null;
    const found = await help.ask(state, { type: 'completions', at: pos });
    if (!found || context.aborted) return null;
    const option = (entry: CompletionEntry): Completion => ({
      label: entry.name,
      type: icons[entry.kind] ?? 'text',
      boost: boost(entry),
      info: async () => {
        const question = {
          type: 'details',
          at: pos,
          name: entry.name,
        } as const;
        const details = await help.ask(state, question);
        return details ? explanationElement(details) : null;
      },
    });
    return {
      from: found.from,
      options: found.entries.map(option),
      validFor: /^[\w$#]*$/,
    };
  }
  return autocompletion({ override: [source], positionInfo: placeOfInfo });
}
