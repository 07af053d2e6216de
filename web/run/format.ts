// What a program's file name says of it, by Node's rules. (Node doc: "Modules: Packages", "Determining module
// system"; "Modules: TypeScript".) Names only: what is in the file is asked elsewhere.

/** `undecided`: CommonJS, unless only an ES module can mean what is in it. */
export type NamedFormat = 'commonjs' | 'module' | 'undecided';

const formats: Record<string, NamedFormat> = {
  cjs: 'commonjs',
  cts: 'commonjs',
  mjs: 'module',
  mts: 'module',
};

/** The part after the last dot; empty where there is none. */
export function extensionOf(filename: string): string {
  return /\.(\w+)$/.exec(filename)?.[1] ?? '';
}

export function namedFormat(filename: string): NamedFormat {
  return formats[extensionOf(filename)] ?? 'undecided';
}

export function isTypeScript(filename: string): boolean {
  return /^[cm]?ts$/.test(extensionOf(filename));
}

/** Whether a program may be called so: nothing that would not do as a file's name anywhere. */
export function isFilename(name: string): boolean {
  return /^[\w-][\w.-]{0,59}\.(?:[cm]?[jt]s|javascript)$/.test(name);
}
