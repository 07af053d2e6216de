// Where two texts differ first, in a person's words. Pure.

export interface Change {
  /** Counts from 1. */
  line: number;
  /** The line as it became; empty where the text became shorter. */
  text: string;
}

/** @returns null when the texts are the same */
export function firstChange(before: string, after: string): Change | null {
  if (before === after) return null;
  const from = before.split('\n');
  const to = after.split('\n');
  let at = 0;
  while (from[at] === to[at]) at += 1;
  return { line: at + 1, text: (to[at] ?? '').trim() };
}
