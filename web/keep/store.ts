// The browser's storage for documents and their history: one IndexedDB of the page's origin. It checks
// what it reads, and decides nothing about when something is kept.
import { openDB, type IDBPDatabase } from 'idb';

/** A program as the person has it; there may be several of one program. */
export interface KeptDocument {
  /** A program's own document has the program's id. */
  id: string;
  /** Id in the chooser. */
  program: string;
  /** The name errors show. */
  filename: string;
  /** What Reset goes back to; null: the program's own text. */
  original: string | null;
  code: string;
  /** Milliseconds since 1970. */
  savedAt: number;
  /** The tab that saved it. */
  tab: string;
}

export type SnapshotReason =
  'run' | 'reset' | 'restore' | 'undo' | 'other tab' | 'fix';

export interface Snapshot {
  document: string;
  code: string;
  reason: SnapshotReason;
  /** Milliseconds since 1970. */
  time: number;
}

/** Snapshots kept of one document; older ones give way. */
export const keptSnapshots = 100;

const isText = (value: unknown) => typeof value === 'string';
const isTime = (value: unknown) => Number.isFinite(value);

export function isDocument(value: unknown): value is KeptDocument {
  const document = value as KeptDocument | null;
  return (
    typeof document === 'object' &&
    document !== null &&
    isText(document.id) &&
    isText(document.program) &&
    isText(document.filename) &&
    (document.original === null || isText(document.original)) &&
    isText(document.code) &&
    isTime(document.savedAt) &&
    isText(document.tab)
  );
}

function isSnapshot(value: unknown): value is Snapshot {
  const snapshot = value as Snapshot | null;
  return (
    typeof snapshot === 'object' &&
    snapshot !== null &&
    isText(snapshot.document) &&
    isText(snapshot.code) &&
    isText(snapshot.reason) &&
    isTime(snapshot.time)
  );
}

export class Store {
  private constructor(private readonly database: IDBPDatabase) {}

  /** Rejects where the browser offers no storage. */
  static async open(): Promise<Store> {
    const database = await openDB('tincan', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('documents', { keyPath: 'id' });
        fresh
          .createObjectStore('snapshots', { autoIncrement: true })
          .createIndex('document', 'document');
      },
    });
    return new Store(database);
  }

  /** @returns all documents, and how many records are none */
  async documents(): Promise<{ documents: KeptDocument[]; damaged: number }> {
    const records: unknown[] = await this.database.getAll('documents');
    const documents = records.filter(isDocument);
    return { documents, damaged: records.length - documents.length };
  }

  /** @returns null where there is none, or a damaged one */
  async document(id: string): Promise<KeptDocument | null> {
    const record: unknown = await this.database.get('documents', id);
    return isDocument(record) ? record : null;
  }

  /**
   * Saves a document. Another tab's version that this tab has never seen goes into the history first.
   * @param seenAt savedAt of the version this tab knows, 0 for none
   */
  async save(document: KeptDocument, seenAt: number): Promise<void> {
    const transaction = this.database.transaction(
      ['documents', 'snapshots'],
      'readwrite',
    );
    const documents = transaction.objectStore('documents');
    const work = async () => {
      const stored: unknown = await documents.get(document.id);
      if (
        isDocument(stored) &&
        stored.tab !== document.tab &&
        stored.savedAt > seenAt &&
        stored.code !== document.code
      ) {
        const snapshot: Snapshot = {
          document: document.id,
          code: stored.code,
          reason: 'other tab',
          time: stored.savedAt,
        };
        await transaction.objectStore('snapshots').add(snapshot);
      }
      await documents.put(document);
    };
    await Promise.all([work(), transaction.done]);
  }

  /** Adds to the history, unless the latest entry says the same. */
  async addSnapshot(snapshot: Snapshot): Promise<void> {
    const transaction = this.database.transaction('snapshots', 'readwrite');
    const work = async () => {
      const index = transaction.store.index('document');
      const latest = await index.openCursor(snapshot.document, 'prev');
      if ((latest?.value as Snapshot | undefined)?.code === snapshot.code)
        return;
      await transaction.store.add(snapshot);
      const keys = await index.getAllKeys(snapshot.document);
      // Keys grow with time.
      for (const key of keys.slice(0, -keptSnapshots))
        await transaction.store.delete(key);
    };
    await Promise.all([work(), transaction.done]);
  }

  /** @returns oldest first, and how many records are no snapshots */
  async snapshots(
    document: string,
  ): Promise<{ snapshots: Snapshot[]; damaged: number }> {
    const records: unknown[] = await this.database.getAllFromIndex(
      'snapshots',
      'document',
      document,
    );
    const snapshots = records.filter(isSnapshot);
    return { snapshots, damaged: records.length - snapshots.length };
  }
}
