// What a program's file name says of it, by Node's rules. (Node doc: "Modules: Packages", "Determining module
// system"; "Modules: TypeScript".) Names only: what is in the file is asked elsewhere.

/** `undecided`: CommonJS, unless only an ES module can mean what is in it. Of endings it does not know Node takes CommonJS alone. */
export type NamedFormat = 'commonjs' | 'module' | 'undecided';

const formats: Record<string, NamedFormat> = {
  cjs: 'commonjs',
  cts: 'commonjs',
  mjs: 'module',
  mts: 'module',
  js: 'undecided',
  ts: 'undecided',
  javascript: 'undecided',
  '': 'undecided',
};

/** Endings that Node takes no program from. */
const noPrograms = ['json', 'node', 'wasm'];
/** Bytes of UTF-8 a file's name may have. (limits.h: NAME_MAX) */
const mostBytes = 255;

/** The part after the last dot, but of a name that begins with it; empty where there is none. */
export function extensionOf(filename: string): string {
  const at = filename.lastIndexOf('.');
  return at > 0 ? filename.slice(at + 1) : '';
}

export function namedFormat(filename: string): NamedFormat {
  const extension = extensionOf(filename);
  return Object.hasOwn(formats, extension) ? formats[extension]! : 'commonjs';
}

export function isTypeScript(filename: string): boolean {
  return /^[cm]?ts$/.test(extensionOf(filename));
}

/** Why a name is none of a program's: a text's key, after `filename.`. */
export type FilenameProblem =
  'empty' | 'folder' | 'slash' | 'nul' | 'long' | 'noProgram';

/** @returns null where Node would take it */
export function filenameProblem(name: string): FilenameProblem | null {
  if (name === '') return 'empty';
  if (name === '.' || name === '..') return 'folder';
  if (name.includes('/')) return 'slash';
  if (name.includes('\0')) return 'nul';
  if (new TextEncoder().encode(name).length > mostBytes) return 'long';
  return noPrograms.includes(extensionOf(name)) ? 'noProgram' : null;
}
