// Joins the two cans of one page, in a worker of that page: a relay of their own, one clock, and the turns in which
// their runs act. It is the carrier of both; run/protocol.ts says what a page and a run tell it.
import './node_globals.ts';
import { Relay } from '../relay/relay.ts';
import { endingMs } from '../run/limits.ts';
import type { CarrierRun, Knobs, ToCarrier } from '../run/protocol.ts';
import type { CanName, ToLockstep } from './messages.ts';
import { hostClock } from '../carrier/line_clock.ts';
import { agenda } from './agenda.ts';
import { RunMember } from './member.ts';
import { Scheduler } from './scheduler.ts';

const newRelay = () =>
  new Relay({
    clock: () => agenda.now,
    reservationMs: 0,
    // A thousand connections may take no more than a moment of this clock.
    limits: { dialsPerSecond: 0 },
  });
let relay = newRelay();
const scheduler = new Scheduler(agenda, () => {
  relay = newRelay();
});

/** Cans whose run is to begin at the same moment as the other's, and is not there yet. */
const awaited = new Set<CanName>();

function arrived(can: CanName): void {
  if (awaited.delete(can) && awaited.size === 0) scheduler.release(awaited);
}

class Can {
  private readonly knobs: Knobs = { latency: 0, bandwidth: 0, chunk: 0 };
  private current: { run: number; member: RunMember } | null = null;

  constructor(
    private readonly name: CanName,
    private readonly page: MessagePort,
  ) {
    page.onmessage = ({ data }: MessageEvent<ToCarrier>) => this.receive(data);
  }

  /** Its page is gone, and the run with it. */
  lose(): void {
    this.page.close();
    if (this.current !== null) this.end(this.current.run);
    arrived(this.name);
  }

  private receive(message: ToCarrier): void {
    if (message.type === 'run') this.begin(message);
    else if (message.type === 'end') this.end(message.run);
    else if (message.type === 'knobs') Object.assign(this.knobs, message.knobs);
  }

  private begin({ run, time, port }: CarrierRun): void {
    const member = new RunMember(
      this.name === 'a' ? 0 : 1,
      run,
      port,
      () => relay,
      this.knobs,
      {
        turnOver: (over) => scheduler.turnOver(member, over),
        left() {
          scheduler.leave(member);
          scheduler.release(member);
        },
        tell: (news) => this.page.postMessage(news),
      },
    );
    this.current = { run, member };
    if (time === 'wall') member.goByRealTime();
    scheduler.join(member);
    arrived(this.name);
  }

  private end(run: number): void {
    if (this.current?.run !== run) {
      // It came to an end before it began: nobody waits for it.
      arrived(this.name);
      return;
    }
    const { member } = this.current;
    this.current = null;
    if (!member.stop()) return;
    // Its last frames are still to come: nothing else happens before them.
    scheduler.hold(member);
    hostClock.setTimeout(() => member.leave(), endingMs);
  }
}

const cans = new Map<CanName, Can>();

addEventListener('message', ({ data }: MessageEvent<ToLockstep>) => {
  if (data.type === 'can') {
    cans.get(data.can)?.lose();
    cans.set(data.can, new Can(data.can, data.port));
  } else {
    awaited.add('a').add('b');
    scheduler.hold(awaited);
  }
});
