// The editor's way to Node's types: it asks about the program as it stands, and says in words, once, why there is no help.
// Whatever fails here, editing goes on.
import type { EditorState } from '@codemirror/state';
import { Language, NoHelp, type Trouble } from '../language/language';
import type { Answers, Question } from '../language/protocol';
import { text } from '../texts/text';

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
      if (!this.told.has(error.trouble))
        this.tell(text(`help.${error.trouble}`, { reason: error.message }));
      this.told.add(error.trouble);
      return undefined;
    }
  }
}
