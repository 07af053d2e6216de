// One end of a MessagePort between a tab and the relay of its browser, with what a WebSocket has and a port
// has not: an end that both sides hear of, a count of what has not been taken yet, and news of the other
// side's death. It reads no bytes. Both sides use it: no DOM but ports, locks and timers.
import { randomKey } from '../relay/proof.ts';

/** What ends say to each other besides bytes. */
type Word =
  /** So many more bytes have been taken. */
  | { taken: number }
  | { ping: true }
  | { pong: true }
  | { close: true; code: number; reason: string };

export interface PortEvents {
  message(bytes: ArrayBuffer): void;
  /** The other side has taken so many more bytes, in the order they were sent. */
  taken(bytes: number): void;
  /** The other side has answered ping(). */
  pong(): void;
  /**
   * Once: closed by either side, or by the other side's death: as going away, 1001, for what is dead here
   * is never back. (RFC 6455, 7.4.1)
   */
  closed(code: number, reason: string): void;
}

/** A side that does not answer a close is not waited for any longer; milliseconds. */
const closingMs = 2000;
const goingAway = 1001;

export class PortEnd {
  /** Bytes sent and not taken yet. */
  pending = 0;
  state: 'open' | 'closing' | 'closed' = 'open';

  private readonly watching = new AbortController();

  /**
   * @param port nothing but words and bytes comes on it from now on
   * @param life the lock the other side holds while it lives; null where there are no locks
   */
  constructor(
    private readonly port: MessagePort,
    private readonly events: PortEvents,
    life: string | null,
  ) {
    port.onmessage = (event: MessageEvent<ArrayBuffer | Word>) =>
      this.receive(event.data);
    // Not in every browser; the lock tells where it is not.
    port.addEventListener('close', () => this.lost());
    if (life !== null) watchLife(life, this.watching.signal, () => this.lost());
  }

  /** `bytes` is the other side's from now on. */
  send(bytes: ArrayBuffer): void {
    if (this.state !== 'open') return;
    this.pending += bytes.byteLength;
    this.port.postMessage(bytes, [bytes]);
  }

  ping(): void {
    this.say({ ping: true });
  }

  /** Everything sent before arrives before; nothing is heard any more but the other side's close. */
  close(code: number, reason: string): void {
    if (this.state !== 'open') return;
    this.say({ close: true, code, reason });
    this.state = 'closing';
    setTimeout(() => this.lost(), closingMs);
  }

  /** Ends without waiting for an answer. */
  terminate(): void {
    this.close(goingAway, '');
    queueMicrotask(() => this.lost());
  }

  private receive(message: ArrayBuffer | Word): void {
    if (message instanceof ArrayBuffer) {
      this.say({ taken: message.byteLength });
      if (this.state === 'open') this.events.message(message);
    } else if ('taken' in message) {
      this.pending -= message.taken;
      this.events.taken(message.taken);
    } else if ('ping' in message) {
      this.say({ pong: true });
    } else if ('pong' in message) {
      this.events.pong();
    } else {
      if (this.state === 'open') this.say(message);
      this.finish(message.code, message.reason);
    }
  }

  private say(word: Word): void {
    if (this.state === 'open') this.port.postMessage(word);
  }

  private lost(): void {
    this.finish(goingAway, '');
  }

  private finish(code: number, reason: string): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.watching.abort();
    this.port.close();
    this.events.closed(code, reason);
  }
}

/**
 * Holds a lock until this worker ends, however it ends.
 * @returns the lock's name; null where there are none: no secure context, or storage is blocked
 */
export async function holdLife(): Promise<string | null> {
  const name = `tincan-life-${randomKey()}`;
  try {
    await new Promise<void>((held, failed) => {
      navigator.locks
        .request(name, () => {
          held();
          return new Promise(() => {});
        })
        .catch(failed);
    });
    return name;
  } catch {
    return null;
  }
}

function watchLife(name: string, signal: AbortSignal, ended: () => void): void {
  navigator.locks.request(name, { signal }, ended).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
