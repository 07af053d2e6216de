// The picture of a moment as an SVG of its own: no font, style or image from elsewhere, light and dark as the
// reader has it, and the whole of it in words for who does not see it. Text in, text out; page and files are
// others' affair.
import { text } from '../texts/text';
import type { ReadableState, WritableState } from '../run/protocol';
import type { LevelHistory } from './history';
import type { StreamView } from './model';
import {
  flightWord,
  flowWord,
  halvesWord,
  levelWords,
  pipeWords,
  readableSteps,
  readingWord,
  streamWord,
  wireWords,
  writableSteps,
} from './words';

/** A colour by day and by night. */
export type Inks = Record<
  'panel' | 'ink' | 'quiet' | 'line' | 'writable' | 'readable' | 'wait',
  readonly [light: string, dark: string]
>;

export interface Moment {
  /** Of the whole picture. */
  title: string;
  /** Numbers of the records from the first shown to the moment's. */
  firstSeq: number;
  seq: number;
}

/** In px, as all that follows. */
const width = 720;
const margin = 12;
const headHeight = 32;
const halfHeight = 126;
const footHeight = 26;
const plotTop = 30;
const plotHeight = 48;
const tankWidth = 14;

type Side = 'writable' | 'readable';

export function svgOf(
  views: readonly StreamView[],
  moment: Moment,
  inks: Inks,
): string {
  const parts: string[] = [];
  let y = margin;
  for (const view of views) {
    const height =
      headHeight + halfHeight + (footOf(view) === '' ? 0 : footHeight);
    parts.push(card(view, moment, y, height));
    y += height + margin;
  }
  const words = views.map(sentence).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title about" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" font-family="ui-sans-serif, system-ui, sans-serif" font-size="12">
<title id="title">${escaped(moment.title)}</title>
<desc id="about">${escaped(words)}</desc>
<style>
${styleOf(inks)}
</style>
<rect class="panel" width="${width}" height="${y}"/>
${parts.join('\n')}
</svg>
`;
}

function styleOf(inks: Inks): string {
  const scheme = (at: 0 | 1) =>
    Object.entries(inks)
      .map(([name, both]) => `--${name}: ${both[at]};`)
      .join(' ');
  return `svg { ${scheme(0)} }
@media (prefers-color-scheme: dark) { svg { ${scheme(1)} } }
text { fill: var(--ink); } .quiet { fill: var(--quiet); } .end { text-anchor: end; }
.name, .side { font-weight: 600; } .mono { font-family: ui-monospace, monospace; }
.panel { fill: var(--panel); } .card, .tank { fill: none; stroke: var(--line); }
.writable .side { fill: var(--writable); } .readable .side { fill: var(--readable); }
.writable .level, .writable .past { fill: var(--writable); stroke: var(--writable); }
.readable .level, .readable .past { fill: var(--readable); stroke: var(--readable); }
.past { fill-opacity: 0.16; } .full { fill-opacity: 0.4; stroke-dasharray: 3 2; }
.mark, .peak { stroke: var(--ink); } .mark { stroke-dasharray: 4 3; }`;
}

function card(
  view: StreamView,
  moment: Moment,
  top: number,
  height: number,
): string {
  const { name, state } = view;
  const sides = (['writable', 'readable'] as const).filter(
    (side) => state[side] !== null,
  );
  const room = (width - 2 * margin) / sides.length;
  const halves = sides.map((side, i) =>
    half(view, side, moment, margin + i * room, top + headHeight, room),
  );
  const foot = footOf(view);
  return `<g class="stream" data-stream="${name.number}">
<rect class="card" x="${margin - 0.5}" y="${top - 0.5}" width="${width - 2 * margin + 1}" height="${height}" rx="8"/>
<text class="name mono" x="${margin + 12}" y="${top + 21}">#${name.number} ${escaped(name.label)}</text>
<text class="quiet end" x="${width - margin - 12}" y="${top + 21}">${escaped(streamWord(state).text)}</text>
${halves.join('\n')}
<text class="quiet" x="${margin + 12}" y="${top + headHeight + halfHeight + 12}">${escaped(foot)}</text>
</g>`;
}

function half(
  view: StreamView,
  side: Side,
  moment: Moment,
  left: number,
  top: number,
  room: number,
): string {
  const state = view.state[side]!;
  const history = view[side];
  const x = left + 12;
  const inner = room - 24;
  const scale = plotHeight / scaleTop(state, history);
  const base = top + plotTop + plotHeight;
  const levelHeight = state.length * scale;
  const mark = base - state.highWaterMark * scale;
  const peak = base - history.peakUntil(moment.seq) * scale;
  const tank = x + inner - tankWidth;
  const full = state.length >= state.highWaterMark && state.length > 0;
  const lines = wordsOf(view, side);
  const markLine = Number.isFinite(mark)
    ? `<line class="mark" x1="${x}" x2="${x + inner}" y1="${mark}" y2="${mark}"/>`
    : '';
  return `<g class="${side}" data-length="${state.length}" data-high-water-mark="${state.highWaterMark}">
<text class="side" x="${x}" y="${top + 18}">${side}</text>
<text class="quiet mono" x="${x + 66}" y="${top + 18}">${escaped(lines.answer)}</text>
<text class="quiet end" x="${x + inner}" y="${top + 18}">${escaped(lines.flow)}</text>
<path class="past" d="${pathOf(history, moment, x, inner - tankWidth - 8, base, scale)}"/>
<rect class="tank" x="${tank}" y="${top + plotTop}" width="${tankWidth}" height="${plotHeight}"/>
<rect class="level${full ? ' full' : ''}" x="${tank + 2}" y="${base - levelHeight}" width="${tankWidth - 4}" height="${levelHeight}"/>
<line class="peak" x1="${tank - 3}" x2="${tank + 3}" y1="${peak}" y2="${peak}"/>
${markLine}
<text x="${x}" y="${base + 18}">${escaped(levelWords(state))}</text>
<text class="quiet end" x="${x + inner}" y="${base + 18}">${escaped(lines.step)}</text>
<text class="quiet" x="${x}" y="${base + 36}">${escaped(lines.underWay)}</text>
</g>`;
}

/** The level at the upper edge: some way above the highWaterMark and every level there was. */
function scaleTop(
  { highWaterMark }: ReadableState | WritableState,
  { peak }: LevelHistory,
): number {
  const mark = Number.isFinite(highWaterMark) ? highWaterMark * 1.25 : 0;
  return Math.max(mark, peak * 1.08, 1);
}

function pathOf(
  { points }: LevelHistory,
  { firstSeq, seq }: Moment,
  left: number,
  room: number,
  base: number,
  scale: number,
): string {
  const past = points.filter((point) => point.firstSeq <= seq);
  if (past.length === 0) return '';
  const span = Math.max(1, seq - firstSeq);
  const x = (at: number) =>
    round(left + (Math.min(at, seq) - firstSeq) * (room / span));
  const steps = past.map((point, i) => {
    const to = past[i + 1]?.firstSeq ?? seq;
    const level = round(base - point.max * scale);
    return `L${x(point.firstSeq)} ${level} H${x(to)}`;
  });
  return `M${x(past[0]!.firstSeq)} ${base} ${steps.join(' ')} V${base} Z`;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A side's facts in words. */
function wordsOf({ state }: StreamView, side: Side) {
  const { writable, readable, closed } = state;
  if (side === 'writable') {
    const { names, taken } = writableSteps(writable!, closed);
    return {
      answer: `write() → ${writable!.lastWrite ?? '–'}`,
      flow: writable!.needDrain ? text('side.needsDrain') : '',
      underWay: flightWord(writable!).text,
      step: names[taken - 1]!,
    };
  }
  const { names, taken } = readableSteps(readable!, closed);
  return {
    answer: `push() → ${readable!.lastPush ?? '–'}`,
    flow: flowWord(readable!.flowing).text,
    underWay: readingWord(readable!).text,
    step: names[taken - 1]!,
  };
}

function footOf({ state, wire, pipedTo }: StreamView): string {
  const facts: string[] = [];
  if (pipedTo) facts.push(pipeWords(state, pipedTo));
  if (state.readable && state.writable) facts.push(halvesWord(state));
  if (wire) facts.push(...wireWords(wire));
  return facts.join(', ');
}

/** All a card says, to be read aloud. */
function sentence(view: StreamView): string {
  const { name, state } = view;
  const facts = [`#${name.number} ${name.label}`, streamWord(state).text];
  for (const side of ['writable', 'readable'] as const) {
    const half = state[side];
    if (!half) continue;
    const { answer, flow, underWay } = wordsOf(view, side);
    facts.push(`${side} ${levelWords(half)}`, answer, flow, underWay);
  }
  return `${[...facts, footOf(view)].filter((fact) => fact !== '').join(', ')}.`;
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
