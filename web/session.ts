// What the page is doing, in one place: the program shown, the run, the room. It decides nothing about
// streams and draws nothing; the panes listen to it.
import { fragmentOf, readFragment, roomOf } from './carrier/room';
import { fixes, programById, type Fix, type Program } from './programs/index';
import { randomKey } from './relay/proof';
import type { FromCarrier, FromRun, Place, RelayStatus } from './run/protocol';
import type { Runner } from './run/runner';

export type RunState = 'ready' | 'running' | 'ended' | 'failed' | 'stopped';

export interface SessionState {
  program: Program;
  edited: boolean;
  run: RunState;
  /** What the run's end was, in words; empty while there is none. */
  outcome: string;
  relay: RelayStatus;
  /** Why the relay is where it is; empty when there is nothing to add. */
  relayReason: string;
  roomNotice: string;
}

/** What the session needs from the panes. */
export interface Panes {
  code(): string;
  load(code: string): void;
  replace(code: string): void;
  showError(place: Place, message: string): void;
  clearError(): void;
  begin(filename: string): void;
  message(message: FromRun): void;
  note(text: string): void;
  offer(fix: Fix, apply: () => void): void;
  /** Shows now whatever is still on its way to the eye. */
  settle(): void;
}

const damagedRoom =
  'The room in this link is damaged, cut off or mistyped, so this tab is alone in a new room. ' +
  'To meet the other tab, copy its whole address, or use its Open B.';

/** Edits are kept for this tab, so that neither the chooser nor a reload loses them. */
const draftKey = (program: Program) => `tincan.draft.${program.id}`;

export class Session {
  readonly state: SessionState;
  private secret: string;
  private readonly tabKey = randomKey();
  private startedAt = 0;
  private runNumber = 0;
  private panes!: Panes;

  constructor(
    private readonly runner: Runner,
    private readonly changed: () => void,
  ) {
    const fragment = readFragment(location.hash);
    this.secret = fragment.secret;
    this.state = {
      program: programById(fragment.program),
      edited: false,
      run: 'ready',
      outcome: '',
      relay: 'offline',
      relayReason: '',
      roomNotice: fragment.malformed ? damagedRoom : '',
    };
    addEventListener('hashchange', () => this.followFragment());
    this.writeFragment();
    runner.whenReady().catch((error: unknown) => {
      this.panes.note(`Programs cannot run here: ${String(error)}`);
    });
  }

  attach(panes: Panes): void {
    this.panes = panes;
    this.showProgram();
  }

  /** The fragment tab B opens with. */
  get addressOfB(): string {
    return fragmentOf(this.secret, this.state.program.b ?? 'blank');
  }

  choose(id: string): void {
    this.state.program = programById(id);
    this.writeFragment();
    this.showProgram();
  }

  edit(code: string): void {
    const { program } = this.state;
    this.state.edited = code !== program.code;
    if (this.state.edited) sessionStorage.setItem(draftKey(program), code);
    else sessionStorage.removeItem(draftKey(program));
    this.changed();
  }

  /** Back to the program as it was; the editor's undo brings the edits back. */
  reset(): void {
    this.panes.replace(this.state.program.code);
  }

  async run(): Promise<void> {
    this.endRun();
    const { program } = this.state;
    const code = this.panes.code();
    this.panes.begin(program.filename);
    this.panes.clearError();
    this.update({
      run: 'running',
      outcome: '',
      relay: 'offline',
      relayReason: '',
    });
    this.startedAt = performance.now();
    this.runNumber = await this.runner.start(
      code,
      program.filename,
      roomOf(this.secret, this.tabKey, location),
      {
        message: (message) => this.fromRun(message),
        broken: (reason) => {
          this.panes.note(`The run broke off: ${reason}`);
          this.finish('failed', 'broke off');
        },
      },
    );
  }

  stop(): void {
    if (this.state.run !== 'running') return;
    this.panes.note('Stopped.');
    this.finish('stopped', 'stopped');
  }

  fromCarrier(message: FromCarrier): void {
    if (message.run !== this.runNumber || this.state.run !== 'running') return;
    this.update({ relay: message.status, relayReason: message.reason });
  }

  private fromRun(message: FromRun): void {
    this.panes.message(message);
    if (message.type === 'started') {
      this.startedAt = performance.now();
    } else if (message.type === 'error') {
      if (message.place)
        this.panes.showError(message.place, firstLine(message.text));
      this.offerFix(message.text);
    } else if (message.type === 'exit') {
      const seconds = (performance.now() - this.startedAt) / 1000;
      const took =
        seconds < 1
          ? `${Math.round(seconds * 1000)} ms`
          : `${seconds.toFixed(1)} s`;
      this.finish(
        message.code === 0 ? 'ended' : 'failed',
        message.code === 0
          ? `ended after ${took}`
          : `exit code ${message.code}`,
      );
    }
  }

  private finish(run: RunState, outcome: string): void {
    this.endRun();
    // The status never tells an end whose last words are not seen yet.
    this.panes.settle();
    this.update({ run, outcome, relay: 'offline', relayReason: '' });
  }

  private endRun(): void {
    this.runner.stop();
  }

  private offerFix(text: string): void {
    const fix = fixes.find(
      ({ error, from }) => error.test(text) && this.panes.code().includes(from),
    );
    if (!fix) return;
    this.panes.offer(fix, () => {
      this.panes.replace(this.panes.code().replace(fix.from, fix.to));
      void this.run();
    });
  }

  private showProgram(): void {
    this.runner.stop();
    const { program } = this.state;
    const draft = sessionStorage.getItem(draftKey(program));
    this.panes.load(draft ?? program.code);
    this.panes.begin(program.filename);
    this.update({
      edited: draft !== null,
      run: 'ready',
      outcome: '',
      relay: 'offline',
      relayReason: '',
    });
  }

  private followFragment(): void {
    const fragment = readFragment(location.hash);
    const sameRoom = fragment.secret === this.secret;
    const sameProgram = fragment.program === this.state.program.id;
    if (sameRoom && sameProgram) return;
    this.secret = fragment.secret;
    this.state.program = programById(fragment.program);
    this.state.roomNotice = fragment.malformed ? damagedRoom : '';
    this.writeFragment();
    this.showProgram();
  }

  private writeFragment(): void {
    const fragment = fragmentOf(this.secret, this.state.program.id);
    if (location.hash !== fragment) history.replaceState(null, '', fragment);
  }

  private update(part: Partial<SessionState>): void {
    Object.assign(this.state, part);
    this.changed();
  }
}

/** The line that names the error, below Node's place and caret. */
function firstLine(text: string): string {
  return (
    text.split('\n').find((line) => /^[\w.]*(Error|Exception)\b/.test(line)) ??
    text.trim()
  );
}
