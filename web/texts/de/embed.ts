// German: what stands in others' articles.
import type { embed as en } from '../en/embed';

export const embed: Record<keyof typeof en, string> = {
  run: 'In Tincan ausführen',
  frame: '{filename} in Tincan',
  open: 'In eigenem Tab öffnen',
};
