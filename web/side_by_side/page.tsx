// The page with both cans: two frames of the playground's own page, joined by a carrier of this page. It starts and
// stops both, and knows nothing of what they run.
import { render } from 'preact';
import { keepOffline } from '../offline/offline';
import { command, listenForKeys, runBothKey } from '../chrome/commands';
import { Notice } from '../keep/notice';
import lockstepUrl from '../lockstep/worker.ts?worker&url';
import type { CanName, ToLockstep } from '../lockstep/messages';
import { text, useLanguage } from '../texts/text';
import { addressOf, framesOf } from './address';
import { Header } from './header';
import type {
  CanJoined,
  CanReady,
  CanState,
  FromCan,
  OptionFields,
  ToCan,
} from './messages';

await useLanguage();
document.title = text('both.title');
const carrier = new Worker(lockstepUrl);
const toCarrier = (message: ToLockstep, transfer: Transferable[] = []) =>
  carrier.postMessage(message, transfer);

/** One of the two, as far as this page sees it. */
class CanFrame {
  state: CanState | null = null;
  readonly frame = document.createElement('iframe');
  private port: MessagePort | null = null;

  constructor(
    private readonly name: CanName,
    address: string,
  ) {
    const { frame } = this;
    frame.title = text('both.can', { name: name.toUpperCase() });
    frame.className = `can can-${name}`;
    frame.src = address;
    frame.allow = 'clipboard-write';
  }

  /** Again after each load of the frame. */
  join(): void {
    const [toCarrierOf, carrierOf] = portPair();
    const [toPage, pageOf] = portPair();
    this.port = pageOf;
    pageOf.onmessage = ({ data, ports }: MessageEvent<FromCan>) => {
      if ('ask' in data) cans[this.other].tell({ do: 'share' }, [...ports]);
      else if ('do' in data) commands[data.do]();
      else this.stands(data.state);
    };
    toCarrier({ type: 'can', can: this.name, port: carrierOf }, [carrierOf]);
    const taken = cans[this.other].state?.document ?? null;
    const options = this.state?.options ?? keptOptions[this.name];
    const joined: CanJoined = { tincan: 'joined', taken, options };
    this.frame.contentWindow?.postMessage(joined, location.origin, [
      toCarrierOf,
      toPage,
    ]);
  }

  tell(message: ToCan, transfer: Transferable[] = []): void {
    this.port?.postMessage(message, transfer);
  }

  private stands(state: CanState): void {
    const before = this.state?.document;
    this.state = state;
    if (state.document !== before)
      cans[this.other].tell({ do: 'give way', taken: state.document });
    draw();
  }

  private get other(): CanName {
    return this.name === 'a' ? 'b' : 'a';
  }
}

function portPair(): [MessagePort, MessagePort] {
  const { port1, port2 } = new MessageChannel();
  return [port1, port2];
}

const place = document.querySelector<HTMLElement>('#cans')!;
const addresses = framesOf(location.hash);
/** What the runs of each depend on; the history has it over a reload. */
let keptOptions = (history.state ?? { a: {}, b: {} }) as Record<
  CanName,
  OptionFields
>;
const cans = {
  a: new CanFrame('a', addresses.a),
  b: new CanFrame('b', addresses.b),
};

const commands = {
  'run both'() {
    toCarrier({ type: 'both' });
    for (const can of Object.values(cans)) can.tell({ do: 'run' });
  },
  'stop both'() {
    for (const can of Object.values(cans)) can.tell({ do: 'stop' });
  },
};

/** A can has the commands of all, and shows them. */
function showInCan(what: 'palette' | 'keys'): void {
  const can = cans[place.dataset['can'] as CanName];
  can.frame.focus();
  can.tell({ do: what });
}

function draw(): void {
  const a = cans.a.state;
  const b = cans.b.state;
  if (a !== null && b !== null) {
    const address = addressOf(a.fragment, b);
    keptOptions = { a: a.options, b: b.options };
    if (
      location.hash !== address ||
      JSON.stringify(history.state) !== JSON.stringify(keptOptions)
    )
      history.replaceState(keptOptions, '', address);
  }
  render(
    <Header
      states={{ a, b }}
      shown={place.dataset['can'] as CanName}
      onRun={commands['run both']}
      onStop={commands['stop both']}
      onShow={(can) => {
        place.dataset['can'] = can;
        draw();
      }}
    />,
    document.querySelector('#toolbar')!,
  );
}

listenForKeys([
  command('both.run', commands['run both'], {
    keys: runBothKey,
    unfit: () => Object.values(cans).some(({ state }) => state === null),
  }),
  command('palette.title', () => showInCan('palette'), { keys: 'Mod+K' }),
  command('keys.title', () => showInCan('keys'), { keys: '?' }),
]);
addEventListener('message', ({ source, origin }: MessageEvent<CanReady>) => {
  if (origin !== location.origin) return;
  for (const can of Object.values(cans))
    if (source === can.frame.contentWindow) can.join();
});
// Another room, or other programs: both frames begin anew.
addEventListener('hashchange', () => location.reload());
place.append(cans.a.frame, cans.b.frame);
draw();
void keepOffline(
  new Notice(document.querySelector<HTMLElement>('#offline-notice')!),
).catch((error: unknown) => {
  // Storage is blocked, or the host lacks the file: everything else works.
  console.warn(`This page will not open offline: ${String(error)}`);
});
