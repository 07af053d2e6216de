// The bar at the top: which program, run and stop, how the run is, how the relay is.
import { groups, programs } from '../programs/index';
import type { RelayStatus } from '../run/protocol';
import type { Session, SessionState } from '../session';

const relayWords: Record<RelayStatus, string> = {
  offline: 'Relay: offline',
  connecting: 'Relay: connecting…',
  connected: 'Relay: connected',
  unreachable: 'Relay: cannot be reached',
  lost: 'Relay: lost',
};

const macLike = /Mac|iPhone|iPad/.test(navigator.platform);

function Brand() {
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

function RunStatus({ state }: { state: SessionState }) {
  const text =
    state.run === 'ready'
      ? 'Ready'
      : state.run === 'running'
        ? 'Running'
        : state.outcome.charAt(0).toUpperCase() + state.outcome.slice(1);
  return (
    <span class={`run-status run-${state.run}`} role="status">
      <i aria-hidden="true" />
      {text}
    </span>
  );
}

const sharedAt = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
});

function Chooser({ session }: { session: Session }) {
  const { program, document } = session.state;
  return (
    <select
      class="program"
      aria-label="Program"
      value={document.id}
      title={program.about}
      onChange={(event) => session.choose(event.currentTarget.value)}
    >
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {programs
            .filter((entry) => entry.group === group)
            .map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.title}
              </option>
            ))}
        </optgroup>
      ))}
      {session.shared.length > 0 && (
        <optgroup label="From links">
          {session.shared.map(({ id, filename, savedAt }) => (
            <option key={id} value={id}>
              {filename}, {sharedAt.format(savedAt)}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

export function Toolbar({ session }: { session: Session }) {
  const { state } = session;
  const running = state.run === 'running';
  const keys = macLike ? ['⌘↵', '⌘.'] : ['Ctrl ↵', 'Ctrl .'];
  return (
    <>
      <Brand />
      <Chooser session={session} />
      <div class="run-controls">
        <button
          class="run"
          data-keys={keys[0]}
          aria-keyshortcuts="Control+Enter"
          onClick={() => void session.run()}
        >
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2.5 1.2 L10.5 6 L2.5 10.8 Z" />
          </svg>
          Run
        </button>
        <button
          class="stop"
          data-keys={keys[1]}
          aria-keyshortcuts="Control+."
          aria-disabled={!running}
          onClick={() => session.stop()}
        >
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect x="2" y="2" width="8" height="8" />
          </svg>
          Stop
        </button>
      </div>
      <RunStatus state={state} />
      <div class="room">
        <span
          class={`relay relay-${state.relay}`}
          role="status"
          title={
            state.relayReason ||
            'A run goes to the relay when it listens or connects.'
          }
        >
          <i aria-hidden="true" />
          {relayWords[state.relay]}
          {state.relayReason !== '' && <small> {state.relayReason}</small>}
        </span>
        <a
          class="open-b"
          href={session.addressOfB}
          target="_blank"
          rel="noopener"
        >
          Open B
        </a>
      </div>
    </>
  );
}
