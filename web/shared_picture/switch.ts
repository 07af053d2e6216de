// The button that opens the view of other tabs. What is behind it is loaded when it is first pressed, and hears of this
// tab's run only while it is there.
import type { FromRun } from '../run/protocol';
import type { Others, OthersParts } from './others';

export class OthersSwitch {
  private others: Others | null = null;
  private visible = false;
  private asTable = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly button: HTMLElement,
    private readonly parts: OthersParts,
  ) {
    button.addEventListener('click', () => void this.show(!this.visible));
  }

  begin(filename: string): void {
    this.others?.begin(filename);
  }

  message(message: FromRun): void {
    this.others?.message(message);
  }

  changed(): void {
    this.others?.changed();
  }

  setTable(asTable: boolean): void {
    this.asTable = asTable;
    this.others?.setTable(asTable);
  }

  private async show(visible: boolean): Promise<void> {
    this.visible = visible;
    this.button.setAttribute('aria-pressed', String(visible));
    const loaded = await import('./others');
    // Pressed once more meanwhile.
    if (this.visible !== visible) return;
    this.others ??= new loaded.Others(this.host, this.parts);
    this.others.setTable(this.asTable);
    this.others.show(visible);
  }
}
