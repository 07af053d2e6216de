// What a program asks of modules by import, export … from, require() and import(), as far as it is written out, and what
// of it cannot be had. What stands in import and export is asked before the program begins; the rest when it comes there.
// Of types alone Node asks nobody, it takes such imports out.
import ts from 'typescript';
import { isNotOffered, isOffered, withoutScheme } from '../worker/module_names';
import { exportedNames } from './exported_names';
import type { Problem } from './protocol';

type Declaration = ts.ImportDeclaration | ts.ExportDeclaration;
type Name = ts.ImportSpecifier | ts.ExportSpecifier;

function isTypeOnly(node: Declaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** What stands between its braces. */
function namesOf(node: Declaration): readonly Name[] {
  const bindings = ts.isExportDeclaration(node)
    ? node.exportClause
    : node.importClause?.namedBindings;
  return bindings &&
    (ts.isNamedExports(bindings) || ts.isNamedImports(bindings))
    ? bindings.elements
    : [];
}

/** What require() or import() loads. */
function specifierOfCall({
  expression,
  arguments: [specifier],
}: ts.CallExpression): ts.Expression | undefined {
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require');
  return loads ? specifier : undefined;
}

/** Nothing but a type. */
function isType(checker: ts.TypeChecker, name: ts.ModuleExportName): boolean {
  const alias = checker.getSymbolAtLocation(name);
  if (!alias || (alias.flags & ts.SymbolFlags.Alias) === 0) return false;
  const { flags } = checker.getAliasedSymbol(alias);
  const { Type, Value } = ts.SymbolFlags;
  return (flags & Type) !== 0 && (flags & Value) === 0;
}

export function importProblems(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): Problem[] {
  const problems: Problem[] = [];
  const add = (
    node: ts.Node,
    severity: Problem['severity'],
    what: Problem['what'],
  ) =>
    problems.push({
      from: node.getStart(source),
      to: node.getEnd(),
      severity,
      what,
    });

  const isThere = (specifier: ts.Expression, severity: Problem['severity']) => {
    if (!ts.isStringLiteralLike(specifier)) return false;
    const module = specifier.text;
    const plain = withoutScheme(module);
    if (isOffered(plain)) return true;
    const type = isNotOffered(plain) ? 'not offered' : 'unknown module';
    add(specifier, severity, { type, module });
    return false;
  };

  /** Node: a module of its own is not of any type that could be asked for. */
  const askedType = ({ attributes }: Declaration, module: string) => {
    for (const attribute of attributes?.elements ?? []) {
      const key = attribute.name.text;
      if (!ts.isStringLiteralLike(attribute.value)) continue;
      const value = attribute.value.text;
      const text =
        key === 'type' && value === 'json'
          ? `Module "node:${module}" is not of type "json"`
          : `Import attribute "${key}" with value "${value}" is not supported in node:${module}`;
      add(attribute, 'error', { type: 'message', text });
    }
  };

  const declared = (node: Declaration, specifier: ts.Expression) => {
    const typeOnly = isTypeOnly(node);
    if (!isThere(specifier, typeOnly ? 'types' : 'error') || typeOnly) return;
    const module = (specifier as ts.StringLiteralLike).text;
    const plain = withoutScheme(module);
    if (isOffered(plain)) askedType(node, plain);
    for (const element of namesOf(node)) {
      const name = element.propertyName ?? element.name;
      if (element.isTypeOnly || exportedNames(module).has(name.text)) continue;
      const text = `The requested module '${module}' does not provide an export named '${name.text}'`;
      add(
        name,
        'error',
        isType(checker, element.name)
          ? { type: 'type import' }
          : { type: 'message', text },
      );
    }
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier) declared(node, node.moduleSpecifier);
    } else if (ts.isCallExpression(node)) {
      const specifier = specifierOfCall(node);
      if (specifier) isThere(specifier, 'warning');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}
