// A run's half of lockstep: what it sends, and what is brought to it, in turns that the carrier gives. The common
// clock's times are turned into the program's own here, and nowhere else. It reads no bytes.
import type {
  CarrierToRun,
  RunToCarrier,
  TurnBegin,
  TurnOver,
} from '../run/protocol';
import type { CarrierEnd } from './carrier';
import type { LocalTurnOver, Runtime } from './runtime';

export class Lockstep implements CarrierEnd {
  onmessage: CarrierEnd['onmessage'] = null;

  private sent: TurnOver['sent'] = [];
  private transfer: Transferable[] = [];
  private runtime!: Runtime;
  /** Of the common clock: when the program's began. */
  private origin = 0;
  // Bound now: the program may put its own into the prototype.
  private readonly post: (message: TurnOver, transfer: Transferable[]) => void;

  private constructor(
    port: MessagePort,
    /** Of the common clock: when the program begins; whole milliseconds. */
    readonly moment: number,
  ) {
    this.post = port.postMessage.bind(port);
    port.onmessage = ({ data }: MessageEvent<TurnBegin>) => this.begin(data);
  }

  /** Resolves when the first turn has come: before it, nothing of the program may happen. */
  static async first(port: MessagePort): Promise<Lockstep> {
    const moment = await new Promise<number>((resolve) => {
      port.onmessage = ({ data }: MessageEvent<TurnBegin>) =>
        resolve(data.turn);
    });
    return new Lockstep(port, moment);
  }

  /** @param runtime made in the first turn, at the begin of its clock */
  use(runtime: Runtime): void {
    this.runtime = runtime;
    this.origin = this.moment - runtime.clock.now();
  }

  postMessage(message: RunToCarrier, transfer: Transferable[]): void {
    this.sent.push({ at: this.now(), message });
    this.transfer.push(...transfer);
  }

  over({ time, next, more, waits }: LocalTurnOver): void {
    const { origin } = this;
    this.tell({
      time: time + origin,
      next: next === null ? null : next + origin,
      more,
      waits,
      ended: false,
    });
  }

  /** The program is over: it takes no more turns. */
  end(): void {
    const time = this.now();
    this.tell({ time, next: null, more: false, waits: false, ended: true });
  }

  private begin({ turn, brought }: TurnBegin): void {
    this.runtime.beginTurn(turn - this.origin);
    for (const data of brought)
      this.onmessage?.({ data } as MessageEvent<CarrierToRun>);
  }

  private tell(over: Omit<TurnOver, 'sent'>): void {
    const { sent, transfer } = this;
    this.sent = [];
    this.transfer = [];
    this.post({ ...over, sent }, transfer);
  }

  /** Of the common clock. */
  now(): number {
    return this.runtime.clock.now() + this.origin;
  }
}
