// TypeScript's language service over one program and the declarations of what it is given. The compiler's options are
// chosen for how Node takes a program: types erased, nothing else changed. It reads no file and asks nobody.
import declarations from 'virtual:declarations';
import ts from 'typescript';
import { programFile, type ProgramFile } from './program_file';
import type { Program } from './protocol';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.NodeNext,
  lib: Object.keys(declarations)
    .filter((file) => file.startsWith('/lib/'))
    .map((file) => file.slice('/lib/'.length)),
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  allowJs: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
};

const ambientFiles = Object.keys(declarations).filter(
  (file) => !file.startsWith('/lib/'),
);

export class Service {
  private file: ProgramFile = programFile({ filename: 'a.cjs', code: '' });
  private version = 0;
  private readonly service = ts.createLanguageService(this.host());

  /** The program asked about from here on. */
  open(program: Program): ProgramFile {
    const file = programFile(program);
    if (file.path !== this.file.path || file.code !== this.file.code) {
      this.file = file;
      this.version += 1;
    }
    return this.file;
  }

  get language(): ts.LanguageService {
    return this.service;
  }

  private text(file: string): string | undefined {
    return file === this.file.path ? this.file.code : declarations[file];
  }

  private host(): ts.LanguageServiceHost {
    return {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...ambientFiles, this.file.path],
      getScriptVersion: (file) =>
        file === this.file.path ? String(this.version) : '0',
      getScriptSnapshot: (file) => {
        const text = this.text(file);
        return text === undefined
          ? undefined
          : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => '/lib/lib.es2025.d.ts',
      fileExists: (file) => this.text(file) !== undefined,
      readFile: (file) => this.text(file),
      directoryExists: () => false,
      getDirectories: () => [],
    };
  }
}
