// What the page is doing, in one place: the program shown, the run, the room. It decides nothing about
// streams and draws nothing; the panes listen to it.
import {
  fragmentOf,
  readFragment,
  type Fragment,
  rememberHost,
  roomOf,
  shareFragmentOf,
} from './carrier/room';
import type { Document, Documents } from './keep/documents';
import type { SnapshotReason } from './keep/store';
import {
  fixes,
  programById,
  programs,
  type Fix,
  type Program,
} from './programs/index';
import { randomKey } from './relay/proof';
import { durationWords } from './run/duration';
import { optionFields, readOptions } from './run/options';
import type {
  FromCarrier,
  FromRun,
  Place,
  RelayStatus,
  RunOptions,
} from './run/protocol';
import {
  filenameProblem,
  isTypeScript,
  type FilenameProblem,
} from './run/format';
import type { Can } from './side_by_side/can';
import type { Runner } from './run/runner';
import { strip } from './typescript/strip';
import { reasonWords } from './texts/reasons';
import { text } from './texts/text';

export type RunState = 'ready' | 'running' | 'ended' | 'failed' | 'stopped';

export interface SessionState {
  program: Program;
  document: Document;
  edited: boolean;
  run: RunState;
  /** The program has not let go of its thread for a while. */
  busy: boolean;
  options: RunOptions;
  /** Another tab, or a can beside that goes by real time, takes part in the run: its time is real, whatever was chosen. */
  shared: boolean;
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
  /** A document packed into the address. */
  openLink(share: string): Promise<void>;
  /** Shows now whatever is still on its way to the eye. */
  settle(): void;
}

/** Of every run, and before the first, while nothing is known of it. */
const nothingKnown = {
  busy: false,
  relay: 'offline',
  relayReason: '',
} as const;

/** Seeds to choose from are easily told and typed. */
const mostShownSeed = 10_000;

/** What is wrong with the address, in words; empty where nothing is. */
function noticeOf({ malformed, program }: Fragment): string {
  if (malformed) return text('room.damaged');
  const isKnown = program === null || programs.some(({ id }) => id === program);
  return isKnown ? '' : text('link.unknownProgram');
}

export class Session {
  readonly state: SessionState;
  /** Of the room; no server may see it. */
  secret: string;
  private readonly tabKey = randomKey();
  /** Of the address the page was opened with, until the panes are there. */
  private readonly firstShare: string | null;
  private runNumber = 0;
  private panes!: Panes;

  constructor(
    private readonly runner: Runner,
    private readonly documents: Documents,
    /** As one of the two cans of a page; null: a page of its own. */
    readonly can: Can | null,
    private readonly changed: () => void,
  ) {
    const fragment = readFragment(location.hash);
    this.secret = fragment.secret;
    this.firstShare = fragment.share;
    const program = programById(fragment.program);
    this.state = {
      program,
      document: this.documentOf(program, fragment.document),
      edited: false,
      run: 'ready',
      options: readOptions(
        can?.options ?? ((history.state ?? {}) as Record<string, string>),
      ),
      shared: false,
      outcome: '',
      ...nothingKnown,
      roomNotice: noticeOf(fragment),
    };
    addEventListener('hashchange', () => this.followFragment());
    this.writeFragment();
    runner.whenReady().catch((error: unknown) => {
      this.panes.note(text('run.cannotRun', { reason: String(error) }));
    });
  }

  /** Shows the first program. Of a link, when it is unpacked: until then nothing else can be run in its stead. */
  async attach(panes: Panes): Promise<void> {
    this.panes = panes;
    const { document } = this.state;
    try {
      if (this.firstShare !== null) await panes.openLink(this.firstShare);
    } finally {
      if (this.state.document === document) this.showProgram();
    }
  }

  /** The fragment tab B opens with. */
  get addressOfB(): string {
    return fragmentOf(this.secret, this.state.program.b ?? 'blank');
  }

  /** The page with both, relative to this one. */
  get addressOfBoth(): string {
    const { program, document } = this.state;
    const fragment = fragmentOf(this.secret, program.id, document.id);
    return `side_by_side.html${fragment}`;
  }

  /** The fragment of a link to a shared document. */
  fragmentOfShare(share: string, withRoom: boolean): string {
    const room = withRoom ? this.secret : null;
    return shareFragmentOf(this.state.program.id, share, room);
  }

  /** @param id a program's or a document's */
  async choose(id: string): Promise<void> {
    this.documents.flush();
    await this.documents.refresh(id);
    const program = programById(this.documents.find(id)?.program ?? id);
    this.open(this.documentOf(program, id));
  }

  /** Shows it; where the can beside shows it already, the other of the two. */
  open({ id, program }: Document): void {
    this.state.program = programById(program);
    this.state.document = this.documentOf(this.state.program, id);
    this.writeFragment();
    this.showProgram();
  }

  /** The can beside shows another document now. It keeps it: of both, B is the one that gives way. */
  giveWay(): void {
    const { document } = this.state;
    if (this.can?.name === 'b' && this.can.taken === document.id)
      this.open(document);
  }

  edit(code: string): void {
    const document = this.documents.edit(this.state.document, code);
    this.update({ document, edited: code !== this.original });
  }

  /** Gives the document another name, which says what kind of program it is. @returns why it cannot be called so */
  rename(filename: string): FilenameProblem | null {
    const { document } = this.state;
    const problem = filenameProblem(filename);
    if (problem !== null || filename === document.filename) return problem;
    const renamed = { ...document, filename };
    this.update({ document: this.documents.edit(renamed, document.code) });
    return null;
  }

  /** From the next run on. A reload keeps them: of a can, the page around both does. */
  setOptions(options: RunOptions): void {
    this.update({ options });
    history.replaceState(optionFields(options), '');
  }

  /** Another seed, and a run with it. */
  reroll(): void {
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    this.setOptions({ ...this.state.options, seed: seed! % mostShownSeed });
    void this.run();
  }

  /** Documents that are no program's own. */
  get others(): Document[] {
    return this.documents.others(this.state.document);
  }

  /** What Reset goes back to. */
  get original(): string {
    return this.state.document.original ?? this.state.program.code;
  }

  /** Replaces the code; the history and the editor's undo bring back what was there. */
  replaceCode(code: string, reason: SnapshotReason): void {
    this.keep(reason);
    this.panes.replace(code);
  }

  private keep(reason: SnapshotReason): void {
    const { document } = this.state;
    void this.documents.snapshot(document, this.panes.code(), reason);
  }

  async run(): Promise<void> {
    this.endRun();
    const { filename } = this.state.document;
    const code = this.panes.code();
    this.keep('run');
    this.documents.flush();
    this.panes.begin(filename);
    this.panes.clearError();
    this.update({
      run: 'running',
      shared: false,
      outcome: '',
      ...nothingKnown,
    });
    const run = await this.runner.start(
      isTypeScript(filename) ? strip(code, filename) : code,
      filename,
      this.state.options,
      roomOf(this.secret, this.tabKey, location),
      {
        message: (message) => this.fromRun(message),
        busy: (busy) => this.update({ busy }),
        broken: (reason) => this.breakOff(reason),
      },
    );
    // One that was prepared longer may be told of after the next.
    this.runNumber = Math.max(this.runNumber, run);
  }

  stop(): void {
    if (this.state.run !== 'running') return;
    this.panes.note(text('run.stoppedNote'));
    this.finish('stopped', text('run.stopped'));
  }

  /** Whether this is the run that is shown, over or not. */
  isLatest(run: number): boolean {
    return run === this.runNumber;
  }

  fromCarrier(message: FromCarrier): void {
    if (message.type === 'status') rememberHost(message.status);
    if (message.type === 'browser port wanted' || message.type === 'wire')
      return;
    if (message.run !== this.runNumber || this.state.run !== 'running') return;
    if (message.type === 'real time') this.update({ shared: true });
    else if (message.type === 'broken') this.breakOff(message.reason);
    else
      this.update({
        relay: message.status,
        relayReason: reasonWords(message.reason),
      });
  }

  private fromRun(message: FromRun): void {
    this.panes.message(message);
    if (message.type === 'real time') {
      this.update({ shared: true });
    } else if (message.type === 'error') {
      if (message.place)
        this.panes.showError(message.place, firstLine(message.text));
      this.offerFix(message.text);
    } else if (message.type === 'exit') {
      this.finish(
        message.code === 0 ? 'ended' : 'failed',
        message.code === 0
          ? text(
              message.virtual && !this.state.shared
                ? 'run.endedAfterVirtual'
                : 'run.endedAfter',
              { time: durationWords(message.ms) },
            )
          : text('run.exitCode', { code: message.code }),
      );
    }
  }

  private breakOff(reason: string): void {
    this.panes.note(text('run.brokeOffNote', { reason: reasonWords(reason) }));
    this.finish('failed', text('run.brokeOff'));
  }

  private finish(run: RunState, outcome: string): void {
    this.endRun();
    // The status never tells an end whose last words are not seen yet.
    this.panes.settle();
    this.update({ run, outcome, ...nothingKnown });
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
      const code = this.panes.code().replace(fix.from, fix.to);
      this.replaceCode(code, 'fix');
      void this.run();
    });
  }

  private showProgram(): void {
    this.runner.stop();
    const { document } = this.state;
    this.panes.load(document.code);
    this.panes.begin(document.filename);
    this.update({
      edited: document.code !== this.original,
      run: 'ready',
      outcome: '',
      ...nothingKnown,
    });
  }

  private followFragment(): void {
    const fragment = readFragment(location.hash, this.secret);
    if (fragment.share !== null) {
      this.secret = fragment.secret;
      this.writeFragment();
      void this.panes.openLink(fragment.share);
      return;
    }
    const sameRoom = fragment.secret === this.secret;
    const program = programById(fragment.program);
    const document = this.documentOf(program, fragment.document);
    const sameDocument = document.id === this.state.document.id;
    if (sameRoom && sameDocument) return;
    this.secret = fragment.secret;
    this.state.program = program;
    this.state.document = document;
    this.state.roomNotice = noticeOf(fragment);
    this.writeFragment();
    this.showProgram();
  }

  private documentOf(program: Program, id: string | null): Document {
    return this.documents.ofId(program, id, this.can?.taken ?? null);
  }

  private writeFragment(): void {
    const { program, document } = this.state;
    const fragment = fragmentOf(this.secret, program.id, document.id);
    if (location.hash === fragment) return;
    history.replaceState(optionFields(this.state.options), '', fragment);
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
