// The bar at the bottom of a narrow screen: one pane at a time.

import { text } from '../texts/text';

export const paneNames = [
  'code',
  'streams',
  'console',
  'events',
  // The timeline with its lanes, which on a wide screen is always there.
  'lanes',
] as const;
export type PaneName = (typeof paneNames)[number];

export function PaneTabs({
  shown,
  news,
  onShow,
}: {
  shown: PaneName;
  /** Panes with something new since they were last seen. */
  news: ReadonlySet<PaneName>;
  onShow(pane: PaneName): void;
}) {
  return (
    <>
      {paneNames.map((pane) => (
        <button
          key={pane}
          aria-current={pane === shown ? 'true' : undefined}
          onClick={() => onShow(pane)}
        >
          {text(`pane.${pane}`)}
          {news.has(pane) && <span class="news"> {text('pane.new')}</span>}
        </button>
      ))}
    </>
  );
}
