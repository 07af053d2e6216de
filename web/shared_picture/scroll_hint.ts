// Says of a part of the page, by an attribute, that it can be scrolled further down: what is cut at its edge may look
// whole, and not every system shows scroll bars. How that is seen is the style's.

/** @returns ends it */
export function hintScrolling(part: HTMLElement): () => void {
  const look = () => {
    const below = part.scrollHeight - part.scrollTop - part.clientHeight;
    // Rounded apart, they may differ by one pixel at the very end.
    part.toggleAttribute('data-more', below > 1);
  };
  const resized = new ResizeObserver(look);
  resized.observe(part);
  const changed = new MutationObserver(look);
  changed.observe(part, { childList: true, subtree: true });
  part.addEventListener('scroll', look, { passive: true });
  return () => {
    resized.disconnect();
    changed.disconnect();
    part.removeEventListener('scroll', look);
    part.removeAttribute('data-more');
  };
}
