// This page as one of two cans in the page around it: where its carrier is, what that page tells it to do, and how it
// stands. Nothing of a run is known here.
import type { SharedDocument } from '../keep/share';
import type { CanName } from '../lockstep/messages';
import type { CarrierPort } from '../run/protocol';
import type {
  CanJoined,
  CanReady,
  CanState,
  FromCan,
  OptionFields,
  ToCan,
} from './messages';

/** What the page around both may have a can do. */
interface CanActs {
  run(): void;
  stop(): void;
  /** The other can shows another document: see `taken`. */
  giveWay(): void;
  palette(): void;
  keys(): void;
  /** @returns the document, for a link of the other can's */
  share(): SharedDocument;
}

/** What says in a frame's address that it is a can. */
export const canField = 'can';

export class Can {
  private told = '';

  constructor(
    readonly name: CanName,
    readonly carrier: CarrierPort,
    private readonly page: MessagePort,
    /** Id of the document that the other can shows; null: not known yet. */
    public taken: string | null,
    /** What its runs depend on, as it was before a reload. */
    readonly options: OptionFields,
  ) {}

  obey(acts: CanActs): void {
    this.page.onmessage = ({ data, ports }: MessageEvent<ToCan>) => {
      if (data.do === 'give way') {
        this.taken = data.taken;
        acts.giveWay();
      } else if (data.do === 'share') ports[0]?.postMessage(acts.share());
      else acts[data.do]();
    };
  }

  /** Tells the page around this one, if it is news. */
  tell(state: CanState): void {
    const news = JSON.stringify(state);
    if (news === this.told) return;
    this.told = news;
    this.send({ state });
  }

  runBoth(): void {
    this.send({ do: 'run both' });
  }

  stopBoth(): void {
    this.send({ do: 'stop both' });
  }

  /** The document of the other can, as it is now. */
  othersDocument(): Promise<SharedDocument> {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<SharedDocument>) => {
        port1.close();
        resolve(data);
      };
      this.send({ ask: 'share' }, [port2]);
    });
  }

  private send(message: FromCan, transfer: Transferable[] = []): void {
    this.page.postMessage(message, transfer);
  }
}

/** @returns null where this page is a page of its own */
export async function joinOther(): Promise<Can | null> {
  const around = window.parent;
  const name = new URLSearchParams(location.search).get(canField);
  if (around === window || (name !== 'a' && name !== 'b')) return null;
  const { data, ports } = await new Promise<MessageEvent<CanJoined>>(
    (resolve) => {
      addEventListener('message', function joined(event) {
        const { source, origin } = event as MessageEvent<CanJoined>;
        if (source !== around || origin !== location.origin) return;
        removeEventListener('message', joined);
        resolve(event as MessageEvent<CanJoined>);
      });
      const ready: CanReady = { tincan: 'can' };
      around.postMessage(ready, location.origin);
    },
  );
  const [carrier, page] = ports;
  carrier!.start();
  return new Can(name, carrier!, page!, data.taken, data.options);
}
