// The comparison with Node: how to get a log, and both logs side by side around the first row that differs. It
// shows a stretch of the rows and says so; it compares nothing itself.
import { spaced } from '../picture/words';
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
  if (event === null) return 'nothing more';
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
          ? `They part at row ${spaced(divergence + 1)}: Tincan ${words(at.ours)}; ${theirs} ${words(at.theirs)}.`
          : `No divergence: ${spaced(rows.length)} events are the same in Tincan and ${theirs}.`}
      </p>
      <p class="dialog-about">
        {spaced(leftOut)} events of the two logs are not compared: what only the
        engine sees, such as callbacks, pipes and the network’s frames.
        {byStream &&
          ' Sockets are compared one by one, since which is served first is the network’s to say; their pulls and their close are left out.'}
      </p>
      <div
        class="compared-scroll"
        tabindex={0}
        role="region"
        aria-label="Both logs"
      >
        <table class="compared">
          <thead>
            <tr>
              <th scope="col">row</th>
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
          Rows {spaced(from + 1)} to {spaced(from + shown.length)} of{' '}
          {spaced(rows.length)}.
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
        <h2 id="dialog-title">Run in Node: {filename}</h2>
        <button onClick={onClose}>Close</button>
      </div>
      <p class="dialog-about">
        The script is this program with a tracer in front. Run it with Node; it
        leaves a log of what the streams did. Run the program here, too, and
        give the log back: both are compared event by event.
      </p>
      <div class="dialog-row">
        <button onClick={onScript}>Download script</button>
        <label class="file">
          Log from Node{' '}
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
