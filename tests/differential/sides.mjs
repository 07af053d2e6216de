// The two sides of a comparison: long-lived child processes that run programs and answer with traces. Knows nothing
// of programs beyond passing them on; a side that hangs or dies is restarted, and that is its trace.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { oraclePath } from '../helpers/oracle.mjs';

const worker = fileURLToPath(new URL('./worker.cjs', import.meta.url));

/** Milliseconds without any trace after which a program counts as hanging; a usual one takes one or two. */
const kHangAfter = 10_000;
/** Programs after which a child is replaced, so that leaks of the module under test stay bounded. */
const kProgramsPerChild = 20_000;

/** Error after which WebAssembly memory cannot be trusted: the child is replaced before the next program. */
const kTrap = 'RuntimeError';

class Side {
  /** @param {string} moduleName what the child requires as its stream module */
  constructor(moduleName) {
    this.moduleName = moduleName;
    this.child = undefined;
    this.served = 0;
  }

  /** Starts the child; rejects if the module under test cannot even be loaded. */
  async start() {
    this.served = 0;
    const child = fork(worker, [this.moduleName], {
      execPath: oraclePath(),
      execArgv: ['--no-warnings'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    await new Promise((resolve, reject) => {
      const onExit = (code, signal) =>
        reject(
          new Error(
            `${this.moduleName} cannot be run: ${signal ?? `exit code ${code}`}`,
          ),
        );
      child.once('exit', onExit);
      child.once('message', () => {
        child.off('exit', onExit);
        resolve();
      });
    });
  }

  /** Ends the child; the next run() starts a new one. */
  stop() {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  /**
   * Traces of `programs`, in order.
   * @param {object[]} programs
   * @returns {Promise<string[][]>}
   */
  async run(programs) {
    const traces = [];
    while (traces.length < programs.length) {
      const rest = programs.slice(traces.length);
      if (this.child === undefined || this.served > kProgramsPerChild) {
        this.stop();
        await this.start();
      }
      const outcome = await this.batch(rest, traces);
      if (outcome === 'done') continue;
      if (outcome !== 'trapped') traces.push([`(${outcome})`]);
      this.stop();
    }
    return traces;
  }

  /** Sends a batch and collects answers into `traces`; resolves with 'done' or how the child failed. */
  batch(programs, traces) {
    const { child } = this;
    const goal = traces.length + programs.length;
    return new Promise((resolve) => {
      let clock;
      const settle = (outcome) => {
        clearTimeout(clock);
        child.off('message', onMessage);
        child.off('exit', onExit);
        resolve(outcome);
      };
      const wind = () => {
        clearTimeout(clock);
        clock = setTimeout(settle, kHangAfter, 'hangs');
      };
      const onMessage = (lines) => {
        traces.push(lines);
        this.served++;
        if (lines.some((line) => line.includes(kTrap))) settle('trapped');
        else if (traces.length === goal) settle('done');
        else wind();
      };
      const onExit = (code, signal) =>
        settle(`process died: ${signal ?? `code ${code}`}`);
      child.on('message', onMessage);
      child.on('exit', onExit);
      wind();
      child.send(programs);
    });
  }
}

/**
 * Both sides of a comparison.
 * @param {string} against module compared with the oracle's own stream
 */
export function openSides(against) {
  const oracle = new Side('node:stream');
  const candidate = new Side(against);
  return {
    /** @param {object[]} programs @returns {Promise<[string[][], string[][]]>} */
    run: (programs) =>
      Promise.all([oracle.run(programs), candidate.run(programs)]),
    /** New processes for the next run: what earlier programs left behind is gone. */
    restart() {
      this.close();
    },
    close() {
      oracle.stop();
      candidate.stop();
    },
  };
}

/** A message of V8 about Node's own fields, or about an entry missing in its buffers: there the oracle itself fell over, and what follows is no behaviour. */
const kOracleFellOver =
  /TypeError: Cannot (?:.*\[k[A-Z]\w+\]|read properties of (?:undefined|null) \(reading 'length'\)|destructure property)/;

/**
 * Index of the first line in which two traces differ, or -1.
 * @param {string[]} expected
 * @param {string[]} actual
 */
export function firstDifference(expected, actual) {
  const length = Math.max(expected.length, actual.length);
  for (let i = 0; i < length; i++) {
    if (expected[i] === actual[i]) continue;
    return kOracleFellOver.test(expected[i]) ? -1 : i;
  }
  return -1;
}

/**
 * What sort of difference two traces show: their first differing lines without names, numbers and values, so that one
 * cause makes few kinds. Undefined if they are equal.
 * @param {string[]} expected
 * @param {string[]} actual
 */
export function kind(expected, actual) {
  const at = firstDifference(expected, actual);
  if (at === -1) return undefined;
  const was = expected[at]?.trim() ?? '(end)';
  const is = actual[at]?.trim() ?? '(end)';
  if (was.startsWith('. ') && is.startsWith('. ')) {
    return `. ${differingNames(was, is)}`;
  }
  return `${bare(was)} | ${bare(is)}`;
}

/** Names of the getters whose values differ between two lines of changes. */
function differingNames(was, is) {
  const before = was.split(' ');
  const after = is.split(' ');
  const lone = [
    ...before.filter((pair) => !after.includes(pair)),
    ...after.filter((pair) => !before.includes(pair)),
  ];
  return [...new Set(lone.map((pair) => pair.split('=')[0]))].sort().join(' ');
}

/** A line without its values; a line of changes keeps the names of the getters. */
function bare(line) {
  if (line.startsWith('. '))
    return line.replace(/^\. \w+/, '.').replace(/=\S+/g, '');
  return line
    .replace(/#\d+=(\w+)(?: \[(\w+)\])?: .*/, '$1 $2')
    .replace(/(?:b|u8)?"(?:[^"\\]|\\.)*"/g, '…')
    .replace(
      /\[…?\w*\]|\{v: \w+\}|\b(?:true|false|null|undefined)\b(?=[,)])/g,
      '…',
    )
    .replace(/\d+/g, '0');
}
