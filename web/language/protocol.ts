// What the editor asks of the worker that knows Node's types, and what it is told. Positions are UTF-16 units from the
// beginning of the program. No messages but these go between the two.

/** The program as it is asked about. */
export interface Program {
  filename: string;
  code: string;
}

/** Whether it is CommonJS or an ES module. */
export type Format = 'commonjs' | 'module';

/** Why Node would not begin the program. */
export interface EarlyError {
  from: number;
  to: number;
  text: string;
}

export type Question =
  | { type: 'completions'; at: number }
  | { type: 'details'; at: number; name: string }
  | { type: 'hover'; at: number }
  /** Of TypeScript: the program without its types, or why they cannot be taken out. Of JavaScript null. */
  | { type: 'problems'; stripped: string | EarlyError | null }
  | { type: 'format' };

export interface CompletionEntry {
  name: string;
  /** TypeScript's word for what it is. */
  kind: string;
  /** The better ones first: those that share a rank are equals. */
  rank: string;
}

export interface Completions {
  /** Where what they replace begins. */
  from: number;
  entries: CompletionEntry[];
}

/** What is known of a name. */
export interface Explanation {
  /** As TypeScript writes it. */
  signature: string;
  /** Markdown. */
  documentation: string;
}

export interface Hover extends Explanation {
  from: number;
  to: number;
}

export interface Problem {
  from: number;
  to: number;
  /**
   * `error`: it is refused before it begins. `warning`: it begins, and fails if it comes there. `types`: what only types
   * say, which Node takes out unchecked.
   */
  severity: 'error' | 'warning' | 'types';
  /** In TypeScript's or Node's words, or in the page's. */
  what:
    | { type: 'message'; text: string }
    | { type: 'not erasable' }
    | { type: 'type import' }
    | { type: 'not offered'; module: string }
    | { type: 'unknown module'; module: string };
}

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

export interface Answers {
  completions: Completions | null;
  details: Explanation | null;
  hover: Hover | null;
  problems: Problem[];
  format: Edit[];
}

export interface Request {
  id: number;
  program: Program;
  question: Question;
}

export type Reply = { id: number } & (
  { answer: Answers[keyof Answers] } | { failure: string }
);

/** Programs above this many UTF-16 units get no help: it would come too late. */
export const mostHelpedCode = 200_000;
