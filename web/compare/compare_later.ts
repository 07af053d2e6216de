// The comparison's doors: who opens one loads what it needs (node_compare.tsx). A log may be dropped anywhere on the page.
import type { Later } from '../chrome/later';
import type { PictureModel } from '../picture/model';
import type { Session } from '../session';
import type { NodeCompare } from './node_compare';

export class CompareLater {
  private node: NodeCompare | null = null;

  constructor(
    private readonly session: Session,
    private readonly model: PictureModel,
    private readonly later: Later,
  ) {
    addEventListener('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    });
    addEventListener('drop', (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      this.use((node) => void node.take(file));
    });
  }

  open(): void {
    this.use((node) => node.open());
  }

  saveLog(): void {
    this.use((node) => node.saveLog());
  }

  private use(act: (node: NodeCompare) => void): void {
    this.later(import('./node_compare'), ({ NodeCompare }) => {
      this.node ??= new NodeCompare(this.session, this.model);
      act(this.node);
    });
  }
}
