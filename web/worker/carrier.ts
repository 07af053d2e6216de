// The run's end of the port to the carrier worker, in the shape the façade asks for: open gives a
// carrier, events tell what becomes of it. It knows neither frames nor relays.
import type { CarrierToRun, RunToCarrier } from '../run/protocol';
import type { CarrierEvents, OpenCarrier } from './network';

/** Close codes (RFC 6455, 7.4.1) that are no reproach: a program that ends, a relay that restarts. */
const lastPeacefulCode = 1001;

/** As much of a MessagePort as this end uses. */
export interface CarrierEnd {
  onmessage: ((event: MessageEvent<CarrierToRun>) => void) | null;
  postMessage(message: RunToCarrier, transfer: Transferable[]): void;
}

/** Who wants to know what becomes of the carrier. */
export interface CarrierNews {
  opened(): void;
  /** An attempt to open it has failed. */
  unreachable(reason: string): void;
  lost(reason: string): void;
  /** Given up on this side, for what the relay sent, or in peace, since the relay restarts. */
  broke(rule: string): void;
  restarts(): void;
}

export function carrierOver(port: CarrierEnd, news: CarrierNews): OpenCarrier {
  let events: CarrierEvents | null = null;
  let isOpen = false;
  /** Closings asked for and not yet answered: what arrives before belongs to a carrier given up. */
  let unanswered = 0;

  const closed = (reason: string) => {
    const was = events;
    events = null;
    if (isOpen) news.lost(reason);
    else news.unreachable(reason);
    isOpen = false;
    was?.closed();
  };

  port.onmessage = (event: MessageEvent<CarrierToRun>) => {
    const message = event.data;
    if (unanswered > 0) {
      if (!(message instanceof ArrayBuffer) && 'closed' in message)
        unanswered -= 1;
    } else if (message instanceof ArrayBuffer) {
      events?.message(message);
    } else if ('opened' in message) {
      isOpen = true;
      news.opened();
      events?.opened();
    } else if ('drained' in message) {
      events?.drained(message.drained);
    } else {
      closed(message.reason);
    }
  };

  // Bound now: the program may put its own into the prototype.
  const post = port.postMessage.bind(port);

  return (newEvents) => {
    events = newEvents;
    post({ open: true }, []);
    return {
      send(message) {
        post(message, [message]);
      },
      close(code, reason) {
        if (events !== newEvents) return;
        events = null;
        isOpen = false;
        unanswered += 1;
        if (code > lastPeacefulCode) news.broke(reason);
        else news.restarts();
        post({ close: true, code, reason }, []);
      },
    };
  };
}
