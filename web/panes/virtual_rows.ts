// Rows of one height of which only those in view are in the document, however many there are: a browser
// draws no element higher than some ten million pixels, so beyond that the scroll bar is a scale.

/** Height of a row in px; the style sheet's --event-row says the same. */
export const rowHeight = 22;
const overscan = 6;
const highest = 8_000_000;

export class VirtualRows {
  count = 0;
  readonly spacer = document.createElement('div');
  private drawn = '';

  constructor(
    private readonly host: HTMLElement,
    private readonly row: (index: number) => HTMLElement,
  ) {
    this.spacer.className = 'event-spacer';
    host.append(this.spacer);
  }

  setCount(count: number): void {
    this.count = count;
    this.spacer.style.height = `${Math.min(highest, count * rowHeight)}px`;
  }

  get visible(): number {
    return Math.max(1, Math.floor(this.host.clientHeight / rowHeight) - 1);
  }

  get atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.host;
    return scrollHeight - scrollTop - clientHeight < 2 * rowHeight;
  }

  toEnd(): void {
    this.host.scrollTop = this.host.scrollHeight;
  }

  /** Scrolls no more than it takes to see the row. */
  reveal(index: number): void {
    const top = this.top();
    if (index >= top && index < top + this.visible - 1) return;
    const wanted = Math.max(0, index - Math.floor(this.visible / 2));
    this.host.scrollTop = this.scaled
      ? (wanted / Math.max(1, this.count - this.visible)) * this.range
      : wanted * rowHeight;
  }

  /** @param changed whether rows in view may be other ones than before */
  draw(changed: boolean): void {
    const top = this.top();
    const first = Math.max(0, Math.floor(top) - overscan);
    const end = Math.min(this.count, Math.ceil(top) + this.visible + overscan);
    const range = `${first} ${end} ${this.scaled ? top : ''}`;
    if (!changed && range === this.drawn) return;
    this.drawn = range;
    const offset = this.scaled ? this.host.scrollTop - top * rowHeight : 0;
    const rows: HTMLElement[] = [];
    for (let i = first; i < end; i += 1) {
      const row = this.row(i);
      row.style.transform = `translateY(${offset + i * rowHeight}px)`;
      rows.push(row);
    }
    this.spacer.replaceChildren(...rows);
  }

  private get scaled(): boolean {
    return this.count * rowHeight > highest;
  }

  /** How far it can be scrolled. */
  private get range(): number {
    return Math.max(1, this.host.scrollHeight - this.host.clientHeight);
  }

  /** Index of the row at the top, with its fraction. */
  private top(): number {
    const { scrollTop } = this.host;
    if (!this.scaled) return scrollTop / rowHeight;
    return (scrollTop / this.range) * Math.max(0, this.count - this.visible);
  }
}
