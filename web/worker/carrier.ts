// The run's end of the port to the carrier worker, in the shape the façade asks for: open gives a
// carrier, events tell what becomes of it. It knows neither frames nor relays.
import type { CarrierToRun, RunToCarrier } from '../run/protocol';
import type { CarrierEvents, OpenCarrier } from './runtime';

export function carrierOver(port: MessagePort): OpenCarrier {
  let events: CarrierEvents | null = null;
  /** Closings asked for and not yet answered: what arrives before belongs to a carrier given up. */
  let unanswered = 0;

  port.onmessage = (event: MessageEvent<CarrierToRun>) => {
    const message = event.data;
    if (unanswered > 0) {
      if (!(message instanceof ArrayBuffer) && 'closed' in message)
        unanswered -= 1;
    } else if (message instanceof ArrayBuffer) {
      events?.message(message);
    } else if ('opened' in message) {
      events?.opened();
    } else if ('drained' in message) {
      events?.drained(message.drained);
    } else {
      events?.closed(message.reason);
      events = null;
    }
  };

  const post = (message: RunToCarrier, transfer: Transferable[] = []) =>
    port.postMessage(message, transfer);

  return (newEvents) => {
    events = newEvents;
    post({ open: true });
    return {
      send(message) {
        post(message, [message]);
      },
      close(code, reason) {
        if (events !== newEvents) return;
        events = null;
        unanswered += 1;
        post({ close: true, code, reason });
      },
    };
  };
}
