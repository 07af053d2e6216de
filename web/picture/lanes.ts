// The lanes of the timeline: for each side of each stream its level over the run, with the highWaterMark as
// a dashed line, the moment and the bookmarks. For the eye only: the slider and the table say it in words.
import { drawMarks, drawOverview, paletteOf } from './draw';
import type { PictureModel } from './model';
import { levelWords } from './words';

interface Lane {
  key: string;
  /** What the key is short for, and the level of the moment. */
  of: string;
  draw(canvas: HTMLCanvasElement): void;
}

export function drawLanes(
  host: HTMLElement,
  model: PictureModel,
  bookmarks: readonly number[],
): void {
  const { tape } = model;
  const first = tape.seq(tape.first);
  const last = tape.seq(tape.end - 1);
  const palette = paletteOf();
  const rows: Lane[] = [];
  for (const view of model.views()) {
    for (const side of ['writable', 'readable'] as const) {
      const state = view.state[side];
      if (!state) continue;
      rows.push({
        key: `#${view.name.number} ${side === 'writable' ? 'W' : 'R'}`,
        of: ` ${view.name.label}, ${levelWords(state)}`,
        draw(canvas) {
          const { length, highWaterMark } = state;
          const lane = { side, history: view[side], length, highWaterMark };
          drawOverview(canvas, lane, palette, first, last);
          drawMarks(canvas, palette, first, last, [
            ...bookmarks,
            tape.seq(model.position),
          ]);
        },
      });
    }
  }
  const longest = Math.max(...rows.map(({ key }) => key.length));
  host.parentElement!.style.setProperty('--name-letters', String(longest));
  while (host.children.length > rows.length) host.lastElementChild!.remove();
  rows.forEach(({ key, of, draw }, i) => {
    const row = host.children[i] ?? host.appendChild(newRow());
    const label = row.firstElementChild!;
    if (label.textContent !== key + of) {
      const rest = document.createElement('span');
      rest.className = 'of';
      rest.textContent = of;
      label.replaceChildren(key, rest);
    }
    draw(row.lastElementChild as HTMLCanvasElement);
  });
}

function newRow(): HTMLElement {
  const row = document.createElement('div');
  row.className = 'lane';
  row.append(document.createElement('span'), document.createElement('canvas'));
  return row;
}
