// Parts of the page that are loaded when the person first wants them: dialogs, and what makes files.
import { text } from '../texts/text';

/** Does something with such a part as soon as it is there; where it cannot be had, that is said. */
export type Later = <T>(part: Promise<T>, use: (part: T) => void) => void;

/** @param tell shows a line to the person */
export function laterTelling(tell: (words: string) => void): Later {
  return (part, use) => {
    part.then(use, (error: unknown) =>
      tell(text('page.notLoaded', { reason: String(error) })),
    );
  };
}
