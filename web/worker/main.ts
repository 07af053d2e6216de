// Runs one program, in a worker of its own: compiles it, gives it Node's modules and globals over the
// engine, and reports output, trace and errors by its port. It only wires the parts of this folder.
import { saidCharacters } from '../run/limits';
import type { Note } from '../run/notes';
import type { Ask, BeginRun, FromRun, Place, Seen } from '../run/protocol';
import { RecordReader } from '../run/record';
import { installChance, pieceLengths } from './chance';
import { compile, isLocating } from './compile';
import { createConsole } from './console';
import { originOf, rememberOrigin } from './emitted';
import { syntaxErrorText, type SyntaxProblem } from '../run/error_text';
import {
  installStackTraces,
  placeOf,
  uncaughtText,
  type Origin,
} from './errors';
import { extras, takeExtras } from './extras';
import { formatOf } from './format';
import { installGlobals } from './globals';
import { IgnoredFalse } from './ignored_false';
import { Lines } from './lines';
import { Lockstep } from './lockstep';
import { Modules } from './modules';
import { StreamNames } from './names';
import { Output } from './output';
import { createProcess, exitSignal } from './process';
import { CommonJs, Module, type Program } from './program';
import { createRuntime } from './runtime';
import { sourceName } from './source_name';
import { StreamStates } from './streams';
import { installTime } from './time';
import { rareKinds, reduce } from './trace';

/** Records of the ring in the engine's memory: 2.75 MiB. */
const ringRecords = 65536;
/** From one slab of the trace to the next, and when the page lags behind; milliseconds. */
const slabMs = 16;
const longestSlabMs = 500;

/** The page hears of a clock that jumped by more; milliseconds. */
const clockMs = 0.5;

// Taken before the program's timers take their names.
const later = setTimeout;
const closeWorker = close;
const { timeOrigin } = performance;
const hostNow = performance.now.bind(performance);

type Body<T> = T extends unknown ? Omit<T, 'run'> : never;
type Tell = (body: Body<FromRun>, transfer?: Transferable[]) => void;

/** Why the program ended, and where. */
interface LastWords {
  text: string;
  place: Place | null;
}

/** Exit code of a program whose own listener for uncaught errors throws. */
const failedInListener = 7;
/** Exit code of an ES module that awaits what never comes. */
const unsettledAwait = 13;

/** What a listener for uncaught errors is told of one. */
type UncaughtOrigin = 'uncaughtException' | 'unhandledRejection';

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
  } else if (event.data.lockstep) {
    void beginInTurn(event.data);
  } else {
    begin(event.data, null);
  }
});

/** Nothing of the program happens before its first turn, but that the page hears of it. */
async function beginInTurn(message: BeginRun): Promise<void> {
  const { run, carrier, port } = message;
  port.onmessage = () =>
    port.postMessage({ run, type: 'alive' } satisfies FromRun);
  begin(message, await Lockstep.first(carrier));
}

function begin(message: BeginRun, lockstep: Lockstep | null): void {
  const { run, code, filename, port } = message;
  // Bound now: the program may put its own into the prototype.
  const post = port.postMessage.bind(port) as (
    message: FromRun,
    transfer: Transferable[],
  ) => void;
  const tell: Tell = (body, transfer = []) => {
    if (body.type === 'error') body.text = shortened(body.text);
    post({ run, ...body } as FromRun, transfer);
  };
  takeExtras(message.extras);
  if (formatOf(code, filename) === 'module') {
    runProgram(new Module(code, filename), message, lockstep, tell);
    return;
  }
  const compiled = compile(code, filename);
  if (compiled.ok) {
    const { main, positions, dynamic } = compiled;
    const program = new CommonJs(main, positions, dynamic, filename);
    runProgram(program, message, lockstep, tell);
    return;
  }
  void compiled.error.then((problem) => {
    tell({ type: 'error', ...wordsOf(problem, message) });
    tell({ type: 'exit', code: 1, ms: 0, virtual: false });
  });
}

function wordsOf(problem: SyntaxProblem, message: BeginRun): LastWords {
  const { code, filename } = message;
  const text = syntaxErrorText(problem, code, filename);
  return { text, place: problem.place };
}

function runProgram(
  program: Program,
  message: BeginRun,
  lockstep: Lockstep | null,
  tell: Tell,
): void {
  const { code, filename, port } = message;
  const output = new Output((pieces, skipped) =>
    tell({ type: 'output', pieces, skipped }),
  );
  /** Slabs the page has not taken in yet. */
  let unseenSlabs = 0;
  port.onmessage = ({ data }: MessageEvent<Seen | Ask>) => {
    if ('ask' in data) tell({ type: 'alive' });
    else if (data.seen === 'output') output.seen();
    else unseenSlabs -= 1;
  };
  let over = false;
  let askedBeforeExit = false;

  const said = (
    error: unknown,
    origin: Origin,
    thrownAt?: Place | null,
  ): LastWords => {
    const place = placeOf(error, filename) ?? thrownAt ?? null;
    return { text: uncaughtText(error, origin, code, filename, place), place };
  };

  const leaveNetwork = () => {
    extras.net?.exitNetwork();
    lockstep?.end();
  };

  /** What is still held goes out, then why the program ends, if not by itself; nothing after it counts. */
  const finish = (exitCode: number, words: LastWords | null) => {
    over = true;
    leaveNetwork();
    runtime.finishTrace();
    output.flush();
    if (words) tell({ type: 'error', ...words });
    const { clock } = runtime;
    const ms = clock.now() - began;
    tell({ type: 'exit', code: exitCode, ms, virtual: clock.virtual });
  };

  /** Lets the program hear of an error nobody caught, if it wants to. @returns what to say before it ends */
  const uncaught = (
    words: () => LastWords,
    error: unknown,
    origin: UncaughtOrigin = 'uncaughtException',
  ) => {
    if (process.listenerCount('uncaughtException') === 0) return words();
    try {
      process.emit('uncaughtException', error, origin);
    } catch (another) {
      if (another === exitSignal) return null;
      process.exitCode = failedInListener;
      return said(another, originOf(another));
    }
    return null;
  };

  /** The program is told of its end, and may still change its exit code or fail in its turn. */
  const end = (exitCode: number, words: LastWords | null = null) => {
    if (over) return;
    over = true;
    let last = words;
    try {
      process.emit('exit', exitCode);
    } catch (error) {
      if (error === exitSignal) {
        last = null;
      } else if (last === null) {
        last = uncaught(() => {
          process.exitCode ??= 1;
          return said(error, originOf(error));
        }, error);
      }
    }
    finish(Number(process.exitCode ?? exitCode), last);
  };

  const fail = (
    error: unknown,
    origin: Origin,
    thrownAt: Place | null,
    as?: UncaughtOrigin,
  ) => {
    if (over || error === exitSignal) return;
    const listened = process.listenerCount('uncaughtException') > 0;
    const words = uncaught(() => said(error, origin, thrownAt), error, as);
    if (words === null) return;
    if (listened) {
      finish(failedInListener, words);
      return;
    }
    process.exitCode = 1;
    end(1, words);
  };

  const idle = () => {
    if (!askedBeforeExit && process.listenerCount('beforeExit') > 0) {
      askedBeforeExit = true;
      runtime.runMain(() => process.emit('beforeExit', process.exitCode ?? 0));
      return;
    }
    // A rejection nobody handles is reported in a task of its own, after the microtasks.
    later(() => {
      const unsettled = program.unsettled();
      if (unsettled !== null) output.write(2, unsettled);
      const exitCode = unsettled === null ? 0 : unsettledAwait;
      end(Number(process.exitCode ?? exitCode));
    }, 0);
  };

  const { positions } = program;
  installStackTraces(filename, positions);
  installChance(message.options.seed);
  const lines = new Lines(filename);
  const source = sourceName(filename);
  const runtime = createRuntime({
    wasmBinary: message.engine,
    onUncaught: (error, at) => {
      if (isLocating()) return;
      const place = at.file === source ? positions.own(at) : null;
      fail(error, originOf(error), place);
    },
    onUnheard: rememberOrigin,
    onIdle: idle,
    time: lockstep === null ? message.options.time : 'virtual',
    onTurnOver: lockstep && ((turn) => lockstep.over(turn)),
    onWall: () => {
      tellClock();
      tell({ type: 'real time' });
    },
    trace: {
      records: ringRecords,
      lineOf: () => lines.current(),
      interval: () => Math.min(longestSlabMs, slabMs * (1 + unseenSlabs)),
      onSlab: (slab) => {
        names.add(slab.labels);
        ignored.look(new RecordReader(slab.records));
        const batch = reduce(slab, states, names, rare);
        lines.again();
        unseenSlabs += 1;
        tellClock();
        tell({ type: 'trace', batch }, [batch.records, batch.levels.buffer]);
      },
    },
  });
  lockstep?.use(runtime);
  const began = runtime.clock.now();
  /** What the line's clock is ahead, as told last. */
  let ahead = NaN;
  const tellClock = () => {
    const at = lockstep?.now() ?? timeOrigin + hostNow();
    const elapsed = runtime.clock.now() - began;
    if (Math.abs(at - elapsed - ahead) < clockMs) return;
    ahead = at - elapsed;
    tell({ type: 'clock', at, elapsed });
  };
  const note = (said: Note) => {
    if (over) return;
    output.flush();
    tell({ type: 'note', ...said });
  };
  const { seed, cut, window } = message.options;
  extras.net?.join({
    carrier: lockstep ?? message.carrier,
    window,
    cuts: cut ? pieceLengths(seed) : null,
    opening: tellClock,
    note,
  });
  const names = new StreamNames();
  const states = new StreamStates(runtime.traceTables.flags);
  const rare = rareKinds(runtime.traceTables.kinds);
  const ignored = new IgnoredFalse(runtime.traceTables.kinds, names, note);
  lastWords = leaveNetwork;
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    fail(event.reason, { kind: 'rejected' }, null, 'unhandledRejection');
  });

  installTime(runtime, lockstep?.moment ?? 0);
  const process = createProcess(runtime, output, filename, () => {
    end(Number(process.exitCode ?? 0));
    throw exitSignal;
  });
  const console = createConsole(output);
  const modules = new Modules(runtime, process, console, filename);
  installGlobals(runtime, process, console);

  const { kinds, sides, flags } = runtime.traceTables;
  tell({ type: 'started', kinds, sides, flags });
  program.start({
    runtime,
    modules,
    failed: (error, at) =>
      fail(error, originOf(error), at, 'unhandledRejection'),
    wrong: (problem) => end(1, wordsOf(problem, message)),
  });
}
