// An ES module as the browser runs it: Node's modules stand in it as modules made of blobs, import() and import.meta
// under names of ours (imports.ts). No line moves. What is wrong with it is found here, too, as far as it can be.
import type { SyntaxProblem } from '../run/error_text';
import { namedFormat } from '../run/format';
import type { Place } from '../run/protocol';
import { declaredRefusal } from './attributes';
import { locate } from './compile';
import { hasModuleSyntax, parsesAsync, withoutHashbang } from './format';
import { hide, importName } from './imports';
import { parse, type Exports, type Imports } from './lexer';
import type { Modules } from './modules';
import { placeAt, Positions } from './positions';
import { sourceName } from './source_name';

/** Thrown for an import that leads nowhere. */
export class ImportProblem {
  constructor(
    readonly error: unknown,
    readonly place: Place,
  ) {}
}

const blobUrl = (text: string) =>
  URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/** One of Node's modules as an ES module, with these of its exports. */
function builtinUrl(modules: Modules, name: string, clause: string): string {
  const value = modules.get(name) as object;
  const exported = Object.entries(Object.getOwnPropertyDescriptors(value))
    .filter(([key, { enumerable, get }]) => {
      if (!enumerable || key === 'default') return false;
      if (typeof value === 'function' && key === 'prototype') return false;
      // Asked for only by those who want it: a standard stream is made when it is first looked at.
      return !get || clause.includes('*') || clause.includes(key);
    })
    .map(([key]) => JSON.stringify(key));
  const lines = [
    `const module = ${importName}.builtin(${JSON.stringify(name)});`,
    'export { module as default };',
    ...exported.map(
      (key, i) => `const _${i} = module[${key}]; export { _${i} as ${key} };`,
    ),
  ];
  return blobUrl(lines.join('\n'));
}

/** The browser's own, which a bundler is to leave alone. */
const load = (url: string): Promise<object> =>
  import(/* @vite-ignore */ url) as Promise<object>;

/** What import() of these names will give, made before the program asks. */
export async function loadDynamic(
  modules: Modules,
  specifiers: string[] | null,
): Promise<Map<string, object>> {
  const loaded = new Map<string, object>();
  for (const specifier of specifiers ?? modules.names) {
    const name = specifier.replace(/^node:/, '');
    if (!modules.isLoaded(name) || loaded.has(name)) continue;
    loaded.set(name, await load(builtinUrl(modules, name, '*')));
  }
  return loaded;
}

/** What the lexer gave up on, without what stands at the beginning of a line and can only stand in a module. */
function roughScript(text: string): string {
  return text
    .replace(/^[ \t]*import\b(?!\s*[.(])[^'"`;]*(['"])[^'"\n]*\1/gm, (found) =>
      found.replace(/[^\n]/g, ' '),
    )
    .replace(/^([ \t]*)export( default)?\b/gm, (found) =>
      ' '.repeat(found.length),
    );
}

/** Where a return stands outside of functions, or -1: in a script it may stand where await may. */
function strayReturn(script: string): number {
  for (const { index } of script.matchAll(/\breturn\b/g)) {
    const before = script.slice(0, index);
    const after = script.slice(index + 'return'.length);
    // A jump out of a block leaves no function, and a word in a text or a comment may be anything.
    const jumps = (label: string) =>
      ['', 'void '].some((value) =>
        parsesAsync(`here: {${before}break ${label}; ${value}${after}}`),
      );
    if (jumps('here') && !jumps('nowhere')) return index;
  }
  return -1;
}

export class EsModule {
  readonly positions = new Positions();
  /** Names of what import() asks for; null when some are only known as it runs. */
  readonly dynamic: string[] | null;
  private readonly text: string;
  private readonly imports: Imports;
  /** The lexer's, where it could make nothing of the text. */
  private readonly lexed: { index: number } | null = null;
  private exports: Exports = [];
  /** What stands in the place of each specifier, by its URL. */
  private readonly specifiers = new Map<string, string>();

  constructor(
    code: string,
    private readonly filename: string,
  ) {
    this.text = withoutHashbang(code);
    let imports: Imports = [];
    try {
      [imports, this.exports] = parse(this.text);
    } catch (error) {
      this.lexed = { index: (error as { idx?: number }).idx ?? 0 };
    }
    this.imports = imports;
    this.dynamic = hide(this.text, imports).dynamic;
  }

  /** Only what no CommonJS module can mean makes it one: no import, no export. */
  get isAmbiguous(): boolean {
    return (
      namedFormat(this.filename) === 'undecided' && !hasModuleSyntax(this.text)
    );
  }

  /** The only await at the top that can be waited for, if there is but one in the text. */
  get onlyAwait(): Place | null {
    const found = [...this.text.matchAll(/\bawait\b/g)];
    return found.length === 1 ? placeAt(this.text, found[0]!.index) : null;
  }

  /**
   * Runs it. Rejects with what it throws, with a SyntaxError when it never began, or with an ImportProblem.
   * @param begin called when its own code is about to run
   */
  async run(modules: Modules, begin: () => void): Promise<void> {
    const first = blobUrl(`${importName}.begin();`);
    const scope = globalThis as unknown as Record<string, { begin?: unknown }>;
    scope[importName]!.begin = begin;
    const prefix = `import "${first}";`;
    this.positions.add(1, 1, 0, prefix.length);
    let linked;
    try {
      linked = this.linked(modules);
    } catch (problem) {
      await this.parsed();
      throw problem;
    }
    const text = prefix + linked;
    await load(blobUrl(`${text}\n//# sourceURL=${sourceName(this.filename)}`));
  }

  /** Rejects with a SyntaxError if it is no module at all, which is found before what its imports lead to. */
  private async parsed(): Promise<void> {
    const { text } = hide(this.text, this.imports);
    try {
      // Leads nowhere, so that nothing of it runs and nothing is asked for.
      await load(blobUrl(`import "nowhere";${text}`));
    } catch (error) {
      if (error instanceof SyntaxError) throw error;
    }
  }

  /** Hidden names, and URLs of blobs in the place of specifiers. */
  private linked(modules: Modules): string {
    const { text: hidden } = hide(this.text, this.imports);
    let out = '';
    let done = 0;
    for (const { n, d, s, e, ss, se, a } of this.imports) {
      if (d !== -1 || n === undefined) continue;
      const place = placeAt(this.text, s);
      let name;
      try {
        name = modules.resolve(n);
      } catch (error) {
        throw new ImportProblem(error, placeAt(this.text, s - 1));
      }
      const refused =
        a < 0 ? null : declaredRefusal(name, this.text.slice(a, se));
      if (refused) throw new ImportProblem(refused, placeAt(this.text, a));
      const url = builtinUrl(modules, name, this.text.slice(ss, se));
      this.specifiers.set(url, n);
      out += hidden.slice(done, s) + url;
      done = e;
      this.positions.add(place.line, place.column, e - s, url.length);
    }
    return out + hidden.slice(done);
  }

  /** What is wrong with a program that never began. */
  async problem({ message }: SyntaxError): Promise<SyntaxProblem> {
    const missing = /^The requested module '([^']+)' does not .* '(.+)'$/.exec(
      message,
    );
    if (missing) {
      const [, url, name] = missing as unknown as [string, string, string];
      const wanted = this.specifiers.get(url) ?? url;
      return {
        message: message.replace(url, () => wanted),
        place: this.placeOfImport(wanted, name),
        width: name.length,
      };
    }
    const exported = /^Export '(.+)' is not defined/.exec(message)?.[1];
    const found = this.exports.find(({ n, ln }) => (ln ?? n) === exported);
    if (exported !== undefined && found) {
      const at = found.ls >= 0 ? found.ls : found.s;
      return {
        message,
        place: placeAt(this.text, at),
        width: exported.length,
      };
    }
    if (this.lexed) {
      const script = await this.asScript(message, roughScript(this.text));
      const lexed = placeAt(this.text, this.lexed.index);
      return { message, place: script.place ?? lexed };
    }
    const script = this.withoutModuleSyntax();
    const told = await this.asScript(message, script);
    const stray = told.place ? -1 : strayReturn(script);
    return stray < 0
      ? told
      : { message, place: placeAt(this.text, stray), width: 'return'.length };
  }

  private placeOfImport(specifier: string, name: string): Place | null {
    for (const { n, d, s, ss } of this.imports) {
      if (d !== -1 || n !== specifier) continue;
      const clause = this.text.slice(ss, s);
      const at = clause.search(
        new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`),
      );
      if (at >= 0) return placeAt(this.text, ss + at);
    }
    return null;
  }

  /**
   * The same within an async function, and in a block, where functions are declared as in a module: only of a script
   * does the browser tell the place.
   */
  private asScript(message: string, text: string): Promise<SyntaxProblem> {
    const prefix = "(async () => { 'use strict'; { ";
    const positions = new Positions();
    positions.add(1, 1, 0, prefix.length);
    const url = blobUrl(
      `${prefix}${text}\n}});\n//# sourceURL=${sourceName(this.filename)}`,
    );
    return locate(url, text, positions, message);
  }

  private withoutModuleSyntax(): string {
    const characters = this.text.split('');
    const blank = (from: number, to: number) => {
      for (let i = from; i < to; i += 1)
        if (characters[i] !== '\n') characters[i] = ' ';
    };
    for (const { s, ls } of this.exports) {
      const at = this.text.lastIndexOf('export', ls >= 0 ? ls : s);
      const rest = this.text.slice(at);
      if (/^export\s*\{/.test(rest)) {
        blank(at, this.text.indexOf('}', s) + 1);
      } else if (/^export\s+default\b/.test(rest)) {
        blank(at, s + 'default'.length);
        characters.splice(at, 4, ...'void');
      } else {
        blank(at, at + 'export'.length);
      }
    }
    for (const { d, ss, se } of this.imports) if (d === -1) blank(ss, se);
    return hide(
      characters.join(''),
      this.imports.filter(({ d }) => d !== -1),
    ).text;
  }
}
