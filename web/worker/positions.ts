// Where a place of the text that runs is in the text that was written. What is put in never moves a line; columns
// behind it are moved back here. It knows nothing of what was put in.
import type { Place } from '../run/protocol';

interface Edit {
  /** Where it begins in the text that runs, from 1. */
  column: number;
  /** UTF-16 units that were written there, and that run there. */
  written: number;
  runs: number;
}

export class Positions {
  private readonly lines = new Map<number, Edit[]>();

  /**
   * Edits of a line are added from left to right.
   * @param column where it begins in the text that was written, from 1
   */
  add(line: number, column: number, written: number, runs: number): void {
    const edits = this.lines.get(line) ?? [];
    const moved = edits.reduce(
      (sum, edit) => sum + edit.runs - edit.written,
      0,
    );
    edits.push({ column: column + moved, written, runs });
    this.lines.set(line, edits);
  }

  /** A place as the JavaScript engine counts it, as it was written. */
  own({ line, column }: Place): Place {
    let moved = 0;
    for (const edit of this.lines.get(line) ?? []) {
      if (column < edit.column) break;
      const end = edit.column + edit.runs;
      if (column < end && edit.written > 0)
        return { line, column: edit.column - moved };
      moved += edit.runs - edit.written;
    }
    return { line, column: Math.max(1, column - moved) };
  }
}

/** Where a place of a text is. */
export function placeAt(text: string, at: number): Place {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(0, start).split('\n').length;
  return { line, column: at - start + 1 };
}
