// Asks a run again and again whether its program lets go of its thread, and tells when it has not for a while. It
// ends nothing: a program may compute for as long as it likes.
import type { Ask } from './protocol';

/** From one question to the next, and until no answer means busy; milliseconds. */
const everyMs = 500;
const busyMs = 2000;

export class Pulse {
  /** When the question without an answer was put; null: all are answered. */
  private askedAt: number | null = null;
  private busy = false;

  /** @param tell hears of every change */
  constructor(
    private readonly port: MessagePort,
    private readonly tell: (busy: boolean) => void,
  ) {}

  /** @param goesOn whether the run is still going on */
  start(goesOn: () => boolean): void {
    const timer = setInterval(() => {
      if (goesOn()) this.ask();
      else clearInterval(timer);
    }, everyMs);
  }

  answered(): void {
    this.askedAt = null;
    if (this.busy) this.tell((this.busy = false));
  }

  private ask(): void {
    const now = performance.now();
    if (this.askedAt === null) {
      this.askedAt = now;
      const question: Ask = { ask: true };
      this.port.postMessage(question);
    } else if (!this.busy && now - this.askedAt > busyMs) {
      this.tell((this.busy = true));
    }
  }
}
