// Draws one side's buffer on a canvas: its level over the run as a filled curve, the highWaterMark
// as a dashed line, and the tank with the level of this moment. Shapes only; text is the card's.
import type { LevelHistory } from './history';

/** Colours as the theme has them now; a canvas cannot read custom properties by itself. */
export interface Palette {
  writable: string;
  readable: string;
  full: string;
  grid: string;
  mark: string;
  /** The event that is looked at. */
  moment: string;
}

const tankWidth = 14;
/** Right of the tank, for its ticks. */
const edge = 3;
const gap = 8;
/** Height of the smallest level that is not empty, in px: one byte of 64 KiB must be seen. */
const leastHeight = 4;

export interface Lane {
  side: 'readable' | 'writable';
  history: LevelHistory;
  length: number;
  highWaterMark: number;
}

/**
 * @param firstSeq the run's events on the time axis: first and last shown
 * @param moment the event that is looked at; NaN: as they come
 */
export function drawLane(
  canvas: HTMLCanvasElement,
  lane: Lane,
  palette: Palette,
  firstSeq: number,
  lastSeq: number,
  moment: number,
): void {
  const surface = prepare(canvas);
  if (!surface) return;
  const { context, width, height } = surface;
  const y = scaleOf(lane, height);
  const plotWidth = width - tankWidth - gap - edge;
  const colour = palette[lane.side];
  const axis = { width: plotWidth, firstSeq, lastSeq };

  drawPast(canvas, context, lane, colour, axis, height, y);
  drawTank(context, lane, colour, palette, plotWidth + gap, height, y);
  drawMark(context, palette, width, y(lane.highWaterMark));
  const until = Number.isNaN(moment) ? Infinity : moment;
  const peak = lane.history.peakUntil(until);
  if (peak > 0) drawPeak(context, palette, plotWidth + gap, y(peak));
  drawMoment(context, palette, axis, height, moment);
}

/** The curve and the highWaterMark alone, on the whole width. */
export function drawOverview(
  canvas: HTMLCanvasElement,
  lane: Lane,
  palette: Palette,
  firstSeq: number,
  lastSeq: number,
): void {
  const surface = prepare(canvas);
  if (!surface) return;
  const { context, width, height } = surface;
  const y = scaleOf(lane, height);
  const colour = palette[lane.side];
  const axis = { width, firstSeq, lastSeq };
  drawPast(canvas, context, lane, colour, axis, height, y);
  drawMark(context, palette, width, y(lane.highWaterMark));
}

/** Upright lines at these events of an overview. */
export function drawMarks(
  canvas: HTMLCanvasElement,
  palette: Palette,
  firstSeq: number,
  lastSeq: number,
  seqs: readonly number[],
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const axis = { width: canvas.clientWidth, firstSeq, lastSeq };
  for (const seq of seqs)
    drawMoment(context, palette, axis, canvas.clientHeight, seq);
}

/** A canvas of the size it has on the page, empty; null when it is not seen. */
function prepare(canvas: HTMLCanvasElement) {
  const scale = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (width === 0 || height === 0) return null;
  const across = Math.round(width * scale);
  const down = Math.round(height * scale);
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

function scaleOf(lane: Lane, height: number): (value: number) => number {
  // The mark sits at two thirds: room above it shows by how much a program overshoots.
  const top = Math.max(lane.highWaterMark * 1.5, lane.history.peak * 1.08, 1);
  return (value) =>
    height -
    1 -
    (value === 0 ? 0 : Math.max(leastHeight, (value / top) * (height - 3)));
}

interface Axis {
  width: number;
  firstSeq: number;
  lastSeq: number;
}

/** Curves as last drawn: another moment of the same run needs no new one. */
const pasts = new WeakMap<
  HTMLCanvasElement,
  { key: string; layer: OffscreenCanvas }
>();

function drawPast(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  lane: Lane,
  colour: string,
  axis: Axis,
  height: number,
  y: (value: number) => number,
): void {
  const { points, peak } = lane.history;
  const { width, firstSeq, lastSeq } = axis;
  const last = points.at(-1);
  const key = `${colour} ${canvas.width} ${canvas.height} ${firstSeq} ${lastSeq} ${lane.highWaterMark} ${peak} ${points.length} ${last?.lastSeq} ${last?.last} ${points[0]?.lastSeq}`;
  let past = pasts.get(canvas);
  if (past?.key !== key) {
    const layer = new OffscreenCanvas(canvas.width, canvas.height);
    const into = layer.getContext('2d');
    if (!into) return;
    const scale = canvas.height / height;
    into.scale(scale, scale);
    drawCurve(into, lane, colour, width, height, y, firstSeq, lastSeq);
    past = { key, layer };
    pasts.set(canvas, past);
  }
  context.drawImage(past.layer, 0, 0, canvas.clientWidth, height);
}

function drawCurve(
  context: OffscreenCanvasRenderingContext2D,
  lane: Lane,
  colour: string,
  width: number,
  height: number,
  y: (value: number) => number,
  firstSeq: number,
  lastSeq: number,
): void {
  const { points } = lane.history;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.globalAlpha = 0.35;
  context.beginPath();
  context.moveTo(0, height - 0.5);
  context.lineTo(width, height - 0.5);
  context.stroke();
  context.globalAlpha = 1;
  if (points.length === 0) return;

  const span = Math.max(1, lastSeq - firstSeq);
  const x = (seq: number) => ((seq - firstSeq) / span) * width;
  // Steps, not slopes: a level holds until the next event. Merged points show their range.
  const upper = new Path2D();
  const area = new Path2D();
  const start = x(points[0]!.firstSeq);
  area.moveTo(start, height);
  upper.moveTo(start, y(points[0]!.max));
  points.forEach((point, i) => {
    const from = x(point.firstSeq);
    const next = points[i + 1];
    const to = next ? x(next.firstSeq) : width;
    const level = point.firstSeq === point.lastSeq ? point.last : point.max;
    area.lineTo(from, y(level));
    area.lineTo(to, y(level));
    upper.lineTo(from, y(level));
    upper.lineTo(to, y(level));
  });
  area.lineTo(width, height);
  area.closePath();
  context.globalAlpha = 0.16;
  context.fillStyle = colour;
  context.fill(area);
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.stroke(upper);
}

function drawTank(
  context: CanvasRenderingContext2D,
  lane: Lane,
  colour: string,
  palette: Palette,
  left: number,
  height: number,
  y: (value: number) => number,
): void {
  context.strokeStyle = palette.grid;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, 1.5, tankWidth - 1, height - 2);
  const levelTop = y(lane.length);
  const full = lane.length >= lane.highWaterMark && lane.length > 0;
  const fill = full ? palette.full : colour;
  context.save();
  context.beginPath();
  context.rect(left + 2, levelTop, tankWidth - 4, height - levelTop - 1.5);
  context.clip();
  context.fillStyle = fill;
  context.globalAlpha = full ? 0.45 : 0.85;
  context.fillRect(left, 0, tankWidth, height);
  if (full) {
    // Hatching: full must not be told by colour alone.
    context.globalAlpha = 1;
    context.strokeStyle = fill;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let at = -height; at < height + tankWidth; at += 5) {
      context.moveTo(left + at, height);
      context.lineTo(left + at + height, 0);
    }
    context.stroke();
  }
  context.restore();
}

/** A tick on either edge of the tank: the highest level so far. */
function drawPeak(
  context: CanvasRenderingContext2D,
  palette: Palette,
  left: number,
  at: number,
): void {
  context.fillStyle = palette.moment;
  context.fillRect(left - 3, Math.round(at) - 1, 6, 2);
  context.fillRect(left + tankWidth - 3, Math.round(at) - 1, 6, 2);
}

function drawMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  width: number,
  at: number,
): void {
  context.strokeStyle = palette.mark;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(0, Math.round(at) + 0.5);
  context.lineTo(width, Math.round(at) + 0.5);
  context.stroke();
  context.setLineDash([]);
}

function drawMoment(
  context: CanvasRenderingContext2D,
  palette: Palette,
  {
    width,
    firstSeq,
    lastSeq,
  }: Record<'width' | 'firstSeq' | 'lastSeq', number>,
  height: number,
  seq: number,
): void {
  const share = (seq - firstSeq) / Math.max(1, lastSeq - firstSeq);
  if (!(share >= 0 && share <= 1)) return;
  context.fillStyle = palette.moment;
  context.fillRect(Math.round(share * (width - 1)), 0, 1.5, height);
}

let palette: Palette | null = null;
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  palette = null;
});

/** Resolves the theme's custom properties to colours a canvas understands. */
export function paletteOf(): Palette {
  if (palette) return palette;
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  palette = {
    writable: colour('--writable'),
    readable: colour('--readable'),
    full: colour('--wait'),
    grid: colour('--line-strong'),
    mark: colour('--ink-2'),
    moment: colour('--ink'),
  };
  probe.remove();
  return palette;
}
