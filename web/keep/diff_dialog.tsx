// What a link brought beside what the person has: the lines of both, each with a sign for what became of it. It
// changes nothing.
import { text } from '../texts/text';
import type { DiffLine } from './line_diff';

const signs = { same: '  ', gone: '− ', new: '+ ' };
const spoken = { same: null, gone: 'diff.gone', new: 'diff.new' } as const;

export function DiffDialog({
  lines,
  onClose,
}: {
  lines: DiffLine[];
  onClose(): void;
}) {
  return (
    <>
      <div class="dialog-head">
        <h2 id="dialog-title">{text('diff.title')}</h2>
        <button onClick={onClose}>{text('dialog.close')}</button>
      </div>
      <p class="dialog-about">{text('diff.about')}</p>
      <pre
        class="line-diff"
        tabindex={0}
        role="region"
        aria-label={text('diff.title')}
      >
        {lines.map(({ kind, text: words }, i) => {
          const say = spoken[kind];
          return (
            <span key={i} class={`diff-${kind}`}>
              {say && <span class="visually-hidden">{text(say)} </span>}
              <span aria-hidden="true">{signs[kind]}</span>
              {words}
              {'\n'}
            </span>
          );
        })}
      </pre>
    </>
  );
}
