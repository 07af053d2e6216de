// Second documents: two cans of one page never show the same one, so that of every document there may be a second.
// Names only; what is in them is kept in documents.ts.

const ending = '.second';

export function isSecond(id: string): boolean {
  return id.endsWith(ending);
}

/** The other one of the two. */
export function otherOf(id: string): string {
  return isSecond(id) ? id.slice(0, -ending.length) : id + ending;
}
