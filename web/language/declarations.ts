// What the editor's help knows: the declarations of the ECMAScript library and of the modules and globals that
// programs are given, as one module of the build. It reads them from the packages and leaves out what Tincan does
// not offer (absent.ts); nothing here is part of the page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';
import { offeredModules } from '../worker/module_names.ts';
import { absent } from './absent.ts';

const id = 'virtual:declarations';
const require = createRequire(import.meta.url);
const nodeTypes = path.dirname(require.resolve('@types/node/package.json'));
const library = path.dirname(require.resolve('typescript'));

/** What Node 24's V8 has; each brings what it refers to. */
const libraries = [
  'es2025',
  'esnext.disposable',
  'esnext.error',
  'esnext.array',
];

const ofNode = [
  'globals.d.ts',
  'globals.typedarray.d.ts',
  'buffer.buffer.d.ts',
  'web-globals/abortcontroller.d.ts',
  'web-globals/domexception.d.ts',
  'web-globals/events.d.ts',
  'web-globals/streams.d.ts',
  'assert.d.ts',
  'assert/strict.d.ts',
  'buffer.d.ts',
  'console.d.ts',
  'events.d.ts',
  'net.d.ts',
  'process.d.ts',
  'stream.d.ts',
  'stream/consumers.d.ts',
  'stream/promises.d.ts',
  'stream/web.d.ts',
  'string_decoder.d.ts',
  'timers.d.ts',
  'timers/promises.d.ts',
  'util.d.ts',
];

/** Their types are needed, their modules cannot be had: URL, performance, and what process.stdout is (given.d.ts). */
const internal = ['perf_hooks', 'tty', 'url', 'util/types'];

function librariesOf(names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string) => {
    const file = `lib.${name}.d.ts`;
    if (found.has(file)) return;
    const text = readFileSync(path.join(library, file), 'utf8');
    found.set(file, text);
    for (const [, other] of text.matchAll(
      /^\/\/\/ <reference lib="([^"]+)" \/>/gm,
    ))
      add(other!);
  };
  names.forEach(add);
  return found;
}

/** The module is there for the types of others, under a name that nobody imports. */
function hidden(text: string): string {
  const names = new RegExp(
    `(["'])(?:node:)?(${internal.join('|').replaceAll('/', '\\/')})\\1`,
    'g',
  );
  return text.replace(names, '"internal:$2"');
}

type TypeWithMembers =
  ts.InterfaceDeclaration | ts.ClassDeclaration | ts.TypeLiteralNode;

/** What it is called: a variable's type by the variable. */
function typeName(node: TypeWithMembers): string | undefined {
  const { parent } = node;
  return ts.isTypeLiteralNode(node)
    ? ts.isVariableDeclaration(parent)
      ? parent.name.getText()
      : undefined
    : node.name?.text;
}

function memberName(
  type: string,
  member: ts.TypeElement | ts.ClassElement,
): string {
  const name = `${type}.${member.name!.getText()}`;
  const isStatic =
    ts.isClassElement(member) &&
    ts.canHaveModifiers(member) &&
    ts
      .getModifiers(member)
      ?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  return isStatic ? `static ${name}` : name;
}

/** Without the declarations of these names, at the top of its modules or as members of a type ("Process.abort"). */
function without(file: string, text: string, names: readonly string[]): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const unused = new Set(names);
  const cuts: [from: number, to: number][] = [];
  const cut = (node: ts.Node, name: string) => {
    if (!names.includes(name)) return false;
    unused.delete(name);
    cuts.push([node.getFullStart(), node.getEnd()]);
    return true;
  };
  const visit = (node: ts.Node) => {
    if (ts.isExportSpecifier(node)) {
      if (cut(node, node.name.text)) {
        const comma = /^\s*,/.exec(text.slice(node.getEnd()));
        cuts.at(-1)![1] += comma?.[0].length ?? 0;
      }
      return;
    }
    if (ts.isVariableStatement(node)) {
      const { declarations } = node.declarationList;
      if (declarations.some(({ name }) => cut(node, name.getText()))) return;
    } else if (
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isModuleDeclaration(node)
    ) {
      if (node.name && cut(node, node.name.text)) return;
    }
    if (
      ts.isInterfaceDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isTypeLiteralNode(node)
    ) {
      const type = typeName(node);
      if (type === undefined) return;
      for (const member of node.members)
        if (member.name) cut(member, memberName(type, member));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (unused.size > 0)
    throw new Error(`${file} does not declare ${[...unused].join(', ')}`);
  return cuts.reduceRight(
    (rest, [from, to]) => rest.slice(0, from) + rest.slice(to),
    text,
  );
}

/** TypeScript knows what require() gives in JavaScript only. */
function requireFunction(): string {
  const lines = offeredModules.map(
    (name) => `  (id: '${name}' | 'node:${name}'): typeof import('${name}');`,
  );
  return `interface Require {\n${lines.join('\n')}\n}\n/** Gives a module of Node. */\ndeclare var require: Require;\n`;
}

/** Texts of declarations by the file names the language service is given. */
export function declarations(): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [file, text] of librariesOf(libraries)) all[`/lib/${file}`] = text;
  const files = [...ofNode, 'url.d.ts', 'perf_hooks.d.ts'];
  for (const file of files) {
    const text = readFileSync(path.join(nodeTypes, file), 'utf8');
    all[`/node/${file}`] = hidden(without(file, text, absent[file] ?? []));
  }
  const given = path.join(import.meta.dirname, 'given.d.ts');
  all['/given/given.d.ts'] = readFileSync(given, 'utf8');
  all['/given/require.d.ts'] = requireFunction();
  return all;
}

export function declarationsModule(): Plugin {
  return {
    name: 'tincan-declarations',
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    load: (asked) =>
      asked === `\0${id}`
        ? `export default ${JSON.stringify(declarations())};`
        : null,
  };
}
