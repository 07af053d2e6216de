// What the script of an extra ends with (extras.ts). It must import nothing: each of those scripts carries it.
import type { Extras } from './extras';

export const extraSlot = '__tincanExtra';

export function give(extra: Partial<Extras>): void {
  (globalThis as { [extraSlot]?: Partial<Extras> })[extraSlot] = extra;
}
