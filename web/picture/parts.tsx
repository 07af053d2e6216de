// The small drawings on a card: lamp, slot of the chunk in flight, flow, half-open grid, wire. Each is a
// shape and a word; what they mean is words.ts's. A press on one filters the log to its events. No state.
import type { StreamState } from '../run/protocol';
import type { Wire } from './moment';
import { fillOf, flowWord, halvesWord, wireWords, type Word } from './words';

/** The last answer of write() or push(): a shape, a word and a colour. */
export function Lamp({
  call,
  answer,
}: {
  call: 'write()' | 'push()';
  answer: boolean | null;
}) {
  const tone = answer === null ? 'dark' : answer ? 'true' : 'false';
  return (
    <span
      class={`lamp lamp-${tone}`}
      data-filter={
        call === 'write()' ? 'event:write' : 'event:push event:push(null)'
      }
    >
      <i />
      {call} → {answer === null ? '–' : String(answer)}
    </span>
  );
}

/** The place between buffer and outside: one chunk is in it, or none. */
export function Slot({
  busy,
  word,
  filter,
}: {
  busy: boolean;
  word: Word;
  filter: string;
}) {
  return (
    <span class={`slot tone-${word.tone}`} data-filter={filter}>
      <svg viewBox="0 0 22 12" width="22" height="12">
        <path class="track" d="M0 6 H22" />
        <rect
          class={busy ? 'chunk busy' : 'chunk'}
          x="6.5"
          y="1.5"
          width="9"
          height="9"
          rx="1.5"
        />
      </svg>
      {word.text}
    </span>
  );
}

/** Flowing, paused, or not yet decided: a triangle, two bars, a ring. */
export function Flow({
  flowing,
  closed,
}: {
  flowing: boolean | null;
  closed: boolean;
}) {
  const { text, tone } = flowWord(flowing);
  return (
    <span
      class={`chip flow tone-${closed ? 'plain' : tone}`}
      data-filter="event:pause event:resume"
    >
      <svg viewBox="0 0 8 8" width="8" height="8">
        {flowing === true && <path d="M1 0 L8 4 L1 8 Z" />}
        {flowing === false && <path d="M1 0 H3 V8 H1 Z M5 0 H7 V8 H5 Z" />}
        {flowing === null && <circle class="ring" cx="4" cy="4" r="3" />}
      </svg>
      {text}
    </span>
  );
}

/** Readable open or ended, writable open or finished: four cells, and a disc in the one that is so. */
export function HalvesGrid({ state }: { state: StreamState }) {
  const column = state.readable?.endEmitted ? 1 : 0;
  const row = state.writable?.finished ? 1 : 0;
  return (
    <span class="halves-grid" data-filter="event:end event:finish event:close">
      <svg viewBox="0 0 34 26" width="34" height="26">
        <rect class="frame" x="0.5" y="0.5" width="33" height="25" rx="3" />
        <path class="frame" d="M17 0.5 V25.5 M0.5 13 H33.5" />
        <rect
          class={column === row ? 'cell' : 'cell half-open'}
          x={column * 16.5 + 2}
          y={row * 12.5 + 2}
          width="13.5"
          height="9.5"
          rx="1.5"
        />
      </svg>
      {halvesWord(state)}
    </span>
  );
}

/** The connection of a socket: a line each way, ended by a flag (FIN) or cut by scissors (RST). */
export function WireStrip({ wire }: { wire: Wire }) {
  return (
    <span
      class="wire"
      data-filter="event:connected event:FIN-sent event:FIN-received event:RST-sent event:RST-received"
    >
      <svg viewBox="0 0 64 26" width="64" height="26">
        {wire.window !== null && !wire.window.over && (
          <>
            <Fill y={8} out={true} fill={fillOf(wire.window, 'out')} />
            <Fill y={18} out={false} fill={fillOf(wire.window, 'in')} />
          </>
        )}
        <Way y={8} out={true} fin={wire.finSent} rst={wire.rstSent} />
        <Way y={18} out={false} fin={wire.finReceived} rst={wire.rstReceived} />
      </svg>
      {wireWords(wire).join(', ')}
    </span>
  );
}

/** What of a window is used up, from where it is sent: hatched once nothing is left. */
function Fill({ y, out, fill }: { y: number; out: boolean; fill: number }) {
  const width = 56 * fill;
  return (
    <rect
      class={`fill ${out ? 'out' : 'in'}${fill === 1 ? ' full' : ''}`}
      x={out ? 4 : 60 - width}
      y={y - 3.5}
      width={width}
      height="7"
    />
  );
}

function Way({
  y,
  out,
  fin,
  rst,
}: {
  y: number;
  out: boolean;
  fin: boolean;
  rst: boolean;
}) {
  const tip = out ? 60 : 4;
  const back = out ? -5 : 5;
  return (
    <g class={out ? 'way out' : 'way in'}>
      <path
        class={fin || rst ? 'line over' : 'line'}
        d={`M4 ${y} H60 M${tip + back} ${y - 3} L${tip} ${y} L${tip + back} ${y + 3}`}
      />
      {fin && (
        <path
          class="fin"
          d={`M30 ${y + 3} V${y - 7} L40 ${y - 4} L30 ${y - 1}`}
        />
      )}
      {rst && (
        <path
          class="rst"
          d={`M27 ${y - 5} L37 ${y + 5} M27 ${y + 5} L37 ${y - 5}`}
        />
      )}
    </g>
  );
}
