// The program as the language service sees it: a file whose extension says whether it is CommonJS or an ES module, as a
// run decides it (worker/format.ts): by its name, or by what is in it. With such an extension its names are its own.
import ts from 'typescript';
import { isTypeScript, namedFormat } from '../run/format';
import type { Program } from './protocol';

export type Format = 'commonjs' | 'module';

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

/** What Node says of the syntax of ES modules in CommonJS. */
export interface ModuleSyntax {
  node: ts.Node;
  refusal: string;
}

function ofStatement(statement: ts.Statement): string | null {
  if (isErased(statement)) return null;
  if (ts.isImportDeclaration(statement))
    return 'Cannot use import statement outside a module';
  const exports =
    ts.isExportDeclaration(statement) ||
    (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
    hasModifier(statement, ts.SyntaxKind.ExportKeyword);
  return exports ? "Unexpected token 'export'" : null;
}

/** What a CommonJS module is given, and cannot declare itself. */
const givenNames = new Set([
  'exports',
  'require',
  'module',
  '__filename',
  '__dirname',
]);

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
 * The first syntax that only an ES module can have: import, export, import.meta, await outside of functions, or a name
 * of its own that CommonJS gives.
 */
export function moduleSyntax(source: ts.SourceFile): ModuleSyntax | null {
  for (const node of source.statements) {
    const refusal = ofStatement(node);
    if (refusal !== null) return { node, refusal };
    const given = namesDeclared(node).find((name) => givenNames.has(name));
    if (given !== undefined)
      return {
        node,
        refusal: `Identifier '${given}' has already been declared`,
      };
  }
  let found: ModuleSyntax | null = null;
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (found !== null) return;
    if (
      ts.isMetaProperty(node) &&
      node.keywordToken === ts.SyntaxKind.ImportKeyword
    )
      found = { node, refusal: "Cannot use 'import.meta' outside a module" };
    else if (
      !inFunction &&
      (ts.isAwaitExpression(node) ||
        (ts.isForOfStatement(node) && node.awaitModifier !== undefined))
    )
      found = {
        node,
        refusal:
          'await is only valid in async functions and the top level bodies of modules',
      };
    const isFunction = inFunction || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, isFunction));
  };
  visit(source, false);
  return found;
}

/** Read as a script: what may be a name there, await above all, is one. */
export function asScript({ filename, code }: Program): ts.SourceFile {
  const path = isTypeScript(filename) ? '/program.cts' : '/program.cjs';
  return ts.createSourceFile(path, code, ts.ScriptTarget.Latest);
}

function formatOf(program: Program): Format {
  const named = namedFormat(program.filename);
  if (named !== 'undecided') return named;
  return moduleSyntax(asScript(program)) === null ? 'commonjs' : 'module';
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
