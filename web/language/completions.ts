// What may stand at a place of the program, what a name there is, and how the program looks well laid out. All of it is
// the language service's; names a program is not given are left out.
import ts from 'typescript';
import { isOffered, withoutScheme } from '../worker/module_names';
import type { ProgramFile } from './program_file';
import type { Completions, Edit, Explanation, Hover } from './protocol';

/** Node gives them to CommonJS alone. */
const ofCommonJs = new Set([
  'require',
  'module',
  'exports',
  '__filename',
  '__dirname',
]);

/** TypeScript's, which it offers in JavaScript as well; and words that are kept for nothing. */
const notOfJavaScript = new Set([
  'as',
  'asserts',
  'enum',
  'package',
  'satisfies',
]);

/** What is not said by `name` alone: places where TypeScript only guesses from the words of the file. */
const guessed: ReadonlySet<string> = new Set([
  ts.ScriptElementKind.warning,
  ts.ScriptElementKind.directory,
  ts.ScriptElementKind.scriptElement,
]);

/** A program may write them for a stream of its own, which has them only then. */
const hooks = new Set(['_construct', '_final', '_flush']);

/** Browsers keep it from pages that are not isolated. */
const notInRuns = new Set(['SharedArrayBuffer']);

/** Whether the object before the dot has this member, as far as its type is not exact. */
function isMember(
  { name, kindModifiers }: ts.CompletionEntry,
  all: ReadonlySet<string>,
): boolean {
  if (hooks.has(name)) return !/declare|optional/.test(kindModifiers ?? '');
  // Of a Duplex only the readable side has it.
  return name !== 'writableAborted' || !all.has('readableAborted');
}

function isGiven(file: ProgramFile, entry: ts.CompletionEntry): boolean {
  if (guessed.has(entry.kind)) return false;
  if (entry.kind === ts.ScriptElementKind.externalModuleName)
    return isOffered(withoutScheme(entry.name));
  if (entry.kind === ts.ScriptElementKind.keyword)
    return file.isTypeScript || !notOfJavaScript.has(entry.name);
  if (notInRuns.has(entry.name)) return false;
  return file.format === 'commonjs' || !ofCommonJs.has(entry.name);
}

const wordStart = (code: string, at: number) =>
  at - /[\w$#]*$/.exec(code.slice(0, at))![0].length;

export function completionsAt(
  language: ts.LanguageService,
  file: ProgramFile,
  at: number,
): Completions | null {
  const found = language.getCompletionsAtPosition(file.path, at, {
    quotePreference: 'single',
  });
  const names = new Set(found?.entries.map(({ name }) => name));
  const isAfterDot = /\.\s*[\w$#]*$/.test(file.code.slice(0, at));
  const entries = (found?.entries ?? []).filter(
    (entry) => isGiven(file, entry) && (!isAfterDot || isMember(entry, names)),
  );
  if (entries.length === 0) return null;
  const span = entries[0]!.replacementSpan ?? found!.optionalReplacementSpan;
  return {
    from: span?.start ?? wordStart(file.code, at),
    entries: entries.map(({ name, kind, sortText }) => ({
      name,
      kind,
      rank: sortText,
    })),
  };
}

/** Types write their links as {@link name}. */
function withoutLinkTags(text: string): string {
  return text.replace(
    /\{@link(?:code|plain)?\s+([^\s|}]+)(?:\s*\|?\s*([^}]*))?\}/g,
    (_, name: string, words: string) => `\`${words || name}\``,
  );
}

function tagText({ name, text }: ts.JSDocTagInfo): string {
  const words = ts.displayPartsToString(text).trim();
  if (name === 'example') return words;
  return `*@${name}* ${words}`;
}

/** Without what only says that a name was imported, or has members besides. */
function signatureOf(parts: ts.SymbolDisplayPart[] | undefined): string {
  const lines = ts.displayPartsToString(parts).split('\n');
  const own = lines.filter(
    (line, i) => i === 0 || !/^(?:\(alias\) )?(?:namespace|import) /.test(line),
  );
  return own.join('\n').replace(/^\(alias\) /, '');
}

function explanation(info: {
  displayParts?: ts.SymbolDisplayPart[];
  documentation?: ts.SymbolDisplayPart[];
  tags?: ts.JSDocTagInfo[];
}): Explanation {
  const blocks = [
    ts.displayPartsToString(info.documentation),
    ...(info.tags ?? []).map(tagText),
  ];
  return {
    signature: signatureOf(info.displayParts),
    documentation: withoutLinkTags(blocks.join('\n\n').trim()),
  };
}

export function detailsOf(
  language: ts.LanguageService,
  file: ProgramFile,
  at: number,
  name: string,
): Explanation | null {
  const found = language.getCompletionEntryDetails(
    file.path,
    at,
    name,
    {},
    undefined,
    {},
    undefined,
  );
  return found === undefined ? null : explanation(found);
}

export function hoverAt(
  language: ts.LanguageService,
  file: ProgramFile,
  at: number,
): Hover | null {
  const found = language.getQuickInfoAtPosition(file.path, at);
  if (found === undefined) return null;
  const { start, length } = found.textSpan;
  return { from: start, to: start + length, ...explanation(found) };
}

const layout: ts.FormatCodeSettings = {
  ...ts.getDefaultFormatCodeSettings('\n'),
  indentSize: 2,
  tabSize: 2,
  semicolons: ts.SemicolonPreference.Ignore,
};

export function formatted(
  language: ts.LanguageService,
  file: ProgramFile,
): Edit[] {
  return language
    .getFormattingEditsForDocument(file.path, layout)
    .map(({ span, newText }) => ({
      from: span.start,
      to: span.start + span.length,
      insert: newText,
    }));
}
