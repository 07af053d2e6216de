// What a program asks for by import, export … from, require() and import(), as far as it is written out, and what of it
// cannot be had. Of types alone Node asks nobody, it takes such imports out: they are warned of.
import ts from 'typescript';
import { isNotOffered, isOffered, withoutScheme } from '../worker/module_names';
import type { Problem } from './protocol';

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node))
    return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isExportDeclaration(node) && node.isTypeOnly;
}

/** The name in it that a module is loaded by. */
function specifierOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return node.moduleSpecifier;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require');
  return loads ? node.arguments[0] : undefined;
}

/** The modules asked for that are not offered. */
export function missingModules(source: ts.SourceFile): Problem[] {
  const problems: Problem[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      const module = specifier.text;
      const plain = withoutScheme(module);
      if (!isOffered(plain))
        problems.push({
          from: specifier.getStart(source),
          to: specifier.getEnd(),
          severity: isTypeOnly(node) ? 'warning' : 'error',
          what: {
            type: isNotOffered(plain) ? 'not offered' : 'unknown module',
            module,
          },
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}
