// Ids of documents that came by a link: the link's checksum, whether it is B's of a link for both cans, and, of a further
// copy, something of its own. Names only; what is in them is kept in documents.ts.

const ofB = '-b';
const ownCharacters = 6;

/** Of the link's first copy. @param checksum eight hexadecimal digits */
export function linkId(checksum: string, isB: boolean): string {
  return `link-${checksum}${isB ? ofB : ''}`;
}

/** @param key characters nobody else has */
export function furtherId(first: string, key: string): string {
  return `${first}-${key.slice(0, ownCharacters)}`;
}

export function isCopyOf(first: string, id: string): boolean {
  const further = first.length + 1 + ownCharacters;
  return id === first || (id.startsWith(`${first}-`) && id.length === further);
}

/** It is B's: A's came by the same link, at the same time and often by the same file name. */
export function isOfB(id: string): boolean {
  return /^link-[\da-f]{8}-b(-|$)/.test(id);
}
