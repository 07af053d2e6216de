// Asks the worker that knows Node's types, which is loaded when it is first asked. One question at a time: among those
// waiting a newer one of the same kind takes the older one's place. It knows nothing of the editor.
import workerUrl from './language_worker.ts?worker&url';
import {
  mostHelpedCode,
  type Answers,
  type Program,
  type Question,
  type Reply,
  type Request,
} from './protocol';

/** Why there is no help. */
export type Trouble = 'not loaded' | 'too large' | 'too slow' | 'failed';

export class NoHelp extends Error {
  constructor(
    readonly trouble: Trouble,
    reason = '',
  ) {
    super(reason);
  }
}

/** An answer that takes longer (ms) is none; to load may take as long as it takes. */
const mostTime = 20_000;

interface Waiting {
  request: Request;
  resolve(answer: Answers[keyof Answers] | undefined): void;
  reject(trouble: NoHelp): void;
}

export class Language {
  private worker: Worker | null = null;
  private requests = 0;
  private asked: Waiting | null = null;
  private queue: Waiting[] = [];
  private clock = 0;
  private loaded = false;

  /** Whether it has been asked for, so that a question more costs little. */
  get isWanted(): boolean {
    return this.worker !== null;
  }

  /**
   * Rejects with NoHelp.
   * @returns undefined when a newer question of this kind came before it was this one's turn
   */
  ask<Q extends Question>(
    program: Program,
    question: Q,
  ): Promise<Answers[Q['type']] | undefined> {
    if (program.code.length > mostHelpedCode)
      return Promise.reject(new NoHelp('too large'));
    this.requests += 1;
    const request = { id: this.requests, program, question };
    return new Promise((resolve, reject) => {
      const isOlder = (waiting: Waiting) =>
        waiting.request.question.type === question.type;
      for (const older of this.queue.filter(isOlder)) older.resolve(undefined);
      this.queue = this.queue.filter((waiting) => !isOlder(waiting));
      this.queue.push({
        request,
        resolve: resolve as Waiting['resolve'],
        reject,
      });
      this.next();
    });
  }

  private next(): void {
    if (this.asked !== null) return;
    this.asked = this.queue.shift() ?? null;
    if (this.asked === null) return;
    this.worker ??= this.load();
    this.worker.postMessage(this.asked.request);
    if (this.loaded) this.watch();
  }

  private load(): Worker {
    const worker = new Worker(workerUrl);
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      this.loaded = true;
      this.settle(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.giveUp(new NoHelp('not loaded', event.message));
    });
    return worker;
  }

  private watch(): void {
    this.clock = window.setTimeout(
      () => this.giveUp(new NoHelp('too slow')),
      mostTime,
    );
  }

  private settle(reply: Reply): void {
    clearTimeout(this.clock);
    const { asked } = this;
    this.asked = null;
    if ('answer' in reply) asked?.resolve(reply.answer);
    else asked?.reject(new NoHelp('failed', reply.failure));
    this.next();
  }

  /** The next question finds a new worker. */
  private giveUp(trouble: NoHelp): void {
    clearTimeout(this.clock);
    this.worker?.terminate();
    this.worker = null;
    this.loaded = false;
    const waiting = [this.asked, ...this.queue];
    this.asked = null;
    this.queue = [];
    for (const each of waiting) each?.reject(trouble);
  }
}
