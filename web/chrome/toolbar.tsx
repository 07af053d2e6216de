// The bar at the top: which program, run and stop, how the run is, how the relay is.
import { groups, programs } from '../programs/index';
import { keyShortcuts, keyWords } from './keys';
import type { Session, SessionState } from '../session';
import { language, text } from '../texts/text';
import { RunOptionsMenu } from './run_options';

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
  const words =
    state.run === 'ready'
      ? text('run.ready')
      : state.run === 'running'
        ? text(state.busy ? 'run.busy' : 'run.running')
        : state.outcome;
  return (
    <span class={`run-status run-${state.run}`} role="status">
      <i aria-hidden="true" />
      {words}
    </span>
  );
}

/** Day and time, as the language writes them. */
function sharedAt(time: number): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(time);
}

function Chooser({ session }: { session: Session }) {
  const { program, document } = session.state;
  return (
    <select
      class="program"
      aria-label={text('toolbar.program')}
      value={document.id}
      title={program.about}
      onChange={(event) => session.choose(event.currentTarget.value)}
    >
      {groups.map((group) => (
        <optgroup key={group} label={text(`group.${group}`)}>
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
        <optgroup label={text('toolbar.fromLinks')}>
          {session.shared.map(({ id, filename, savedAt }) => (
            <option key={id} value={id}>
              {filename}, {sharedAt(savedAt)}
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
  return (
    <>
      <Brand />
      <Chooser session={session} />
      <div class="run-controls">
        <button
          class="run"
          data-keys={keyWords('Mod+Enter')}
          aria-keyshortcuts={keyShortcuts('Mod+Enter')}
          onClick={() => void session.run()}
        >
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2.5 1.2 L10.5 6 L2.5 10.8 Z" />
          </svg>
          {text('toolbar.run')}
        </button>
        <button
          class="stop"
          data-keys={keyWords('Mod+.')}
          aria-keyshortcuts={keyShortcuts('Mod+.')}
          aria-disabled={!running}
          onClick={() => session.stop()}
        >
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect x="2" y="2" width="8" height="8" />
          </svg>
          {text('toolbar.stop')}
        </button>
      </div>
      <RunStatus state={state} />
      <RunOptionsMenu
        options={state.options}
        shared={state.shared}
        onChoose={(options) => session.setOptions(options)}
        onReroll={() => session.reroll()}
      />
      <div class="room">
        <span
          class={`relay relay-${state.relay}`}
          role="status"
          title={state.relayReason || text('toolbar.relayAbout')}
        >
          <i aria-hidden="true" />
          {text(`relay.${state.relay}`)}
          {state.relayReason !== '' && <small> {state.relayReason}</small>}
        </span>
        <a
          class="open-b"
          href={session.addressOfB}
          target="_blank"
          rel="noopener"
        >
          {text('toolbar.openB')}
        </a>
        <button
          class="help"
          aria-label={text('keys.title')}
          aria-keyshortcuts="?"
          title={text('keys.title')}
        >
          ?
        </button>
      </div>
    </>
  );
}
