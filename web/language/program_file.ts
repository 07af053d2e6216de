// The program as the language service sees it: a file whose extension says whether it is CommonJS or an ES module, as a
// run decides it (worker/format.ts): by its name, or by what is in it. With such an extension its names are its own.
import ts from 'typescript';
import { isTypeScript, namedFormat } from '../run/format';
import { earlyError, givenNames, openTemplate } from './early_errors';
import type { Format, Program } from './protocol';

export interface ProgramFile {
  path: string;
  format: Format;
  isTypeScript: boolean;
  code: string;
}

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind) =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);

/** It is gone when types are. */
function isErased(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement))
    return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    hasModifier(statement, ts.SyntaxKind.DeclareKeyword)
  );
}

function isOfModules(statement: ts.Statement): boolean {
  if (isErased(statement)) return false;
  return (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
    hasModifier(statement, ts.SyntaxKind.ExportKeyword)
  );
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? namesIn(element.name) : [],
  );
}

/** By let, const, using and class. */
function namesDeclared(statement: ts.Statement): string[] {
  if (ts.isClassDeclaration(statement))
    return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  const { flags, declarations } = statement.declarationList;
  return (flags & ts.NodeFlags.BlockScoped) === 0
    ? []
    : declarations.flatMap(({ name }) => namesIn(name));
}

/**
 * Whether there is syntax that only an ES module can have: `certain` is import, export or import.meta; `possible` await
 * outside of functions, or a name of its own that CommonJS gives.
 */
function moduleSyntax(source: ts.SourceFile): 'certain' | 'possible' | null {
  const { statements } = source;
  if (statements.some(isOfModules)) return 'certain';
  const declared = statements.flatMap(namesDeclared);
  let found: 'certain' | 'possible' | null = declared.some((name) =>
    givenNames.includes(name),
  )
    ? 'possible'
    : null;
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (
      ts.isMetaProperty(node) &&
      node.keywordToken === ts.SyntaxKind.ImportKeyword
    )
      found = 'certain';
    else if (
      !inFunction &&
      (ts.isAwaitExpression(node) ||
        (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
        (ts.isVariableDeclarationList(node) &&
          (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing))
    )
      found ??= 'possible';
    const isFunction = inFunction || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, isFunction));
  };
  visit(source, false);
  return found;
}

/** Read as a script: what may be a name there, await above all, is one. */
function asScript({ filename, code }: Program): ts.SourceFile {
  const path = isTypeScript(filename) ? '/program.cts' : '/program.cjs';
  return ts.createSourceFile(path, code, ts.ScriptTarget.Latest);
}

/** As Node decides it: CommonJS if that can be, an ES module if only that can be. */
function formatOf(program: Program): Format {
  const { filename, code } = program;
  const named = namedFormat(filename);
  if (named !== 'undecided') return named;
  const isJavaScript = !isTypeScript(filename);
  const refused = isJavaScript ? earlyError(code, 'commonjs') : undefined;
  if (refused === null || refused?.text === openTemplate) return 'commonjs';
  const syntax = moduleSyntax(asScript(program));
  if (syntax === null) return 'commonjs';
  return syntax === 'possible' && isJavaScript && earlyError(code, 'module')
    ? 'commonjs'
    : 'module';
}

export function programFile(program: Program): ProgramFile {
  const format = formatOf(program);
  const typed = isTypeScript(program.filename);
  const extension = `${format === 'module' ? 'm' : 'c'}${typed ? 'ts' : 'js'}`;
  return {
    path: `/program.${extension}`,
    format,
    isTypeScript: typed,
    code: program.code,
  };
}
