// require(): the modules a program may ask for, and honest errors for those it may not.
import assert from 'assert/';
import {
  inspect,
  format,
  formatWithOptions,
  stripVTControlCharacters,
} from 'node-inspect-extracted';
import util from 'util/';
import { invalidArgType } from './node_error';
import {
  net,
  stream,
  streamConsumers,
  streamPromises,
  streamWeb,
  type Runtime,
} from './runtime';

/** Modules of Node that Tincan does not offer: a program that asks is told so, by name. */
const notOffered = new Set(
  (
    'async_hooks child_process cluster crypto dgram diagnostics_channel dns domain fs fs/promises http ' +
    'http2 https inspector module os path perf_hooks punycode querystring readline readline/promises repl ' +
    'sea sqlite test tls trace_events tty url v8 vm wasi worker_threads zlib'
  ).split(' '),
);

export type Require = (name: string) => unknown;

export function createRequire(
  runtime: Runtime,
  process: object,
  console: object,
  filename: string,
): Require {
  const timers = {
    setTimeout: runtime.setTimeout,
    setInterval: runtime.setInterval,
    setImmediate: runtime.setImmediate,
    clearTimeout: runtime.clearTimeout,
    clearInterval: runtime.clearInterval,
    clearImmediate: runtime.clearImmediate,
    promises: timersPromises(runtime),
  };
  const utilModule = {
    ...util,
    inspect,
    format,
    formatWithOptions,
    stripVTControlCharacters,
    TextEncoder,
    TextDecoder,
  };
  const modules: Record<string, unknown> = {
    stream,
    'stream/promises': streamPromises,
    'stream/consumers': streamConsumers,
    'stream/web': streamWeb,
    net,
    events: runtime.EventEmitter,
    buffer: {
      Buffer: runtime.Buffer,
      constants: bufferConstants,
      kMaxLength: bufferConstants.MAX_LENGTH,
      kStringMaxLength: bufferConstants.MAX_STRING_LENGTH,
      Blob,
      atob,
      btoa,
    },
    util: utilModule,
    assert,
    'assert/strict': assert.strict,
    string_decoder: { StringDecoder: runtime.StringDecoder },
    timers,
    'timers/promises': timers.promises,
    process,
    console,
  };
  return (name) => {
    if (typeof name !== 'string')
      throw invalidArgType('id', 'of type string', name);
    const plain = name.startsWith('node:') ? name.slice(5) : name;
    if (Object.hasOwn(modules, plain)) return modules[plain];
    if (notOffered.has(plain)) {
      throw Object.assign(
        new Error(
          `The module '${name}' is part of Node, but Tincan does not offer it. ` +
            `Offered are: ${Object.keys(modules).join(', ')}.`,
        ),
        { code: 'ERR_TINCAN_NOT_OFFERED' },
      );
    }
    if (name.startsWith('node:')) {
      throw Object.assign(new Error(`No such built-in module: ${name}`), {
        code: 'ERR_UNKNOWN_BUILTIN_MODULE',
      });
    }
    throw Object.assign(
      new Error(`Cannot find module '${name}'\nRequire stack:\n- /${filename}`),
      { code: 'MODULE_NOT_FOUND', requireStack: [`/${filename}`] },
    );
  };
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
