// One run on the common clock: its port, its line to the relay, and what waits to be brought to it. What the run
// sends is the program's, of any shape; what is none of the protocol ends its part. It decides no order.
import { Lane } from '../carrier/lane.ts';
import { WireTap } from '../carrier/wire_tap.ts';
import type { Relay } from '../relay/relay.ts';
import type {
  CarrierToRun,
  FromCarrier,
  Knobs,
  RelayStatus,
  RunToCarrier,
  TurnBegin,
  TurnOver,
} from '../run/protocol.ts';
import { agenda } from './agenda.ts';
import { isTurnOver } from './check.ts';
import { LocalSocket } from './local_socket.ts';
import type { Member } from './scheduler.ts';
import { runTasks } from './tasks.ts';

/** The room, which is this page's alone. */
const roomId = 'side by side';

export interface MemberEvents {
  /** Its turn is over; what it sent is in the agenda. */
  turnOver(over: TurnOver): void;
  /** It takes part no longer. */
  left(): void;
  /** For its page. */
  tell(message: FromCarrier): void;
}

interface Line {
  socket: LocalSocket;
  out: Lane;
  back: Lane;
}

export class RunMember implements Member {
  private inbox: { at: number; message: CarrierToRun }[] = [];
  private line: Line | null = null;
  private tap: WireTap;
  /** Lines that have been opened. */
  private lines = 0;
  /** Stopped from outside: its page wants to hear no more of it. */
  private stopped = false;
  /** It has said its last; what it sent before may still be under way. */
  private ended = false;
  private gone = false;
  private real = false;

  constructor(
    readonly order: number,
    private readonly run: number,
    private readonly port: MessagePort,
    private readonly relay: () => Relay,
    private readonly knobs: Knobs,
    private readonly events: MemberEvents,
  ) {
    this.tap = this.newTap();
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.receive(data);
  }

  get isReal(): boolean {
    return this.real;
  }

  goByRealTime(): void {
    if (this.real) return;
    this.real = true;
    this.tell({ type: 'real time', run: this.run });
  }

  get waitsSince(): number | null {
    return this.inbox[0]?.at ?? null;
  }

  act(at: number): void {
    const due = this.inbox.findIndex((each) => each.at > at);
    const count = due < 0 ? this.inbox.length : due;
    const brought = this.inbox.splice(0, count).map(({ message }) => message);
    const bytes = brought.filter((message) => message instanceof ArrayBuffer);
    const turn: TurnBegin = { turn: at, brought };
    this.port.postMessage(turn, bytes);
  }

  /** Its page ends it. @returns whether it has still to say its last */
  stop(): boolean {
    this.tap.flush();
    this.stopped = true;
    return !this.ended && !this.gone;
  }

  /** As a process that is gone: its connections go with it. */
  leave(): void {
    if (this.gone) return;
    this.gone = true;
    this.close(1000, 'the run ended');
    this.port.close();
    this.events.left();
  }

  private receive(data: unknown): void {
    if (this.gone || this.ended) return;
    if (!isTurnOver(data)) {
      const reason =
        'the program sent the common clock a message that is none of the playground’s';
      this.tell({ type: 'broken', run: this.run, reason });
      this.leave();
      return;
    }
    this.ended = data.ended;
    if (this.stopped) {
      // At once, for all that stands still meanwhile waits for it.
      for (const { message } of data.sent) this.take(message);
      runTasks();
      if (data.ended) this.leave();
      return;
    }
    for (const { at, message } of data.sent)
      agenda.add(at, () => this.take(message));
    if (data.ended) agenda.add(data.time, () => this.leave());
    this.events.turnOver(data);
  }

  private take(message: RunToCarrier): void {
    if (message instanceof ArrayBuffer) {
      this.tap.read('out', message);
      this.line?.out.push(message);
    } else if ('open' in message) {
      this.open();
    } else {
      this.close(message.code, message.reason);
    }
  }

  private open(): void {
    if (this.line !== null) return;
    this.lines += 1;
    this.tap = this.newTap();
    const clock = agenda.lineClock;
    const socket = new LocalSocket(
      (bytes) => back.push(bytes),
      (_code, reason) => back.whenEmpty(() => this.close(1006, reason)),
    );
    const out = new Lane(
      this.knobs,
      (bytes) => {
        const drained = bytes.byteLength;
        socket.receive(bytes);
        this.bring({ drained });
      },
      clock,
    );
    const back = new Lane(
      this.knobs,
      (bytes) => {
        this.tap.read('in', bytes);
        this.bring(bytes);
      },
      clock,
    );
    this.line = { socket, out, back };
    this.relay().admit(socket, roomId, null, 'this page');
    this.report('beside');
    this.bring({ opened: true });
  }

  private close(code: number, reason: string): void {
    if (this.line === null) return;
    const { socket, out } = this.line;
    this.line = null;
    out.flush();
    socket.end(code);
    this.report(code <= 1001 ? 'offline' : 'lost', reason);
    this.bring({ closed: true, reason });
  }

  private bring(message: CarrierToRun): void {
    this.inbox.push({ at: agenda.now, message });
  }

  private newTap(): WireTap {
    return new WireTap(
      this.lines,
      (news) => this.tell({ type: 'wire', run: this.run, ...news }),
      agenda.lineClock.now,
    );
  }

  private report(status: RelayStatus, reason = ''): void {
    this.tell({ type: 'status', run: this.run, status, reason });
  }

  private tell(message: FromCarrier): void {
    if (!this.stopped) this.events.tell(message);
  }
}
