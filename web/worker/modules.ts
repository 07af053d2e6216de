// The modules a program may ask for, by require() or import, and honest errors for those it may not.
import {
  inspect,
  format,
  formatWithOptions,
  stripVTControlCharacters,
} from 'node-inspect-extracted';
import { extras } from './extras';
import {
  isNotOffered,
  withoutScheme,
  type OfferedModule,
} from './module_names';
import { invalidArgType, nodeError } from './node_error';
import {
  stream,
  streamConsumers,
  streamPromises,
  streamWeb,
  type Runtime,
} from './runtime';

export class Modules {
  private readonly modules: Record<string, unknown>;

  constructor(
    runtime: Runtime,
    process: object,
    console: object,
    private readonly filename: string,
  ) {
    this.modules = offered(runtime, process, console);
  }

  /** What require() and import call them, without `node:`. */
  get names(): string[] {
    return Object.keys(this.modules);
  }

  /** Offered, and handed over with this program. */
  isLoaded(name: string): boolean {
    return (
      Object.hasOwn(this.modules, name) && this.modules[name] !== undefined
    );
  }

  get(name: string): unknown {
    const found = this.modules[name];
    if (found === undefined)
      throw new Error(
        `The module '${name}' was not loaded: nothing in the program says that it is wanted`,
      );
    return found;
  }

  /** CommonJS's. It needs no `this`. */
  readonly require = (name: unknown): unknown => {
    if (typeof name !== 'string')
      throw invalidArgType('id', 'of type string', name);
    const plain = withoutScheme(name);
    if (Object.hasOwn(this.modules, plain)) return this.get(plain);
    this.refuse(name, plain);
    const stack = [`/${this.filename}`];
    throw Object.assign(
      new Error(`Cannot find module '${name}'\nRequire stack:\n- ${stack[0]}`),
      { code: 'MODULE_NOT_FOUND', requireStack: stack },
    );
  };

  /** The name of the module that an ES module means. */
  resolve(specifier: string): string {
    const plain = withoutScheme(specifier);
    if (Object.hasOwn(this.modules, plain)) return plain;
    this.refuse(specifier, plain);
    const from = `imported from /${this.filename}`;
    const scheme = /^([a-z][a-z\d+.-]*:)/i.exec(specifier)?.[1];
    if (scheme !== undefined && scheme !== 'file:')
      throw nodeError(
        Error,
        'ERR_UNSUPPORTED_ESM_URL_SCHEME',
        'Only URLs with a scheme in: file and data are supported by the default ESM loader. ' +
          `Received protocol '${scheme}'`,
      );
    const isPath = /^(?:\.{0,2}\/|file:)/.test(specifier);
    const what = isPath
      ? `module '${new URL(specifier, 'file:///').pathname}'`
      : `package '${specifier}'`;
    throw nodeError(
      Error,
      'ERR_MODULE_NOT_FOUND',
      `Cannot find ${what} ${from}`,
    );
  }

  /** Throws for what Node has and Tincan has not, and for what is no module of Node at all. */
  private refuse(name: string, plain: string): void {
    if (isNotOffered(plain)) {
      throw Object.assign(
        new Error(
          `The module '${name}' is part of Node, but Tincan does not offer it. ` +
            `Offered are: ${this.names.join(', ')}.`,
        ),
        { code: 'ERR_TINCAN_NOT_OFFERED' },
      );
    }
    if (name.startsWith('node:'))
      throw nodeError(
        Error,
        'ERR_UNKNOWN_BUILTIN_MODULE',
        `No such built-in module: ${name}`,
      );
  }
}

function offered(
  runtime: Runtime,
  process: object,
  console: object,
): Record<OfferedModule, unknown> {
  const timers = {
    setTimeout: runtime.setTimeout,
    setInterval: runtime.setInterval,
    setImmediate: runtime.setImmediate,
    clearTimeout: runtime.clearTimeout,
    clearInterval: runtime.clearInterval,
    clearImmediate: runtime.clearImmediate,
    promises: timersPromises(runtime),
  };
  const { util, assert } = extras.util ?? {};
  const net = extras.net?.net;
  const utilModule = util && {
    ...without(util, formerUtil),
    inspect,
    format,
    formatWithOptions,
    stripVTControlCharacters,
    TextEncoder,
    TextDecoder,
  };
  return {
    stream,
    'stream/promises': streamPromises,
    'stream/consumers': streamConsumers,
    'stream/web': streamWeb,
    net: net && without(net, ['configureRelay']),
    events: runtime.EventEmitter,
    buffer: {
      Buffer: runtime.Buffer,
      constants: bufferConstants,
      kMaxLength: bufferConstants.MAX_LENGTH,
      kStringMaxLength: bufferConstants.MAX_STRING_LENGTH,
      Blob,
      File,
      atob,
      btoa,
    },
    util: utilModule,
    assert,
    'assert/strict': assert?.strict,
    string_decoder: { StringDecoder: runtime.StringDecoder },
    timers,
    'timers/promises': timers.promises,
    process,
    console,
  };
}

/** Node has dropped them. */
const formerUtil = [
  'isBoolean',
  'isBuffer',
  'isDate',
  'isError',
  'isFunction',
  'isNull',
  'isNullOrUndefined',
  'isNumber',
  'isObject',
  'isPrimitive',
  'isRegExp',
  'isString',
  'isSymbol',
  'isUndefined',
  'log',
];

function without(module: object, names: readonly string[]): object {
  const own = Object.getOwnPropertyDescriptors(module);
  for (const name of names) Reflect.deleteProperty(own, name);
  return Object.defineProperties({}, own);
}

const bufferConstants = {
  MAX_LENGTH: 2 ** 32 - 1,
  MAX_STRING_LENGTH: 2 ** 29 - 24,
};

function timersPromises(runtime: Runtime): object {
  const setTimeout = (ms?: number, value?: unknown) =>
    new Promise((resolve) => runtime.setTimeout(() => resolve(value), ms));
  const setImmediate = (value?: unknown) =>
    new Promise((resolve) => runtime.setImmediate(() => resolve(value)));
  return {
    setTimeout,
    setImmediate,
    async *setInterval(ms?: number, value?: unknown) {
      for (;;) {
        await setTimeout(ms);
        yield value;
      }
    },
    scheduler: { wait: setTimeout, yield: () => setImmediate() },
  };
}
