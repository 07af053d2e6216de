// The modules of Node by name: those a program may ask for, and those it is told that Tincan does not offer. Names
// only; what stands behind them: modules.ts.

export const offeredModules = [
  'stream',
  'stream/promises',
  'stream/consumers',
  'stream/web',
  'net',
  'events',
  'buffer',
  'util',
  'assert',
  'assert/strict',
  'string_decoder',
  'timers',
  'timers/promises',
  'process',
  'console',
] as const;

export type OfferedModule = (typeof offeredModules)[number];

const notOffered = new Set(
  (
    'async_hooks child_process cluster crypto dgram diagnostics_channel dns domain fs fs/promises http ' +
    'http2 https inspector module os path perf_hooks punycode querystring readline readline/promises repl ' +
    'sea sqlite test tls trace_events tty url v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/** The name without `node:`. */
export const withoutScheme = (name: string) =>
  name.startsWith('node:') ? name.slice(5) : name;

export function isOffered(name: string): name is OfferedModule {
  return (offeredModules as readonly string[]).includes(name);
}

/** Node has it and Tincan has not. */
export const isNotOffered = (name: string) => notOffered.has(name);
