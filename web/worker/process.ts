// The program's `process`: an EventEmitter with the parts of Node's that make sense in a tab. It
// holds no policy about streams; ticks are the façade's.
import { invalidArgType, nodeError } from './node_error';
import type { Output } from './output';
import { stream, type Emitter, type Runtime } from './runtime';
import { warnings, type WarningOptions } from './warnings';

/** Thrown to leave the program from inside; never shown as an error. */
export const exitSignal = Symbol('the program has exited');

export interface ProgramProcess extends Emitter {
  exitCode: number | string | undefined;
  emitWarning(
    warning: unknown,
    options?: WarningOptions | string,
    code?: string,
  ): void;
}

const version = 'v24.21.0';

export function createProcess(
  runtime: Runtime,
  output: Output,
  filename: string,
  exit: () => never,
): ProgramProcess {
  const process = new runtime.EventEmitter() as ProgramProcess;
  const started = performance.now();
  const hrtime = (since?: [number, number]): [number, number] => {
    const ns = BigInt(Math.round((performance.now() - started) * 1e6));
    const base = since
      ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1])
      : 0n;
    const delta = ns - base;
    return [Number(delta / 1_000_000_000n), Number(delta % 1_000_000_000n)];
  };
  hrtime.bigint = () => BigInt(Math.round((performance.now() - started) * 1e6));

  Object.assign(process, {
    title: 'node',
    version,
    versions: { node: version.slice(1), tincan: '0.1.0' },
    arch: 'wasm32',
    platform: 'linux',
    pid: 1,
    ppid: 0,
    argv: ['/usr/bin/node', `/${filename}`],
    execArgv: [],
    env: {},
    nextTick: runtime.nextTick,
    cwd: () => '/',
    uptime: () => (performance.now() - started) / 1000,
    hrtime,
    umask: () => 0o22,
    exit(code?: number | string) {
      if (code !== undefined) process.exitCode = code;
      exit();
    },
    emitWarning: warnings(runtime, (warning, text) => {
      output.write(2, text);
      process.emit('warning', warning);
    }),
  });

  let exitCode: number | string | undefined;
  Object.defineProperty(process, 'exitCode', {
    configurable: true,
    enumerable: true,
    get: () => exitCode,
    set(code: unknown) {
      exitCode = checkedExitCode(code);
    },
  });
  lazy(process, 'stdout', () => standardOutput(output, 1));
  lazy(process, 'stderr', () => standardOutput(output, 2));
  lazy(process, 'stdin', () => {
    const stdin = new stream.Readable({ read() {} });
    stdin.push(null);
    return Object.assign(stdin, { fd: 0, isTTY: false });
  });
  return process;
}

function checkedExitCode(code: unknown): number | string | undefined {
  if (code === undefined || code === null) return undefined;
  const isText = typeof code === 'string' && code !== '';
  const number = isText ? Number(code) : code;
  if (typeof number !== 'number' || (isText && Number.isNaN(number)))
    throw invalidArgType('code', 'of type number', code);
  if (!Number.isInteger(number)) {
    throw nodeError(
      RangeError as unknown as ErrorConstructor,
      'ERR_OUT_OF_RANGE',
      `The value of "code" is out of range. It must be an integer. Received ${number}`,
    );
  }
  return code as number | string;
}

/** Standard streams are made on first use, so that a program without them shows none. */
function lazy(target: object, name: string, make: () => object): void {
  let value: object | undefined;
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: true,
    get: () => (value ??= make()),
  });
}

function standardOutput(output: Output, fd: 1 | 2): object {
  const writable = new stream.Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, callback) {
      output.write(fd, String(chunk));
      callback();
    },
  });
  return Object.assign(writable, { fd, isTTY: false });
}
