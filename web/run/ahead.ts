// Fetches parts of the run worker before a program is run that wants them: its Run is sooner, and the host may be gone by then.
import { extraScripts, netParts } from './extra_scripts';

/** Nothing has run for so long; milliseconds. */
const restMs = 3000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Run asks again, and says so where they cannot be had. */
const leftToRun = () => {};

/** What this program wants, which is shown and can be run. */
export function fetchFor(code: string, filename: string): void {
  extraScripts(code, filename).catch(leftToRun);
}

/** A run begins: the line is its own. */
export function waitAhead(): void {
  clearTimeout(timer);
}

/** Nothing runs, from now on. The network is what most programs to come want; it is no part of a first one. */
export function fetchAhead(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    netParts().catch(leftToRun);
  }, restMs);
}
