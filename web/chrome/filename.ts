// The name of the document, which says what kind of program it is: shown, and changed by typing. Which names will do is
// not decided here; why one will not is said in the line below, beside what was typed.
import type { FilenameProblem } from '../run/format';
import { text } from '../texts/text';

/** UTF-16 units of a refused name that are repeated. */
const saidName = 60;

export class FilenameField {
  private shown = '';

  /**
   * @param line hidden while there is nothing to say
   * @param rename takes a new name. @returns why it will not do
   */
  constructor(
    private readonly field: HTMLInputElement,
    private readonly line: HTMLElement,
    rename: (name: string) => FilenameProblem | null,
  ) {
    field.setAttribute('aria-describedby', line.id);
    field.addEventListener('change', () => {
      const name = field.value.trim();
      const problem = rename(name);
      if (problem === null) this.set(this.shown);
      else this.refuse(name, problem);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.set(this.shown);
      // Enter commits; a refused name is still there to be mended.
      if (event.key === 'Escape' || event.key === 'Enter') field.blur();
    });
  }

  show(name: string): void {
    if (name === this.shown) return;
    this.shown = name;
    this.set(name);
  }

  private refuse(name: string, problem: FilenameProblem): void {
    this.field.setAttribute('aria-invalid', 'true');
    this.line.textContent = text(`filename.${problem}`, {
      name: name.slice(0, saidName),
      kept: this.shown,
    });
    this.line.hidden = false;
  }

  private set(name: string): void {
    this.field.value = name;
    this.field.size = Math.min(24, Math.max(6, name.length));
    this.field.removeAttribute('aria-invalid');
    this.line.hidden = true;
  }
}
