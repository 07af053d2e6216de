// The two sides of a comparison: long-lived child processes that run programs and answer with traces. Knows nothing
// of programs beyond passing them on; a side that hangs or dies is restarted, and that is its trace.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { oraclePath } from '../helpers/oracle.mjs';
import { isTrap } from './traces.mjs';

const worker = fileURLToPath(new URL('./worker.cjs', import.meta.url));

/** Milliseconds without any trace after which a program counts as hanging; a usual one takes one or two. */
const kHangAfter = 10_000;
/** Programs after which a child is replaced, so that leaks of the module under test stay bounded. */
const kProgramsPerChild = 20_000;

class Side {
  /**
   * @param {string} moduleName what the child requires as its stream module
   * @param {string} binary Node that runs the child
   */
  constructor(moduleName, binary) {
    this.moduleName = moduleName;
    this.binary = binary;
    this.child = undefined;
    this.served = 0;
  }

  /** Starts the child; rejects if the module under test cannot even be loaded. */
  async start() {
    this.served = 0;
    const child = fork(worker, [this.moduleName], {
      execPath: this.binary,
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
        if (isTrap(lines)) settle('trapped');
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
 * @param {string} against module compared with the oracle's own
 * @param {string} [binary] Node that runs that module, if not the oracle's
 */
export function openSides(against, binary = oraclePath()) {
  const own = against.endsWith('net') ? 'node:net' : 'node:stream';
  const oracle = new Side(own, oraclePath());
  const candidate = new Side(against, binary);
  let last = Promise.resolve();
  return {
    /**
     * One call at a time: whoever gave up waiting for an answer must not meet it in his next one.
     * @param {object[]} programs
     * @returns {Promise<[string[][], string[][]]>}
     */
    run(programs) {
      const answers = last.then(() =>
        Promise.all([oracle.run(programs), candidate.run(programs)]),
      );
      last = answers.catch(() => {});
      return answers;
    },
    /** New processes for the next run: what earlier programs left behind is gone. */
    async restart() {
      await last;
      this.close();
    },
    close() {
      oracle.stop();
      candidate.stop();
    },
  };
}
