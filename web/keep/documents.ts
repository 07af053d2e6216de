// What the person wrote, kept: every document of this tab in memory, saved soon after each edit, with a
// history. Works the same without storage, for as long as the tab lives, and says so. No elements here.
import { randomKey } from '../relay/proof';
import { programById, type Program } from '../programs/index';
import { forget, leave, takeOver } from './leftovers';
import { isCopyOf } from './link_ids';
import { isSecond, otherOf } from './second';
import {
  keptSnapshots,
  Store,
  type KeptDocument,
  type Snapshot,
  type SnapshotReason,
} from './store';
import { text } from '../texts/text';

/** From the last key pressed to the save; milliseconds. */
const saveAfter = 200;

/** A document that is edited and shown. */
export type Document = KeptDocument;

export class Documents {
  /** Documents that differ from what the chooser offers. */
  private readonly kept = new Map<string, KeptDocument>();
  /** savedAt of the version this tab took or wrote last, by document. */
  private readonly seenAt = new Map<string, number>();
  private readonly tab = randomKey();
  /** Edits no storage has confirmed yet, by document. */
  private readonly unconfirmed = new Map<string, KeptDocument>();
  private pending: { document: KeptDocument; timer: number } | null = null;
  /** Snapshots the storage did not take. */
  private readonly unsaved: Snapshot[] = [];
  private complained = false;

  private constructor(
    private readonly store: Store | null,
    private readonly say: (text: string) => void,
  ) {
    addEventListener('pagehide', () => this.leave());
    addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.flush();
    });
  }

  /**
   * Reads what is kept. Never rejects: without storage, documents live as long as the tab.
   * @param say shows one line to the person
   */
  static async open(say: (text: string) => void): Promise<Documents> {
    let store: Store;
    let documents: KeptDocument[];
    let damaged: number;
    let left: ReturnType<typeof takeOver>;
    try {
      store = await Store.open();
      ({ documents, damaged } = await store.documents());
      left = takeOver();
    } catch (error) {
      say(text('keep.noStorage', { reason: wordsOf(error) }));
      return new Documents(null, say);
    }
    const opened = new Documents(store, say);
    for (const document of documents) {
      opened.kept.set(document.id, document);
      opened.seenAt.set(document.id, document.savedAt);
    }
    for (const document of left.documents) opened.takeOver(document);
    damaged += left.damaged;
    if (damaged > 0) say(text('keep.damagedDocuments', { count: damaged }));
    return opened;
  }

  /** The document with this id, if one is kept. */
  find(id: string): Document | null {
    return this.kept.get(id) ?? null;
  }

  /** A copy of a link's document that is as it came. @param first id of its first copy */
  copyOf(first: string, code: string): Document | null {
    const copies = [...this.kept.values()].filter(({ id }) =>
      isCopyOf(first, id),
    );
    return (
      copies.find((copy) => copy.original === code && copy.code === code) ??
      null
    );
  }

  /** The program's own document, edited or not. */
  ofProgram(program: Program): Document {
    return (
      this.kept.get(program.id) ?? {
        id: program.id,
        program: program.id,
        filename: program.filename,
        original: null,
        code: program.code,
        savedAt: 0,
        tab: this.tab,
      }
    );
  }

  /**
   * The document with this id, kept or not edited yet; the program's own where there is no such one of it.
   * @param taken id of the one that the can beside shows: then it is the other of the two
   */
  ofId(program: Program, id: string | null, taken: string | null): Document {
    const given = id ?? program.id;
    const kept = this.kept.get(given);
    const first = this.kept.get(otherOf(given));
    const document =
      kept?.program === program.id
        ? kept
        : id === null || !isSecond(id)
          ? this.ofProgram(program)
          : this.secondOf(
              first?.program === program.id ? first : this.ofProgram(program),
            );
    return document.id === taken
      ? this.ofId(program, otherOf(taken), null)
      : document;
  }

  /** It begins as the first one did. */
  private secondOf(first: Document): Document {
    const { id, program, original } = first;
    const { code, filename } = programById(program);
    return {
      ...first,
      id: otherOf(id),
      filename: original === null ? filename : first.filename,
      code: original ?? code,
      savedAt: 0,
    };
  }

  /** Takes in what another tab, or the can beside, has saved of it and of the other of the two. */
  async refresh(id: string): Promise<void> {
    try {
      for (const each of [id, otherOf(id)]) {
        const stored = await this.store?.document(each);
        const savedAt = this.kept.get(each)?.savedAt ?? 0;
        if (!stored || stored.savedAt <= savedAt) continue;
        this.kept.set(each, stored);
        this.seenAt.set(each, stored.savedAt);
      }
    } catch (error) {
      this.complain(error);
    }
  }

  /** Documents that are no program's own, the newest first: kept ones, and the one shown. */
  others(shown: Document): Document[] {
    const all = new Map(this.kept).set(shown.id, shown);
    return [...all.values()]
      .filter(({ id, program }) => id !== program)
      .sort((a, b) => b.savedAt - a.savedAt);
  }

  /** A document of its own, beside all others. */
  add(id: string, program: Program, original: string): Document {
    const document: Document = {
      ...this.ofProgram(program),
      id,
      original,
      code: original,
    };
    return this.edit(document, original);
  }

  /** Takes an edit in and saves it soon. @returns the document as it is now */
  edit(document: Document, code: string): Document {
    const edited = { ...document, code, savedAt: Date.now(), tab: this.tab };
    this.kept.set(edited.id, edited);
    this.unconfirmed.set(edited.id, edited);
    if (this.pending?.document.id !== edited.id) this.flush();
    clearTimeout(this.pending?.timer);
    const timer = window.setTimeout(() => {
      this.pending = null;
      this.save(edited);
    }, saveAfter);
    this.pending = { document: edited, timer };
    return edited;
  }

  /** Puts the code as it is into the history, unless it is the latest there already. */
  async snapshot(
    document: Document,
    code: string,
    reason: SnapshotReason,
  ): Promise<void> {
    const snapshot = { document: document.id, code, reason, time: Date.now() };
    if (this.store === null) {
      this.keepUnsaved(snapshot);
      return;
    }
    try {
      await this.store.addSnapshot(snapshot);
    } catch (error) {
      this.keepUnsaved(snapshot);
      this.complain(error);
    }
  }

  /** The document's history, oldest first; what could not be read is told. */
  async history(document: Document): Promise<Snapshot[]> {
    const unsaved = this.unsaved.filter((s) => s.document === document.id);
    if (this.store === null) return unsaved;
    try {
      const { snapshots, damaged } = await this.store.snapshots(document.id);
      if (damaged > 0)
        this.say(text('keep.damagedSnapshots', { count: damaged }));
      return [...snapshots, ...unsaved];
    } catch (error) {
      this.complain(error);
      return unsaved;
    }
  }

  /** Saves now what waits to be saved. */
  flush(): void {
    if (this.pending === null) return;
    const { document, timer } = this.pending;
    clearTimeout(timer);
    this.pending = null;
    this.save(document);
  }

  /** The page may be gone for good, with every save that is under way. */
  private leave(): void {
    if (this.store === null) return;
    try {
      for (const document of this.unconfirmed.values()) leave(document);
    } catch (error) {
      this.complain(error);
    }
    this.flush();
  }

  /** What an earlier page left: the latest version is the document, any other is history. */
  private takeOver(document: KeptDocument): void {
    const kept = this.kept.get(document.id);
    if (kept && kept.savedAt > document.savedAt) {
      void this.snapshot(document, document.code, 'other tab').then(() =>
        forget(document),
      );
      return;
    }
    this.kept.set(document.id, document);
    this.unconfirmed.set(document.id, document);
    this.save(document);
  }

  private save(document: KeptDocument): void {
    const seenAt = this.seenAt.get(document.id) ?? 0;
    this.seenAt.set(document.id, document.savedAt);
    this.store?.save(document, seenAt).then(
      () => {
        if (this.unconfirmed.get(document.id) !== document) return;
        this.unconfirmed.delete(document.id);
        forget(document);
      },
      (error: unknown) => this.complain(error),
    );
  }

  private keepUnsaved(snapshot: Snapshot): void {
    const latest = this.unsaved.findLast(
      (other) => other.document === snapshot.document,
    );
    if (latest?.code === snapshot.code) return;
    this.unsaved.push(snapshot);
    if (this.unsaved.length > keptSnapshots) this.unsaved.shift();
  }

  /** Once: the second time it is no news. */
  private complain(error: unknown): void {
    if (this.complained) return;
    this.complained = true;
    const full = error instanceof Error && error.name === 'QuotaExceededError';
    this.say(
      full
        ? text('keep.full')
        : text('keep.notKept', { reason: wordsOf(error) }),
    );
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error && error.name !== 'Error'
    ? error.name
    : String(error);
}
