// Where the tabs of a room meet to tell each other of their pictures: each has a place, a port of a room that no program
// is in, and a connection to everyone who has one. It knows nothing of pictures.
import type { FromMeeting } from './messages';
import type { Net, Server, Socket } from './net';
import { Other } from './other';
import type { Told } from './told';

/** Tabs that meet, at most: ports 1 to this. */
const places = 8;
const host = '127.0.0.1';
/** Nobody has told its picture anew: others are told that all is as it was. Milliseconds. */
const stillMs = 1000;

const inUse = 'EADDRINUSE';

export class Meeting {
  private readonly others = new Map<number, Other>();
  /** Connections this tab made, by the place of the other. */
  private readonly dialled = new Map<number, Socket>();
  private count = 0;
  private shares = false;
  private place = 0;
  private listening = false;

  /**
   * @param key of this tab
   * @param later setTimeout of the sockets' own loop
   */
  constructor(
    private readonly net: Net,
    private readonly key: string,
    private readonly later: (act: () => void, ms: number) => unknown,
    private readonly say: (news: FromMeeting) => void,
  ) {
    this.takePlace();
    this.tellStill();
  }

  /** The line is there, or there again. */
  opened(): void {
    if (this.listening) this.dialOthers();
  }

  share(shares: boolean): void {
    this.shares = shares;
    for (const other of this.known()) other.share(shares);
  }

  tell(told: Told): void {
    for (const other of this.known()) other.tell(told);
  }

  catchUp(number: number, told: readonly Told[]): void {
    this.others.get(number)?.catchUp(told);
  }

  seen(number: number): void {
    this.others.get(number)?.seen();
  }

  /** Those who have said who they are. */
  private known(): Other[] {
    return [...this.others.values()].filter(({ key }) => key !== null);
  }

  private tellStill(): void {
    this.tell({ type: 'still' });
    this.later(() => this.tellStill(), stillMs);
  }

  private takePlace(): void {
    this.place += 1;
    this.listening = false;
    if (this.place > places) {
      this.say({ type: 'full' });
      return;
    }
    const server: Server = this.net.createServer((socket) =>
      this.meet(socket, false),
    );
    server.maxConnections = 2 * places;
    server.on('listening', () => {
      this.listening = true;
      this.say({ type: 'placed' });
      this.dialOthers();
    });
    server.on('error', ({ code }) => {
      if (code === inUse) this.takePlace();
      else this.say({ type: 'failed', reason: String(code) });
    });
    server.listen(this.place, host);
  }

  /** Who has a place already answers; who gets one later dials this tab. */
  private dialOthers(): void {
    for (let place = 1; place <= places; place += 1) {
      if (place === this.place || this.dialled.has(place)) continue;
      const socket = this.net.connect(place, host);
      this.dialled.set(place, socket);
      socket.on('error', () => {});
      socket.on('close', () => this.dialled.delete(place));
      socket.on('connect', () => this.meet(socket, true));
    }
  }

  private meet(socket: Socket, dialled: boolean): void {
    if (this.others.size >= 2 * places) {
      socket.destroy();
      return;
    }
    this.count += 1;
    const number = this.count;
    const other = new Other(socket, dialled, this.later, {
      hello: (key) => this.greeted(number, other, key),
      told: (told) => this.say({ type: 'told', other: number, told }),
      behind: () => this.say({ type: 'behind', other: number }),
      gone: (broken) => {
        this.others.delete(number);
        if (other.key !== null || broken)
          this.say({ type: 'gone', other: number, broken });
      },
    });
    this.others.set(number, other);
    other.hello(this.key);
  }

  /** Two that came at the same time have dialled each other: the one with the greater key has done so rightly. */
  private greeted(number: number, other: Other, key: string): void {
    for (const [same, before] of this.others) {
      if (before === other || before.key !== key) continue;
      const rightly = this.key > key;
      const [wrong, loser] =
        other.dialled === rightly ? [same, before] : [number, other];
      this.others.delete(wrong);
      loser.drop();
      if (loser === other) return;
      this.say({ type: 'gone', other: same, broken: false });
    }
    this.say({ type: 'met', other: number });
    other.share(this.shares);
  }
}
