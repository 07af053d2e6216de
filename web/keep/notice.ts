// One line below the toolbar: what went wrong with what is kept or opened, or what can be taken back.
// The latest wins. It never takes the focus.

import { text } from '../texts/text';

export class Notice {
  private readonly text = document.createElement('span');
  private readonly actions = document.createElement('span');

  constructor(private readonly element: HTMLElement) {
    element.append(this.text, ' ', this.actions);
  }

  show(words: string, action?: { label: string; act: () => void }): void {
    this.text.textContent = words;
    this.actions.replaceChildren();
    if (action) {
      this.addButton(action.label, () => {
        this.hide();
        action.act();
      });
    }
    this.addButton(text('notice.dismiss'), () => this.hide());
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
  }

  private addButton(label: string, act: () => void): void {
    const button = document.createElement('button');
    button.className = 'quiet';
    button.textContent = label;
    button.addEventListener('click', act);
    this.actions.append(button);
  }
}
