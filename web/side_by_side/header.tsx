// The bar above both cans: run both, stop both, and, on a narrow screen, which of the two is seen. It shows what it
// is given.
import { Brand } from '../chrome/brand';
import { runBothKey } from '../chrome/commands';
import { keyShortcuts, keyWords } from '../chrome/keys';
import { text } from '../texts/text';
import type { CanName } from '../lockstep/messages';
import type { CanState } from './messages';

type States = Record<CanName, CanState | null>;

const names: readonly CanName[] = ['a', 'b'];

/** A program that keeps its thread keeps the other waiting, too. */
function busyWords(states: States): string {
  const busy = names.find((can) => states[can]?.busy);
  if (busy === undefined) return '';
  const other = busy === 'a' ? 'B' : 'A';
  return text('both.busy', { name: busy.toUpperCase(), other });
}

export function Header({
  states,
  shown,
  onRun,
  onStop,
  onShow,
}: {
  /** null: not loaded yet. */
  states: States;
  shown: CanName;
  onRun(): void;
  onStop(): void;
  onShow(can: CanName): void;
}) {
  const busy = busyWords(states);
  const ready = names.every((can) => states[can] !== null);
  const running = names.some((can) => states[can]?.run === 'running');
  return (
    <>
      <Brand />
      <div class="run-controls">
        <button
          class="run"
          data-keys={keyWords(runBothKey)}
          aria-keyshortcuts={keyShortcuts(runBothKey)}
          aria-disabled={!ready}
          onClick={() => ready && onRun()}
        >
          {text('both.run')}
        </button>
        <button
          class="stop"
          aria-disabled={!running}
          onClick={() => running && onStop()}
        >
          {text('both.stop')}
        </button>
      </div>
      <span class={`both-status ${busy === '' ? '' : 'is-busy'}`} role="status">
        {busy || text('both.about')}
      </span>
      <a class="apart" href={`./${states.a?.fragment ?? location.hash}`}>
        {text('both.apart')}
      </a>
      <nav class="cans-shown" aria-label={text('both.cans')}>
        {names.map((can) => (
          <button
            key={can}
            aria-current={can === shown ? 'true' : undefined}
            onClick={() => onShow(can)}
          >
            {can.toUpperCase()}
            <small> {stateWords(states[can])}</small>
          </button>
        ))}
      </nav>
    </>
  );
}

function stateWords(state: CanState | null): string {
  return text(`both.${state?.run ?? 'loading'}`);
}
