// The comparison with Node: how to get a log, and both logs side by side around the first row that differs. It
// shows a stretch of the rows and says so; it compares nothing itself.
import { spaced } from '../texts/numbers';
import { text } from '../texts/text';
import type { Comparison, Row } from './compare';
import type { LogEvent } from './log';

/** Rows shown before and from the divergence on. */
const rowsBefore = 12;
const rowsAfter = 200;

export interface Compared {
  theirs: string;
  comparison: Comparison;
}

function words(event: LogEvent | null): string {
  if (event === null) return text('compare.nothingMore');
  const { stream, label, kind, size, answer, readable, writable } = event;
  const sized = size > 0 ? ` ${spaced(size)}` : '';
  const answered = answer === null ? '' : ` → ${answer}`;
  return `#${stream} ${label} ${kind}${sized}${answered}, W ${spaced(writable)} R ${spaced(readable)}`;
}

function RowOfBoth({
  row,
  number,
  first,
}: {
  row: Row;
  number: number;
  first: boolean;
}) {
  return (
    <tr class={first ? 'first-difference' : row.same ? '' : 'differs'}>
      <th scope="row">{spaced(number)}</th>
      <td>{words(row.ours)}</td>
      <td>
        {row.same ? '=' : '≠'} {words(row.theirs)}
      </td>
    </tr>
  );
}

function Verdict({ theirs, comparison }: Compared) {
  const { rows, divergence, leftOut, byStream } = comparison;
  const from = Math.max(0, divergence - rowsBefore);
  const shown = rows.slice(from, from + rowsBefore + rowsAfter);
  const at = rows[divergence];
  return (
    <>
      <p class={`verdict ${at ? 'differs' : ''}`} role="status">
        {at
          ? text('compare.part', {
              row: divergence + 1,
              ours: words(at.ours),
              runtime: theirs,
              theirs: words(at.theirs),
            })
          : text('compare.same', { count: rows.length, runtime: theirs })}
      </p>
      <p class="dialog-about">
        {text('compare.leftOut', { count: leftOut })}
        {byStream && ` ${text('compare.byStream')}`}
      </p>
      <div
        class="compared-scroll"
        tabindex={0}
        role="region"
        aria-label={text('compare.both')}
      >
        <table class="compared">
          <thead>
            <tr>
              <th scope="col">{text('compare.row')}</th>
              <th scope="col">Tincan</th>
              <th scope="col">{theirs}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, i) => (
              <RowOfBoth
                key={from + i}
                row={row}
                number={from + i + 1}
                first={from + i === divergence}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <p class="dialog-about">
          {text('compare.rows', {
            from: from + 1,
            to: from + shown.length,
            all: rows.length,
          })}
        </p>
      )}
    </>
  );
}

export function CompareDialog({
  filename,
  problem,
  compared,
  onScript,
  onFile,
  onClose,
}: {
  filename: string;
  /** Why the file just chosen is of no use; empty when there is nothing to say. */
  problem: string;
  compared: Compared | null;
  onScript(): void;
  onFile(file: File): void;
  onClose(): void;
}) {
  return (
    <>
      <div class="dialog-head">
        <h2 id="dialog-title">{text('compare.title', { filename })}</h2>
        <button onClick={onClose}>{text('dialog.close')}</button>
      </div>
      <p class="dialog-about">{text('compare.about')}</p>
      <div class="dialog-row">
        <button onClick={onScript}>{text('compare.script')}</button>
        <label class="file">
          {text('compare.log')}{' '}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) onFile(file);
              event.currentTarget.value = '';
            }}
          />
        </label>
      </div>
      {problem !== '' && (
        <p class="verdict differs" role="alert">
          {problem}
        </p>
      )}
      {compared && <Verdict {...compared} />}
    </>
  );
}
