// The program's console: Node's formatting, into the two output streams.
import { formatWithOptions, inspect } from 'node-inspect-extracted';
import { invalidArgType } from './node_error';
import type { Output } from './output';
import { table } from './table';

export function createConsole(output: Output): object {
  let indent = '';
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();

  const print = (fd: 1 | 2, args: unknown[]) => {
    const text = formatWithOptions({}, ...args);
    const lines =
      indent === '' ? text : indent + text.replace(/\n/g, `\n${indent}`);
    output.write(fd, `${lines}\n`);
  };
  const log = (...args: unknown[]) => print(1, args);
  const error = (...args: unknown[]) => print(2, args);
  const elapsed = (label: string): string | null => {
    const start = timers.get(label);
    return start === undefined
      ? null
      : `${(performance.now() - start).toFixed(3)}ms`;
  };

  return {
    log,
    info: log,
    debug: log,
    error,
    warn: error,
    trace: (...args: unknown[]) => {
      const stack = new Error().stack ?? '';
      error(
        `Trace: ${formatWithOptions({}, ...args)}${stack.slice(stack.indexOf('\n'))}`,
      );
    },
    dir: (value: unknown, options?: object) =>
      log(inspect(value, { customInspect: false, ...options })),
    dirxml: log,
    assert: (condition: unknown, ...args: unknown[]) => {
      if (condition) return;
      if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
      else args.unshift('Assertion failed');
      error(...args);
    },
    group: (...args: unknown[]) => {
      if (args.length > 0) log(...args);
      indent += '  ';
    },
    groupCollapsed: (...args: unknown[]) => {
      if (args.length > 0) log(...args);
      indent += '  ';
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label = 'default') => {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      log(`${label}: ${count}`);
    },
    countReset: (label = 'default') => counts.delete(label),
    time: (label = 'default') => timers.set(label, performance.now()),
    timeLog: (label = 'default', ...args: unknown[]) => {
      const ms = elapsed(label);
      if (ms !== null) log(`${label}: ${ms}`, ...args);
    },
    timeEnd: (label = 'default') => {
      const ms = elapsed(label);
      if (ms !== null) log(`${label}: ${ms}`);
      timers.delete(label);
    },
    table: (data: unknown, properties?: unknown) => {
      if (properties !== undefined && !Array.isArray(properties))
        throw invalidArgType('properties', 'an instance of Array', properties);
      if (typeof data !== 'object' || data === null) log(data);
      else log(table(data, properties?.map(String)));
    },
    clear: () => {},
  };
}
