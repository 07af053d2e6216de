// Why a program would not begin: the early errors of JavaScript, each with its place, in V8's words, so that a squiggle
// says what Run would say. It reads the text alone: what its imports lead to is asked in modules_asked.ts.
import { Parser, tokTypes, type Options, type TokenType } from 'acorn';
import { wordsOf } from './early_error_words';
import type { EarlyError, Format } from './protocol';

/** What a CommonJS module is given: a `let` of its own may not have these names. */
export const givenNames: readonly string[] = [
  'exports',
  'require',
  'module',
  '__filename',
  '__dirname',
];

/** acorn's parser as those who extend it know it; its declarations leave that out. */
interface Internals {
  readonly input: string;
  readonly type: TokenType;
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  readonly lastTokStart: number;
  readonly lastTokEnd: number;
  readonly scopeStack: { var: string[] }[];
  parseTopLevel(program: object): object;
  next(): void;
  expect(type: TokenType): void;
  parseMaybeAssign(): object;
  parseImportMeta(node: object): object;
  finishNode(node: object, type: string): object;
  toAssignable(node: Target, isBinding: boolean, ...rest: unknown[]): Target;
  checkLValSimple(node: Target, binding?: number, ...rest: unknown[]): void;
}

interface Target {
  type: string;
}

class Refusal extends Error {
  constructor(readonly early: EarlyError) {
    super(early.text);
  }
}

/** Of anything that is no expression, await among it where it is a name: V8 does not go on to see what it is. */
export const openTemplate = 'Missing } in template expression';

const onlyInAsync =
  'await is only valid in async functions and the top level bodies of modules';

/** What stands there, as V8 names what it did not expect. */
function unexpected({ type, start, end, input }: Internals): string {
  const written = input.slice(start, end);
  if (/^(?:<!--|-->)/.test(input.slice(start)))
    return 'HTML comments are not allowed in modules';
  if (written === 'await') return 'Unexpected reserved word';
  switch (type) {
    case tokTypes.eof:
      return 'Unexpected end of input';
    case tokTypes.num:
      return 'Unexpected number';
    case tokTypes.string:
      return 'Unexpected string';
    case tokTypes.backQuote:
      return 'Unexpected template string';
    case tokTypes.name:
      return `Unexpected identifier '${written}'`;
    default:
      return `Unexpected token '${written}'`;
  }
}

const Base = Parser as unknown as new (
  options: Options,
  input: string,
) => Internals & Parser;

class ProgramParser extends Base {
  /** Of the patterns around what is looked at. */
  private depth = 0;

  constructor(
    code: string,
    private readonly format: Format,
  ) {
    super({ ecmaVersion: 'latest', sourceType: format }, code);
  }

  override parseTopLevel(program: object): object {
    if (this.format === 'commonjs') this.scopeStack[0]!.var.push(...givenNames);
    return super.parseTopLevel(program);
  }

  /** V8 takes the result of a call as a target, and throws only when it comes there. */
  private isTolerated(node: Target, isBinding: boolean): boolean {
    const isLogical = /^(?:&&|\|\||\?\?)=$/.test(`${this.value}`);
    return (
      node.type === 'CallExpression' &&
      !isBinding &&
      this.depth === 0 &&
      !isLogical
    );
  }

  override toAssignable(
    node: Target,
    isBinding: boolean,
    ...rest: unknown[]
  ): Target {
    if (this.isTolerated(node, isBinding)) return node;
    this.depth += 1;
    const target = super.toAssignable(node, isBinding, ...rest);
    this.depth -= 1;
    return target;
  }

  override checkLValSimple(
    node: Target,
    binding = 0,
    ...rest: unknown[]
  ): void {
    if (!this.isTolerated(node, binding !== 0))
      super.checkLValSimple(node, binding, ...rest);
  }

  /** A brace is only expected where a template's expression ends. */
  override expect(type: TokenType): void {
    if (type === tokTypes.braceR && this.type !== type)
      this.refuse(this.lastTokStart, openTemplate);
    super.expect(type);
  }

  /** V8 knows import.source(), too. */
  override parseImportMeta(node: object): object {
    if (!/^\.\s*source\s*\(/.test(this.input.slice(this.start)))
      return super.parseImportMeta(node);
    if (/\bnew\s*$/.test(this.input.slice(0, this.lastTokStart)))
      this.refuse(this.lastTokStart, 'Cannot use new with import');
    for (const token of ['.', 'source', '(']) {
      const { start, end } = this;
      if (this.input.slice(start, end) !== token) this.unexpected();
      this.next();
    }
    if (this.type === tokTypes.parenR)
      this.refuse(this.start, 'import() requires a specifier');
    const source = this.parseMaybeAssign();
    if (this.type !== tokTypes.parenR) this.unexpected();
    this.next();
    return this.finishNode(Object.assign(node, { source }), 'ImportExpression');
  }

  unexpected(at = this.start): never {
    const { lastTokStart, lastTokEnd, input } = this;
    if (input.slice(lastTokStart, lastTokEnd) === 'await')
      this.refuse(lastTokStart, onlyInAsync);
    return this.refuse(
      at,
      at === this.start ? unexpected(this) : 'Invalid or unexpected token',
    );
  }

  raise(at: number, message: string): never {
    return this.refuse(at, wordsOf(message, this.input.slice(at)));
  }

  /** acorn could go on after these; nobody asks for more than the first. */
  raiseRecoverable(at: number, message: string): never {
    return this.refuse(at, wordsOf(message, this.input.slice(at)));
  }

  private refuse(at: number, text: string): never {
    const word = /^(?:[\p{ID_Continue}$#]+|.)/u.exec(this.input.slice(at));
    throw new Refusal({ from: at, to: at + (word?.[0].length ?? 0), text });
  }
}

/** The first error that keeps JavaScript of this kind from beginning. */
export function earlyError(code: string, format: Format): EarlyError | null {
  try {
    new ProgramParser(code, format).parse();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.early;
    throw error;
  }
}
