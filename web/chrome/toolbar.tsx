// The bar at the top: which program, run and stop, how the run is, how the relay is.
import { useEffect, useState } from 'preact/hooks';
import { groups, programById, programs } from '../programs/index';
import { Brand, CanMark } from './brand';
import { isOfB } from '../keep/link_ids';
import { keyShortcuts, keyWords } from './keys';
import type { Session, SessionState } from '../session';
import { language, text } from '../texts/text';
import { RunOptionsMenu } from './run_options';

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

/** Day and time to the second, as the language writes them. */
function sharedAt(time: number): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(time);
}

function Chooser({ session }: { session: Session }) {
  const { program, document } = session.state;
  const { others } = session;
  const fromLinks = others.filter(({ original }) => original !== null);
  const seconds = others.filter(({ original }) => original === null);
  return (
    <select
      class="program"
      aria-label={text('toolbar.program')}
      value={document.id}
      title={program.about}
      onChange={(event) => void session.choose(event.currentTarget.value)}
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
      {seconds.length > 0 && (
        <optgroup label={text('toolbar.seconds')}>
          {seconds.map(({ id, program }) => (
            <option key={id} value={id}>
              {text('toolbar.second', { title: programById(program).title })}
            </option>
          ))}
        </optgroup>
      )}
      {fromLinks.length > 0 && (
        <optgroup label={text('toolbar.fromLinks')}>
          {fromLinks.map(({ id, filename, savedAt }) => (
            <option key={id} value={id}>
              {filename}
              {isOfB(id) && ' (B)'}, {sharedAt(savedAt)}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

/** The ways to B: beside this one, or in a tab of its own. */
function OtherCan({ session }: { session: Session }) {
  return (
    <>
      <a class="side-by-side" href={session.addressOfBoth}>
        {text('toolbar.sideBySide')}
      </a>
      <a
        class="open-b"
        href={session.addressOfB}
        target="_blank"
        rel="noopener"
      >
        {text('toolbar.openB')}
      </a>
    </>
  );
}

const narrowScreen = matchMedia('(max-width: 480px)');

/** One row is all there is: what is not of every run goes into its menu. */
function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(narrowScreen.matches);
  useEffect(() => {
    const look = () => setNarrow(narrowScreen.matches);
    narrowScreen.addEventListener('change', look);
    return () => narrowScreen.removeEventListener('change', look);
  }, []);
  return narrow;
}

export function Toolbar({ session }: { session: Session }) {
  const { state } = session;
  const narrow = useNarrow();
  const running = state.run === 'running';
  const alone = session.can !== null && state.relay === 'offline';
  const relay = alone ? 'relay.notBeside' : (`relay.${state.relay}` as const);
  const about =
    session.can !== null ? 'toolbar.besideAbout' : 'toolbar.relayAbout';
  const doors = (
    <>
      {session.can === null && <OtherCan session={session} />}
      <button
        class="help"
        aria-label={text('keys.title')}
        aria-keyshortcuts="?"
        title={text('keys.title')}
      >
        ?
      </button>
    </>
  );
  return (
    <>
      {session.can === null ? <Brand /> : <CanMark can={session.can.name} />}
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
        beside={session.can !== null}
        onChoose={(options) => session.setOptions(options)}
        onReroll={() => session.reroll()}
      >
        {narrow && <div class="doors">{doors}</div>}
      </RunOptionsMenu>
      <div class="room">
        <span
          class={`relay relay-${state.relay}`}
          role="status"
          title={`${text(relay)}. ${state.relayReason || text(about)}`}
        >
          <i aria-hidden="true" />
          <span>{text(relay)}</span>
          {state.relayReason !== '' && <small> {state.relayReason}</small>}
        </span>
        {!narrow && doors}
      </div>
    </>
  );
}
