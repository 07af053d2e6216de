// What becomes of the relay, for the console: the program's sockets get Node's errors, which say nothing of a
// relay. It decides nothing; one thing is said once, not at every attempt.
import type { Note } from '../run/notes';
import type { CarrierNews } from './carrier';

export class RelayNews implements CarrierNews {
  /** Ports that other tabs are known, and said, not to reach. */
  private readonly unreached = new Set<number>();
  /** The last thing said was that there is no relay. */
  private away = false;
  /** The relay has said that it restarts, and was not looked for since. */
  private restarting = false;
  /** Limits of the playground that have been told of. */
  private readonly limitsTold = new Set<string>();

  /**
   * @param listeningPorts what the program listens on
   * @param put puts a line into the console
   */
  constructor(
    private readonly listeningPorts: () => number[],
    private readonly put: (said: Note) => void,
  ) {}

  opened(): void {
    if (this.away) this.say('relayBack');
    this.away = false;
    this.restarting = false;
    this.unreached.clear();
  }

  /** The connection was ended in peace, since the relay restarts: most often it is back at once, and nothing is said. */
  restarts(): void {
    this.restarting = true;
  }

  /** An attempt to connect has failed. */
  unreachable(reason: string): void {
    const fresh = this.freshPorts();
    if (this.away && fresh.length === 0) return;
    this.away = true;
    const { restarting } = this;
    this.restarting = false;
    if (fresh.length === 0)
      this.say(restarting ? 'relayRestarts' : 'relayAway', { reason });
    else
      this.say(restarting ? 'relayRestartsPorts' : 'relayAwayPorts', {
        reason,
        ...listed(fresh),
      });
  }

  /** The connection is gone in the middle of the run. */
  lost(reason: string): void {
    this.away = true;
    const ports = this.freshPorts();
    if (ports.length === 0) this.say('relayLost', { reason });
    else this.say('relayLostPorts', { reason, ...listed(ports) });
  }

  /** This side gave the connection up, for what the relay sent. */
  broke(rule: string): void {
    this.away = true;
    this.say('relayBroke', { rule });
  }

  /** A dial was refused: EAGAIN, for there are too many; EACCES, for the relay lets nobody through, or not so often. */
  limited(code: 'EAGAIN' | 'EACCES'): void {
    if (this.limitsTold.has(code)) return;
    this.limitsTold.add(code);
    if (code === 'EAGAIN') this.say('limited', { most: 1024 });
    else this.say('refusedDial');
  }

  private say(name: Note['name'], values: Note['values'] = {}): void {
    this.put({ name, values });
  }

  private freshPorts(): number[] {
    const ports = this.listeningPorts().filter(
      (port) => !this.unreached.has(port),
    );
    for (const port of ports) this.unreached.add(port);
    return ports;
  }
}

/** As many as a line of the console holds. */
const mostListed = 16;

function listed(ports: number[]): Note['values'] {
  const shown = ports.slice(0, mostListed).join(', ');
  const rest = ports.length > mostListed ? ' …' : '';
  return { count: ports.length, ports: shown + rest };
}
