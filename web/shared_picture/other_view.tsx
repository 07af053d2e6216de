// Another tab's picture as it is seen here: the same cards and the same table, dimmed, under words that say whose they
// are and how old; and the words above this tab's own, which stands beside it. It decides nothing.
import { Cards } from '../picture/cards';
import { eventWords } from '../picture/event_words';
import { StreamTable } from '../picture/table';
import { durationWords } from '../run/duration';
import type { RunState } from '../session';
import type { TextKey } from '../texts/en';
import { text } from '../texts/text';
import type { OtherTab } from './other_tab';

/** Something comes every second; when nothing does, something is wrong. Milliseconds. */
const silentMs = 3000;

const stands: Record<RunState, TextKey> = {
  ready: 'run.ready',
  running: 'run.running',
  ended: 'others.ended',
  failed: 'others.failed',
  stopped: 'run.stopped',
};

/** How old what is shown is, and whether more will come. */
export function ageWords(other: OtherTab, now: number): string {
  const ago = durationWords(
    Math.max(0, Math.round((now - other.toldAt) / 10) * 10),
  );
  if (other.end === 'gone') return text('others.gone', { ago });
  if (other.end === 'broken') return text('others.broken', { ago });
  return text(now - other.toldAt > silentMs ? 'others.silent' : 'others.told', {
    ago,
  });
}

function Whose({ name, run }: { name: string; run: RunState }) {
  return (
    <h3>
      {name} <span class="chip">{text(stands[run])}</span>
    </h3>
  );
}

export function OwnHead({
  filename,
  run,
  shares,
  standing,
  onShare,
}: {
  filename: string;
  run: RunState;
  shares: boolean;
  /** Who sees whom, in a line that is read aloud when it changes. */
  standing: string;
  onShare(): void;
}) {
  return (
    <>
      <Whose name={text('others.own', { filename })} run={run} />
      <button
        aria-pressed={shares}
        aria-describedby={shares ? undefined : 'others-about'}
        onClick={onShare}
      >
        {text('others.share')}
      </button>
      <p role="status">{standing}</p>
    </>
  );
}

export function OtherPicture({
  other,
  now,
  live,
  asTable,
}: {
  other: OtherTab;
  now: number;
  /** This tab's picture is its newest, too. */
  live: boolean;
  asTable: boolean;
}) {
  const { model, filename, notSent } = other;
  const views = model.views();
  const { tape, total } = model;
  return (
    <article class="other" data-ended={other.end !== null}>
      <header>
        <Whose name={text('others.called', { filename })} run={other.run} />
        <p>
          {ageWords(other, now)}{' '}
          {total > 0 &&
            tape.end > 0 &&
            text('others.last', {
              count: total,
              event: eventWords(model, tape.record(tape.end - 1)),
            })}{' '}
          {notSent > 0 && text('others.notSent', { count: notSent })}{' '}
          {!live && text('others.newest')}
        </p>
      </header>
      {views.length === 0 ? (
        <p>{text('others.noStream')}</p>
      ) : (
        <>
          {!asTable && <Cards views={views} choice={null} />}
          <StreamTable
            views={views}
            until={Infinity}
            visible={asTable}
            caption={text('others.caption', { filename })}
          />
        </>
      )}
    </article>
  );
}
