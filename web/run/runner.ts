// Starts and stops programs in the sandbox frame. One run at a time; whatever an ended run still
// sends is dropped here, so that nothing above has to care.
import { StripProblem } from '../typescript/strip';
import { text } from '../texts/text';
import { RunMessages } from './check';
import type { Room } from '../carrier/room';
import { extraScripts } from './extra_scripts';
import { Pulse } from './pulse';
import type {
  Boot,
  CarrierPort,
  FromFrame,
  FromRun,
  RunOptions,
  Seen,
  StartRun,
  StopRun,
  ToCarrier,
} from './protocol';

/** What a run tells its page, in the order it happened. */
export interface RunListener {
  message(message: FromRun): void;
  /** The program has not let go of its thread for a while, or does so again. */
  busy(busy: boolean): void;
  /** The run has been ended, or never began: not in the program's own way. */
  broken(reason: string): void;
}

export interface Parts {
  runtime: Promise<string>;
  engine: Promise<ArrayBuffer>;
}

/** A frame that has loaded announces itself within this; milliseconds. */
const answerMs = 2000;

export class Runner {
  private readonly frame: HTMLIFrameElement;
  private readonly ready: Promise<void>;
  private current: {
    run: number;
    port: MessagePort;
    listener: RunListener;
    /** The carrier has been told of it. */
    opened: boolean;
  } | null = null;
  private runs = 0;
  private booting = false;

  /**
   * @param isKept whether the frame comes from the Service Worker, which makes its origin opaque by policy: the
   * attribute would keep the frame from it. A frame whose origin is not opaque refuses to run.
   * @param lockstep whether runs go by one clock with another program's; `carrier` gives the turns
   */
  constructor(
    private readonly frameUrl: string,
    isKept: boolean,
    parts: Parts,
    private readonly carrier: CarrierPort,
    private readonly lockstep: boolean,
  ) {
    this.frame = document.createElement('iframe');
    this.frame.title = text('page.sandbox');
    this.frame.hidden = true;
    this.ready = this.boot(parts);
    if (isKept) {
      this.frame.src = this.frameUrl;
      // The Service Worker may have gone meanwhile.
      this.frame.addEventListener('load', () => {
        setTimeout(() => this.enclose(), answerMs);
      });
    } else this.enclose();
    document.body.append(this.frame);
  }

  /** Resolves when programs can run; rejects with the reason why they cannot. */
  whenReady(): Promise<void> {
    return this.ready;
  }

  /**
   * @param prepared the program as JavaScript, with every place where it was written
   * @returns the new run's number
   */
  async start(
    prepared: string | Promise<string>,
    filename: string,
    options: RunOptions,
    room: Room,
    listener: RunListener,
  ): Promise<number> {
    // The carrier has not heard of a run that was still being prepared, and is about to hear of this one.
    if (this.current?.opened) this.stop();
    else this.drop();
    const run = (this.runs += 1);
    const toPage = new MessageChannel();
    const toCarrier = new MessageChannel();
    const messages = new RunMessages(run);
    const pulse = new Pulse(toPage.port1, (busy) => listener.busy(busy));
    const breakOff = (reason: string) => {
      this.stop();
      listener.broken(reason);
    };
    toPage.port1.onmessageerror = () =>
      breakOff('a message of the program could not be read');
    toPage.port1.onmessage = (event: MessageEvent<unknown>) => {
      if (this.current?.run !== run) return;
      const message = messages.read(event.data);
      if (typeof message === 'string') {
        breakOff(message);
        return;
      }
      if (message.type === 'alive') {
        pulse.answered();
        return;
      }
      listener.message(message);
      if (message.type === 'output' || message.type === 'trace') {
        const seen: Seen = { seen: message.type };
        toPage.port1.postMessage(seen);
      }
    };
    const current = { run, port: toPage.port1, listener, opened: false };
    this.current = current;
    await this.ready;
    let code;
    let extras;
    try {
      code = await prepared;
      extras = await extraScripts(code, filename).catch((error: unknown) => {
        const reason = String(error);
        throw new Error(text('page.notLoaded', { reason }));
      });
    } catch (error) {
      if (this.current?.run !== run) return run;
      if (error instanceof StripProblem) {
        const { text: words, place } = error;
        listener.message({ run, type: 'error', text: words, place });
        listener.message({
          run,
          type: 'exit',
          code: 1,
          ms: 0,
          virtual: false,
        });
      } else {
        breakOff((error as Error).message);
      }
      return run;
    }
    if (this.current?.run !== run) return run;
    const opening: ToCarrier = {
      type: 'run',
      run,
      carries: 'program',
      time: options.time,
      ...room,
      port: toCarrier.port1,
    };
    current.opened = true;
    this.carrier.postMessage(opening, [toCarrier.port1]);
    const starting: StartRun = {
      tincan: 'run',
      run,
      code,
      filename,
      options,
      lockstep: this.lockstep,
      port: toPage.port2,
      carrier: toCarrier.port2,
      extras,
    };
    this.toFrame(starting, [toPage.port2, toCarrier.port2]);
    pulse.start(() => this.current?.run === run);
    return run;
  }

  /** Ends the run at once, whatever it is doing. @returns whether there was one */
  stop(): boolean {
    const run = this.drop();
    if (run === null) return false;
    const ending: ToCarrier = { type: 'end', run };
    this.carrier.postMessage(ending);
    return true;
  }

  /** @returns the run that is over for page and frame */
  private drop(): number | null {
    if (this.current === null) return null;
    const { run, port } = this.current;
    this.current = null;
    port.close();
    const stopping: StopRun = { tincan: 'stop', run };
    this.toFrame(stopping);
    return run;
  }

  private toFrame(
    message: Boot | StartRun | StopRun,
    transfer: Transferable[] = [],
  ): void {
    // The frame's origin is opaque and has no name; its window is ours, and holds no secret.
    this.frame.contentWindow?.postMessage(message, '*', transfer);
  }

  /** Loads the frame from its host, if nothing has come of it so far. */
  private enclose(): void {
    if (this.booting || this.frame.hasAttribute('sandbox')) return;
    this.frame.setAttribute('sandbox', 'allow-scripts');
    this.frame.src = this.frameUrl;
  }

  private boot(parts: Parts): Promise<void> {
    return new Promise((resolve, reject) => {
      addEventListener('message', (event: MessageEvent<FromFrame>) => {
        if (event.source !== this.frame.contentWindow) return;
        if (event.origin !== 'null') {
          reject(new Error('the sandbox frame is not sandboxed'));
          return;
        }
        const message = event.data;
        if (message.tincan === 'announce' && !this.booting) {
          this.booting = true;
          Promise.all([parts.runtime, parts.engine]).then(
            ([runtime, engine]) =>
              this.toFrame({ tincan: 'boot', runtime, engine }),
            reject,
          );
        } else if (message.tincan === 'ready') {
          resolve();
        } else if (message.tincan === 'broken') {
          if (this.current?.run === message.run)
            this.current.listener.broken(message.message);
        }
      });
    });
  }
}
