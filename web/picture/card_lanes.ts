// The lanes of cards that are on the page: finds their canvases and gives each its side's history, on one axis for all.
import { drawLane, paletteOf } from './draw';
import type { StreamView } from './model';

/**
 * @param host what the cards are in
 * @param moment number of the record that is looked at; NaN: as they come
 */
export function drawCardLanes(
  host: ParentNode,
  shown: readonly StreamView[],
  moment: number,
): void {
  const views = new Map(shown.map((view) => [view.state.id, view]));
  let first = Infinity;
  let last = 0;
  for (const { readable, writable } of views.values()) {
    for (const { points } of [readable, writable]) {
      first = Math.min(first, points[0]?.firstSeq ?? Infinity);
      last = Math.max(last, points.at(-1)?.lastSeq ?? 0);
    }
  }
  for (const canvas of host.querySelectorAll('canvas')) {
    const [id, side] = canvas.dataset['lane']!.split(':') as [
      string,
      'readable' | 'writable',
    ];
    const view = views.get(Number(id));
    const state = view?.state[side];
    if (!view || !state) continue;
    const { length, highWaterMark } = state;
    const lane = { side, history: view[side], length, highWaterMark };
    drawLane(canvas, lane, paletteOf(), first, last, moment);
  }
}
