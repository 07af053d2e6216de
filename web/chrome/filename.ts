// The name of the document, which says what kind of program it is: shown, and changed by typing. Which names will do is
// not decided here; why one will not is said in the line below. What is refused can be mended while the field has the
// focus; after that the field says again what the document is called.
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
    private readonly rename: (name: string) => FilenameProblem | null,
  ) {
    field.setAttribute('aria-describedby', line.id);
    field.addEventListener('change', () => this.commit());
    // After the change, if there is one.
    field.addEventListener('blur', () => this.write(this.shown));
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.set(this.shown);
      else if (event.key !== 'Enter') return;
      // With a modifier it is some command's key.
      else if (!this.commit() && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        return;
      }
      field.blur();
    });
  }

  show(name: string): void {
    if (name === this.shown) return;
    this.shown = name;
    this.set(name);
  }

  /** @returns whether the document is called so now */
  private commit(): boolean {
    const name = this.field.value.trim();
    const problem = this.rename(name);
    if (problem === null) this.set(this.shown);
    else this.refuse(name, problem);
    return problem === null;
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
    this.write(name);
    this.line.hidden = true;
  }

  private write(name: string): void {
    this.field.value = name;
    this.field.size = Math.min(24, Math.max(6, name.length));
    this.field.removeAttribute('aria-invalid');
  }
}
