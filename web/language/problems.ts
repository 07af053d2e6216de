// What is wrong with a program before it runs: errors are what Node would not run, warnings are what TypeScript says
// against types, which Node takes out unchecked. Of JavaScript only errors are told.
import ts from 'typescript';
import { missingModules } from './modules_asked';
import { asScript, moduleSyntax, type ProgramFile } from './program_file';
import type { Problem } from './protocol';

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
const typeImports = new Set([1484, 1485]);
/** Import and export in CommonJS, and modules without types: told below, with those of JavaScript. */
const toldElsewhere = new Set([
  1286, 1287, 1295, 1309, 1378, 1470, 2307, 2580, 2591, 2792, 7016,
]);

function whatOf({ code, messageText }: ts.Diagnostic): Problem['what'] {
  if (code === notErasable) return { type: 'not erasable' };
  if (typeImports.has(code)) return { type: 'type import' };
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  return { type: 'message', text };
}

function problemOf(
  file: ProgramFile,
  diagnostic: ts.Diagnostic,
  isSyntax: boolean,
): Problem | null {
  const { code, start, length } = diagnostic;
  if (diagnostic.category !== ts.DiagnosticCategory.Error) return null;
  if (start === undefined || length === undefined) return null;
  if (toldElsewhere.has(code)) return null;
  if (file.format === 'commonjs' && ofModulesOnly.has(code)) return null;
  return {
    from: start,
    to: start + length,
    severity: isSyntax || isGrammar(code) ? 'error' : 'warning',
    what: whatOf(diagnostic),
  };
}

/** What TypeScript reads and Node does not. */
function foreignSyntax(file: ProgramFile, source: ts.SourceFile): Problem[] {
  const problems: Problem[] = [];
  const add = (from: number, text: string) => {
    const word = /^[\w.]*/.exec(file.code.slice(from))![0];
    problems.push({
      from,
      to: from + Math.max(1, word.length),
      severity: 'error',
      what: { type: 'message', text },
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningLikeElement(node) || ts.isJsxOpeningFragment(node))
      add(node.getStart(source), "Unexpected token '<'");
    else if (ts.isDecorator(node))
      add(node.getStart(source), 'Invalid or unexpected token');
    else ts.forEachChild(node, visit);
  };
  visit(source);
  if (file.format === 'module') return problems;
  const whole = asScript({ filename: file.path, code: file.code });
  const foreign = moduleSyntax(whole);
  if (foreign !== null) add(foreign.node.getStart(whole), foreign.refusal);
  return problems;
}

export function problemsOf(
  language: ts.LanguageService,
  file: ProgramFile,
): Problem[] {
  const source = language.getProgram()?.getSourceFile(file.path);
  if (source === undefined) throw new Error(`${file.path} is not open`);
  const problems = [...missingModules(source), ...foreignSyntax(file, source)];
  const isTold = ({ from, to }: Problem) =>
    problems.some((told) => from < told.to && told.from < to);
  const told = [
    ...language
      .getSyntacticDiagnostics(file.path)
      .map((diagnostic) => problemOf(file, diagnostic, true)),
    ...language
      .getSemanticDiagnostics(file.path)
      .map((diagnostic) => problemOf(file, diagnostic, false)),
  ];
  for (const problem of told)
    if (problem !== null && !isTold(problem)) problems.push(problem);
  return problems.sort((a, b) => a.from - b.from);
}
