// One card a stream: its name, which chooses it, and both sides with level, last answer and state. The
// table in table.tsx says the same to those who cannot see it; a fact shown here must be shown there.
import type { ReadableState, WritableState } from '../run/protocol';
import type { StreamView } from './model';
import { Flow, HalvesGrid, Lamp, Slot, WireStrip } from './parts';
import { Pipes } from './pipes';
import {
  flightWord,
  levelWords,
  pipeWords,
  readableSteps,
  readingWord,
  streamWord,
  writableSteps,
  type Steps,
  type Word,
} from './words';
import { spaced } from '../texts/numbers';
import { text } from '../texts/text';

function Badge({ word }: { word: Word }) {
  return (
    <span class={`badge tone-${word.tone}`} aria-hidden="true">
      {word.text}
    </span>
  );
}

function StepTrack({ steps }: { steps: Steps }) {
  return (
    <ol class="steps">
      {steps.names.map((name, i) => (
        <li
          key={name}
          class={i + 1 === steps.taken ? 'now' : i < steps.taken ? 'past' : ''}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

function Level({ side }: { side: ReadableState | WritableState }) {
  const words = levelWords(side);
  const now = spaced(side.length);
  const at = words.indexOf(now);
  return (
    <span class="level">
      {words.slice(0, at)}
      <b>{now}</b>
      {words.slice(at + now.length)}
    </span>
  );
}

function WritableHalf({
  id,
  side,
  closed,
}: {
  id: number;
  side: WritableState;
  closed: boolean;
}) {
  return (
    <div class="half writable">
      <div class="half-head">
        <span class="side-name">writable</span>
        <Lamp call="write()" answer={side.lastWrite} />
        {side.needDrain && <span class="chip">{text('side.needsDrain')}</span>}
        {side.corked > 0 && (
          <span class="chip">
            {text('side.corked', { count: side.corked })}
          </span>
        )}
      </div>
      <canvas data-lane={`${id}:writable`} data-filter="side:writable" />
      <Slot
        busy={side.writing}
        word={flightWord(side)}
        filter="event:_write event:_writev event:callback"
      />
      <div class="half-foot">
        <Level side={side} />
        <StepTrack steps={writableSteps(side, closed)} />
      </div>
    </div>
  );
}

function ReadableHalf({
  id,
  side,
  closed,
}: {
  id: number;
  side: ReadableState;
  closed: boolean;
}) {
  return (
    <div class="half readable">
      <div class="half-head">
        <span class="side-name">readable</span>
        <Lamp call="push()" answer={side.lastPush} />
        <Flow flowing={side.flowing} closed={closed} />
      </div>
      <canvas data-lane={`${id}:readable`} data-filter="side:readable" />
      <Slot
        busy={side.reading}
        word={readingWord(side)}
        filter="event:_read event:push"
      />
      <div class="half-foot">
        <Level side={side} />
        <StepTrack steps={readableSteps(side, closed)} />
      </div>
    </div>
  );
}

/** Choosing a stream is the one thing on a card that is not for the eye alone. */
export interface Choice {
  /** Number of the stream chosen. */
  chosen: number | null;
  choose(stream: number): void;
  /** Chooses a part of it: the text of a filter. */
  choosePart(stream: number, filter: string): void;
}

/** For the mouse: the filter is there for everybody. */
function choosePart(event: MouseEvent, stream: number, choice: Choice): void {
  const part = (event.target as Element).closest<HTMLElement>('[data-filter]');
  if (part) choice.choosePart(stream, part.dataset['filter']!);
}

function Card({
  view: { name, pipedTo, state, wire },
  choice,
}: {
  view: StreamView;
  choice: Choice | null;
}) {
  const both = state.readable !== null && state.writable !== null;
  const called = (
    <>
      <span class="stream-id">#{name.number}</span> {name.label}
    </>
  );
  return (
    <article
      class={`card ${both ? 'both' : 'one'}`}
      data-stream={state.id}
      onClick={(event) =>
        choice !== null && choosePart(event, name.number, choice)
      }
    >
      <header>
        {choice === null ? (
          <span class="stream-name">{called}</span>
        ) : (
          <button
            class="stream-name"
            aria-pressed={choice.chosen === name.number}
            title={text('streams.choose')}
            onClick={() => choice.choose(name.number)}
          >
            {called}
          </button>
        )}
        <small class="pipes-to" aria-hidden="true">
          {pipedTo !== null && pipeWords(state, pipedTo)}
        </small>
        <Badge word={streamWord(state)} />
      </header>
      <div class="halves" aria-hidden="true">
        {state.writable && (
          <WritableHalf
            id={state.id}
            side={state.writable}
            closed={state.closed}
          />
        )}
        {state.readable && (
          <ReadableHalf
            id={state.id}
            side={state.readable}
            closed={state.closed}
          />
        )}
      </div>
      {(both || wire) && (
        <footer aria-hidden="true">
          {both && <HalvesGrid state={state} />}
          {wire && <WireStrip wire={wire} />}
        </footer>
      )}
    </article>
  );
}

export function Cards({
  views,
  choice,
}: {
  views: StreamView[];
  /** Null: nothing can be chosen, for the events are not here. */
  choice: Choice | null;
}) {
  return (
    <div class="cards">
      {views.map((view) => (
        <Card key={view.state.id} view={view} choice={choice} />
      ))}
      <Pipes views={views} />
    </div>
  );
}
