// The sign of Tincan, with its name for those who do not see it where there is no room.
import type { CanName } from '../lockstep/messages';

export function Brand() {
  return (
    <div class="brand">
      <svg viewBox="0 0 40 24" width="40" height="24" aria-hidden="true">
        <path class="string" d="M13 12 C 17 16, 23 16, 27 12" />
        <path class="can-a" d="M2 5 h9 a2 7 0 0 1 0 14 h-9 a2 7 0 0 1 0 -14z" />
        <path
          class="can-b"
          d="M38 5 h-9 a2 7 0 0 0 0 14 h9 a2 7 0 0 0 0 -14z"
        />
      </svg>
      <h1>Tincan</h1>
    </div>
  );
}

/** One of two cans: its letter, in its colour. */
export function CanMark({ can }: { can: CanName }) {
  return <h1 class={`can-mark can-mark-${can}`}>{can.toUpperCase()}</h1>;
}
