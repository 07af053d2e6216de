// Everything the page can do, by name: what the palette lists, and what the keys do. It wires names to acts
// and does nothing itself.
import type { TextKey } from '../texts/en';
import { text } from '../texts/text';
import { isKey } from './keys';

export interface Command {
  name: string;
  /** As keys.ts writes them. */
  keys?: string;
  run(): void;
  /** Not now: the palette leaves it out, its key does nothing. */
  unfit?: () => boolean;
}

/** In a can as outside of both. */
export const runBothKey = 'Mod+Shift+Enter';

/** A command of the page's own. */
export function command(
  key: TextKey,
  run: () => void,
  more: Omit<Command, 'name' | 'run'> = {},
): Command {
  return { name: text(key), run, ...more };
}

/** From now on the keys of these commands do what they say. */
export function listenForKeys(commands: readonly Command[]): void {
  addEventListener('keydown', (event) => {
    const found = commands.find(({ keys }) => keys && isKey(event, keys));
    if (!found) return;
    // The editor has some of the keys as well, and has done what they say.
    const done = event.defaultPrevented;
    event.preventDefault();
    if (!done && !found.unfit?.()) found.run();
  });
}
