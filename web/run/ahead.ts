// Fetches the network's parts while nobody waits, since most programs to come want them and the host may be gone by then. No part
// of a first program.
import { netParts } from './extra_scripts';

/** Nothing has run for so long; milliseconds. */
const restMs = 3000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** A run begins: the line is its own. */
export function waitAhead(): void {
  clearTimeout(timer);
}

/** Nothing runs, from now on. */
export function fetchAhead(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    netParts().catch(() => {
      // The program that wants them asks again, and says so where they cannot be had.
    });
  }, restMs);
}
