// Another tab's picture as it is seen here: the same cards and the same table, dimmed, under words that say whose they
// are and how old. It decides nothing.
import { Cards } from '../picture/cards';
import { eventWords } from '../picture/event_words';
import { StreamTable } from '../picture/table';
import { durationWords } from '../run/duration';
import type { TextKey } from '../texts/en';
import { text } from '../texts/text';
import type { OtherTab } from './other_tab';

/** Something comes every second; when nothing does, something is wrong. Milliseconds. */
const silentMs = 3000;

const stands: Record<OtherTab['run'], TextKey> = {
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

export function OtherPicture({
  other,
  now,
  asTable,
}: {
  other: OtherTab;
  now: number;
  asTable: boolean;
}) {
  const { model, filename, notSent } = other;
  const views = model.views();
  const { tape, total } = model;
  return (
    <article class="other" data-ended={other.end !== null}>
      <h3>
        {text('others.called', { filename })}
        <span class="chip">{text(stands[other.run])}</span>
      </h3>
      <p>
        {ageWords(other, now)}{' '}
        {total > 0 &&
          tape.end > 0 &&
          text('others.last', {
            count: total,
            event: eventWords(model, tape.record(tape.end - 1)),
          })}{' '}
        {notSent > 0 && text('others.notSent', { count: notSent })}
      </p>
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
