// Runs one program, in a worker of its own: compiles it, gives it Node's modules and globals over the
// engine, and reports output, trace and errors by its port. It only wires the parts of this folder.
import type { BeginRun, FromRun } from '../run/protocol';
import { recordBytes } from '../run/record';
import { compile } from './compile';
import { createConsole } from './console';
import {
  installStackTraces,
  placeOf,
  syntaxErrorText,
  uncaughtText,
  type Origin,
} from './errors';
import { installGlobals } from './globals';
import { createRequire } from './modules';
import { Output } from './output';
import { createProcess, ExitSignal } from './process';
import { createRuntime } from './runtime';
import { describeStreams } from './streams';
import { reduce } from './trace';

/** Records of the ring in the engine's memory: 2 MiB. */
const ringRecords = 65536;

type Body<T> = T extends unknown ? Omit<T, 'run'> : never;

addEventListener(
  'message',
  (event: MessageEvent<BeginRun>) => begin(event.data),
  { once: true },
);

function begin(message: BeginRun): void {
  const { run, code, filename, port } = message;
  const tell = (body: Body<FromRun>, transfer: Transferable[] = []) =>
    port.postMessage({ run, ...body }, transfer);
  const output = new Output(run, port);
  let over = false;

  const end = (exitCode: number) => {
    if (over) return;
    over = true;
    output.flush();
    tell({ type: 'exit', code: exitCode });
  };

  const fail = (error: unknown, origin: Origin) => {
    if (over) return;
    if (error instanceof ExitSignal) return;
    if (process.listenerCount('uncaughtException') > 0) {
      process.emit('uncaughtException', error, 'uncaughtException');
      return;
    }
    output.flush();
    tell({
      type: 'error',
      text: uncaughtText(error, origin, code, filename),
      place: placeOf(error, filename),
    });
    process.emit('exit', 1);
    end(1);
  };

  const compiled = compile(code, filename);
  if (!compiled.ok) {
    void compiled.error.then(({ message: problem, place }) => {
      const text = syntaxErrorText(problem, place, code, filename);
      tell({ type: 'error', text, place });
      end(1);
    });
    return;
  }

  installStackTraces(filename);
  let total = 0;
  const runtime = createRuntime({
    wasmBinary: message.engine,
    host: 'worker',
    carrier: message.carrier,
    onUncaught: (error) => fail(error, { kind: 'thrown' }),
    trace: {
      records: ringRecords,
      onSlab: (slab) => {
        total += slab.byteLength / recordBytes;
        const batch = reduce(slab, total, describeStreams(runtime));
        tell({ type: 'trace', batch }, [batch.records, batch.levels.buffer]);
      },
    },
  });

  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    fail(event.reason, { kind: 'rejected' });
  });

  const exit = (exitCode: number): never => {
    if (!over) process.emit('exit', exitCode);
    end(exitCode);
    throw new ExitSignal(exitCode);
  };
  const process = createProcess(runtime, output, filename, exit);
  const console = createConsole(output);
  const module = {
    exports: {},
    id: '.',
    filename: `/${filename}`,
    loaded: false,
  };
  const require = createRequire(runtime, process, console, filename);
  installGlobals(runtime, process, console);

  tell({
    type: 'started',
    kinds: runtime.labels.kinds,
    sides: runtime.labels.sides,
  });
  runtime.runMain(() => {
    compiled.main.call(
      module.exports,
      module.exports,
      require,
      module,
      `/${filename}`,
      '/',
    );
    module.loaded = true;
  });
}
