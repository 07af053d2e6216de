// Every text of the page in German; en.ts says how texts are written.
import { both } from './de/both';
import { chrome } from './de/chrome';
import { compare } from './de/compare';
import { editor } from './de/editor';
import { keep } from './de/keep';
import { panes } from './de/panes';
import { programs } from './de/programs';
import type { Texts } from './en';

export const de: Texts = {
  ...chrome,
  ...both,
  ...panes,
  ...editor,
  ...keep,
  ...compare,
  ...programs,
};
