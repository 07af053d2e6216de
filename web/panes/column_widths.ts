// How wide the columns of the event log are: as wide as what has been shown in them, in characters, so that
// no word is cut while there is room. The style sheet lays the columns out; nothing is measured in pixels here.

/** A fraction of a pixel too little, and a cell ends in an ellipsis: in characters. */
const slack = 0.25;

export class ColumnWidths {
  private readonly widest = new Map<string, number>();

  constructor(private readonly log: HTMLElement) {}

  /** Makes room for the cells of a row, each named by its class. */
  fit(row: HTMLElement): void {
    for (const cell of row.children) {
      const name = cell.className.replace('cell-', '');
      this.atLeast(name, shownText(cell).length);
      for (const part of cell.children)
        this.atLeast(`${name}-part`, shownText(part).length);
    }
  }

  /** As if nothing but this row, the one with the columns' names, had been shown. */
  reset(head: HTMLElement): void {
    for (const name of this.widest.keys())
      this.log.style.removeProperty(`--chars-${name}`);
    this.widest.clear();
    this.fit(head);
  }

  private atLeast(name: string, characters: number): void {
    if (characters <= (this.widest.get(name) ?? -1)) return;
    this.widest.set(name, characters);
    this.log.style.setProperty(`--chars-${name}`, `${characters + slack}ch`);
  }
}

function shownText(cell: Element): string {
  const spoken = cell.querySelector('.visually-hidden')?.textContent ?? '';
  return cell.textContent.slice(spoken.length).trim();
}
