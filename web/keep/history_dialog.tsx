// The History dialog: one document's snapshots, newest first, each to be brought back. Restoring is an
// edit like any other: it can be undone, and what it replaces becomes a snapshot.
import { firstChange } from './changes';
import type { Snapshot, SnapshotReason } from './store';

const reasons: Record<SnapshotReason, string> = {
  run: 'Run',
  reset: 'before Reset',
  restore: 'before a restore',
  undo: 'before an undo',
  'other tab': 'from another tab',
  fix: 'before a fix',
};

const times = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function ChangeWords({ before, after }: { before: string; after: string }) {
  const change = firstChange(before, after);
  if (change === null) return <span class="change">as it was</span>;
  return (
    <span class="change">
      line {change.line}: <code>{change.text || '(empty)'}</code>
    </span>
  );
}

export function HistoryDialog({
  filename,
  original,
  snapshots,
  onRestore,
  onClose,
}: {
  filename: string;
  original: string;
  /** Oldest first. */
  snapshots: Snapshot[];
  onRestore(snapshot: Snapshot): void;
  onClose(): void;
}) {
  const entries = snapshots
    .map((snapshot, i) => ({
      snapshot,
      before: snapshots[i - 1]?.code ?? original,
    }))
    .reverse();
  return (
    <>
      <div class="dialog-head">
        <h2 id="dialog-title">History of {filename}</h2>
        <button onClick={onClose}>Close</button>
      </div>
      <p class="dialog-about">
        Every Run and every Reset keeps the program as it was then; the first
        line that changed is shown. Only this browser has them.
      </p>
      {entries.length === 0 ? (
        <p class="dialog-about">Nothing yet: the first Run makes an entry.</p>
      ) : (
        <ol class="snapshots" aria-label="Snapshots">
          {entries.map(({ snapshot, before }) => (
            <li key={snapshot.time}>
              <time dateTime={new Date(snapshot.time).toISOString()}>
                {times.format(snapshot.time)}
              </time>
              <span class="reason">{reasons[snapshot.reason]}</span>
              <ChangeWords before={before} after={snapshot.code} />
              <button onClick={() => onRestore(snapshot)}>Restore</button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
