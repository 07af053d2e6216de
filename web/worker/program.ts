// A program of either kind, from its text to its start: CommonJS by calling it, an ES module by importing it. What
// becomes of it afterwards is main.ts's business.
import { pointer, type SyntaxProblem } from '../run/error_text';
import type { Place } from '../run/protocol';
import { attributesOf, refuseAttributes } from './attributes';
import { compile, type Main } from './compile';
import { EsModule, ImportProblem, loadDynamic } from './esm';
import { explained } from './esm_errors';
import { importName, metaName } from './imports';
import { nodeError } from './node_error';
import type { Modules } from './modules';
import type { Positions } from './positions';
import type { Runtime } from './runtime';

/** What a program is started in. */
export interface World {
  runtime: Runtime;
  modules: Modules;
  /** @param at where it was thrown, if its stack does not say */
  failed(error: unknown, at: Place | null): void;
  /** It never began. */
  wrong(problem: SyntaxProblem): void;
}

export interface Program {
  readonly positions: Positions;
  /** Its own code is not through, and waits for what will never come: what Node says then; or null. */
  unsettled(): string | null;
  start(world: World): void;
}

export class CommonJs implements Program {
  constructor(
    private readonly main: Main,
    readonly positions: Positions,
    private readonly dynamic: string[] | null,
    private readonly filename: string,
  ) {}

  unsettled(): null {
    return null;
  }

  start({ runtime, modules }: World): void {
    const path = `/${this.filename}`;
    const module = { exports: {}, id: '.', filename: path, loaded: false };
    const main = () => {
      this.main.call(
        module.exports,
        module.exports,
        modules.require,
        module,
        path,
        '/',
      );
      module.loaded = true;
    };
    if (this.dynamic?.length === 0) {
      runtime.runMain(main);
      return;
    }
    const release = runtime.hold();
    void installImport(modules, this.dynamic, this.filename).then(() => {
      runtime.runMain(main);
      release();
    });
  }
}

export class Module implements Program {
  private settled = false;
  private readonly module: EsModule;

  constructor(
    private readonly code: string,
    private readonly filename: string,
  ) {
    this.module = new EsModule(code, filename);
  }

  get positions(): Positions {
    return this.module.positions;
  }

  unsettled(): string | null {
    if (this.settled) return null;
    const place = this.module.onlyAwait;
    const where = place
      ? ` at ${pointer(this.code, this.filename, place)}\n\n`
      : '\n';
    return `Warning: Detected unsettled top-level await${where}`;
  }

  /** Of what only might have been a module Node says why it is no CommonJS. */
  private problem(error: SyntaxError): Promise<SyntaxProblem> {
    if (this.module.isAmbiguous) {
      const compiled = compile(this.code, this.filename);
      if (!compiled.ok) return compiled.error;
    }
    return this.module.problem(error);
  }

  start(world: World): void {
    const { module, filename } = this;
    const { runtime, modules } = world;
    let begun = false;
    const release = runtime.hold();
    const begin = () => {
      begun = true;
      release();
    };
    installImport(modules, module.dynamic, filename)
      .then(() => module.run(modules, begin))
      .then(
        () => {
          this.settled = true;
        },
        (error: unknown) => {
          this.settled = true;
          release();
          if (begun) {
            world.failed(explained(error, module.isAmbiguous), null);
          } else if (error instanceof ImportProblem) {
            world.failed(error.error, error.place);
          } else {
            void this.problem(error as SyntaxError).then(world.wrong);
          }
        },
      );
  }
}

/** import() and import.meta as a program's text calls them. */
async function installImport(
  modules: Modules,
  dynamic: string[] | null,
  filename: string,
): Promise<void> {
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true });
  const loaded = new Map<string, object>();
  const given = async (specifier: unknown, options?: unknown) => {
    const wanted = String(specifier);
    const attributes = attributesOf(options);
    const name = modules.resolve(wanted);
    refuseAttributes(name, attributes);
    // Later than what was queued before it, as in Node, which has more to do.
    await null;
    await null;
    return loaded.get(name) ?? modules.get(name);
  };
  // import.source(): Node's own modules have no source.
  const source = async (specifier: unknown) => {
    const name = modules.resolve(String(specifier));
    throw nodeError(
      SyntaxError,
      'ERR_SOURCE_PHASE_NOT_DEFINED',
      `Source phase import object is not defined for module 'node:${name}'`,
    );
  };
  define(
    importName,
    Object.assign(given, {
      builtin: (name: string) => modules.get(name),
      source,
    }),
  );
  const meta = Object.create(null) as Record<string, unknown>;
  Object.assign(meta, {
    dirname: '/',
    filename: `/${filename}`,
    main: true,
    resolve: (specifier: unknown) =>
      `node:${modules.resolve(String(specifier))}`,
    url: urlOf(filename),
  });
  define(metaName, meta);
  for (const [name, namespace] of await loadDynamic(modules, dynamic))
    loaded.set(name, namespace);
}

/** As pathToFileURL() makes it of a file in the root. */
function urlOf(filename: string): string {
  const path = filename.replace(/[%?#\\\n\r\t]/g, encodeURIComponent);
  return new URL(`file:///${path}`).href;
}
