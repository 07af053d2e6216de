// One other tab, at the end of a connection: what it is told, as far as there is room, and what it tells, as fast as
// the page takes it in. What has no room is left out whole and counted; nothing waits here without bound.
import { isTrace } from '../run/check';
import type { Socket } from './net';
import { frameOf, ToldReader, type Told } from './told';

/** Bytes of pictures one other is sent in a second, and at once: programs have the rest of the line. */
const bytesPerSecond = 256 * 1024;
const burstBytes = 256 * 1024;
/** Told by the other, and not yet taken in by the page. */
const mostUnseen = 16;

/** The first events of a run may come in a batch that is no frame: then all is told anew. */
const fits = (told: Told) => told.type !== 'trace' || isTrace(told);

export interface OtherEvents {
  hello(key: string): void;
  told(told: Told): void;
  /** It can be told again, and needs to be told all. */
  behind(): void;
  gone(broken: boolean): void;
}

export class Other {
  key: string | null = null;
  /** It is told what happens here. */
  private shares = false;
  private behind = false;
  private asked = false;
  private waiting = false;
  /** Events of the run as of the last batch, sent or not; null: none since it is told. */
  private total: number | null = null;
  private notSent = 0;
  private room = burstBytes;
  private roomAt = performance.now();

  private readonly reader = new ToldReader();
  private unseen = 0;
  private closed = false;
  private over = false;

  /** @param dialled this tab made the connection */
  constructor(
    private readonly socket: Socket,
    readonly dialled: boolean,
    private readonly later: (act: () => void, ms: number) => unknown,
    private readonly events: OtherEvents,
  ) {
    socket.on('data', (chunk) => {
      this.reader.push(chunk);
      this.read();
    });
    socket.on('drain', () => this.offerRoom());
    // What follows an error is 'close'.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
      this.read();
    });
  }

  hello(key: string): void {
    this.write({ type: 'hello', key });
  }

  share(shares: boolean): void {
    if (shares === this.shares) return;
    this.shares = shares;
    this.total = null;
    this.notSent = 0;
    if (shares) this.fallBehind();
    else this.write({ type: 'withdrawn' });
  }

  tell(told: Told): void {
    if (!this.shares) return;
    if (told.type === 'run') this.notSent = 0;
    const before = told.type === 'run' ? 0 : this.total;
    if (told.type === 'run') this.total = 0;
    if (told.type === 'trace') this.total = told.batch.total;
    if (!this.behind && fits(told) && this.hasRoom()) {
      this.write(this.counted(told));
      return;
    }
    if (told.type === 'still') return;
    if (told.type === 'trace' && before !== null)
      this.notSent += told.batch.total - before;
    this.fallBehind();
  }

  /** @param told all there is to be told, in its order */
  catchUp(told: readonly Told[]): void {
    this.asked = false;
    if (!this.shares) return;
    this.behind = false;
    for (const each of told) {
      if (each.type === 'trace') this.total = each.batch.total;
      this.write(this.counted(each));
    }
  }

  /** The page has taken one more thing in. */
  seen(): void {
    this.unseen -= 1;
    this.read();
  }

  /** Nothing of it is told any more. */
  drop(): void {
    this.over = true;
    this.socket.destroy();
  }

  private counted(told: Told): Told {
    return told.type === 'trace' ? { ...told, notSent: this.notSent } : told;
  }

  private write(told: Told): void {
    if (this.over || this.closed) return;
    const frame = frameOf(told);
    this.room -= frame.length;
    this.socket.write(frame);
  }

  private hasRoom(): boolean {
    const now = performance.now();
    const gained = ((now - this.roomAt) / 1000) * bytesPerSecond;
    this.room = Math.min(burstBytes, this.room + gained);
    this.roomAt = now;
    return this.room > 0 && !this.socket.writableNeedDrain;
  }

  private fallBehind(): void {
    this.behind = true;
    this.offerRoom();
  }

  private offerRoom(): void {
    if (!this.behind || !this.shares || this.asked || this.over) return;
    if (this.hasRoom()) {
      this.asked = true;
      this.events.behind();
    } else if (!this.socket.writableNeedDrain && !this.waiting) {
      this.waiting = true;
      const ms = (-this.room / bytesPerSecond) * 1000;
      this.later(() => {
        this.waiting = false;
        this.offerRoom();
      }, ms + 1);
    }
  }

  private read(): void {
    while (!this.over && this.unseen < mostUnseen) {
      const told = this.reader.next();
      if (told === null) {
        if (this.closed) this.end(false);
        else this.socket.resume();
        return;
      }
      if (told === false || (told.type === 'hello') !== (this.key === null)) {
        this.end(true);
        return;
      }
      if (told.type === 'hello') {
        this.key = told.key;
        this.events.hello(told.key);
      } else {
        this.unseen += 1;
        this.events.told(told);
      }
    }
    if (!this.over) this.socket.pause();
  }

  private end(broken: boolean): void {
    this.drop();
    this.events.gone(broken);
  }
}
