// The History dialog: one document's snapshots, newest first, each to be brought back. Restoring is an
// edit like any other: it can be undone, and what it replaces becomes a snapshot.
import { firstChange } from './changes';
import { language, text } from '../texts/text';
import type { Snapshot } from './store';

/** Day and time to the second, as the language writes them. */
function when(time: number): string {
  return new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(time);
}

function ChangeWords({ before, after }: { before: string; after: string }) {
  const change = firstChange(before, after);
  if (change === null)
    return <span class="change">{text('history.asItWas')}</span>;
  return (
    <span class="change">
      {text('history.line', { line: String(change.line) })}{' '}
      <code>{change.text || text('history.emptyLine')}</code>
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
        <h2 id="dialog-title">{text('history.title', { filename })}</h2>
        <button onClick={onClose}>{text('dialog.close')}</button>
      </div>
      <p class="dialog-about">{text('history.about')}</p>
      {entries.length === 0 ? (
        <p class="dialog-about">{text('history.empty')}</p>
      ) : (
        <ol class="snapshots" aria-label={text('history.snapshots')}>
          {entries.map(({ snapshot, before }) => (
            <li key={snapshot.time}>
              <time dateTime={new Date(snapshot.time).toISOString()}>
                {when(snapshot.time)}
              </time>
              <span class="reason">{text(`reason.${snapshot.reason}`)}</span>
              <ChangeWords before={before} after={snapshot.code} />
              <button onClick={() => onRestore(snapshot)}>
                {text('history.restore')}
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
