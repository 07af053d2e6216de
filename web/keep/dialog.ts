// The page's one dialog element: opens with whatever is rendered into it, closes by Escape, by its own
// button, or by being emptied. The browser keeps the focus inside and gives it back.
import { render, type VNode } from 'preact';

export class Dialog {
  constructor(private readonly element: HTMLDialogElement) {
    element.setAttribute('aria-labelledby', 'dialog-title');
    // By the time this is told, something else may be shown.
    element.addEventListener('close', () => {
      if (!element.open) render(null, element);
    });
  }

  /** Also renders anew what is open. */
  show(content: VNode): void {
    render(content, this.element);
    if (!this.element.open) this.element.showModal();
  }

  close(): void {
    this.element.close();
  }
}
