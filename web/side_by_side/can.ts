// This page as one of two cans in the page around it: where its carrier is, what that page tells it to do, and how it
// stands. Nothing of a run is known here.
import type { CanName } from '../lockstep/messages';
import type { CarrierPort } from '../run/protocol';
import type { CanJoined, CanReady, FromCan, ToCan } from './messages';

/** What says in a frame's address that it is a can. */
export const canField = 'can';

export class Can {
  private told = '';

  constructor(
    readonly name: CanName,
    readonly carrier: CarrierPort,
    private readonly page: MessagePort,
  ) {}

  obey(act: (what: ToCan['do']) => void): void {
    this.page.onmessage = ({ data }: MessageEvent<ToCan>) => act(data.do);
  }

  /** Tells the page around this one, if it is news. */
  tell(state: FromCan): void {
    const news = JSON.stringify(state);
    if (news === this.told) return;
    this.told = news;
    this.page.postMessage(state);
  }
}

/** @returns null where this page is a page of its own */
export async function joinOther(): Promise<Can | null> {
  const around = window.parent;
  const name = new URLSearchParams(location.search).get(canField);
  if (around === window || (name !== 'a' && name !== 'b')) return null;
  const [carrier, page] = await new Promise<readonly MessagePort[]>(
    (resolve) => {
      addEventListener('message', function joined(event) {
        const { source, origin, ports } = event as MessageEvent<CanJoined>;
        if (source !== around || origin !== location.origin) return;
        removeEventListener('message', joined);
        resolve(ports);
      });
      const ready: CanReady = { tincan: 'can' };
      around.postMessage(ready, location.origin);
    },
  );
  carrier!.start();
  return new Can(name, carrier!, page!);
}
