// Finds out which programs of a seed differ, by child processes that run both modules (pair_worker.cjs). Only sees
// that the children live; what a difference is, traces.mjs says.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { oraclePath } from '../helpers/oracle.mjs';

const worker = fileURLToPath(new URL('./pair_worker.cjs', import.meta.url));

/** Milliseconds without an answer after which a child that has started counts as hanging. */
const kHangAfter = 15_000;
/** Programs after which a child is replaced, so that leaks of the module under test stay bounded. */
const kProgramsPerChild = 20_000;

/** One child and its seed of the moment. */
export class Pair {
  /**
   * @param {string} against module compared with the oracle's own stream
   * @param {string} surface see generator.mjs
   * @param {string[]} [without] names not to look at
   */
  constructor(against, surface, without = []) {
    this.arguments = [against, surface, without.join(',')];
    this.child = undefined;
    this.perAnswer = 1;
    this.served = 0;
    /** Answers not yet taken; undefined for the child's death. */
    this.answers = [];
    this.wake = () => {};
  }

  /** Starts the child; rejects if the module under test cannot even be loaded. */
  async start() {
    this.served = 0;
    const child = fork(worker, this.arguments, {
      execPath: oraclePath(),
      // A program that goes round for ever without a line may also allocate for ever.
      execArgv: ['--no-warnings', '--max-old-space-size=1000'],
      // Out of memory or stack, Node says so at length; sides.mjs shows what is worth it.
      stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    });
    // Kept until asked for: several may come before the one who waits goes on.
    const answers = [];
    const take = (answer) => {
      answers.push(answer);
      // The death of the child before this one is nobody's answer.
      if (this.answers === answers) this.wake();
    };
    child.on('message', take);
    child.once('exit', () => take(undefined));
    this.child = child;
    this.answers = answers;
    const first = await this.next(Infinity);
    if (first === undefined)
      throw new Error(`${this.arguments[0]} cannot be run`);
    this.perAnswer = first.perAnswer;
  }

  /** Ends the child; the next compare() starts a new one. */
  stop() {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  /** The child's next answer; undefined when it hangs or dies instead. */
  async next(limit = kHangAfter) {
    if (this.answers.length === 0) {
      await new Promise((resolve) => {
        const clock = limit < Infinity ? setTimeout(resolve, limit) : undefined;
        this.wake = () => (clearTimeout(clock), resolve());
      });
    }
    return this.answers.shift();
  }

  /**
   * The programs of `seed` that seem to differ. Those that were running when the child hung or died are among them.
   * @param {number} seed
   * @param {number} count programs of it
   * @returns {Promise<{ index: number, kind: string }[]>}
   */
  async compare(seed, count) {
    const suspects = [];
    let from = 0;
    while (from < count) {
      if (this.child === undefined || this.served > kProgramsPerChild) {
        this.stop();
        await this.start();
      }
      this.child.send({ seed, count, from });
      from = await this.follow(from, count, suspects);
    }
    return suspects;
  }

  /** Takes the answers to one order; returns the first program that is left to compare. */
  async follow(from, count, suspects) {
    while (from < count) {
      const answer = await this.next();
      if (answer === undefined) {
        this.stop();
        const rest = Math.min(count, from + this.perAnswer);
        for (; from < rest; from++)
          suspects.push({ index: from, kind: '(hangs or dies)' });
        return from;
      }
      suspects.push(...answer.differing);
      this.served += answer.done - from;
      from = answer.done;
      if (answer.trapped) {
        this.stop();
        return from;
      }
    }
    return from;
  }
}
