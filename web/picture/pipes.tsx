// The pipes between cards: a line down the left margin from source to destination, with a valve that is
// closed while the pipe has paused its source. Measures the cards after they are drawn; words are the
// card's own.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { StreamView } from './model';
import { valveWord } from './words';

interface Line {
  key: string;
  from: number;
  to: number;
  closed: boolean;
  over: boolean;
}

/** From a card's edge to the first line, and from one line to the next; px. */
const margin = 7;
const lanes = 3;
const laneWidth = 5;

export function Pipes({ views }: { views: StreamView[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const [lines, setLines] = useState<Line[]>([]);
  useLayoutEffect(() => {
    const cards = svg.current!.parentElement!;
    const measure = () =>
      setLines((before) => changed(before, linesOf(cards, views)));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(cards);
    return () => watch.disconnect();
  }, [views]);
  return (
    <svg ref={svg} class="pipes" aria-hidden="true">
      {lines.map(({ key, from, to, closed, over }, i) => {
        const x = 14 - margin - (i % lanes) * laneWidth + 4;
        const middle = (from + to) / 2;
        return (
          <g
            key={key}
            class={`pipe${closed ? ' closed' : ''}${over ? ' over' : ''}`}
          >
            <path
              class="line"
              d={`M15 ${from} H${x} V${to} H14 M10 ${to - 3.5} L14 ${to} L10 ${to + 3.5}`}
            />
            <path class="valve" d={`M${x - 4} ${middle - 5} h8 l-8 10 h8 z`} />
            {closed && <path class="bar" d={`M${x - 5.5} ${middle} h11`} />}
          </g>
        );
      })}
    </svg>
  );
}

function linesOf(cards: Element, views: StreamView[]): Line[] {
  const lines: Line[] = [];
  const card = (id: number) =>
    cards.querySelector<HTMLElement>(`[data-stream='${id}']`);
  for (const { state } of views) {
    const { pipedTo } = state;
    if (pipedTo === null) continue;
    const source = card(state.id);
    const destination = card(pipedTo);
    if (!source || !destination) continue;
    lines.push({
      key: `${state.id}-${pipedTo}`,
      from: source.offsetTop + source.offsetHeight - 24,
      to: destination.offsetTop + 17,
      closed: valveWord(state).tone === 'wait',
      over: state.readable?.endEmitted ?? false,
    });
  }
  return lines;
}

/** The same lines as before are the same object: nothing is drawn again for them. */
function changed(before: Line[], now: Line[]): Line[] {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
