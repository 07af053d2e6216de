// The editor's way to Node's types: it asks about the program as it stands, and says in words, once, why there is no help.
// Whatever fails here, editing goes on.
import { StateEffect, type EditorState, type Text } from '@codemirror/state';
import { Language, NoHelp, type Trouble } from '../language/language';
import {
  mostHelpedCode,
  type Answers,
  type EarlyError,
  type Problem,
  type Question,
} from '../language/protocol';
import { isTypeScript } from '../run/format';
import { text } from '../texts/text';
import { strip, StripProblem } from '../typescript/strip';

/** The program has another name: another kind of program, perhaps. */
export const renamed = StateEffect.define<null>();

export class Help {
  /** Of the program that is edited. */
  filename = '';
  private readonly language = new Language();
  private readonly told = new Set<Trouble>();

  /** @param tell shows a line to the person */
  constructor(private readonly tell: (words: string) => void) {}

  /** Whether it is there already, or on its way. */
  get isWanted(): boolean {
    return this.language.isWanted;
  }

  /** @returns undefined when there is no answer, or one that came too late */
  async ask<Q extends Question>(
    state: EditorState,
    question: Q,
  ): Promise<Answers[Q['type']] | undefined> {
    const { filename } = this;
    const program = { filename, code: state.doc.toString() };
    try {
      const answer = await this.language.ask(program, question);
      this.told.clear();
      return filename === this.filename ? answer : undefined;
    } catch (error) {
      if (!(error instanceof NoHelp)) throw error;
      this.complain(error);
      return undefined;
    }
  }

  /** @returns undefined as ask() does */
  async problems(state: EditorState): Promise<Problem[] | undefined> {
    const { filename } = this;
    let stripped: string | EarlyError | null = null;
    if (isTypeScript(filename) && state.doc.length <= mostHelpedCode) {
      try {
        stripped = await withoutTypes(state.doc, filename);
      } catch (error) {
        this.complain(new NoHelp('not loaded', String(error)));
        return undefined;
      }
    }
    return filename === this.filename
      ? this.ask(state, { type: 'problems', stripped })
      : undefined;
  }

  private complain({ trouble, message }: NoHelp): void {
    if (!this.told.has(trouble))
      this.tell(text(`help.${trouble}`, { reason: message }));
    this.told.add(trouble);
  }
}

/** The program as Node runs it, or why Node does not. Rejects when types cannot be taken out at all. */
async function withoutTypes(
  doc: Text,
  filename: string,
): Promise<string | EarlyError> {
  try {
    return await strip(doc.toString(), filename);
  } catch (error) {
    if (!(error instanceof StripProblem)) throw error;
    const { place, reason, width } = error;
    const line = doc.line(Math.min(place.line, doc.lines));
    const from = Math.min(line.from + place.column - 1, line.to);
    return { from, to: Math.min(from + width, line.to), text: reason };
  }
}
