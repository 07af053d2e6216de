// What becomes of the relay, in sentences for the console: the program's sockets get Node's errors, which
// say nothing of a relay. It decides nothing; a sentence is said once, not at every attempt.
import type { CarrierNews } from './carrier';

export class RelayNews implements CarrierNews {
  /** Ports that other tabs are known, and said, not to reach. */
  private readonly unreached = new Set<number>();
  /** The last thing said was that there is no relay. */
  private away = false;
  /** The relay has said that it restarts, and was not looked for since. */
  private restarting = false;
  /** A limit of the playground has been told of. */
  private limitTold = false;

  /**
   * @param listeningPorts what the program listens on
   * @param say puts a line into the console
   */
  constructor(
    private readonly listeningPorts: () => number[],
    private readonly say: (text: string) => void,
  ) {}

  opened(): void {
    if (this.away) this.say('The relay is back.');
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
    if (this.away && fresh === '') return;
    this.away = true;
    const effect =
      fresh === ''
        ? 'there is no way to other tabs'
        : `other tabs cannot connect to ${fresh}`;
    const until = this.restarting ? 'it restarts. Until it is back, ' : '';
    this.restarting = false;
    this.say(`${reason}: ${until}${effect}.`);
  }

  /** The connection is gone in the middle of the run. */
  lost(reason: string): void {
    this.away = true;
    const ports = this.freshPorts();
    const effect =
      ports === ''
        ? ''
        : ` Until it is back, other tabs cannot connect to ${ports}.`;
    this.say(
      `The relay is lost (${reason}): connections with other tabs are reset.${effect}`,
    );
  }

  /** This side gave the connection up, for what the relay sent. */
  broke(rule: string): void {
    this.away = true;
    this.say(
      `The relay broke the protocol (${rule}): connections with other tabs are reset.`,
    );
  }

  /** A dial was refused, with EAGAIN, for there are too many. */
  limited(): void {
    if (this.limitTold) return;
    this.limitTold = true;
    this.say(
      'connect EAGAIN is a limit of the playground, not of Node: between programs there are no more than 1 024 connections at a time, and fewer where the relay says so.',
    );
  }

  private freshPorts(): string {
    const ports = this.listeningPorts().filter(
      (port) => !this.unreached.has(port),
    );
    for (const port of ports) this.unreached.add(port);
    if (ports.length === 0) return '';
    return `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
  }
}
