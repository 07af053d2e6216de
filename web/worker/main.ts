// Runs one program, in a worker of its own: compiles it, gives it Node's modules and globals over the
// engine, and reports output, trace and errors by its port. It only wires the parts of this folder.
import { saidCharacters } from '../run/limits';
import type { BeginRun, FromRun, Place, Seen } from '../run/protocol';
import { carrierOver } from './carrier';
import { compile, type Main } from './compile';
import { createConsole } from './console';
import { originOf, watchUnhandled } from './emitted';
import {
  installStackTraces,
  ownPlace,
  placeOf,
  syntaxErrorText,
  uncaughtText,
  type Origin,
} from './errors';
import { installGlobals } from './globals';
import { createRequire } from './modules';
import { StreamNames } from './names';
import { Output } from './output';
import { createProcess, ExitSignal } from './process';
import { RelayNews } from './relay_news';
import {
  createRuntime,
  exitNetwork,
  listeningPorts,
  useCarrier,
} from './runtime';
import { StreamStates } from './streams';
import { reduce } from './trace';

/** Records of the ring in the engine's memory: 2 MiB. */
const ringRecords = 65536;
/** From one slab of the trace to the next, and when the page lags behind; milliseconds. */
const slabMs = 16;
const longestSlabMs = 500;

// Taken before the program's timers take their names.
const later = setTimeout;
const closeWorker = close;

type Body<T> = T extends unknown ? Omit<T, 'run'> : never;
type Tell = (body: Body<FromRun>, transfer?: Transferable[]) => void;

/** The page takes no more of one text. */
function shortened(text: string): string {
  const most = saidCharacters - 100;
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (${text.length - most} more characters)\n`;
}

let lastWords = () => {};

// The first message begins the run; the second tells that it is being ended.
addEventListener('message', (event: MessageEvent<BeginRun | 'ending'>) => {
  if (event.data === 'ending') {
    lastWords();
    closeWorker();
  } else {
    begin(event.data);
  }
});

function begin(message: BeginRun): void {
  const { run, code, filename, port } = message;
  // Bound now: the program may put its own into the prototype.
  const post = port.postMessage.bind(port) as (
    message: FromRun,
    transfer: Transferable[],
  ) => void;
  const tell: Tell = (body, transfer = []) => {
    if ('text' in body) body.text = shortened(body.text);
    post({ run, ...body } as FromRun, transfer);
  };
  const compiled = compile(code, filename);
  if (compiled.ok) {
    runProgram(compiled.main, message, tell);
    return;
  }
  void compiled.error.then((problem) => {
    const text = syntaxErrorText(problem, code, filename);
    tell({ type: 'error', text, place: problem.place });
    tell({ type: 'exit', code: 1 });
  });
}

function runProgram(main: Main, message: BeginRun, tell: Tell): void {
  const { code, filename, port } = message;
  const output = new Output((pieces, skipped) =>
    tell({ type: 'output', pieces, skipped }),
  );
  /** Slabs the page has not taken in yet. */
  let unseenSlabs = 0;
  port.onmessage = (event: MessageEvent<Seen>) => {
    if (event.data.seen === 'output') output.seen();
    else unseenSlabs -= 1;
  };
  let over = false;
  let askedBeforeExit = false;

  /** The end: 'exit' is told, what is still held goes out, and nothing after it counts. */
  const end = (exitCode: number) => {
    if (over) return;
    over = true;
    process.exitCode ??= exitCode;
    process.emit('exit', exitCode);
    exitNetwork();
    runtime.finishTrace();
    output.flush();
    tell({ type: 'exit', code: exitCode });
  };

  const fail = (error: unknown, origin: Origin, thrownAt?: Place | null) => {
    if (over || error instanceof ExitSignal) return;
    if (process.listenerCount('uncaughtException') > 0) {
      process.emit('uncaughtException', error, 'uncaughtException');
      return;
    }
    output.flush();
    const place = placeOf(error, filename) ?? thrownAt ?? null;
    const text = uncaughtText(error, origin, code, filename, place);
    tell({ type: 'error', text, place });
    end(1);
  };

  const idle = () => {
    if (!askedBeforeExit && process.listenerCount('beforeExit') > 0) {
      askedBeforeExit = true;
      runtime.runMain(() => process.emit('beforeExit', process.exitCode ?? 0));
      return;
    }
    // A rejection nobody handles is reported in a task of its own, after the microtasks.
    later(() => end(Number(process.exitCode ?? 0)), 0);
  };

  installStackTraces(filename);
  const runtime = createRuntime({
    wasmBinary: message.engine,
    onUncaught: (error, at) =>
      fail(error, originOf(error), at.file === filename ? ownPlace(at) : null),
    onIdle: idle,
    trace: {
      records: ringRecords,
      interval: () => Math.min(longestSlabMs, slabMs * (1 + unseenSlabs)),
      onSlab: (slab) => {
        const batch = reduce(slab, states, names);
        unseenSlabs += 1;
        tell({ type: 'trace', batch }, [batch.records, batch.levels.buffer]);
      },
    },
  });
  const news = new RelayNews(listeningPorts, (text) => {
    if (over) return;
    output.flush();
    tell({ type: 'note', text });
  });
  useCarrier(carrierOver(message.carrier, news));
  const names = new StreamNames();
  const states = new StreamStates(runtime.traceTables.flags);
  lastWords = exitNetwork;
  watchUnhandled(runtime.EventEmitter);
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    fail(event.reason, { kind: 'rejected' });
  });

  const process = createProcess(runtime, output, filename, (exitCode) => {
    end(exitCode);
    throw new ExitSignal();
  });
  const console = createConsole(output);
  const require = createRequire(runtime, process, console, filename);
  installGlobals(runtime, process, console);

  const { kinds, sides } = runtime.traceTables;
  tell({ type: 'started', kinds, sides });
  const path = `/${filename}`;
  const module = { exports: {}, id: '.', filename: path, loaded: false };
  runtime.runMain(() => {
    main.call(module.exports, module.exports, require, module, path, '/');
    module.loaded = true;
  });
}
