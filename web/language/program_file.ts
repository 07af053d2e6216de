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
    ts.isExportAssignment(statement) ||
    hasModifier(statement, ts.SyntaxKind.ExportKeyword);
  return exports ? "Unexpected token 'export'" : null;
}

/** The first syntax that only an ES module can have: import, export, import.meta, or await outside of functions. */
export function moduleSyntax(source: ts.SourceFile): ModuleSyntax | null {
  for (const node of source.statements) {
    const refusal = ofStatement(node);
    if (refusal !== null) return { node, refusal };
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

/** Read as a module: elsewhere await at the top would be read as a name. */
export function asModule({ filename, code }: Program): ts.SourceFile {
  const path = isTypeScript(filename) ? '/program.mts' : '/program.mjs';
  return ts.createSourceFile(path, code, {
    languageVersion: ts.ScriptTarget.Latest,
    setExternalModuleIndicator: (file) => {
      (file as { externalModuleIndicator?: unknown }).externalModuleIndicator =
        true;
    },
  });
}

function formatOf(program: Program): Format {
  const named = namedFormat(program.filename);
  if (named !== 'undecided') return named;
  return moduleSyntax(asModule(program)) === null ? 'commonjs' : 'module';
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
