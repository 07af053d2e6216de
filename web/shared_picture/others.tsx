// The view of other tabs: whether this one shares its picture, and the pictures of those that share theirs. While it is
// open, and only then, this tab meets the others; a worker does (meeting_worker.ts), and its line is the carrier's.
import { render } from 'preact';
import { Pace } from '../panes/pace';
import { drawCardLanes } from '../picture/card_lanes';
import type { PictureModel } from '../picture/model';
import { netWasm } from '../run/extra_scripts';
import { labelCharacters } from '../run/limits';
import type {
  CarrierPort,
  FromCarrier,
  FromRun,
  ToCarrier,
} from '../run/protocol';
import type { RunState, Session } from '../session';
import { reasonWords } from '../texts/reasons';
import { text } from '../texts/text';
import meetingWorkerUrl from './meeting_worker.ts?worker&url';
import type { FromMeeting, ToMeeting } from './messages';
import { OtherTab } from './other_tab';
import { OtherPicture, OwnHead } from './other_view';
import './others.css';
import { meetingRoom } from './room';
import { hintScrolling } from './scroll_hint';
import type { Told } from './told';

export interface OthersParts {
  session: Session;
  /** Of this tab's run. */
  model: PictureModel;
  carrier: CarrierPort;
  engine: Promise<ArrayBuffer>;
}

/** Words of an age change this often while nothing else does; milliseconds. */
const ageMs = 250;
/** A tab that has gone is shown so long, and so many of them. */
const goneMs = 60_000;
const mostGone = 2;

export class Others {
  /** Runs have numbers from 1 on. */
  private line = 0;
  private secret = '';
  private worker: Worker | null = null;
  /** The worker has what it is made of. */
  private begun = false;
  /** Others can find this tab. */
  private placed = false;
  private shares = false;
  private asTable = false;
  private trouble = '';
  private stands: RunState = 'ready';
  /** Above this tab's picture: whose it is, and whether others see it. */
  private readonly ownHead = document.createElement('div');
  private readonly ownPicture: HTMLElement;
  private stopHints: (() => void)[] = [];
  private readonly met = new Map<number, OtherTab>();
  private gone: OtherTab[] = [];
  /** Who has told something since the last frame, as often as it did. */
  private unseen: number[] = [];
  private clock: ReturnType<typeof setInterval> | undefined;
  private readonly pace = new Pace(
    () => this.draw(),
    () => 0,
    false,
  );

  /** @param host right behind this tab's own picture */
  constructor(
    private readonly host: HTMLElement,
    private readonly parts: OthersParts,
  ) {
    this.ownPicture = host.previousElementSibling as HTMLElement;
    this.ownHead.className = 'own-head';
    parts.carrier.addEventListener('message', ({ data }) =>
      this.fromCarrier(data),
    );
    new ResizeObserver(() => this.drawLanes()).observe(host);
  }

  show(visible: boolean): void {
    this.host.hidden = !visible;
    clearInterval(this.clock);
    if (visible) {
      this.ownPicture.before(this.ownHead);
      this.stopHints = [this.ownPicture, this.host].map(hintScrolling);
      this.join();
      this.clock = setInterval(() => this.pace.soon(), ageMs);
      this.draw();
    } else {
      this.leave();
      render(null, this.host);
      render(null, this.ownHead);
      this.ownHead.remove();
      for (const stop of this.stopHints.splice(0)) stop();
    }
  }

  setTable(asTable: boolean): void {
    this.asTable = asTable;
    this.pace.soon();
  }

  /** This tab's run, or program, is another one. */
  begin(filename: string): void {
    this.tell({ type: 'run', filename: cut(filename) });
  }

  message(message: FromRun): void {
    if (!this.shares) return;
    if (message.type === 'trace')
      this.tell({ type: 'trace', batch: message.batch, notSent: 0 });
    else if (message.type === 'started') {
      const { kinds, sides, flags } = message;
      this.tell({ type: 'started', kinds, sides, flags });
    }
  }

  /** The session is another one: how its run stands, or the room. */
  changed(): void {
    const { secret, state } = this.parts.session;
    if (state.run !== this.stands)
      this.tell({ type: 'stands', run: state.run });
    this.stands = state.run;
    if (this.worker !== null && secret !== this.secret) {
      this.leave();
      this.join();
    }
    this.pace.soon();
  }

  private join(): void {
    const { session, engine, carrier } = this.parts;
    this.secret = session.secret;
    this.trouble = '';
    const worker = new Worker(meetingWorkerUrl);
    this.worker = worker;
    const { port1, port2 } = new MessageChannel();
    this.line -= 1;
    const opening: ToCarrier = {
      type: 'run',
      run: this.line,
      carries: 'picture',
      time: 'wall',
      ...meetingRoom(session.secret, location),
      port: port1,
    };
    carrier.postMessage(opening, [port1]);
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromMeeting>) => {
        if (this.worker === worker) this.fromMeeting(data);
      },
    );
    const fail = (reason: string) => {
      if (this.worker === worker)
        this.fail(text('others.cannotMeet', { reason }));
    };
    worker.addEventListener('error', () => fail('meeting_worker'));
    Promise.all([engine, netWasm()]).then(
      ([streams, net]) => {
        if (this.worker !== worker) return;
        const parts = { engine: streams, net, carrier: port2 };
        const begin: ToMeeting = { type: 'begin', ...parts };
        worker.postMessage(begin, [port2]);
        this.begun = true;
        this.post({ type: 'share', shares: this.shares });
      },
      (error: unknown) => fail(String(error)),
    );
  }

  /** Nothing is told any more, and nothing heard. */
  private leave(): void {
    const ending: ToCarrier = { type: 'end', run: this.line };
    this.parts.carrier.postMessage(ending);
    this.worker?.terminate();
    this.worker = null;
    this.begun = false;
    this.placed = false;
    this.shares = false;
    this.unseen = [];
    this.met.clear();
    this.gone = [];
  }

  private share(shares: boolean): void {
    this.shares = shares;
    this.post({ type: 'share', shares });
    this.draw();
  }

  private post(message: ToMeeting): void {
    if (this.begun) this.worker?.postMessage(message);
  }

  private tell(told: Told): void {
    if (this.shares && this.met.size > 0) this.post({ type: 'tell', told });
  }

  /** All of this tab's picture as it stands. */
  private all(): Told[] {
    const { model, session } = this.parts;
    const { kinds, sides, flags } = model;
    const { document, run } = session.state;
    const begun: Told[] =
      kinds.length === 0
        ? []
        : [
            { type: 'started', kinds, sides, flags },
            { type: 'trace', batch: model.snapshot(), notSent: 0 },
          ];
    return [
      { type: 'run', filename: cut(document.filename) },
      ...begun,
      { type: 'stands', run },
    ];
  }

  private fromMeeting(news: FromMeeting): void {
    switch (news.type) {
      case 'placed':
        this.placed = true;
        break;
      case 'met':
        this.met.set(news.other, new OtherTab());
        break;
      case 'behind':
        this.post({ type: 'catch up', other: news.other, told: this.all() });
        return;
      case 'told':
        this.met.get(news.other)?.take(news.told);
        this.confirm(news.other);
        break;
      case 'gone':
        this.end(news.other, news.broken);
        break;
      case 'full':
        this.trouble = text('others.full');
        break;
      case 'failed':
        this.fail(text('others.cannotMeet', { reason: news.reason }));
        break;
    }
    this.pace.soon();
  }

  /** With the next frame, so that nobody keeps this page from its own: and one that is hidden takes nothing in. */
  private confirm(other: number): void {
    if (this.unseen.length === 0)
      requestAnimationFrame(() => {
        for (const seen of this.unseen.splice(0))
          this.post({ type: 'seen', other: seen });
      });
    this.unseen.push(other);
  }

  private end(number: number, broken: boolean): void {
    const other = this.met.get(number) ?? new OtherTab();
    this.met.delete(number);
    other.end = broken ? 'broken' : 'gone';
    if (other.shares || broken) this.gone = [other, ...this.gone];
  }

  private fail(words: string): void {
    this.trouble = words;
    this.pace.soon();
  }

  private fromCarrier(message: FromCarrier): void {
    if (message.type !== 'status' || message.run !== this.line) return;
    const { status, reason } = message;
    const away = status === 'unreachable' || status === 'lost';
    this.trouble = away
      ? text('others.cannotMeet', { reason: reasonWords(reason) })
      : '';
    this.pace.soon();
  }

  private shown(now: number): OtherTab[] {
    this.gone = this.gone
      .filter(({ toldAt }) => now - toldAt < goneMs)
      .slice(0, mostGone);
    const sharing = [...this.met.values()].filter(({ shares }) => shares);
    return [...sharing, ...this.gone];
  }

  private draw(): void {
    if (this.worker === null) return;
    const now = performance.now();
    const shown = this.shown(now);
    const { shares } = this;
    const { document, run } = this.parts.session.state;
    render(
      <OwnHead
        filename={document.filename}
        run={run}
        shares={shares}
        standing={this.trouble || this.standing(shown.length)}
        onShare={() => this.share(!shares)}
      />,
      this.ownHead,
    );
    const live = this.parts.model.moment === null;
    render(
      <>
        {!shares && <p id="others-about">{text('others.about')}</p>}
        {shown.map((other) => (
          <OtherPicture
            key={other}
            other={other}
            now={now}
            live={live}
            asTable={this.asTable}
          />
        ))}
      </>,
      this.host,
    );
    this.drawLanes();
  }

  /** Who sees whom, in a line that is read aloud when it changes. */
  private standing(shown: number): string {
    const open = this.met.size;
    if (!this.placed) return text('others.looking');
    const mine = this.shares
      ? text('others.sharing', { count: open })
      : text('others.notSharing');
    if (shown > 0) return mine;
    const theirs = text(open === 0 ? 'others.nobody' : 'others.nobodyShares');
    return `${mine} ${theirs}`;
  }

  private drawLanes(): void {
    const now = performance.now();
    const articles = this.host.querySelectorAll('.other');
    this.shown(now).forEach(({ model }, i) => {
      const article = articles[i];
      if (article) drawCardLanes(article, model.views(), NaN);
    });
  }
}

/** As much of a file name as others take. */
function cut(filename: string): string {
  return filename.slice(0, labelCharacters);
}
