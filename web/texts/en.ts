// Every text of the page in English, the language all others are measured by: the same keys, nothing more and
// nothing less. `{name}` is filled in; `one|other` are the words for one and for any other `{count}`. What is a
// term of Node (readable, drain, push) is the same in every language and stands in the code.
import { both } from './en/both.ts';
import { chrome } from './en/chrome.ts';
import { compare } from './en/compare.ts';
import { editor } from './en/editor.ts';
import { keep } from './en/keep.ts';
import { panes } from './en/panes.ts';
import { programs } from './en/programs.ts';

export const en = {
  ...chrome,
  ...both,
  ...panes,
  ...editor,
  ...keep,
  ...compare,
  ...programs,
} as const;

export type TextKey = keyof typeof en;
export type Texts = Record<TextKey, string>;
