// Hands the person the picture of the moment as a file. What is in it is svg.ts's.
import { download } from '../keep/download';
import { text } from '../texts/text';
import type { PictureModel } from './model';
import { svgOf, type Inks } from './svg';

/** The page's names of the colours the picture uses. */
const names: Record<keyof Inks, string> = {
  panel: '--panel',
  ink: '--ink',
  quiet: '--ink-2',
  line: '--line-strong',
  writable: '--writable',
  readable: '--readable',
  wait: '--wait',
};

/** The two colours of a custom property, as the style sheet declares them: light, then dark. */
function declared(property: string): readonly [string, string] {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule)) continue;
      const value = rule.style.getPropertyValue(property);
      const [light, dark] = value.match(/#[\da-f]{3,8}/gi) ?? [];
      if (light !== undefined && dark !== undefined) return [light, dark];
    }
  }
  throw new Error(`no style sheet declares both colours of ${property}`);
}

function inks(): Inks {
  const both = Object.entries(names).map(([name, property]) => [
    name,
    declared(property),
  ]);
  return Object.fromEntries(both) as Inks;
}

export function savePicture(model: PictureModel, filename: string): void {
  const { tape, position } = model;
  const seq = position < 0 ? 0 : tape.seq(position);
  const title = text('svg.title', { filename, event: seq });
  const firstSeq = position < 0 ? 0 : tape.seq(tape.first);
  const svg = svgOf(model.views(), { title, firstSeq, seq }, inks());
  download(`${filename}.${seq}.svg`, svg, 'image/svg+xml');
}
