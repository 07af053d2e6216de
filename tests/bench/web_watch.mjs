// What runs inside a measured page, as text that playwright sends there: it watches what a person would see and says when.
/* eslint-disable no-undef -- the browser's globals */

/**
 * Before the page's own scripts: presses Run as soon as it is there, and notes when, and when the console shows `text`;
 * milliseconds since the navigation began, in globalThis.seen.
 */
export function watchFirstResult(text) {
  if (window !== top) return;
  const seen = (globalThis.seen = {});
  const look = () => {
    if (seen.run === undefined) {
      const run = [...document.querySelectorAll('button')].find(
        (button) => /^\W*Run\W*$/.test(button.textContent) && !button.disabled,
      );
      // A page that is still being read has not said what its buttons do.
      if (run === undefined || document.readyState === 'loading') return;
      seen.run = performance.now();
      run.click();
    }
    const console = document.querySelector('[role=log][aria-label=Console]');
    if (!console?.textContent.includes(text)) return;
    seen.shown = performance.now();
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  document.addEventListener('DOMContentLoaded', look);
}

/** Presses the button of that name; resolves with the milliseconds until `selector` shows text that holds `text`. */
export function pressUntil({ button, selector, text }) {
  return new Promise((resolve) => {
    const pressed = [...document.querySelectorAll('button')].find((one) =>
      new RegExp(`^\\W*${button}\\W*$`).test(one.textContent),
    );
    const shows = () =>
      [...document.querySelectorAll(selector)].some((one) =>
        one.textContent.includes(text),
      );
    const observer = new MutationObserver(() => {
      if (!shows()) return;
      observer.disconnect();
      resolve(performance.now() - begun);
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    const begun = performance.now();
    pressed.click();
  });
}

/** Frames the page gets, from now until `selector` shows a text that holds `text`: how many a second, and the longest pause in ms. */
export function countFrames({ selector, text, least }) {
  return new Promise((resolve) => {
    const begun = performance.now();
    let frames = 0;
    let last = begun;
    let longest = 0;
    const frame = (now) => {
      frames += 1;
      longest = Math.max(longest, now - last);
      last = now;
      const over =
        now - begun > least &&
        (!selector ||
          [...document.querySelectorAll(selector)].some((one) =>
            one.textContent.includes(text),
          ));
      if (over) resolve({ fps: (frames * 1000) / (now - begun), longest });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Sets the slider to `steps` places one after the other; milliseconds of each that the page was busy for it. */
export async function scrub(steps) {
  const slider = document.querySelector('[aria-label=Moment]');
  const times = [];
  for (let i = 0; i < steps; i += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const begun = performance.now();
    // Far apart, so that no step finds what the one before it has decoded.
    slider.value = String(Math.floor(((i * 0.618) % 1) * Number(slider.max)));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const handled = performance.now();
    const drawn = await new Promise((resolve) =>
      // The page's own callback of this frame comes first; a task after it sees layout and paint done.
      requestAnimationFrame((at) =>
        setTimeout(() => resolve(performance.now() - Math.max(at, handled))),
      ),
    );
    times.push(handled - begun + drawn);
  }
  return times;
}
