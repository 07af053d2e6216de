// Documents a page had not saved when it went: IndexedDB drops what is under way then, localStorage does not.
// The next page takes them over, or both cans of one: whoever saves one forgets it. Nothing stays here longer than that.
import { isDocument, type KeptDocument } from './store';

const prefix = 'tincan.unsaved.';

/** @throws DOMException where the storage is blocked or full */
export function leave(document: KeptDocument): void {
  localStorage.setItem(prefix + document.id, JSON.stringify(document));
}

/** The document is saved after all. */
export function forget(document: KeptDocument): void {
  localStorage.removeItem(prefix + document.id);
}

/**
 * @returns what earlier pages left, until it is forgotten, and how many records were none
 * @throws DOMException where the storage is blocked
 */
export function takeOver(): { documents: KeptDocument[]; damaged: number } {
  const documents: KeptDocument[] = [];
  let damaged = 0;
  const keys = Object.keys(localStorage).filter((key) =>
    key.startsWith(prefix),
  );
  for (const key of keys) {
    const document = read(localStorage.getItem(key));
    if (document) documents.push(document);
    else {
      damaged += 1;
      localStorage.removeItem(key);
    }
  }
  return { documents, damaged };
}

function read(text: string | null): KeptDocument | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isDocument(value) ? value : null;
  } catch {
    return null;
  }
}
