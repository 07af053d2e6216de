// What is wrong with a program before it runs. An error is what is refused before the program begins, and nothing else:
// the parser of early_errors.ts and the modules asked for decide. TypeScript only finds more words for it, and says
// what types say, which Node takes out unchecked: of TypeScript that is told, of JavaScript it is not.
import ts from 'typescript';
import { earlyError } from './early_errors';
import { importProblems } from './modules_asked';
import type { ProgramFile } from './program_file';
import type { EarlyError, Problem } from './protocol';

/** TypeScript numbers what is grammar so; among it are rules for types. */
const isGrammar = (code: number) =>
  (code < 1500 && !rulesForTypes.has(code)) ||
  (code >= 8000 && code < 9000) ||
  (code >= 17000 && code < 19000) ||
  grammarElsewhere.has(code);

const rulesForTypes = new Set([
  1055, 1056, 1057, 1058, 1059, 1060, 1061, 1062, 1063, 1064, 1065, 1320, 1321,
  1322, 1345,
]);

/** Names declared twice, and the like, which are early errors of JavaScript as well. */
const grammarElsewhere = new Set([
  2451, 2462, 2480, 2492, 2501, 2528, 2566, 2753, 2803, 2852, 5076,
]);

/** Legal in CommonJS: return outside a function, and what only strict mode forbids. */
const ofModulesOnly = new Set([
  1100, 1101, 1102, 1108, 1121, 1210, 1212, 1213, 1214, 1215, 1250, 1251, 1252,
  1262, 1344, 1487, 1489,
]);

/** Said here in another way, for it speaks of options that nobody has set. */
const notErasable = 1294;
/** Import and export in CommonJS, and modules without types: told with those of JavaScript. */
const toldElsewhere = new Set([
  1286, 1287, 1295, 1309, 1378, 1470, 2307, 2580, 2591, 2792, 7016,
]);

function whatOf({ code, messageText }: ts.Diagnostic): Problem['what'] {
  if (code === notErasable) return { type: 'not erasable' };
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  return { type: 'message', text };
}

/** @param isRefused whether Node would not begin the program */
function problemOf(
  file: ProgramFile,
  diagnostic: ts.Diagnostic,
  isSyntax: boolean,
  isRefused: boolean,
): Problem | null {
  const { code, start, length } = diagnostic;
  if (diagnostic.category !== ts.DiagnosticCategory.Error) return null;
  if (start === undefined || length === undefined) return null;
  if (toldElsewhere.has(code)) return null;
  if (file.format === 'commonjs' && ofModulesOnly.has(code)) return null;
  const isError = isRefused && (isSyntax || isGrammar(code));
  if (!isError && !file.isTypeScript) return null;
  return {
    from: start,
    to: start + length,
    severity: isError ? 'error' : 'types',
    what: whatOf(diagnostic),
  };
}

function refusalOf(
  file: ProgramFile,
  stripped: string | EarlyError | null,
): EarlyError | null {
  return typeof stripped === 'object' && stripped !== null
    ? stripped
    : earlyError(stripped ?? file.code, file.format);
}

/** @param stripped of TypeScript: without types, or why they cannot be taken out */
export function problemsOf(
  language: ts.LanguageService,
  file: ProgramFile,
  stripped: string | EarlyError | null,
): Problem[] {
  const program = language.getProgram();
  const source = program?.getSourceFile(file.path);
  if (!program || !source) throw new Error(`${file.path} is not open`);
  const refusal = refusalOf(file, stripped);
  const said = (diagnostics: ts.Diagnostic[], isSyntax: boolean) =>
    diagnostics
      .map((each) => problemOf(file, each, isSyntax, refusal !== null))
      .filter((problem) => problem !== null);
  const byTypeScript = [
    ...said(language.getSyntacticDiagnostics(file.path), true),
    ...said(language.getSemanticDiagnostics(file.path), false),
  ];
  const problems = importProblems(source, program.getTypeChecker());
  const lineOf = (at: number) => source.getLineAndCharacterOfPosition(at).line;
  if (
    refusal !== null &&
    !byTypeScript.some(
      ({ severity, from }) =>
        severity === 'error' && lineOf(from) === lineOf(refusal.from),
    )
  ) {
    const { from, to, text } = refusal;
    const what = { type: 'message', text } as const;
    problems.push({ from, to, severity: 'error', what });
  }
  const isTold = ({ from, to }: Problem) =>
    problems.some((told) => from < told.to && told.from < to);
  for (const problem of byTypeScript)
    if (!isTold(problem)) problems.push(problem);
  return problems.sort((a, b) => a.from - b.from);
}
