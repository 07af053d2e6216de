// <tincan-embed>: a program in an article, as text until the reader asks for more, then as a Tincan of its own. Loaded
// by one script tag; without scripts the text stays. It must not touch the article, nor load anything unasked.
import { packed } from '../keep/packing';
import { embed as embedDe } from '../texts/de/embed';
import { embed as embedEn } from '../texts/en/embed';

const script = document.currentScript;
/** The folder this script came from: the page and its sandbox are there. */
const host = script instanceof HTMLScriptElement ? script.src : location.href;

const look = `
:host { display: block; margin: 1em 0; }
button, a { display: inline-block; margin: 0.5em 1em 0 0; font: inherit; font-size: 0.9em; }
button { min-height: 2.4em; padding: 0 1em; cursor: pointer; }
iframe { display: block; width: 100%; height: 30rem; border: 1px solid GrayText; border-radius: 8px; }
`;

class TincanEmbed extends HTMLElement {
  private started = false;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const shadow = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(look);
    shadow.adoptedStyleSheets = [sheet];
    const button = document.createElement('button');
    button.textContent = this.words.run;
    button.addEventListener('click', () => void this.start(true));
    shadow.append(document.createElement('slot'), button);
    if (this.getAttribute('load') === 'visible') this.startWhenSeen();
  }

  private get words(): Record<keyof typeof embedEn, string> {
    const lang = this.closest<HTMLElement>('[lang]')?.lang ?? '';
    return /^de\b/i.test(lang) ? embedDe : embedEn;
  }

  private startWhenSeen(): void {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      void this.start(false);
    });
    watch.observe(this);
  }

  /** @param asked by the reader, who goes on in the frame */
  private async start(asked: boolean): Promise<void> {
    if (this.started) return;
    this.started = true;
    const program = this.getAttribute('program') ?? 'blank';
    const filename = this.getAttribute('filename') ?? 'program.js';
    // The text begins on the line after the tag, where people write it so.
    const code = (this.textContent ?? '').replace(/^\s*\n/, '').trimEnd();
    const view = { pane: this.getAttribute('pane') ?? 'code' };
    const share = await packed({
      program,
      filename,
      ...(code === '' ? {} : { code: `${code}\n` }),
      view,
    });
    const fragment = `#program=${program}&share=${share}`;
    const frame = document.createElement('iframe');
    frame.title = this.words.frame.replace('{filename}', filename);
    // Its own origin, or it could load no worker; the article's is another one.
    frame.setAttribute(
      'sandbox',
      'allow-scripts allow-same-origin allow-downloads allow-popups',
    );
    frame.src = new URL(`embed.html${fragment}`, host).href;
    const link = document.createElement('a');
    link.href = new URL(`index.html${fragment}`, host).href;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = this.words.open;
    this.shadowRoot!.replaceChildren(frame, link);
    if (asked) frame.focus();
  }
}

customElements.define('tincan-embed', TincanEmbed);
