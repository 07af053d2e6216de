// The name of the document, which says what kind of program it is: shown, and changed by typing. Which names will do is
// not decided here.

const refusal =
  'is no name for a program: letters, digits, “.”, “-” and “_”, ending in .js, .cjs, .mjs, .ts, .cts or .mts.';

export class FilenameField {
  private shown = '';

  /**
   * @param rename takes a new name. @returns whether it will do
   * @param complain shows a line to the person
   */
  constructor(
    private readonly field: HTMLInputElement,
    rename: (name: string) => boolean,
    complain: (text: string) => void,
  ) {
    field.addEventListener('change', () => {
      const name = field.value.trim();
      if (!rename(name)) complain(`“${name.slice(0, 60)}” ${refusal}`);
      this.set(this.shown);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.set(this.shown);
      if (event.key === 'Escape' || event.key === 'Enter') field.blur();
    });
  }

  show(name: string): void {
    if (name === this.shown) return;
    this.shown = name;
    this.set(name);
  }

  private set(name: string): void {
    this.field.value = name;
    this.field.size = Math.min(24, Math.max(6, name.length));
  }
}
